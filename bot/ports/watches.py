"""What is kept of watching the pages that articles came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Watch:
    """When an article's page was fetched again last, and the body that it made then; None if it made none."""

    checked_at: datetime
    page: str | None


class Watches(Protocol):
    """The watches of each story, by article id."""

    async def of(self, story: str) -> Mapping[str, Watch]:
        """Return the watches of a story."""
        ...

    async def put(self, story: str, article_id: str, watch: Watch) -> None:
        """Keep a watch in place of the one before."""
        ...
