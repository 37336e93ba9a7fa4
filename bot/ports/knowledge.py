"""What keeps the articles of every story, and what moderators do with them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain import (
    Act,
    AliasChange,
    AliasGroups,
    AliasStanding,
    Article,
    Change,
    Draft,
    MadeBy,
    Maker,
    Publication,
    Revision,
    Standing,
    Statement,
)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The live knowledge of one story at one version: its revisions, alias groups and statements.

    `aliases_number` counts the changes of the alias groups. `statements` are those that have not ended;
    some of them may have expired.
    """

    story: str
    version: int
    revisions: tuple[Revision, ...]
    aliases: AliasGroups = ()
    aliases_number: int = 0
    statements: tuple[Statement, ...] = ()


class ArticleStore(Protocol):
    """Append-only articles, in stories. Every write is durable when it returns, or did not happen."""

    async def stories(self, owner: str | None = None) -> Sequence[str]:
        """Return the names of the stories to which something was ever published, sorted.

        With `owner` only those of one server; those of the operator have the owner "".
        """
        ...

    async def owners(self) -> Sequence[str]:
        """Return the ids of the servers that have a story of their own, sorted."""
        ...

    async def copies(self, owner: str) -> Mapping[str, str]:
        """Return a server's own stories by the stories that they began as copies of."""
        ...

    async def version(self, story: str) -> int:
        """Return the number of the story's last publication, 0 before the first."""
        ...

    async def knowledge(self, story: str) -> Knowledge:
        """Return the live knowledge of a story, as one consistent snapshot."""
        ...

    async def revision(self, story: str, article_id: str, number: int) -> Revision | None:
        """Return one revision, live or not."""
        ...

    async def standing(self, story: str, article_ids: Iterable[str]) -> Mapping[str, Standing]:
        """Return how each of the articles that is stored stands, by article id."""
        ...

    async def retired(self, story: str) -> Sequence[Revision]:
        """Return the newest revision of each article that is retired, by article id."""
        ...

    async def aliases(self, story: str, number: int) -> AliasGroups:
        """Return a story's alias groups of one number; none for a number that there is not."""
        ...

    async def alias_standing(self, story: str) -> AliasStanding:
        """Return how a story's aliases stand, as one consistent snapshot."""
        ...

    async def apply(
        self,
        change: Change,
        maker: Maker,
        *,
        draft_id: str | None = None,
        act: Act | None = None,
    ) -> Publication | None:
        """Make a change live as the next version of its story; None if it changes nothing.

        A story that does not exist begins as a copy of the one that the change names, and belongs to the
        server that it names, where it is read from then on in place of that one. With it, and as surely, the
        draft that it comes from is removed, and `act` is recorded, with the version that was made.

        Raises:
            ChangeError: if the draft is gone (of two who publish it at once, one does), or if a server's
                story would begin as nobody's or as a copy of nothing; nothing was stored then.
            StaleChangeError: if what it changes is not as the change found it, or if the story began as a
                copy of another one since; nothing was stored then.
            StorageError: if the database cannot be written; nothing was stored then.
        """
        ...

    async def publish(
        self,
        articles: Sequence[Article],
        *,
        made_by: MadeBy,
        aliases: Mapping[str, AliasGroups | AliasChange] | None = None,
        expected: Mapping[tuple[str, str], int | None] | None = None,
    ) -> None:
        """Append a revision for each article and the alias groups by story; all go live at once, or none.

        `expected` gives, by story and article id, the live revision's number that an article must still have.
        An `AliasChange` says that of aliases; of mere groups, whatever there is is replaced.

        Raises:
            StaleChangeError: if an article or the aliases are not as expected; nothing was stored then.
            StorageError: if the database cannot be written; nothing was stored then.
        """
        ...


class History(Protocol):
    """What was published, and every revision of it."""

    async def publications(
        self, story: str, *, article_id: str | None = None, limit: int = 100
    ) -> Sequence[Publication]:
        """Return a story's publications, newest first, or only those that changed one article."""
        ...

    async def publication(self, story: str, version: int) -> Publication | None:
        """Return the publication that made a version; None if it is not recorded."""
        ...

    async def revisions(self, story: str, article_id: str) -> Sequence[Revision]:
        """Return every revision of an article, newest first."""
        ...

    async def statements(self, story: str) -> Sequence[Statement]:
        """Return every statement that was ever made in a story, newest first."""
        ...


class Drafts(Protocol):
    """Changes that moderators look at before they publish them; the audit trail has what is made of them."""

    async def put(self, draft: Draft) -> None:
        """Keep a draft, in place of one with its id."""
        ...

    async def replace(self, draft_id: str, draft: Draft) -> bool:
        """Keep a draft in place of the one with an id; False, and nothing is kept, if that is gone."""
        ...

    async def get(self, draft_id: str) -> Draft | None:
        """Return a draft; None if it was published, thrown away or never there."""
        ...

    async def take(self, draft_id: str, *, act: Act | None = None) -> Draft | None:
        """Remove a draft and return it; None if another was faster. `act` is recorded with its removal."""
        ...

    async def on(self, story: str) -> Sequence[Draft]:
        """Return the drafts on a story, oldest first."""
        ...

    async def forget(self, before: datetime) -> int:
        """Delete the drafts made before a moment; return how many."""
        ...


class AuditTrail(Protocol):
    """What moderators did, and what was refused; only ever added to."""

    async def record(self, act: Act) -> None:
        """Keep an act; it is stored when this returns."""
        ...

    async def acts(self, community_id: str, *, limit: int = 100) -> Sequence[Act]:
        """Return the acts of a community, newest first."""
        ...
