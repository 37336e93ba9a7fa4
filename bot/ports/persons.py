"""What keeps what persons decide: not to be logged, to be told, to be forgotten."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain import Community, Notice, Removed


class Persons(Protocol):
    """What is kept by a person's keyed hash, beside the log. Methods raise StorageError if they cannot."""

    async def opted_out_since(self, person: str) -> datetime | None:
        """Return since when a person's questions are not logged; None if they are."""
        ...

    async def opt_out(self, person: str, at: datetime) -> datetime:
        """Log no question of a person any more; return since when that is so."""
        ...

    async def opt_in(self, person: str) -> bool:
        """Log a person's questions again; False if they were not opted out."""
        ...

    async def forget(self, person: str, *, opt_out: bool | None, at: datetime) -> Removed:
        """Delete what is kept of a person, all or nothing, and return what there was.

        `opt_out` says what becomes of the opt-out: there is one from now on, there is none, or it stays as it
        is.
        """
        ...

    async def rotate(self, renew: Callable[[Notice], Notice | None], fingerprint: str) -> Removed:
        """Delete what another key tied to persons, and keep the new key's fingerprint, all or nothing.

        `renew` returns a notice as the new key has it; None if it is lost.
        """
        ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """A notice that waits, and when a process claimed it that crashed, maybe before it told, maybe after."""

    notice: Notice
    claimed_at: datetime | None


class NoticeStore(Protocol):
    """Where it is kept who waits to be told. Every method raises StorageError if it cannot."""

    async def put(self, notice: Notice, *, most: int) -> Notice | None:
        """Keep a notice and return it, or the one that the person has for the same question.

        None if the person has `most` already.
        """
        ...

    async def of(self, person: str) -> Sequence[Notice]:
        """Return what a person waits for, oldest first."""
        ...

    async def withdraw(self, person: str, notice_id: str | None = None) -> int:
        """Delete one notice of a person, or all; return how many."""
        ...

    async def sources(self) -> Sequence[tuple[Community, str]]:
        """Return where somebody waits for an answer: communities with the stories that were asked about."""
        ...

    async def waiting(
        self, community: Community, story: str, state: str, *, stale: datetime
    ) -> Sequence[Waiting]:
        """Return what waits there, was not looked at in a state of the story, nor claimed after `stale`."""
        ...

    async def check(self, notice_ids: Sequence[str], state: str) -> None:
        """Keep that a state of the story does not answer the questions of notices."""
        ...

    async def claim(self, notice_id: str, *, at: datetime, stale: datetime) -> bool:
        """Take it on to tell a notice; False if it is gone, or another process took it on after `stale`."""
        ...

    async def drop(self, notice_id: str) -> None:
        """Forget a notice: it was told, or cannot be."""
        ...

    async def forget_before(self, moment: datetime) -> int:
        """Delete the notices made before a moment; return how many."""
        ...
