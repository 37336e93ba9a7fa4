"""What a moderator attempts, and the draft that it becomes."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.curation.drafting import Wish
from bot.domain import Draft
from bot.ports import ReadArticle


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft, and what its articles were read from, as far as they were read just now."""

    draft: Draft
    read: Sequence[ReadArticle] = ()


Make = Callable[[Wish], Awaitable[Proposal]]
"""What makes a draft for a moderator who was admitted."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a moderator does, as the audit trail names it, why, and whether others may see the preview.

    `typed` is what they typed for it, which they get back where it comes to nothing.
    """

    command: str
    subject: str = ""
    reason: str = ""
    private: bool = True
    typed: bytes | None = None
