"""Articles and where things stand in them.

Offsets count Unicode code points of an article's body at one revision; `end` is exclusive.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

DEFAULT_STORY = "default"

AliasGroups = tuple[tuple[str, ...], ...]
"""Groups of words and phrases that mean the same; a term may stand in one group only."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters, `start` to `end`.

    Raises:
        ValueError: if the range is empty or starts before 0.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            msg = f"a span runs from 0 or later to a later end, not {self.start} to {self.end}"
            raise ValueError(msg)

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two have a character in common."""
        return self.start < other.end and other.start < self.end

    def of(self, body: str) -> str:
        """Return the characters of `body` that the span covers."""
        return body[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article of a story, with what is known of where it comes from.

    `origin` names whose report it retells, as a moderator set it; `based_on` names the reports that the
    facts of an article written for Storydesk come from. What is not known is None or empty.
    """

    id: str
    title: str
    body: str
    story: str = DEFAULT_STORY
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    published: date | None = None
    language: str | None = None
    origin: str | None = None
    based_on: tuple[str, ...] = ()

    @property
    def content_hash(self) -> str:
        """Tell two contents apart: SHA-256, in hex, of every field but the story and the id."""
        published = self.published.isoformat() if self.published else None
        parts = (self.title, self.body, self.publisher, self.author, self.url, published)
        parts_and_more = (*parts, self.language, self.origin, *self.based_on)
        return hashlib.sha256(repr(parts_and_more).encode()).hexdigest()


class MadeBy(StrEnum):
    """Who brought a revision in."""

    SHIPPED = "shipped"
    IMPORT = "import"
    MODERATOR = "moderator"


@dataclass(frozen=True, slots=True)
class Revision:
    """An article as it stood from one change on; numbers count from 1 and never change their content."""

    article: Article
    number: int
    created_at: datetime
    made_by: MadeBy


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article's prose, the unit of retrieval; its sentences are spans of the body.

    `heading` is the heading it stands under, which gives context and is never quoted. `blocks` gives, for
    each sentence, the number of the block it stands in: sentences are neighbours only within one block.
    """

    revision: Revision
    heading: str | None
    sentences: tuple[Span, ...]
    blocks: tuple[int, ...]
