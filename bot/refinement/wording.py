"""What is said of gaps, in Discord and in the terminal alike."""

from datetime import timedelta

from bot.domain import Community, CommunityKind, Gap, GapActKind
from bot.errors import QuestionsError

PERIODS = {
    "24h": timedelta(hours=24),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
    "90d": timedelta(days=90),
    "all": None,
}
"""The periods that commands take, by name."""
DEFAULT_PERIOD = "7d"

_NAMES = {
    "24h": "the last 24 hours",
    "7d": "the last 7 days",
    "30d": "the last 30 days",
    "90d": "the last 90 days",
    "all": "all time",
}


def parse_period(name: str) -> timedelta | None:
    """Return the length of a period by its name, None for all time.

    Raises:
        QuestionsError: if there is no such period.
    """
    if name not in PERIODS:
        msg = f"there is no period {name!r}; choose one of {', '.join(PERIODS)}"
        raise QuestionsError(msg)
    return PERIODS[name]


def name_period(name: str) -> str:
    """Return a period in words."""
    return _NAMES[name]


def name_community(community: Community) -> str:
    """Return a community as the terminal names it."""
    match community.kind:
        case CommunityKind.GUILD:
            return f"server {community.id}"
        case CommunityKind.DIRECT:
            return "direct messages"
        case CommunityKind.TERMINAL:
            return "the terminal"


def describe_counts(gap: Gap) -> str:
    """Return how often a gap was asked, and with what outcome: “asked 5 times: 4 not answered, 1 in part”."""
    parts = [
        f"{count} {what}"
        for count, what in (
            (gap.unanswered, "not answered"),
            (gap.partly, "in part"),
            (gap.badly, "found bad"),
        )
        if count
    ]
    times = "once" if gap.count == 1 else f"{gap.count} times"
    return f"asked {times}: {', '.join(parts)}"


def describe_trend(gap: Gap) -> str | None:
    """Return how a gap stands against the period before; None if there is none to compare with."""
    if gap.earlier is None:
        return None
    if not gap.earlier:
        return "new"
    if gap.count == gap.earlier:
        return f"as before ({gap.earlier})"
    return f"{'up' if gap.count > gap.earlier else 'down'} from {gap.earlier}"


def describe_state(gap: Gap) -> str | None:
    """Return what was done about a gap, and whether it came back; None if nothing was."""
    parts = []
    if gap.resolution is not None:
        parts.append(gap.resolution.kind.past)
        if gap.resolution.kind is GapActKind.DUPLICATE:
            parts[-1] += f" of {gap.resolution.subject}"
        if gap.has_returned:
            times = "once" if gap.returned == 1 else f"{gap.returned} times"
            parts.append(f"came back: asked {times} since")
    elif gap.acts and gap.acts[-1].kind is GapActKind.REOPEN:
        parts.append("reopened")
    return "; ".join(parts) or None
