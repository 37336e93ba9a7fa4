"""The writer of the query log: takes entries at once and stores them behind the answer."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from types import TracebackType
from typing import Protocol, Self

from bot.domain import LogEntry, QuoteReference, Trace, Vote
from bot.errors import StorageError
from bot.ports import Reported
from bot.refinement.scrubbing import scrub

_MOST_WAITING = 10_000
_BATCH = 100
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)

_log = logging.getLogger(__name__)


class LogStore(Protocol):
    """Where the log is kept. Every method raises StorageError if that cannot be read or written."""

    async def append(self, entries: Sequence[LogEntry]) -> None:
        """Store entries, all or none; an id that is stored already is left as it is."""
        ...

    async def quotes(self, entry_id: str) -> tuple[QuoteReference, ...] | None:
        """Return the quotes that an answer showed, best first; None if it is not stored."""
        ...

    async def vote(self, entry_id: str, vote: Vote, trace: Trace | None, *, at: datetime) -> bool:
        """Keep a person's last word on an answer, or anybody's word; False if the answer is not stored."""
        ...

    async def report(self, entry_id: str, reason: str, trace: Trace | None, *, at: datetime) -> Reported:
        """Keep a person's first report of an answer, or anybody's; UNKNOWN if the answer is not stored."""
        ...

    async def about_person(self, person: str) -> Sequence[Mapping[str, object]]:
        """Return what is kept of a person: one mapping a trace, newest first."""
        ...

    async def forget_traces(self, before: datetime) -> int:
        """Delete the traces made before a moment; return how many."""
        ...


def _scrub_questions(entries: Sequence[LogEntry]) -> list[LogEntry]:
    return [replace(entry, question=scrub(entry.question)) for entry in entries]


def _now() -> datetime:
    return datetime.now(UTC)


class LogWriter:
    """The query log of a running program. Implements `bot.ports.QueryLog`.

    Use it with `async with`: entering deletes outdated traces, leaving stores what still waits. One task
    writes, and only while something waits. While the store refuses, entries wait in memory, at most
    `most_waiting` of them, and every further entry tries again; the fault is logged once until it is over.
    Traces older than `retention` are deleted at the start and then once a day (or as often as `retention`,
    where that is shorter), whether anything is written or not. With a `retention` of 0 no trace is stored.
    """

    def __init__(
        self,
        store: LogStore,
        *,
        retention: timedelta,
        now: Callable[[], datetime] = _now,
        most_waiting: int = _MOST_WAITING,
    ) -> None:
        self._store = store
        self._retention = retention
        self._now = now
        self._most_waiting = most_waiting
        self._taken: deque[LogEntry] = deque()
        self._waiting: deque[LogEntry] = deque()  # scrubbed
        self._writing = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self._purge_due: datetime | None = None
        self._purge_pause = min(_DAY, retention) or _DAY
        self._alarm: asyncio.TimerHandle | None = None
        self._failing = False
        self._dropped = 0

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
        entry = replace(entry, trace=self._storable(entry.trace))
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
                await self._purge()
                await self._scrub()
                while self._waiting:
                    batch = tuple(islice(self._waiting, _BATCH))
                    await self._store.append(batch)
                    for _ in batch:
                        self._waiting.popleft()
                    await self._scrub()
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
            if self._alarm is not None:
                self._alarm.cancel()
        if lost := len(self._taken) + len(self._waiting) + self._dropped:
            _log.error("the query log closed with %d questions not stored", lost)

    async def quotes(self, entry_id: str) -> tuple[QuoteReference, ...] | None:
        """Return the quotes that an answer showed, best first; None if it is not in the log."""
        for entry in (*self._waiting, *self._taken):
            if entry.id == entry_id:
                return entry.quotes
        return await self._store.quotes(entry_id)

    async def vote(self, entry_id: str, vote: Vote, trace: Trace) -> bool:
        """Keep a person's last word on an answer; False if the answer is not in the log."""
        await self.flush()
        kept = await self._store.vote(entry_id, vote, self._storable(trace), at=self._now())
        self._start()
        return kept

    async def report(self, entry_id: str, reason: str, trace: Trace) -> Reported:
        """Keep a person's first report of an answer, scrubbed; UNKNOWN if the answer is not in the log."""
        await self.flush()
        scrubbed = await asyncio.to_thread(scrub, reason)
        became = await self._store.report(entry_id, scrubbed, self._storable(trace), at=self._now())
        self._start()
        return became

    async def about_person(self, person: str) -> Sequence[Mapping[str, object]]:
        """Return what is kept of a person: one mapping a trace, newest first."""
        await self.flush()
        return await self._store.about_person(person)

    async def forget_traces(self, before: datetime) -> int:
        """Delete the traces made before a moment; return how many."""
        await self.flush()
        return await self._store.forget_traces(before)

    def _storable(self, trace: Trace | None) -> Trace | None:
        return trace if self._retention else None

    def _start(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._drain(), name="query log")

    async def _drain(self) -> None:
        with suppress(StorageError):  # said by `flush`; the next entry tries again
            await self.flush()

    async def _scrub(self) -> None:
        """Scrub what was taken, in a thread: an unlucky question takes longer than a loop may be held up."""
        # No await stands between the last look at what was taken and the end of the task that drains, so an
        # entry is seen either by this task or by the one that `record` starts.
        while self._taken:
            taken = tuple(self._taken)
            scrubbed = await asyncio.to_thread(_scrub_questions, taken)
            self._waiting.extend(scrubbed)
            for _ in taken:
                self._taken.popleft()

    async def _purge(self) -> None:
        now = self._now()
        if self._purge_due is not None and now < self._purge_due:
            return
        self._set_alarm(_HOUR)  # the store may refuse
        await self._store.forget_traces(now - self._retention)
        self._purge_due = now + self._purge_pause
        self._set_alarm(self._purge_pause)

    def _set_alarm(self, pause: timedelta) -> None:
        """Have traces deleted after a pause, were nothing written until then."""
        if self._alarm is not None:
            self._alarm.cancel()
        loop = asyncio.get_running_loop()
        self._alarm = loop.call_later(pause.total_seconds(), self._purge_again)

    def _purge_again(self) -> None:
        self._purge_due = None  # the loop's clock says so, whatever the other clock says
        self._start()

    def _complain(self, error: StorageError) -> None:
        if not self._failing:
            self._failing = True
            _log.error("the query log cannot be written, questions wait in memory: %s", error)

    def _rejoice(self) -> None:
        if self._failing:
            self._failing = False
            _log.warning("the query log is written again; %d questions were lost so far", self._dropped)
