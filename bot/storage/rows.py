"""What the rows of knowledge say, and reading many of them without holding up the event loop."""

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import AliasGroups, Article, MadeBy, Revision, Statement
from bot.storage import schema

# So many rows between two turns of the event loop: about a millisecond's work.
ROWS_A_TURN = 50
# SQLite allows 32,766 parameters in a statement and asyncpg 32,767.
IDS_A_QUERY = 500

_T = TypeVar("_T")
_aliases = schema.alias_revisions.c


def chunks(items: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    """Return the items in order, `size` at a time."""
    return (items[start : start + size] for start in range(0, len(items), size))


async def stream_revisions(connection: AsyncConnection, query: Select[Any]) -> AsyncIterator[Revision]:
    """Read revisions a few at a time, so that the event loop gets its turns."""
    async with connection.stream(query.execution_options(yield_per=ROWS_A_TURN)) as result:
        async for rows in result.partitions():
            for row in rows:
                yield read_revision(row)


def read_revision(row: Row[Any]) -> Revision:
    """Return the revision that a row of `revisions` holds."""
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


def read_statement(row: Row[Any]) -> Statement:
    """Return the statement that a row of `statements` holds."""
    return Statement(
        id=row.id,
        about=row.about,
        text=row.text,
        signed=row.signed,
        made_at=row.made_at,
        expires_at=row.expires_at,
    )


async def find_version(connection: AsyncConnection, story: str) -> int:
    """Return the number of a story's last publication, 0 before the first."""
    query = select(schema.stories.c.version).where(schema.stories.c.id == story)
    return (await connection.execute(query)).scalar_one_or_none() or 0


async def find_aliases(
    connection: AsyncConnection, story: str, number: int | None = None
) -> tuple[int, AliasGroups]:
    """Return a story's alias groups of a number, the newest without one, and their number; 0 if none."""
    query = select(_aliases.number, _aliases.groups).where(_aliases.story == story)
    if number is not None:
        query = query.where(_aliases.number == number)
    row = (await connection.execute(query.order_by(_aliases.number.desc()).limit(1))).one_or_none()
    return (0, ()) if row is None else (row.number, tuple(tuple(group) for group in row.groups))
