"""What keeps the gaps: which question belongs to which, and what moderators did about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain import GapAct, GapScope, QuoteReference


@dataclass(frozen=True, slots=True)
class UnplacedQuestion:
    """A question of the log, de-identified."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Placement:
    """Which gap a question belongs to. `words` are set where the gap is known by them from now on."""

    query_id: str
    gap: int
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a scope by number, each with the words it is known by; `version` counts the changes.

    `highest` is the highest number that was ever given, whether or not its questions are still there.
    """

    version: int
    highest: int
    words: Mapping[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` until just before `until`; without `since` everything before that."""

    until: datetime
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class GapTally:
    """How many questions of a gap were not answered, answered in part, or called bad, in a period.

    `earlier` counts all of these in the period before, None if there is none. `topic` is the mean probability
    that the articles speak of their matter, None where it was not recorded. `returned` counts how many there
    were since the gap was closed.
    """

    gap: int
    unanswered: int
    partly: int
    badly: int
    earlier: int | None
    topic: float | None
    returned: int = 0


@dataclass(frozen=True, slots=True)
class GapDetails:
    """When a gap was asked first and last, how, and what came closest to an answer, None if nothing did.

    The wordings that were not answered well are first, of these the most frequent.
    """

    first: datetime
    last: datetime
    wordings: tuple[str, ...]
    nearest: QuoteReference | None


@dataclass(frozen=True, slots=True)
class Surge:
    """How often a gap was asked in vain of late, by how many, and how often before that.

    `recent` counts people where the log still can tell them apart, else questions. `before` counts the gap's
    questions of the time before, `recent_of_all` and `before_of_all` those of all gaps of the community.
    """

    gap: int
    recent: int
    recent_of_all: int
    before: int
    before_of_all: int


class Gaps(Protocol):
    """Which questions ask the same, and what was done about them.

    Every method here and below raises StorageError if the database cannot be read or written.
    """

    async def scopes(self, *, since: datetime | None = None, story: str | None = None) -> Sequence[GapScope]:
        """Return the scopes of the questions asked since a moment, or ever, the most asked in first.

        With a `story` only its own; those of a story that is a server's copy are that server's.
        """
        ...

    async def unplaced(self, scope: GapScope, *, limit: int) -> Sequence[UnplacedQuestion]:
        """Return the questions of a scope that belong to no group yet, oldest first."""
        ...

    async def groups(self, scope: GapScope) -> Groups:
        """Return the groups of a scope as they are."""
        ...

    async def standing(self, scope: GapScope) -> tuple[int, int]:
        """Return the version of a scope's groups, 0 before the first, and how many words they are known by.

        The words grow fewer when questions go from the log, which is no new version.
        """
        ...

    async def place(self, scope: GapScope, version: int, placements: Sequence[Placement]) -> bool:
        """Keep where questions belong, all or none; False if the groups have another version by now."""
        ...

    async def acts(self, scope: GapScope) -> Mapping[int, Sequence[GapAct]]:
        """Return what was done about each gap of a scope, oldest first."""
        ...

    async def record(self, scope: GapScope, act: GapAct) -> bool:
        """Keep an act; False if there is no such gap, or it would repeat itself or one that there is not.

        The questions of a duplicate count for the gap that it repeats, until it is reopened.
        """
        ...


class GapFigures(Protocol):
    """What the log says of the gaps."""

    async def tally(self, scope: GapScope, period: Period, *, gap: int | None = None) -> Sequence[GapTally]:
        """Return the gaps with a question of a period, or one of them.

        A question counts for none of them if it was answered well, or moderators' words were shown with it.
        """
        ...

    async def details(
        self, scope: GapScope, gaps: Sequence[int], *, wordings: int
    ) -> Mapping[int, GapDetails]:
        """Return more of each gap that there is."""
        ...


class Bursts(Protocol):
    """Questions that come in a rush."""

    async def surges(
        self, scope: GapScope, *, since: datetime, baseline: datetime, least: int
    ) -> Sequence[Surge]:
        """Return the gaps asked in vain at least so often since a moment, against the time before it.

        That time begins at `baseline`.
        """
        ...

    async def claim(
        self, scope: GapScope, surge: Surge, expected: float, *, at: datetime, quiet_since: datetime
    ) -> bool:
        """Take it on oneself to tell of a burst; False if that was done, by whatever process.

        A burst that was told goes on as long as it is claimed again; it is over when that was not done since
        `quiet_since`.
        """
        ...
