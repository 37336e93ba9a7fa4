"""Which answers quoted an article."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.domain import QuoteReference


class Reach(StrEnum):
    """Whether the message of an answer can be changed, as far as that was tried."""

    OPEN = ""
    BARRED = "barred"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote as an answer shows it: where it stands, or that it was withdrawn and where it stood."""

    reference: QuoteReference
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class QuotedAnswer:
    """An answer that quoted an article, and where it is, as long as the log can tell.

    `question` is as the log keeps it. `quotes` are all its quotes, best first, those of other articles too.
    `channel_id` and `message_id` are None when the retention has run out or the answer was given in the
    terminal; nobody but the asker can see an answer that is `private`. `helpful`, `not_helpful` and `reports`
    count what readers said of it.
    """

    id: str
    asked_at: datetime
    community_id: str
    question: str
    quotes: tuple[ShownQuote, ...]
    private: bool
    reach: Reach
    channel_id: int | None
    message_id: int | None
    helpful: int
    not_helpful: int
    reports: int


class QuotedAnswers(Protocol):
    """The answers in the query log, by what they quoted."""

    async def quoting(self, story: str, article_id: str) -> Sequence[QuotedAnswer]:
        """Return the answers that quoted an article of a story, at any revision, newest first.

        Of a story that is a server's copy, the answers in that server count that were given from the story
        it was copied from.
        """
        ...

    async def keep(self, answer_id: str, quotes: Sequence[ShownQuote], reach: Reach = Reach.OPEN) -> None:
        """Keep what an answer shows in place of its quotes, one for each, and whether it was reached.

        Raises:
            StorageError: if the database cannot be written; nothing was stored then.
        """
        ...
