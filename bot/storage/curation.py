"""What moderators did, in the database: history and the audit trail."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import Act, ChangeKind, MadeBy, Publication, Replaced, Revision, Statement
from bot.storage import schema
from bot.storage.database import Database
from bot.storage.rows import IDS_A_QUERY, chunks, read_statement, stream_revisions

_publications = schema.publications.c
_replacements = schema.replacements.c
_revisions = schema.revisions.c
_statements = schema.statements.c
_acts = schema.acts.c


class SqlHistory:
    """What was published, in a database. Implements `bot.ports.History`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def publications(
        self, story: str, *, article_id: str | None = None, limit: int = 100
    ) -> Sequence[Publication]:
        """Return a story's publications, newest first, or only those that changed one article."""
        query = select(schema.publications).where(_publications.story == story)
        if article_id is not None:
            of_article = select(_replacements.version).where(
                _replacements.story == story, _replacements.article_id == article_id
            )
            query = query.where(_publications.version.in_(of_article))
        query = query.order_by(_publications.version.desc()).limit(limit)
        async with self._database.read() as connection:
            return await _read_publications(connection, story, (await connection.execute(query)).all())

    async def publication(self, story: str, version: int) -> Publication | None:
        """Return the publication that made a version; None if it is not recorded."""
        query = select(schema.publications).where(
            _publications.story == story, _publications.version == version
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
            found = await _read_publications(connection, story, rows)
        return found[0] if found else None

    async def revisions(self, story: str, article_id: str) -> Sequence[Revision]:
        """Return every revision of an article, newest first."""
        query = (
            select(schema.revisions)
            .where(_revisions.story == story, _revisions.article_id == article_id)
            .order_by(_revisions.number.desc())
        )
        async with self._database.read() as connection:
            return [revision async for revision in stream_revisions(connection, query)]

    async def statements(self, story: str) -> Sequence[Statement]:
        """Return every statement that was ever made in a story, newest first."""
        query = (
            select(schema.statements)
            .where(_statements.story == story)
            .order_by(_statements.made_at.desc(), _statements.id)
        )
        async with self._database.read() as connection:
            return [read_statement(row) for row in await connection.execute(query)]


class SqlAuditTrail:
    """What moderators did, in a database. Implements `bot.ports.AuditTrail`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, act: Act) -> None:
        """Keep an act; it is stored when this returns."""
        async with self._database.write() as connection:
            await record_act(connection, act)

    async def acts(self, community_id: str, *, limit: int = 100) -> Sequence[Act]:
        """Return the acts of a community, newest first."""
        query = (
            select(schema.acts)
            .where(_acts.community_id == community_id)
            .order_by(_acts.id.desc())
            .limit(limit)
        )
        async with self._database.read() as connection:
            return [_read_act(row) for row in await connection.execute(query)]


async def record_act(connection: AsyncConnection, act: Act) -> None:
    """Keep an act inside a transaction that is under way."""
    row = {
        "at": act.at,
        "community_id": act.community_id,
        "actor": act.actor,
        "command": act.command,
        "subject": act.subject,
        "done": act.done,
        "story": act.story,
        "version": act.version,
        "notes": list(act.notes),
    }
    await connection.execute(insert(schema.acts).values(**row))


async def _read_publications(
    connection: AsyncConnection, story: str, rows: Sequence[Row[Any]]
) -> list[Publication]:
    versions = [row.version for row in rows]
    replaced: dict[int, list[Replaced]] = {version: [] for version in versions}
    made: dict[int, list[str]] = {version: [] for version in versions}
    ended: dict[int, list[str]] = {version: [] for version in versions}
    for part in chunks(versions, IDS_A_QUERY):
        query = (
            select(schema.replacements)
            .where(_replacements.story == story, _replacements.version.in_(part))
            .order_by(_replacements.article_id)
        )
        for row in await connection.execute(query):
            replaced[row.version].append(Replaced(row.article_id, row.before, row.after))
        for row in await _changed_statements(connection, story, part):
            if row.made_version in made:
                made[row.made_version].append(row.id)
            if row.ended_version in ended:
                ended[row.ended_version].append(row.id)
    return [
        _read_publication(row, replaced[row.version], made[row.version], ended[row.version]) for row in rows
    ]


async def _changed_statements(
    connection: AsyncConnection, story: str, versions: Sequence[int]
) -> Sequence[Row[Any, Any, Any]]:
    of_versions = or_(_statements.made_version.in_(versions), _statements.ended_version.in_(versions))
    query = select(_statements.id, _statements.made_version, _statements.ended_version)
    return (await connection.execute(query.where(_statements.story == story, of_versions))).all()


def _read_publication(
    row: Row[Any], replaced: Sequence[Replaced], made: Sequence[str], ended: Sequence[str]
) -> Publication:
    return Publication(
        story=row.story,
        version=row.version,
        kind=ChangeKind(row.kind),
        made_by=MadeBy(row.made_by),
        moderator_id=row.moderator_id,
        published_at=row.published_at,
        reason=row.reason,
        articles=tuple(replaced),
        aliases=None if row.aliases_after is None else (row.aliases_before, row.aliases_after),
        made=tuple(made),
        ended=tuple(ended),
    )


def _read_act(row: Row[Any]) -> Act:
    return Act(
        at=row.at,
        community_id=row.community_id,
        actor=row.actor,
        command=row.command,
        subject=row.subject,
        done=row.done,
        story=row.story,
        version=row.version,
        notes=tuple(row.notes),
    )
