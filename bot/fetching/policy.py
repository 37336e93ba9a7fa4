"""Which addresses may be fetched from: on the usual ports, of hosts that everybody can reach."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from yarl import URL

from bot.errors import FetchError

Address = IPv4Address | IPv6Address

_NAT64 = IPv6Network("64:ff9b::/96")
_UNICAST = IPv6Network("2000::/3")
# Not for everybody, though versions of Python call them global: protocol assignments, the anycast address of
# 6to4, and the second range for documentation.
_SPECIAL_4 = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))
_SPECIAL_6 = (IPv6Network("3fff::/20"),)
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.IGNORECASE)
_SHOWN_CHARS = 100
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Policy:
    """The ports that may be asked, and addresses that may be asked though they are not public.

    The second is for tests, which have a server of their own: no setting reaches it.
    """

    ports: frozenset[int] = frozenset({80, 443})
    also: frozenset[tuple[str, int]] = frozenset()

    def check_url(self, url: str, name: str) -> URL:
        """Return an address, parsed, if one may ask for it at all, whatever its host is.

        It is parsed once: what is checked here is what is asked for. `name` is what to call it in a message.

        Raises:
            FetchError: if it is no web address, or none that may be asked for.
        """
        if len(url) > _LONGEST or any(letter.isspace() or not letter.isprintable() for letter in url):
            msg = f"{name}: is no web address; copy it anew from the browser"
            raise FetchError(msg)
        try:
            parsed = URL(url)
            host = parsed.raw_host
        except (ValueError, UnicodeError):
            host = None
        if not host:
            msg = f"{name}: is no web address; write it in full, such as https://gazette.example/bridge"
            raise FetchError(msg)
        if parsed.scheme not in {"http", "https"}:
            msg = f"{name}: only http and https are fetched"
            raise FetchError(msg)
        if parsed.raw_user is not None or parsed.raw_password is not None:
            msg = f"{name}: has a user name or a password in it; leave them out"
            raise FetchError(msg)
        if parsed.port not in self.ports:
            msg = f"{name}: only the ports 80 and 443 are asked"
            raise FetchError(msg)
        if "%" in host or (to_address(host) is None and _is_numeric(host)):
            msg = f"{name}: has no usable host; write its name"
            raise FetchError(msg)
        return parsed.with_fragment(None)

    def allows(self, address: Address, port: int) -> bool:
        """Tell whether an address may be connected to on a port."""
        return (str(address), port) in self.also or is_public(address)


def is_public(address: Address) -> bool:
    """Tell whether an address belongs to a host that everybody on the internet can reach.

    An address that another one is embedded in (mapped, 6to4, Teredo, NAT64) is as public as that one.
    """
    if isinstance(address, IPv6Address):
        embedded = _find_embedded(address)
        if embedded:
            return all(is_public(inner) for inner in embedded)
        is_special = address not in _UNICAST or any(address in network for network in _SPECIAL_6)
        return address.is_global and not is_special
    is_special = address.is_multicast or any(address in network for network in _SPECIAL_4)
    return address.is_global and not is_special and not address.is_reserved


def to_address(host: str) -> Address | None:
    """Return the address that a host is written as; None if it is a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def describe(url: str) -> str:
    """Return an address as it can be shown: without passwords and queries, and not too long."""
    try:
        parsed = URL(url)
        shown = f"{parsed.scheme}://{parsed.raw_host}{parsed.raw_path}" if parsed.raw_host else ""
    except (ValueError, UnicodeError):
        shown = ""
    shown = "".join(letter for letter in shown if letter.isprintable()) or "the address"
    return shown if len(shown) <= _SHOWN_CHARS else shown[: _SHOWN_CHARS - 1] + "…"


def _find_embedded(address: IPv6Address) -> tuple[IPv4Address, ...]:
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address.sixtofour:
        return (address.sixtofour,)
    if address.teredo:
        return address.teredo
    return (IPv4Address(int(address) & 0xFFFFFFFF),) if address in _NAT64 else ()


def _is_numeric(host: str) -> bool:
    """Tell whether a host is an address in an odd notation: its last part is a number, as no name's is."""
    return bool(_NUMBER.fullmatch(host.rstrip(".").rsplit(".", 1)[-1]))
