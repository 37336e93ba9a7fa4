"""The writer of the query log: takes entries at once and stores them behind the answer."""

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import islice
from types import TracebackType
from typing import Self

from bot.domain import LogEntry, QuoteReference, Trace, Vote, VoteReason
from bot.errors import StorageError
from bot.ports import LoggedQuestion, Reported
from bot.refinement.cleaning import Cleaner
from bot.refinement.log_store import LogStore
from bot.refinement.retention import Purge

_MOST_WAITING = 10_000
_MOST_UNLOGGED = 500
_BATCH = 100

_log = logging.getLogger(__name__)


def _now() -> datetime:
    return datetime.now(UTC)


class LogWriter:
    """The query log of a running program. Implements `bot.ports.QueryLog`.

    Use it with `async with`: entering deletes outdated traces, leaving stores what still waits. One task
    writes, and only while something waits. While the store refuses, entries wait in memory, at most
    `most_waiting` of them, and every further entry tries again; the fault is logged once until it is over.

    Traces older than `retention` and questions older than `question_retention` (None: never) are deleted at
    the start and then once a day. With a `retention` of 0 no trace is stored. Votes and reports are taken on
    answers that are younger than `retention`, so that a person has one word on an answer for as long as there
    is one to have.

    Questions of persons who opted out are never stored; the last 500 stay in memory for their buttons.
    """

    def __init__(
        self,
        store: LogStore,
        *,
        retention: timedelta,
        question_retention: timedelta | None = None,
        cleaner: Cleaner | None = None,
        now: Callable[[], datetime] = _now,
        most_waiting: int = _MOST_WAITING,
    ) -> None:
        self._store = store
        self._retention = retention
        self._cleaner = cleaner or Cleaner()
        self._now = now
        self._most_waiting = most_waiting
        self._taken: deque[LogEntry] = deque()
        self._waiting: deque[LogEntry] = deque()  # scrubbed
        self._unlogged: OrderedDict[str, LogEntry] = OrderedDict()  # scrubbed
        self._writing = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self._failing = False
        self._dropped = 0
        self._counted = 0
        self._purge = Purge(store, traces=retention, questions=question_retention, now=now, ring=self._start)

    async def __aenter__(self) -> Self:
        """Begin to delete outdated traces, without waiting for it."""
        self._start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Store what still waits."""
        await self.close()

    @property
    def dropped(self) -> int:
        """Return how many entries were lost because the store refused for too long."""
        return self._dropped

    def record(self, entry: LogEntry) -> None:
        """Take an entry and return at once; it is stored soon, and at the latest when the log closes."""
        if len(self._taken) + len(self._waiting) < self._most_waiting:
            self._taken.append(entry)
        else:
            self._dropped += 1
        self._start()

    async def flush(self) -> None:
        """Return when everything that was recorded so far is stored.

        Raises:
            StorageError: if the store refuses; what was recorded goes on waiting.
        """
        async with self._writing:
            try:
                await self._purge.run()
                await self._scrub()
                while self._waiting:
                    batch = tuple(islice(self._waiting, _BATCH))
                    left_out = await self._store.append(batch, traces=bool(self._retention))
                    for entry in batch:
                        self._waiting.popleft()
                        if entry.id in left_out:
                            self._keep_unlogged(entry)
                    await self._scrub()
                await self._count_lost()
            except StorageError as error:
                self._complain(error)
                # Nothing waits for a store that refuses before it was scrubbed.
                await self._scrub()
                raise
            self._rejoice()

    async def close(self) -> None:
        """Store everything that waits; what the store refuses even now is counted in the program's log."""
        try:
            with suppress(StorageError):
                await self.flush()
            if self._task is not None:
                await asyncio.wait({self._task})
        finally:
            self._purge.stop()
        if lost := len(self._taken) + len(self._waiting) + self._dropped:
            _log.error("the query log closed with %d questions not stored", lost)

    async def quotes(self, entry_id: str) -> tuple[QuoteReference, ...] | None:
        """Return the quotes that an answer showed, best first; None if it is not in the log."""
        entry = self._find(entry_id)
        return entry.quotes if entry is not None else await self._store.quotes(entry_id)

    async def question(self, entry_id: str) -> LoggedQuestion | None:
        """Return what was asked, scrubbed; None if it is not in the log.

        Raises:
            StorageError: if the store refuses.
        """
        await self.flush()
        entry = self._unlogged.get(entry_id)
        if entry is not None:
            return LoggedQuestion(entry.community, entry.story, entry.question)
        return await self._store.question(entry_id)

    async def is_opted_out(self, person: str) -> bool:
        """Tell whether a person's questions are not logged."""
        return await self._store.is_opted_out(person)

    async def vote(self, entry_id: str, vote: Vote, trace: Trace, reason: VoteReason | None = None) -> bool:
        """Keep a person's last word on an answer, and why; False if the answer is not in the log any more.

        Without a reason the one that was given before for the same word stays.
        """
        await self.flush()
        now, tie = self._now(), self._storable(trace)
        kept = await self._store.vote(entry_id, vote, tie, at=now, since=self._votable(now), reason=reason)
        self._start()
        return kept

    async def report(self, entry_id: str, reason: str, trace: Trace, names: Sequence[str] = ()) -> Reported:
        """Keep a person's first report of an answer, scrubbed; UNKNOWN if it is not in the log any more."""
        await self.flush()
        cleaned, now = await self._cleaner.clean_text(reason, names), self._now()
        tie, since = self._storable(trace), self._votable(now)
        became = await self._store.report(entry_id, cleaned, tie, at=now, since=since)
        self._start()
        return became

    async def about_person(self, person: str) -> Sequence[Mapping[str, object]]:
        """Return what is kept of a person: one mapping a trace, newest first."""
        await self.flush()
        return await self._store.about_person(person)

    async def forget_person(self, person: str) -> None:
        """Store what still waits and forget what stays in memory of a person who opted out.

        Raises:
            StorageError: if the store refuses, so that nothing can be deleted there either.
        """
        await self.flush()
        for id_ in [
            id_ for id_, entry in self._unlogged.items() if entry.trace and entry.trace.person == person
        ]:
            del self._unlogged[id_]

    async def forget_traces(self, before: datetime) -> int:
        """Delete the traces made before a moment; return how many."""
        await self.flush()
        return await self._store.forget_traces(before)

    def _storable(self, trace: Trace | None) -> Trace | None:
        return trace if self._retention else None

    def _votable(self, now: datetime) -> datetime | None:
        """Return when answers were given that can still be voted on: whose voters can still be told apart."""
        return now - self._retention if self._retention else None

    def _find(self, entry_id: str) -> LogEntry | None:
        for entry in (*self._waiting, *self._taken):
            if entry.id == entry_id:
                return entry
        return self._unlogged.get(entry_id)

    def _keep_unlogged(self, entry: LogEntry) -> None:
        self._unlogged[entry.id] = entry
        while len(self._unlogged) > _MOST_UNLOGGED:
            self._unlogged.popitem(last=False)

    def _start(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._drain(), name="query log")

    async def _drain(self) -> None:
        with suppress(StorageError):  # said by `flush`; the next entry tries again
            await self.flush()

    async def _scrub(self) -> None:
        """Scrub what was taken."""
        # No await stands between the last look at what was taken and the end of the task that drains, so an
        # entry is seen either by this task or by the one that `record` starts.
        while self._taken:
            taken = tuple(self._taken)
            self._waiting.extend(await self._cleaner.clean_entries(taken))
            for _ in taken:
                self._taken.popleft()

    async def _count_lost(self) -> None:
        """Keep how many questions were dropped, where `storydesk doctor` finds it."""
        if lost := self._dropped - self._counted:
            await self._store.add_lost(lost)
            self._counted += lost

    def _complain(self, error: StorageError) -> None:
        if not self._failing:
            self._failing = True
            _log.error("the query log cannot be written, questions wait in memory: %s", error)

    def _rejoice(self) -> None:
        if self._failing:
            self._failing = False
            _log.warning("the query log is written again; %d questions were lost so far", self._dropped)
