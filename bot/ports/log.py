"""What keeps the questions that were asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.domain import Community, LogEntry, QuoteReference, Trace, Vote, VoteReason


class Reported(StrEnum):
    """What became of a report: a person reports an answer once."""

    NEW = "new"
    AGAIN = "again"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class LoggedQuestion:
    """The words of a question, scrubbed, where it was asked, and about which story."""

    community: Community
    story: str
    text: str


class QueryLog(Protocol):
    """The log of questions, written behind the answer."""

    def record(self, entry: LogEntry) -> None:
        """Take an entry and return at once; it is stored soon, and at the latest when the log closes."""
        ...

    async def flush(self) -> None:
        """Return when everything that was recorded so far is stored."""
        ...

    async def quotes(self, entry_id: str) -> tuple[QuoteReference, ...] | None:
        """Return the quotes that an answer showed, best first; None if it is not in the log."""
        ...

    async def question(self, entry_id: str) -> LoggedQuestion | None:
        """Return what was asked, scrubbed; None if it is not in the log."""
        ...

    async def vote(self, entry_id: str, vote: Vote, trace: Trace, reason: VoteReason | None = None) -> bool:
        """Keep a person's last word on an answer, and why; False if the answer is not in the log any more.

        Without a reason the one that was given before for the same word stays.
        """
        ...

    async def report(self, entry_id: str, reason: str, trace: Trace, names: Sequence[str] = ()) -> Reported:
        """Keep a person's first report of an answer, without names; UNKNOWN if it is not in the log."""
        ...

    async def about_person(self, person: str) -> Sequence[Mapping[str, object]]:
        """Return what is kept of a person: one mapping a trace, newest first."""
        ...

    async def is_opted_out(self, person: str) -> bool:
        """Tell whether a person's questions are not logged."""
        ...

    async def forget_person(self, person: str) -> None:
        """Store what still waits and forget what stays in memory of a person who opted out."""
        ...

    async def forget_traces(self, before: datetime) -> int:
        """Delete the traces made before a moment; return how many."""
        ...
