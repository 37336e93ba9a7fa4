"""Time zones by their names, as people type them."""

from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import PreferenceError

_HOW = "write it as Europe/Berlin or America/New_York"


def find_zone(typed: str) -> str:
    """Return the name of the time zone that was typed, whatever its case and with spaces for underscores.

    Names are those of the IANA database. A name that is exact is found at once; the first that is not takes a
    tenth of a second.

    Raises:
        PreferenceError: if there is none of that name; it tells the nearest one.
    """
    if _is_zone(typed):
        return typed
    wanted = _fold(typed)
    zones = _zones()
    if wanted in zones:
        return zones[wanted]
    near = _nearest(wanted)
    hint = f"did you mean {near}?" if near else _HOW
    msg = f"there is no time zone of that name; {hint}"
    raise PreferenceError(msg)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such zone, no name at all, or the folder of many
        return False
    return True


def _nearest(wanted: str) -> str | None:
    """Return the zone whose city, or whose whole name, comes closest."""
    zones = _zones()
    cities: dict[str, str] = {}
    for folded, name in sorted(zones.items()):
        cities.setdefault(folded.rpartition("/")[2], name)
    city = wanted.rpartition("/")[2]
    if city in cities:
        return cities[city]
    whole = get_close_matches(wanted, list(zones), 1)
    if whole:
        return zones[whole[0]]
    close = get_close_matches(city, list(cities), 1)
    return cities[close[0]] if close else None


@cache
def _zones() -> dict[str, str]:
    return {_fold(name): name for name in available_timezones()}


def _fold(name: str) -> str:
    return "_".join(name.casefold().split())
