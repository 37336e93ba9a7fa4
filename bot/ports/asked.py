"""What was asked in a period, and what it got then."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain import QuoteReference
from bot.ports.gaps import Period


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of a period, de-identified: how often it was asked, when last, and what it got then.

    `id` is that of the last time in the query log, `quote` the first quote of that answer, None for none.
    """

    id: str
    text: str
    asked: int
    last: datetime
    answered: bool
    quote: QuoteReference | None


@dataclass(frozen=True, slots=True)
class AskedPage:
    """Some of the questions of a period; `total` counts all of them, 0 on a page behind the last."""

    questions: tuple[AskedQuestion, ...]
    total: int


class AskedQuestions(Protocol):
    """The questions of the query log. A community id of "" is everybody.

    Of a story that is a copy, those count too that were asked of the story it was copied from.
    """

    async def page(
        self, story: str, community_id: str, period: Period, *, limit: int, offset: int = 0
    ) -> AskedPage:
        """Return the questions that a community asked in a period, each once, the most asked first.

        Letter case does not make two of one.
        """
        ...

    async def text(self, story: str, community_id: str, entry_id: str) -> str | None:
        """Return a question by its id in the log; None if the community has none of that id."""
        ...
