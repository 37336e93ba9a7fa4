"""What is under way, so that a stop can wait for it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Underway:
    """Counts the work under way and lets the stop wait until there is none."""

    def __init__(self) -> None:
        self._count = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @contextmanager
    def one_more(self) -> Iterator[None]:
        """Count the work in the block as under way."""
        self._count += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._count -= 1
            if not self._count:
                self._idle.set()

    async def wait(self, seconds: float) -> bool:
        """Return True when nothing is under way any more, False if that takes longer than `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True
