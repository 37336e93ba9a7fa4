"""What communities have set for themselves."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Protocol

from bot.domain import Act, Community


class CommunitySettings(Protocol):
    """The settings of each community, by key; only ever added to, the newest value holds."""

    async def get(self, community: Community) -> Mapping[str, object]:
        """Return what a community has set, by key; what it unset is not in it."""
        ...

    async def mark(self) -> Hashable:
        """Return a mark that stays equal until a community sets something or a story is begun, anywhere.

        It costs one short read: what was worked out from settings and the owners of stories may be kept for
        as long as the mark is the same.
        """
        ...

    async def communities(self, key: str) -> Sequence[Community]:
        """Return the communities that have set a key, by their kinds and ids."""
        ...

    async def put(self, community: Community, key: str, value: object, *, act: Act | None = None) -> None:
        """Set a key to a value that JSON can hold; None unsets it. `act` is recorded with it, or neither is.

        Raises:
            StorageError: if the database cannot be written; nothing was stored then.
        """
        ...


class State(Protocol):
    """What the program itself remembers from one start to the next, by key."""

    async def get(self, key: str) -> str | None:
        """Return what was put under a key last; None if nothing was."""
        ...

    async def put(self, key: str, value: str) -> None:
        """Remember a value under a key."""
        ...
