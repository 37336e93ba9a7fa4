"""What communities have set for themselves."""

from collections.abc import Mapping
from typing import Protocol

from bot.domain import Community


class CommunitySettings(Protocol):
    """The settings of each community, by key; only ever added to, the newest value holds."""

    async def get(self, community: Community) -> Mapping[str, object]:
        """Return what a community has set, by key; what it unset is not in it."""
        ...

    async def put(self, community: Community, key: str, value: object) -> None:
        """Set a key to a value that JSON can hold; None unsets it.

        Raises:
            StorageError: if the database cannot be written; nothing was stored then.
        """
        ...
