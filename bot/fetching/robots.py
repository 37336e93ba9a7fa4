"""What a site's robots.txt allows, as RFC 9309 has it.

protego reads the rules: it knows wildcards, and that the longest rule counts, which the standard library's
parser does not, and no rule can be made to take it long.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protego import Protego
from yarl import URL

from bot.errors import FetchError

AGENT = "Storydesk"
LONGEST = 500 * 1024
"""How many bytes of a robots.txt are read; the RFC asks for 500 KiB at least."""
_KEPT_SECONDS = 3600.0
_KEPT_SITES = 64
_OK = 200
_FAILED = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answered when its robots.txt was asked for: a status, and with 200 the rules."""

    status: int
    data: bytes = b""


class Robots:
    """Remembers for an hour what the last sites allow."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._kept: dict[URL, tuple[float, Answer | None]] = {}

    async def check(self, url: URL, ask: Callable[[URL], Awaitable[Answer]], name: str) -> None:
        """Make sure that a site lets this program have a page; `ask` brings its robots.txt.

        A site without one allows everything; one that cannot give it out just now, nothing.

        Raises:
            FetchError: if it does not, which calls the page `name`; or if it cannot be asked.
        """
        answer = await self._find(url.origin(), ask, name)
        if answer.status == _OK and not await asyncio.to_thread(_judge, answer.data, str(url)):
            msg = f"{name}: the site does not let programs fetch it (robots.txt)"
            raise FetchError(msg)

    async def _find(self, origin: URL, ask: Callable[[URL], Awaitable[Answer]], name: str) -> Answer:
        asked, answer = self._kept.pop(origin, (0.0, None))
        if answer is None or self._clock() - asked > _KEPT_SECONDS:
            asked, answer = self._clock(), await ask(origin / "robots.txt")
            if answer.status >= _FAILED:
                msg = f"{name}: the site does not say now what programs may fetch (robots.txt); try later"
                raise FetchError(msg)
        self._kept[origin] = (asked, answer)
        while len(self._kept) > _KEPT_SITES:
            del self._kept[next(iter(self._kept))]
        return answer


def _judge(rules: bytes, url: str) -> bool:
    return bool(Protego.parse(rules.decode("utf-8", "replace")).can_fetch(url, AGENT))
