"""Articles and aliases in the database: revisions are added, never changed."""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Row, Select, bindparam, func, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import AliasGroups, Article, MadeBy, Revision
from bot.ports import Knowledge
from bot.storage import schema
from bot.storage.database import Database

# So many rows between two turns of the event loop: about a millisecond's work.
_ROWS_A_TURN = 50
# SQLite allows 32,766 parameters in a statement and asyncpg 32,767.
_IDS_A_QUERY = 500

_T = TypeVar("_T")

_revisions = schema.revisions.c
_articles = schema.articles.c
_aliases = schema.alias_revisions.c
_IS_LIVE = (
    (_articles.story == _revisions.story)
    & (_articles.id == _revisions.article_id)
    & (_articles.live_revision == _revisions.number)
)


class SqlArticleStore:
    """The articles of every story, in a database. Implements `bot.ports.ArticleStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def version(self, story: str) -> int:
        """Return the number of the story's last publication, 0 before the first."""
        async with self._database.read() as connection:
            return await _version(connection, story)

    async def is_empty(self) -> bool:
        """Tell whether nothing was ever published, in any story."""
        async with self._database.read() as connection:
            return (await connection.execute(select(schema.stories.c.id).limit(1))).one_or_none() is None

    async def stories(self) -> list[str]:
        """Return the names of the stories to which something was ever published, sorted."""
        query = select(schema.stories.c.id).order_by(schema.stories.c.id)
        async with self._database.read() as connection:
            return list((await connection.execute(query)).scalars())

    async def knowledge(self, story: str) -> Knowledge:
        """Return the live knowledge of a story, as one consistent snapshot, revisions by article id."""
        live = (
            select(schema.revisions)
            .join_from(schema.revisions, schema.articles, _IS_LIVE)
            .where(_articles.story == story)
            .order_by(_articles.id)
        )
        async with self._database.read() as connection:
            version = await _version(connection, story)
            revisions = [revision async for revision in _stream(connection, live)]
            _, aliases = await _last_aliases(connection, story)
        return Knowledge(story=story, version=version, revisions=tuple(revisions), aliases=aliases)

    async def revision(self, story: str, article_id: str, number: int) -> Revision | None:
        """Return one revision, live or not; None if there is none."""
        query = select(schema.revisions).where(
            _revisions.story == story, _revisions.article_id == article_id, _revisions.number == number
        )
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else _revision(row)

    async def latest(self, story: str, article_ids: Iterable[str]) -> Mapping[str, Revision]:
        """Return the newest revision of each of the articles that is stored, by article id."""
        found: dict[str, Revision] = {}
        async with self._database.read() as connection:
            for ids in _chunks(sorted(set(article_ids)), _IDS_A_QUERY):
                newest = (
                    select(_revisions.article_id, func.max(_revisions.number))
                    .where(_revisions.story == story, _revisions.article_id.in_(ids))
                    .group_by(_revisions.article_id)
                )
                query = select(schema.revisions).where(
                    _revisions.story == story, tuple_(_revisions.article_id, _revisions.number).in_(newest)
                )
                async for revision in _stream(connection, query):
                    found[revision.article.id] = revision
        return found

    async def publish(
        self,
        articles: Sequence[Article],
        *,
        made_by: MadeBy,
        aliases: Mapping[str, AliasGroups] | None = None,
    ) -> None:
        """Append a revision for each article and the alias groups by story; all go live at once, or none.

        What is live already adds nothing: an article like its live revision, or alias groups like the last.
        So two processes that take in the same folder at once leave one revision. A story to which nothing
        is added keeps its version.

        Raises:
            StorageError: if the database cannot be written; nothing was stored then.
        """
        by_story: dict[str, list[Article]] = {story: [] for story in aliases or {}}
        for article in articles:
            by_story.setdefault(article.story, []).append(article)
        now = datetime.now(UTC)
        async with self._database.write() as connection:
            for story, batch in sorted(by_story.items()):
                await _add_story(connection, story, now)
                changed = await _changed(connection, story, batch)
                await _add_revisions(connection, story, changed, made_by=made_by, now=now)
                groups = (aliases or {}).get(story)
                renamed = groups is not None and await _add_aliases(connection, story, groups, now)
                if changed or renamed:
                    await connection.execute(
                        update(schema.stories)
                        .where(schema.stories.c.id == story)
                        .values(version=schema.stories.c.version + 1)
                    )


async def _version(connection: AsyncConnection, story: str) -> int:
    query = select(schema.stories.c.version).where(schema.stories.c.id == story)
    return (await connection.execute(query)).scalar_one_or_none() or 0


async def _stream(connection: AsyncConnection, query: Select[Any]) -> AsyncIterator[Revision]:
    """Read revisions a few at a time, so that the event loop gets its turns."""
    async with connection.stream(query.execution_options(yield_per=_ROWS_A_TURN)) as result:
        async for rows in result.partitions():
            for row in rows:
                yield _revision(row)


def _revision(row: Row[Any]) -> Revision:
    article = Article(
        id=row.article_id,
        title=row.title,
        body=row.body,
        story=row.story,
        publisher=row.publisher,
        author=row.author,
        url=row.url,
        published=row.published,
        language=row.language,
        origin=row.origin,
        based_on=tuple(row.based_on),
    )
    return Revision(
        article=article, number=row.number, created_at=row.created_at, made_by=MadeBy(row.made_by)
    )


async def _add_story(connection: AsyncConnection, story: str, now: datetime) -> None:
    # FOR UPDATE makes publishers of one story wait for each other on PostgreSQL; SQLite's BEGIN does here.
    query = select(schema.stories.c.id).where(schema.stories.c.id == story).with_for_update()
    if (await connection.execute(query)).one_or_none() is None:
        await connection.execute(insert(schema.stories).values(id=story, version=0, created_at=now))


async def _changed(connection: AsyncConnection, story: str, articles: Sequence[Article]) -> list[Article]:
    changed: list[Article] = []
    for batch in _chunks(articles, _ROWS_A_TURN):
        query = (
            select(_articles.id, _revisions.content_hash)
            .join_from(schema.articles, schema.revisions, _IS_LIVE)
            .where(_articles.story == story, _articles.id.in_([article.id for article in batch]))
        )
        live = {row.id: row.content_hash for row in await connection.execute(query)}
        changed += [article for article in batch if live.get(article.id) != article.content_hash]
    return changed


async def _add_revisions(
    connection: AsyncConnection, story: str, articles: Sequence[Article], *, made_by: MadeBy, now: datetime
) -> None:
    last = await _last_numbers(connection, story, {article.id for article in articles})
    known = set(last)
    for batch in _chunks(articles, _ROWS_A_TURN):
        rows = []
        for article in batch:
            last[article.id] = last.get(article.id, 0) + 1
            rows.append(_row(article, number=last[article.id], made_by=made_by, now=now))
        await connection.execute(insert(schema.revisions), rows)
    for ids in _chunks(sorted(last), _IDS_A_QUERY):
        live = [{"story": story, "id": id_, "live_revision": last[id_]} for id_ in ids]
        if added := [row for row in live if row["id"] not in known]:
            await connection.execute(insert(schema.articles), added)
        if revised := [{"of": row["id"], "live": row["live_revision"]} for row in live if row["id"] in known]:
            change = (
                update(schema.articles)
                .where(_articles.story == story, _articles.id == bindparam("of"))
                .values(live_revision=bindparam("live"))
            )
            await connection.execute(change, revised)


async def _last_numbers(connection: AsyncConnection, story: str, article_ids: set[str]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for ids in _chunks(sorted(article_ids), _IDS_A_QUERY):
        query = (
            select(_revisions.article_id, func.max(_revisions.number).label("number"))
            .where(_revisions.story == story, _revisions.article_id.in_(ids))
            .group_by(_revisions.article_id)
        )
        numbers |= {row.article_id: row.number for row in await connection.execute(query)}
    return numbers


def _row(article: Article, *, number: int, made_by: MadeBy, now: datetime) -> dict[str, Any]:
    return {
        "story": article.story,
        "article_id": article.id,
        "number": number,
        "title": article.title,
        "body": article.body,
        "publisher": article.publisher,
        "author": article.author,
        "url": article.url,
        "published": article.published,
        "language": article.language,
        "origin": article.origin,
        "based_on": list(article.based_on),
        "content_hash": article.content_hash,
        "made_by": made_by.value,
        "created_at": now,
    }


async def _last_aliases(connection: AsyncConnection, story: str) -> tuple[int, AliasGroups]:
    query = (
        select(_aliases.number, _aliases.groups)
        .where(_aliases.story == story)
        .order_by(_aliases.number.desc())
        .limit(1)
    )
    row = (await connection.execute(query)).one_or_none()
    return (0, ()) if row is None else (row.number, tuple(tuple(group) for group in row.groups))


async def _add_aliases(connection: AsyncConnection, story: str, groups: AliasGroups, now: datetime) -> bool:
    """Append the alias groups of a story if they differ from the last; say whether they did."""
    number, last = await _last_aliases(connection, story)
    if groups == last:
        return False
    entry = insert(schema.alias_revisions).values(
        story=story, number=number + 1, groups=[list(group) for group in groups], created_at=now
    )
    await connection.execute(entry)
    return True


def _chunks(items: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    return (items[start : start + size] for start in range(0, len(items), size))
