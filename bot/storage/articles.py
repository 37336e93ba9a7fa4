"""Articles and aliases in the database: revisions are added, never changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import (
    Act,
    AliasChange,
    AliasGroups,
    AliasStanding,
    Article,
    ArticleChange,
    Change,
    ChangeKind,
    MadeBy,
    Maker,
    Publication,
    Revision,
    Standing,
)
from bot.errors import GONE, ChangeError
from bot.ports import Knowledge
from bot.storage import schema
from bot.storage.curation import record_act
from bot.storage.database import Database
from bot.storage.publishing import apply_change
from bot.storage.revising import (
    IS_LIVE,
    find_alias_standing,
    find_changers,
    find_live_numbers,
    find_newest_numbers,
)
from bot.storage.rows import (
    ROWS_A_TURN,
    chunks,
    find_aliases,
    find_version,
    read_revision,
    read_statement,
    stream_revisions,
)
from bot.storage.settings import turn_to_copy

_revisions = schema.revisions.c
_articles = schema.articles.c
_statements = schema.statements.c
_VERSION = "SELECT version FROM stories WHERE id = ?"


class SqlArticleStore:
    """The articles of every story, in a database. Implements `bot.ports.ArticleStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def version(self, story: str) -> int:
        """Return the number of the story's last publication, 0 before the first."""
        row = await self._database.glances.row(_VERSION, story)
        return row[0] if row else 0

    async def is_empty(self) -> bool:
        """Tell whether nothing was ever published, in any story."""
        async with self._database.read() as connection:
            return (await connection.execute(select(schema.stories.c.id).limit(1))).one_or_none() is None

    async def stories(self, owner: str | None = None) -> list[str]:
        """Return the names of the stories to which something was ever published, sorted.

        With `owner` only those of one server; those of the operator have the owner "".
        """
        query = select(schema.stories.c.id).order_by(schema.stories.c.id)
        if owner is not None:
            query = query.where(schema.stories.c.owner == owner)
        async with self._database.read() as connection:
            return list((await connection.execute(query)).scalars())

    async def owners(self) -> list[str]:
        """Return the ids of the servers that have a story of their own, sorted."""
        owner = schema.stories.c.owner
        query = select(owner).where(owner != "").distinct().order_by(owner)
        async with self._database.read() as connection:
            return list((await connection.execute(query)).scalars())

    async def copies(self, owner: str) -> Mapping[str, str]:
        """Return a server's own stories by the stories that they began as copies of."""
        query = select(schema.stories.c.copied_from, schema.stories.c.id).where(
            schema.stories.c.owner == owner, schema.stories.c.copied_from.is_not(None)
        )
        async with self._database.read() as connection:
            return {row.copied_from: row.id for row in await connection.execute(query)}

    async def knowledge(self, story: str) -> Knowledge:
        """Return the live knowledge of a story, as one consistent snapshot, revisions by article id."""
        live = (
            select(schema.revisions)
            .join_from(schema.revisions, schema.articles, IS_LIVE)
            .where(_articles.story == story)
            .order_by(_articles.id)
        )
        held = select(schema.statements).where(
            _statements.story == story, _statements.ended_version.is_(None)
        )
        async with self._database.read() as connection:
            version = await find_version(connection, story)
            revisions = [revision async for revision in stream_revisions(connection, live)]
            number, aliases = await find_aliases(connection, story)
            rows = (await connection.execute(held.order_by(_statements.made_at))).all()
        return Knowledge(
            story=story,
            version=version,
            revisions=tuple(revisions),
            aliases=aliases,
            aliases_number=number,
            statements=tuple(read_statement(row) for row in rows),
        )

    async def revision(self, story: str, article_id: str, number: int) -> Revision | None:
        """Return one revision, live or not; None if there is none."""
        query = select(schema.revisions).where(
            _revisions.story == story, _revisions.article_id == article_id, _revisions.number == number
        )
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else read_revision(row)

    async def standing(self, story: str, article_ids: Iterable[str]) -> Mapping[str, Standing]:
        """Return how each of the articles that is stored stands, by article id."""
        ids = set(article_ids)
        async with self._database.read() as connection:
            live = await find_live_numbers(connection, story, ids)
            newest = await find_newest_numbers(connection, story, ids)
            changed_by = await find_changers(connection, story, ids)
            wanted = {(id_, number) for id_, number in (*live.items(), *newest.items()) if number is not None}
            found: dict[tuple[str, int], Revision] = {}
            for keys in chunks(sorted(wanted), ROWS_A_TURN):
                query = select(schema.revisions).where(
                    _revisions.story == story, tuple_(_revisions.article_id, _revisions.number).in_(keys)
                )
                async for revision in stream_revisions(connection, query):
                    found[revision.article.id, revision.number] = revision
        standing = {}
        for id_, number in newest.items():
            current, last = live.get(id_), found[id_, number]
            shown = None if current is None else found[id_, current]
            standing[id_] = Standing(shown, last, changed_by.get(id_, last.made_by))
        return standing

    async def retired(self, story: str) -> tuple[Revision, ...]:
        """Return the newest revision of each article that is retired, by article id."""
        query = select(_articles.id).where(_articles.story == story, _articles.live_revision.is_(None))
        async with self._database.read() as connection:
            ids = list((await connection.execute(query)).scalars())
        standing = await self.standing(story, ids)
        return tuple(standing[article_id].newest for article_id in sorted(standing))

    async def aliases(self, story: str, number: int) -> AliasGroups:
        """Return a story's alias groups of one number; none for a number that there is not."""
        async with self._database.read() as connection:
            return (await find_aliases(connection, story, number))[1]

    async def alias_standing(self, story: str) -> AliasStanding:
        """Return how a story's aliases stand, as one consistent snapshot."""
        async with self._database.read() as connection:
            return await find_alias_standing(connection, story)

    async def apply(
        self,
        change: Change,
        maker: Maker,
        *,
        draft_id: str | None = None,
        act: Act | None = None,
    ) -> Publication | None:
        """Make a change live as the next version of its story; see `bot.ports.ArticleStore.apply`."""
        async with self._database.write() as connection:
            if draft_id is not None:
                taken = await connection.execute(delete(schema.drafts).where(schema.drafts.c.id == draft_id))
                if not taken.rowcount:
                    raise ChangeError(GONE)
            publication = await apply_change(connection, change, maker, datetime.now(UTC))
            if publication is not None and publication.version == 1 and change.owner:
                await turn_to_copy(connection, change)
            if act is not None:
                version = publication.version if publication else None
                await record_act(connection, replace(act, version=version))
        return publication

    async def publish(
        self,
        articles: Sequence[Article],
        *,
        made_by: MadeBy,
        aliases: Mapping[str, AliasGroups | AliasChange] | None = None,
        expected: Mapping[tuple[str, str], int | None] | None = None,
    ) -> None:
        """Append a revision for each article and the alias groups by story; all go live at once, or none.

        What is live already adds nothing: an article like its live revision, or alias groups like the last.
        So two processes that take in the same folder at once leave one revision. A story to which nothing
        is added keeps its version. `expected` gives, by story and article id, the live revision's number
        that an article must still have; of an article that is not in it, whatever is live is replaced.
        An `AliasChange` says that of aliases; of mere groups, whatever there is is replaced.

        Raises:
            StaleChangeError: if an article or the aliases are not as expected; nothing was stored then.
            StorageError: if the database cannot be written; nothing was stored then.
        """
        by_story: dict[str, dict[str, Article]] = {story: {} for story in aliases or {}}
        for article in articles:
            by_story.setdefault(article.story, {})[article.id] = article
        now = datetime.now(UTC)
        async with self._database.write() as connection:
            for story, batch in sorted(by_story.items()):
                groups = (aliases or {}).get(story)
                change = await _make_change(connection, story, batch, groups, expected or {})
                await apply_change(connection, change, Maker(made_by), now)


async def _make_change(
    connection: AsyncConnection,
    story: str,
    articles: Mapping[str, Article],
    groups: AliasGroups | AliasChange | None,
    expected: Mapping[tuple[str, str], int | None],
) -> Change:
    live = await find_live_numbers(connection, story, articles)
    changes = tuple(
        ArticleChange(id_, expected.get((story, id_), live.get(id_)), article)
        for id_, article in articles.items()
    )
    if groups is not None and not isinstance(groups, AliasChange):
        groups = AliasChange((await find_aliases(connection, story))[0], groups)
    return Change(story, ChangeKind.IMPORT, changes, groups)
