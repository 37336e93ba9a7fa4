"""Which answers quoted an article."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain import QuoteReference


@dataclass(frozen=True, slots=True)
class QuotedAnswer:
    """An answer that quoted an article, and where it is, as long as the log can tell.

    `question` is as the log keeps it. `quotes` are its quotes of the article. `channel_id` and `message_id`
    are None when the retention has run out or the answer was given in the terminal; nobody but the asker can
    see an answer that is `private`. `helpful`, `not_helpful` and `reports` count what readers said of it.
    """

    id: str
    asked_at: datetime
    community_id: str
    question: str
    quotes: tuple[QuoteReference, ...]
    private: bool
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

    async def replace(self, answer_id: str, old: QuoteReference, new: QuoteReference) -> None:
        """Keep that an answer shows another quote in place of one.

        Raises:
            StorageError: if the database cannot be written.
        """
        ...
