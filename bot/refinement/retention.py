"""The end of what is kept: deleted in time, whether anything is written or not."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.refinement.log_store import LogStore

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


class Purge:
    """Deletes traces and questions that are older than they may be, once a day.

    Where traces are kept for less than a day, it does so as often as that. `questions` None: they are never
    deleted. `ring` is called when it is time again; whoever hears it awaits `run`. What the store refused is
    tried again within the hour.
    """

    def __init__(
        self,
        store: LogStore,
        *,
        traces: timedelta,
        questions: timedelta | None,
        now: Callable[[], datetime],
        ring: Callable[[], None],
    ) -> None:
        self._store = store
        self._traces = traces
        self._questions = questions
        self._now = now
        self._ring = ring
        self._pause = min(_DAY, traces) or _DAY
        self._due: datetime | None = None
        self._alarm: asyncio.TimerHandle | None = None

    async def run(self) -> None:
        """Delete what is outdated, if it is time.

        Raises:
            StorageError: if the store refuses.
        """
        now = self._now()
        if self._due is not None and now < self._due:
            return
        self._set_alarm(_HOUR)  # the store may refuse
        await self._store.forget_traces(now - self._traces)
        if self._questions is not None:
            await self._store.forget_questions(now - self._questions)
        self._due = now + self._pause
        self._set_alarm(self._pause)

    def stop(self) -> None:
        """Ring no more."""
        if self._alarm is not None:
            self._alarm.cancel()

    def _set_alarm(self, pause: timedelta) -> None:
        """Ring after a pause, were nothing written until then."""
        self.stop()
        self._alarm = asyncio.get_running_loop().call_later(pause.total_seconds(), self._wake)

    def _wake(self) -> None:
        self._due = None  # the loop's clock says so, whatever the other clock says
        self._ring()
