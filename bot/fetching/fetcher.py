"""The fetcher: one page at a time, over aiohttp, which the bot needs anyway."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ssl import SSLContext
from typing import TypeVar

import aiohttp
from yarl import URL

from bot import __version__
from bot.errors import FetchError
from bot.fetching.bodies import read_body
from bot.fetching.policy import Policy, describe
from bot.fetching.resolving import PinnedResolver, Resolver, SystemResolver
from bot.fetching.robots import AGENT, LONGEST, Answer, Robots
from bot.ports import Fetched

MEDIA_TYPES = (
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "text/markdown",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OK = 200
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class FetchingConfig:
    """The largest page in bytes, the longest time for all of a fetch in seconds, and whom a site may ask."""

    max_bytes: int
    seconds: float = 20.0
    contact: str = ""


class HttpFetcher:
    """Fetches pages.

    The policy, the resolver, the clock and the certificate authorities (`tls`) are given, and real ones by
    default.
    """

    def __init__(
        self,
        config: FetchingConfig,
        *,
        policy: Policy | None = None,
        resolver: Resolver | None = None,
        clock: Callable[[], float] = time.monotonic,
        tls: SSLContext | None = None,
    ) -> None:
        self._config = config
        self._tls = tls
        self._policy = policy or Policy()
        self._resolver = resolver or SystemResolver()
        self._robots = Robots(clock)

    async def fetch(self, url: str) -> Fetched:
        """Return what a public web address gives; see `Fetcher.fetch`."""
        name = describe(url)
        try:
            async with asyncio.timeout(self._config.seconds):
                visit = _Visit(self._config, self._policy, self._resolver, self._tls)
                try:
                    return await self._fetch(visit, url, name)
                finally:
                    await visit.close()
        except TimeoutError:
            msg = f"{name}: takes more than the {self._config.seconds:g} seconds allowed; try again later"
            raise FetchError(msg) from None

    async def _fetch(self, visit: "_Visit", url: str, name: str) -> Fetched:
        async def ask_robots(address: URL) -> Answer:
            return await visit.get(str(address), read_robots)

        async def read_robots(response: aiohttp.ClientResponse) -> Answer:
            if response.status != _OK:
                return Answer(response.status)
            return Answer(_OK, await read_body(response, LONGEST, name, cut=True))

        async def check_robots(address: URL) -> None:
            await self._robots.check(address, ask_robots, name)

        async def read_page(response: aiohttp.ClientResponse) -> Fetched:
            media_type = _check_answer(response, name)
            data = await read_body(response, self._config.max_bytes, name)
            return Fetched(url, str(response.url), media_type, data, response.charset)

        return await visit.get(url, read_page, check_robots)


class _Visit:
    """One fetch: a session of its own, which keeps nothing and connects to nothing that was not checked."""

    def __init__(
        self, config: FetchingConfig, policy: Policy, resolver: Resolver, tls: SSLContext | None
    ) -> None:
        self._policy = policy
        self._resolver = PinnedResolver(policy, resolver)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=self._resolver, use_dns_cache=False, force_close=True, ssl=tls or True
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=_make_headers(config.contact),
            timeout=aiohttp.ClientTimeout(total=None),  # the fetch as a whole is timed
            auto_decompress=False,
            trust_env=False,
        )

    async def close(self) -> None:
        await self._session.close()

    async def get(
        self,
        url: str,
        read: Callable[[aiohttp.ClientResponse], Awaitable[_T]],
        check: Callable[[URL], Awaitable[None]] | None = None,
    ) -> _T:
        """Return what `read` makes of the answer behind the redirects, each of which is checked anew.

        Raises:
            FetchError: if one of them may not be followed, or there is no answer.
        """
        asked = name = describe(url)
        for _ in range(_MOST_REDIRECTS + 1):
            target = self._policy.check_url(url, name)
            await self._resolver.admit(target, name)
            if check is not None:
                await check(target)
            try:
                async with self._session.get(target, allow_redirects=False) as response:
                    if response.status not in _REDIRECTS:
                        return await read(response)
                    url = _find_location(response, name)
                    name = f"{asked}, which redirects to {describe(url)}"
            except aiohttp.ClientSSLError:
                msg = f"{name}: its certificate is not valid"
                raise FetchError(msg) from None
            except (aiohttp.ClientError, OSError, ValueError):
                msg = f"{name}: does not answer as a web server does; try again later"
                raise FetchError(msg) from None
        msg = f"{asked}: redirects more than {_MOST_REDIRECTS} times"
        raise FetchError(msg)


def _find_location(response: aiohttp.ClientResponse, name: str) -> str:
    try:
        return str(response.url.join(URL(response.headers["Location"])))
    except (KeyError, ValueError, UnicodeError):
        msg = f"{name}: redirects to what is no web address"
        raise FetchError(msg) from None


def _check_answer(response: aiohttp.ClientResponse, name: str) -> str:
    """Return the media type of an answer, if it can be an article."""
    if response.status != _OK:
        msg = f"{name}: the site answers {response.status}, not with the page"
        raise FetchError(msg)
    media_type = response.content_type.lower() if "Content-Type" in response.headers else "nothing"
    if media_type not in MEDIA_TYPES:
        msg = f"{name}: is {media_type[:60]}; only web pages, texts, PDF and Word documents are fetched"
        raise FetchError(msg)
    return media_type


def _make_headers(contact: str) -> dict[str, str]:
    plain = "".join(letter for letter in contact if " " <= letter <= "~" and letter not in "()")
    about = f"+{plain}" if plain else "a news desk bot; fetches single pages for its moderators"
    return {
        "User-Agent": f"{AGENT}/{__version__} ({about})",
        "Accept": ", ".join(MEDIA_TYPES),
        "Accept-Encoding": "identity",
    }
