"""Words that several commands of the knowledge use, for people, moments and lengths of time."""

import re
from datetime import UTC, datetime, timedelta

from bot.curation.acts import OPERATOR
from bot.curation.drafting import now_in_utc
from bot.domain import MadeBy, Publication
from bot.errors import ChangeError

_LENGTH = re.compile(r"(?:(\d{1,4})\s*d)?\s*(?:(\d{1,4})\s*h)?\s*(?:(\d{1,4})\s*m)?", re.IGNORECASE)


def name_moderator(moderator_id: int | None) -> str:
    """Return how to call a moderator; the terminal's has no id."""
    return OPERATOR if moderator_id is None else f"moderator {moderator_id}"


def name_maker(publication: Publication) -> str:
    """Return who published something: a moderator, an import, or the program that ships it."""
    if publication.made_by is MadeBy.MODERATOR:
        return name_moderator(publication.moderator_id)
    return publication.made_by.value


def name_moment(moment: datetime) -> str:
    """Return a moment to the minute, in the machine's time zone."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def parse_length(text: str) -> timedelta:
    """Return a length of time: `2d`, `12h`, `1d12h`, `90m`.

    Raises:
        ChangeError: if it is written in any other way, or nothing.
    """
    found = _LENGTH.fullmatch(text.strip())
    days, hours, minutes = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    length = timedelta(days=days, hours=hours, minutes=minutes)
    if not length:
        msg = f"{text!r} is no length of time: write days, hours or minutes, such as 2d, 12h or 90m"
        raise ChangeError(msg)
    return length


def describe_duration_left(until: datetime) -> str:
    """Return until when something holds, or that it is over."""
    word = "holds until" if until > now_in_utc() else "was over at"
    return f"{word} {name_moment(until)}"


def to_utc(moment: datetime) -> str:
    """Return a moment as JSON has it: ISO 8601, in UTC."""
    return moment.astimezone(UTC).isoformat()
