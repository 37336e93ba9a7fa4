"""What the running bot keeps in memory alone: so many things, for so long."""

import time
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """Keeps a value a key: at most `most` of them, those used last; each for `seconds` at the longest.

    None means until others take the place. What has expired is forgotten with the next `put` at the latest.
    """

    def __init__(self, *, most: int, seconds: float | None = None) -> None:
        self._most = most
        self._seconds = seconds
        self._kept: OrderedDict[K, tuple[float, V]] = OrderedDict()

    def get(self, key: K) -> V | None:
        """Return what is kept for a key; None if nothing is, or not any more."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        if self._has_expired(kept[0]):
            del self._kept[key]
            return None
        self._kept.move_to_end(key)
        return kept[1]

    def put(self, key: K, value: V) -> None:
        """Keep a value for a key, in place of the one before."""
        for other in [other for other, (since, _) in self._kept.items() if self._has_expired(since)]:
            del self._kept[other]
        self._kept[key] = (time.monotonic(), value)
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def forget(self, key: K) -> None:
        """Forget what is kept for a key."""
        self._kept.pop(key, None)

    def _has_expired(self, since: float) -> bool:
        return self._seconds is not None and time.monotonic() - since > self._seconds
