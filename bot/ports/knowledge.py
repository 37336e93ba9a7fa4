"""What keeps the articles of every story."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain import AliasGroups, Article, MadeBy, Revision


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The live knowledge of one story at one version: its revisions and its alias groups."""

    story: str
    version: int
    revisions: tuple[Revision, ...]
    aliases: AliasGroups = ()


class ArticleStore(Protocol):
    """Append-only articles, in stories. Every write is durable when it returns, or did not happen."""

    async def version(self, story: str) -> int:
        """Return the number of the story's last publication, 0 before the first."""
        ...

    async def knowledge(self, story: str) -> Knowledge:
        """Return the live knowledge of a story, as one consistent snapshot."""
        ...

    async def revision(self, story: str, article_id: str, number: int) -> Revision | None:
        """Return one revision, live or not."""
        ...

    async def latest(self, story: str, article_ids: Iterable[str]) -> Mapping[str, Revision]:
        """Return the newest revision of each of the articles that is stored, by article id."""
        ...

    async def publish(
        self,
        articles: Sequence[Article],
        *,
        made_by: MadeBy,
        aliases: Mapping[str, AliasGroups] | None = None,
    ) -> None:
        """Append a revision for each article and the alias groups by story; all go live at once, or none.

        Raises:
            StorageError: if the database cannot be written; nothing was stored then.
        """
        ...
