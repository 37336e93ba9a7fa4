"""What the writer of the query log asks of where it is kept."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain import LogEntry, QuoteReference, Trace, Vote, VoteReason
from bot.ports import LoggedQuestion, Reported

LOST_QUESTIONS = "questions not logged"
"""Under which the program remembers how many questions were answered and could not be logged."""


class LogStore(Protocol):
    """Where the log is kept. Every method raises StorageError if that cannot be read or written."""

    async def append(self, entries: Sequence[LogEntry], *, traces: bool = True) -> Collection[str]:
        """Store entries, all or none; an id that is stored already is left as it is.

        Those of persons who opted out are not stored: their ids are returned. Without `traces` no tie to a
        person is stored.
        """
        ...

    async def quotes(self, entry_id: str) -> tuple[QuoteReference, ...] | None:
        """Return the quotes that an answer showed, best first; None if it is not stored."""
        ...

    async def question(self, entry_id: str) -> LoggedQuestion | None:
        """Return what was asked; None if it is not stored."""
        ...

    async def vote(
        self,
        entry_id: str,
        vote: Vote,
        trace: Trace | None,
        *,
        at: datetime,
        since: datetime | None = None,
        reason: VoteReason | None = None,
    ) -> bool:
        """Keep a person's last word on an answer, or anybody's; False if it is not stored since `since`."""
        ...

    async def report(
        self, entry_id: str, reason: str, trace: Trace | None, *, at: datetime, since: datetime | None = None
    ) -> Reported:
        """Keep a person's first report, or anybody's; UNKNOWN if no answer is stored since `since`."""
        ...

    async def about_person(self, person: str) -> Sequence[Mapping[str, object]]:
        """Return what is kept of a person: one mapping a trace, newest first."""
        ...

    async def is_opted_out(self, person: str) -> bool:
        """Tell whether a person's questions are not logged."""
        ...

    async def forget_traces(self, before: datetime) -> int:
        """Delete the traces made before a moment; return how many."""
        ...

    async def forget_questions(self, before: datetime) -> int:
        """Delete the questions asked before a moment, with all that hangs on them; return how many."""
        ...

    async def add_lost(self, count: int) -> None:
        """Keep, for whoever examines the database, that so many questions more could not be stored."""
        ...
