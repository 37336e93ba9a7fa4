"""The rows of the gaps' scopes, and the questions of the log that each is about."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import GapScope
from bot.storage import schema
from bot.storage.schema.gaps import gap_scopes

_queries = schema.queries.c
_stories = schema.stories.c
_scopes = gap_scopes.c


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """A scope as it is stored: `id` is 0 before its first question was placed."""

    id: int
    version: int


async def find_scope(connection: AsyncConnection, scope: GapScope) -> ScopeRow:
    """Return a scope as it is stored, whichever of its stories names it."""
    query = select(_scopes.id, _scopes.version).where(
        _scopes.community_kind == scope.community.kind.value,
        _scopes.community_id == scope.community.id,
        _scopes.story == _root(scope),
    )
    row = (await connection.execute(query)).one_or_none()
    return ScopeRow(row.id, row.version) if row else ScopeRow(0, 0)


def select_scope(scope: GapScope) -> ColumnElement[bool]:
    """Return the condition on the log's questions that are of a scope."""
    copies = select(_stories.id).where(
        _stories.copied_from == _root(scope), _stories.owner == scope.community.id, _stories.owner != ""
    )
    return (
        (_queries.community_kind == scope.community.kind.value)
        & (_queries.community_id == scope.community.id)
        & ((_queries.story == _root(scope)) | _queries.story.in_(copies))
    )


async def make_scope(connection: AsyncConnection, scope: GapScope) -> int:
    """Store a scope that is not stored yet and return its id."""
    root = (await connection.execute(select(_root(scope)))).scalar_one()
    row = {
        "community_kind": scope.community.kind.value,
        "community_id": scope.community.id,
        "story": root,
        "version": 0,
    }
    key = (await connection.execute(insert(gap_scopes).values(**row))).inserted_primary_key
    return int(key[0]) if key else 0


def _root(scope: GapScope) -> ColumnElement[str]:
    """Return the story that a scope's is a copy of, itself if it is none."""
    copied_from = select(_stories.copied_from).where(_stories.id == scope.story).scalar_subquery()
    return func.coalesce(copied_from, literal(scope.story))
