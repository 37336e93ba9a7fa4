"""Publishing: a change of a story becomes its next version, inside one transaction."""

from datetime import datetime

from sqlalchemy import insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.curation.workspaces import SERVER_PREFIX
from bot.domain import Change, Maker, Publication
from bot.errors import ChangeError, StaleChangeError
from bot.storage import schema
from bot.storage.revising import replace_articles
from bot.storage.rows import IDS_A_QUERY, chunks, find_aliases

_stories = schema.stories.c
_revisions = schema.revisions.c
_articles = schema.articles.c
_statements = schema.statements.c
_COPIED = (schema.revisions, schema.articles, schema.alias_revisions, schema.golden_questions)


async def apply_change(
    connection: AsyncConnection, change: Change, maker: Maker, now: datetime
) -> Publication | None:
    """Make a change live as the next version of its story; None if it changes nothing.

    What is live already adds nothing and is never stale: an article like its live revision, or alias groups
    like the last.

    Raises:
        ChangeError: if a server's story would begin as nobody's or as a copy of nothing.
        StaleChangeError: if an article or the aliases are not as the change found them, or if the story began
            as a copy of another one since.
        StorageError: if it brings back a revision that does not exist.
    """
    async with connection.begin_nested() as savepoint:
        await _ensure_story(connection, change, now)
        publication = await _apply(connection, change, maker, now)
        if publication is None:
            await savepoint.rollback()  # a copy of a story that nothing was changed in is not kept
        return publication


async def _apply(
    connection: AsyncConnection, change: Change, maker: Maker, now: datetime
) -> Publication | None:
    replaced = await replace_articles(connection, change, maker, now)
    aliases = await _replace_aliases(connection, change, now)
    of_story = _stories.id == change.story
    version = (await connection.execute(select(_stories.version).where(of_story))).scalar_one()
    ended = await _end_statements(connection, change, version + 1)
    if not (replaced or aliases or ended or change.statements):
        return None
    await connection.execute(update(schema.stories).where(of_story).values(version=version + 1))
    publication = Publication(
        story=change.story,
        version=version + 1,
        kind=change.kind,
        made_by=maker.made_by,
        moderator_id=maker.moderator_id,
        published_at=now,
        reason=change.reason,
        articles=replaced,
        aliases=aliases,
        made=tuple(statement.id for statement in change.statements),
        ended=ended,
    )
    await _record(connection, publication)
    await _make_statements(connection, change, publication.version)
    return publication


async def _ensure_story(connection: AsyncConnection, change: Change, now: datetime) -> None:
    # FOR UPDATE makes publishers of one story wait for each other on PostgreSQL; SQLite's BEGIN does here.
    query = select(_stories.owner, _stories.copied_from).where(_stories.id == change.story).with_for_update()
    found = (await connection.execute(query)).one_or_none()
    if found is not None:
        is_other = change.copied_from is not None and found.copied_from != change.copied_from
        if change.owner and (is_other or found.owner != change.owner):
            raise StaleChangeError([c.article_id for c in change.articles])
        return
    is_servers = bool(change.owner)
    if is_servers != (change.copied_from is not None) or change.story.startswith(SERVER_PREFIX) > is_servers:
        msg = f"the story {change.story} cannot begin like this; discard the draft and make it anew"
        raise ChangeError(msg)
    row = {"id": change.story, "version": 0, "created_at": now, "owner": change.owner}
    await connection.execute(insert(schema.stories).values(**row, copied_from=change.copied_from))
    if change.copied_from is not None:
        await _copy_story(connection, change.copied_from, change.story)


async def _copy_story(connection: AsyncConnection, source: str, target: str) -> None:
    """Copy all revisions, aliases and golden questions, and the statements that have not ended."""
    for table in (*_COPIED, schema.statements):
        values = {column.name: column for column in table.columns} | {"story": literal(target)}
        rows = select(*values.values()).where(table.c.story == source)
        if table is schema.statements:
            values["made_version"] = literal(0)  # its own publications count from 1
            rows = select(*values.values()).where(
                table.c.story == source, _statements.ended_version.is_(None)
            )
        await connection.execute(insert(table).from_select(list(values), rows))


async def _replace_aliases(
    connection: AsyncConnection, change: Change, now: datetime
) -> tuple[int, int] | None:
    """Append the alias groups if they differ from the last; return the numbers before and after."""
    if change.aliases is None:
        return None
    number, last = await find_aliases(connection, change.story)
    groups = change.aliases.after
    if groups == last:
        return None
    if number != change.aliases.before:
        raise StaleChangeError(())
    row = {"story": change.story, "number": number + 1, "created_at": now}
    entry = insert(schema.alias_revisions).values(**row, groups=[list(group) for group in groups])
    await connection.execute(entry)
    return number, number + 1


async def _make_statements(connection: AsyncConnection, change: Change, version: int) -> None:
    for made in change.statements:
        await connection.execute(
            insert(schema.statements).values(
                story=change.story,
                id=made.id,
                about=made.about,
                text=made.text,
                signed=made.signed,
                made_at=made.made_at,
                expires_at=made.expires_at,
                made_version=version,
            )
        )


async def _end_statements(connection: AsyncConnection, change: Change, version: int) -> tuple[str, ...]:
    """End statements; return the ids of those that had not ended before."""
    if not change.ended:
        return ()
    held = (
        _statements.story == change.story,
        _statements.id.in_(change.ended),
        _statements.ended_version.is_(None),
    )
    ids = sorted((await connection.scalars(select(_statements.id).where(*held))).all())
    await connection.execute(update(schema.statements).where(*held).values(ended_version=version))
    return tuple(ids)


async def _record(connection: AsyncConnection, publication: Publication) -> None:
    before, after = publication.aliases or (None, None)
    await connection.execute(
        insert(schema.publications).values(
            story=publication.story,
            version=publication.version,
            kind=publication.kind.value,
            made_by=publication.made_by.value,
            moderator_id=publication.moderator_id,
            published_at=publication.published_at,
            reason=publication.reason,
            aliases_before=before,
            aliases_after=after,
        )
    )
    named = {"story": publication.story, "version": publication.version}
    for part in chunks(publication.articles, IDS_A_QUERY):
        rows = [named | {"article_id": r.article_id, "before": r.before, "after": r.after} for r in part]
        await connection.execute(insert(schema.replacements), rows)
