"""From the name of a host to the addresses that were checked, which are the ones that are connected to."""

import asyncio
import socket
from collections.abc import Sequence
from ipaddress import IPv6Address
from typing import Protocol

from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.errors import FetchError
from bot.fetching.policy import Policy, to_address


class Resolver(Protocol):
    """What looks up the addresses of a host."""

    async def resolve(self, host: str) -> Sequence[str]:
        """Return the addresses of a host, in text.

        Raises:
            OSError: if there are none.
        """
        ...


class SystemResolver:
    """Looks up as the system does."""

    async def resolve(self, host: str) -> Sequence[str]:
        """Return the addresses of a host; see `Resolver.resolve`."""
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class PinnedResolver(AbstractResolver):
    """Gives a connection the addresses that were checked, and no others: it looks nothing up.

    Every host is looked up once, so that an answer that changes afterwards changes nothing.
    """

    def __init__(self, policy: Policy, resolver: Resolver) -> None:
        self._policy = policy
        self._resolver = resolver
        self._checked: dict[tuple[str, int], Sequence[str]] = {}

    async def admit(self, url: URL, name: str) -> None:
        """Look up the host of an address, which messages call `name`, and check what it is found at.

        Raises:
            FetchError: if it is not found, or one of its addresses may not be connected to.
        """
        host, port = url.raw_host or "", url.port or 0
        if (host, port) in self._checked:
            return
        if to_address(host):
            found: Sequence[str] = (host,)
        else:
            try:
                found = await self._resolver.resolve(host)
            except (OSError, UnicodeError):
                found = ()
        if not found:
            msg = f"{name}: its host is not found; check the address"
            raise FetchError(msg)
        addresses = [to_address(text) for text in found]
        if not all(address and self._policy.allows(address, port) for address in addresses):
            msg = f"{name}: is not on the public internet; only public pages are fetched"
            raise FetchError(msg)
        self._checked[host, port] = found

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002 - aiohttp's; what was checked counts
    ) -> list[ResolveResult]:
        """Return the checked addresses of a host; see aiohttp.

        Raises:
            OSError: if it was not checked.
        """
        if (host, port) not in self._checked:
            msg = "the host was not checked"
            raise OSError(msg)
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if isinstance(to_address(address), IPv6Address) else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST,
            )
            for address in self._checked[host, port]
        ]

    async def close(self) -> None:
        """Do nothing: nothing is open."""
