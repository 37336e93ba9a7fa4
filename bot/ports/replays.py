"""The questions that a change is tried with before it is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ReplayQuestion:
    """A question as it was asked, de-identified, and how often; the spelling is that of the last time."""

    text: str
    asked: int = 1


@dataclass(frozen=True, slots=True)
class Rephrased:
    """A question that was not answered, and the next of the same person, which was.

    Both are de-identified, and who asked them is not told.
    """

    first: str
    then: str


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """A question with the answer it must have: from an article, in a sentence that holds `sentence`.

    Without an `article_id` it must not be answered.
    """

    id: str
    story: str
    question: str
    article_id: str | None
    sentence: str | None
    made_at: datetime
    moderator_id: int | None = None


class ReplayQuestions(Protocol):
    """Where the questions of a dry run come from."""

    async def recent(self, story: str, community_id: str, *, limit: int) -> Sequence[ReplayQuestion]:
        """Return the questions that a community asked of a story last, each once, the most asked first.

        An empty `community_id` stands for all.
        """
        ...

    async def rephrased(self, story: str, community_id: str, *, limit: int) -> Sequence[Rephrased]:
        """Return the questions that somebody asked anew in other words, oldest first, among the last `limit`.

        They are known as long as traces tell who asked. An empty `community_id` stands for all communities.
        """
        ...

    async def golden(self, story: str) -> Sequence[GoldenQuestion]:
        """Return the golden questions of a story, oldest first."""
        ...

    async def add_golden(self, question: GoldenQuestion) -> None:
        """Keep a golden question, in place of one with its id."""
        ...

    async def remove_golden(self, story: str, question_id: str) -> bool:
        """Remove a golden question; False if there was none."""
        ...
