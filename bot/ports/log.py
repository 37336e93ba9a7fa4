"""What keeps the questions that were asked."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.domain import LogEntry, QuoteReference, Trace, Vote


class Reported(StrEnum):
    """What became of a report: a person reports an answer once."""

    NEW = "new"
    AGAIN = "again"
    UNKNOWN = "unknown"


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

    async def vote(self, entry_id: str, vote: Vote, trace: Trace) -> bool:
        """Keep a person's last word on an answer; False if the answer is not in the log."""
        ...

    async def report(self, entry_id: str, reason: str, trace: Trace) -> Reported:
        """Keep a person's first report of an answer; UNKNOWN if the answer is not in the log."""
        ...

    async def about_person(self, person: str) -> Sequence[Mapping[str, object]]:
        """Return what is kept of a person: one mapping a trace, newest first."""
        ...

    async def forget_traces(self, before: datetime) -> int:
        """Delete the traces made before a moment; return how many."""
        ...
