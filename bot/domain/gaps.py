"""Gaps: what people ask and the articles do not answer well, and what moderators do about it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.domain.articles import Article
from bot.domain.records import Community


class GapActKind(StrEnum):
    """What a moderator can do about a gap: close it in one of six ways, give it to somebody, reopen it."""

    ARTICLE = "article"
    ALIAS = "alias"
    STATEMENT = "statement"
    GOLDEN = "golden"
    OUT_OF_SCOPE = "out-of-scope"
    DUPLICATE = "duplicate"
    ASSIGN = "assign"
    REOPEN = "reopen"

    @property
    def resolves(self) -> bool:
        """Tell whether the act closes the gap."""
        return self not in {GapActKind.ASSIGN, GapActKind.REOPEN}

    @property
    def past(self) -> str:
        """Return what was done, in words."""
        return _PAST[self]


_PAST = {
    GapActKind.ARTICLE: "article added",
    GapActKind.ALIAS: "alias added",
    GapActKind.STATEMENT: "statement made",
    GapActKind.GOLDEN: "kept as a golden question",
    GapActKind.OUT_OF_SCOPE: "out of scope",
    GapActKind.DUPLICATE: "duplicate",
    GapActKind.ASSIGN: "assigned",
    GapActKind.REOPEN: "reopened",
}


_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class GapScope:
    """Whose gaps: those of one community, in one story; a copy of a story shares those of its original."""

    community: Community
    story: str


@dataclass(frozen=True, slots=True)
class GapAct:
    """What a moderator did about a gap; acts are only ever added.

    `gap` is its number in its scope. `subject` is the article's or golden question's id, the number of the
    gap that it repeats, or the id of the moderator it was given to; empty where there is none.
    """

    gap: int
    kind: GapActKind
    at: datetime
    moderator_id: int | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """What an article says that came closest to an answer: a sentence, word for word."""

    article: Article
    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that ask the same and were not answered well.

    `unanswered`, `partly` and `badly` count the questions of a period that were not answered, answered in
    part, and answered but called not helpful or reported; `earlier` counts all of these in the period before,
    None if there is none. `first` and `last` are when it was asked first and last, whatever the period.
    `returned` counts how often it was asked again since it was resolved.
    """

    number: int
    unanswered: int
    partly: int
    badly: int
    earlier: int | None
    first: datetime = _NEVER
    last: datetime = _NEVER
    returned: int = 0
    acts: tuple[GapAct, ...] = ()
    wordings: tuple[str, ...] = ()
    nearest: NearMiss | None = None

    @property
    def count(self) -> int:
        """Return how many questions of the period it holds."""
        return self.unanswered + self.partly + self.badly

    @property
    def resolution(self) -> GapAct | None:
        """Return the act that closed it, None while it is open."""
        closing = [act for act in self.acts if act.kind is not GapActKind.ASSIGN]
        return closing[-1] if closing and closing[-1].kind.resolves else None

    @property
    def has_returned(self) -> bool:
        """Tell whether it was closed as answered, and was asked in vain again since.

        What is out of scope may be asked again, and so may what a golden question says to refuse.
        """
        expected = self.resolution is not None and self.resolution.kind in {
            GapActKind.OUT_OF_SCOPE,
            GapActKind.GOLDEN,
        }
        return bool(self.resolution and self.returned and not expected)

    @property
    def is_open(self) -> bool:
        """Tell whether something is left to do."""
        return self.resolution is None or self.has_returned

    @property
    def assigned_to(self) -> str | None:
        """Return the id of the moderator it was given to last; None if it is nobody's."""
        given = [act.subject for act in self.acts if act.kind is GapActKind.ASSIGN]
        return given[-1] or None if given else None
