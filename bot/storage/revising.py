"""Revisions are appended, and what is live is said anew, inside a transaction that is under way."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import AliasStanding, Article, ArticleChange, Change, MadeBy, Maker, Replaced
from bot.errors import StaleChangeError, StorageError
from bot.storage import schema
from bot.storage.rows import IDS_A_QUERY, ROWS_A_TURN, chunks

_revisions = schema.revisions.c
_articles = schema.articles.c
_replacements = schema.replacements.c
IS_LIVE = (
    (_articles.story == _revisions.story)
    & (_articles.id == _revisions.article_id)
    & (_articles.live_revision == _revisions.number)
)


async def replace_articles(
    connection: AsyncConnection, change: Change, maker: Maker, now: datetime
) -> tuple[Replaced, ...]:
    """Append the new revisions and say what is live; return what became of each article that changed.

    Raises:
        StaleChangeError: if an article that would change is not as the change found it.
        StorageError: if a revision that is to come back does not exist.
    """
    story = change.story
    contents = {c.article_id: c.after for c in change.articles if isinstance(c.after, Article)}
    unchanged = await _find_unchanged(connection, story, contents)
    live = await find_live_numbers(connection, story, [c.article_id for c in change.articles])
    unchanged |= {c.article_id for c in change.articles if _is_so(c, live)}
    todo = [c for c in change.articles if c.article_id not in unchanged]
    stale = [c.article_id for c in todo if live.get(c.article_id) != c.before]
    if stale:
        raise StaleChangeError(stale)
    await _check_revisions(connection, story, todo)
    appended = await _append_revisions(
        connection, story, {id_: a for id_, a in contents.items() if id_ not in unchanged}, maker, now
    )
    replaced = [Replaced(c.article_id, c.before, appended.get(c.article_id, _number(c.after))) for c in todo]
    replaced = [r for r in replaced if r.before != r.after]
    await _set_live(connection, story, replaced)
    return tuple(replaced)


async def find_live_numbers(
    connection: AsyncConnection, story: str, article_ids: Iterable[str]
) -> dict[str, int | None]:
    """Return the number of the live revision of each stored article, None for one that is retired."""
    found: dict[str, int | None] = {}
    for ids in chunks(sorted(set(article_ids)), IDS_A_QUERY):
        query = select(_articles.id, _articles.live_revision).where(
            _articles.story == story, _articles.id.in_(ids)
        )
        found |= {row.id: row.live_revision for row in await connection.execute(query)}
    return found


async def find_newest_numbers(
    connection: AsyncConnection, story: str, article_ids: Iterable[str]
) -> dict[str, int]:
    """Return the number of the newest revision of each stored article."""
    numbers: dict[str, int] = {}
    for ids in chunks(sorted(article_ids), IDS_A_QUERY):
        query = (
            select(_revisions.article_id, func.max(_revisions.number).label("number"))
            .where(_revisions.story == story, _revisions.article_id.in_(ids))
            .group_by(_revisions.article_id)
        )
        numbers |= {row.article_id: row.number for row in await connection.execute(query)}
    return numbers


async def find_changers(
    connection: AsyncConnection, story: str, article_ids: Iterable[str]
) -> dict[str, MadeBy]:
    """Return who published the last recorded change of each article."""
    found: dict[str, MadeBy] = {}
    for ids in chunks(sorted(article_ids), IDS_A_QUERY):
        last = (
            select(_replacements.article_id, func.max(_replacements.version).label("version"))
            .where(_replacements.story == story, _replacements.article_id.in_(ids))
            .group_by(_replacements.article_id)
            .subquery()
        )
        query = select(last.c.article_id, schema.publications.c.made_by).where(
            schema.publications.c.story == story, schema.publications.c.version == last.c.version
        )
        found |= {row.article_id: MadeBy(row.made_by) for row in await connection.execute(query)}
    return found


async def find_alias_standing(connection: AsyncConnection, story: str) -> AliasStanding:
    """Return a story's alias groups, their number, and those of them that a moderator's change made."""
    aliases, made = schema.alias_revisions.c, schema.publications.c
    query = (
        select(aliases.number, aliases.groups, made.made_by)
        .join_from(
            schema.alias_revisions,
            schema.publications,
            (made.story == aliases.story) & (made.aliases_after == aliases.number),
            isouter=True,
        )
        .where(aliases.story == story)
        .order_by(aliases.number)
    )
    number, makers = 0, dict[tuple[str, ...], str | None]()
    for row in await connection.execute(query):
        number = row.number
        makers = {group: makers.get(group, row.made_by) for group in map(tuple, row.groups)}
    moderated = tuple(group for group, maker in makers.items() if maker == MadeBy.MODERATOR)
    return AliasStanding(number, tuple(makers), moderated)


def _is_so(change: ArticleChange, live: Mapping[str, int | None]) -> bool:
    """Tell whether the revision that a change brings back is live, or what it retires is retired."""
    return not isinstance(change.after, Article) and live.get(change.article_id) == change.after


def _number(after: Article | int | None) -> int | None:
    return after if isinstance(after, int) else None


async def _find_unchanged(
    connection: AsyncConnection, story: str, contents: Mapping[str, Article]
) -> set[str]:
    unchanged: set[str] = set()
    for ids in chunks(sorted(contents), ROWS_A_TURN):
        query = (
            select(_articles.id, _revisions.content_hash)
            .join_from(schema.articles, schema.revisions, IS_LIVE)
            .where(_articles.story == story, _articles.id.in_(ids))
        )
        rows = await connection.execute(query)
        unchanged |= {row.id for row in rows if row.content_hash == contents[row.id].content_hash}
    return unchanged


async def _check_revisions(connection: AsyncConnection, story: str, changes: Sequence[ArticleChange]) -> None:
    for change in changes:
        if not isinstance(change.after, int):
            continue
        query = select(_revisions.number).where(
            _revisions.story == story,
            _revisions.article_id == change.article_id,
            _revisions.number == change.after,
        )
        if (await connection.execute(query)).one_or_none() is None:
            msg = f"the article {change.article_id!r} has no revision {change.after}; see its history"
            raise StorageError(msg)


async def _append_revisions(
    connection: AsyncConnection, story: str, contents: Mapping[str, Article], maker: Maker, now: datetime
) -> dict[str, int]:
    """Append a revision for each content; return its number by article id."""
    numbers = await find_newest_numbers(connection, story, contents)
    for ids in chunks(list(contents), ROWS_A_TURN):
        rows = []
        for article_id in ids:
            numbers[article_id] = numbers.get(article_id, 0) + 1
            number = numbers[article_id]
            rows.append(_row(contents[article_id], story=story, number=number, maker=maker, now=now))
        await connection.execute(insert(schema.revisions), rows)
    return numbers


async def _set_live(connection: AsyncConnection, story: str, replaced: Sequence[Replaced]) -> None:
    stored = await find_live_numbers(connection, story, [r.article_id for r in replaced])
    for part in chunks(replaced, IDS_A_QUERY):
        added = [
            {"story": story, "id": r.article_id, "live_revision": r.after}
            for r in part
            if r.article_id not in stored
        ]
        revised = [{"of": r.article_id, "live": r.after} for r in part if r.article_id in stored]
        if added:
            await connection.execute(insert(schema.articles), added)
        if revised:
            change = (
                update(schema.articles)
                .where(_articles.story == story, _articles.id == bindparam("of"))
                .values(live_revision=bindparam("live"))
            )
            await connection.execute(change, revised)


def _row(article: Article, *, story: str, number: int, maker: Maker, now: datetime) -> dict[str, Any]:
    return {
        "story": story,
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
        "made_by": maker.made_by.value,
        "created_at": now,
    }
