import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from bot.fetching.fetcher import FetchingConfig, HttpFetcher
from bot.fetching.policy import Policy

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class FixedResolver:
    """Gives each host the next of its answers, the last one for ever; unknown hosts are at the server."""

    def __init__(self, answers: dict[str, list[Sequence[str]]]) -> None:
        self._answers = answers
        self.asked: list[str] = []

    async def resolve(self, host: str) -> Sequence[str]:
        self.asked.append(host)
        answers = self._answers.get(host, [["127.0.0.1"]])
        return answers.pop(0) if len(answers) > 1 else answers[0]


@dataclass
class Site:
    """A real server on this machine, what it answers by path, and what it was asked."""

    port: int = 0
    handlers: dict[str, Handler] = field(default_factory=dict)
    requests: list[web.Request] = field(default_factory=list)
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    now: float = 0.0

    def url(self, path: str, host: str = "gazette.example", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    def answer(self, path: str, **response: object) -> None:
        async def handler(request: web.Request) -> web.Response:
            return web.Response(**response)  # type: ignore[arg-type]

        self.handlers[path] = handler

    def redirect(self, path: str, location: str) -> None:
        self.answer(path, status=302, headers={"Location": location})

    async def serve(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        handler = self.handlers.get(request.path)
        return await handler(request) if handler else web.Response(status=404)

    def fetcher(
        self,
        answers: dict[str, list[Sequence[str]]] | None = None,
        *,
        max_bytes: int = 100_000,
        seconds: float = 20.0,
        contact: str = "",
        resolver: FixedResolver | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> HttpFetcher:
        return HttpFetcher(
            FetchingConfig(max_bytes, seconds, contact),
            policy=Policy(frozenset({80, 443, self.port}), frozenset({("127.0.0.1", self.port)})),
            resolver=resolver or FixedResolver(answers or {}),
            clock=lambda: self.now,
            tls=tls,
        )


async def start(site: Site, stack: AsyncExitStack, tls: ssl.SSLContext | None = None) -> None:
    """Serve a site until the stack is closed."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", site.serve)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    stack.callback(site.closing.set)
    place = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls)
    await place.start()
    site.port = runner.addresses[0][1]


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with AsyncExitStack() as stack:
        site = Site()
        await start(site, stack)
        yield site
