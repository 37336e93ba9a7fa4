"""The pace at which one person may ask, over all ways of asking."""

import time

from discord.ext import commands

from bot.discord_app.memory import Memory
from bot.domain import Community

_MOST_COMMUNITIES = 1000


class Cooldown:
    """Counts the questions of each person: so many in so many seconds; 0 seconds means no limit.

    One belongs to one bot. It keeps nothing of a person for longer than the seconds.
    """

    def __init__(self, questions: int, seconds: float) -> None:
        self._asked = commands.CooldownMapping[int].from_cooldown(questions, seconds, _person)
        self._told = commands.CooldownMapping[int].from_cooldown(1, seconds, _person)
        self._limited = seconds > 0

    def take(self, user_id: int) -> float:
        """Count a question and return 0, or the seconds to wait if it is one too many."""
        return (self._asked.update_rate_limit(user_id, _now()) or 0.0) if self._limited else 0.0

    def is_first_refusal(self, user_id: int) -> bool:
        """Tell whether a refused person was not yet told so; each is told once in a while, not each time."""
        return self._told.update_rate_limit(user_id, _now()) is None


class Cooldowns:
    """The cooldown of each community, by the pace that it set; with another pace the count begins anew."""

    def __init__(self) -> None:
        self._kept: Memory[Community, tuple[int, float, Cooldown]] = Memory(most=_MOST_COMMUNITIES)

    def at(self, community: Community, questions: int, seconds: float) -> Cooldown:
        """Return the cooldown of a community with this pace."""
        kept = self._kept.get(community)
        if kept is None or kept[:2] != (questions, seconds):
            kept = (questions, seconds, Cooldown(questions, seconds))
            self._kept.put(community, kept)
        return kept[2]


def _now() -> float:
    # A clock that never jumps, unlike the one that discord.py takes by default, which is also what 0 means.
    return time.monotonic() + 1.0


def _person(user_id: int) -> int:
    return user_id
