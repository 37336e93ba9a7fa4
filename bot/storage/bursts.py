"""Questions that come in a rush, from the query log; in a database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import GapScope
from bot.ports import Surge
from bot.storage import schema
from bot.storage.database import Database
from bot.storage.gap_figures import IN_VAIN, ROOT, join_log
from bot.storage.gap_scopes import find_scope
from bot.storage.schema.gaps import bursts

_queries = schema.queries.c
_traces = schema.traces.c
_bursts = bursts.c
# A person counts once, where the log still knows whose question it was.
_ASKERS = func.count(func.coalesce(_traces.person, _queries.id).distinct())


class SqlBursts:
    """The bursts that moderators were told of. Implements `bot.ports.Bursts`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def surges(
        self, scope: GapScope, *, since: datetime, baseline: datetime, least: int
    ) -> Sequence[Surge]:
        """Return the gaps asked in vain at least so often since a moment, against the time before it."""
        async with self._database.read() as connection:
            columns: tuple[ColumnElement[Any], ...] = (ROOT.label("gap"), _ASKERS.label("askers"))
            recent = _of_askers(select(*columns), scope).where(_queries.asked_at >= since, IN_VAIN)
            rows = (await connection.execute(recent.group_by(ROOT).having(least <= _ASKERS))).all()
            if not rows:
                return []
            everybody = _of_askers(select(_ASKERS), scope).where(_queries.asked_at >= since, IN_VAIN)
            of_all = (await connection.execute(everybody)).scalar_one()
            before = await _count_before(connection, scope, baseline, since)
        total = sum(before.values())
        return [Surge(row.gap, row.askers, of_all, before.get(row.gap, 0), total) for row in rows]

    async def claim(
        self, scope: GapScope, surge: Surge, expected: float, *, at: datetime, quiet_since: datetime
    ) -> bool:
        """Take it on oneself to tell of a burst; False if that was done, by whatever process."""
        async with self._database.write() as connection:
            id_ = (await find_scope(connection, scope)).id
            of_gap = (_bursts.scope_id == id_, _bursts.gap == surge.gap)
            last = select(bursts).where(*of_gap).order_by(_bursts.id.desc()).limit(1)
            row: Row[Any] | None = (await connection.execute(last)).one_or_none()
            if row is not None and row.last_at >= quiet_since:
                seen = max(at, row.last_at)
                await connection.execute(update(bursts).where(_bursts.id == row.id).values(last_at=seen))
                return False
            told = {"scope_id": id_, "gap": surge.gap, "told_at": at, "last_at": at}
            counts = {"asked": surge.recent, "expected": expected}
            await connection.execute(insert(bursts).values(**told, **counts))
        return True


def _of_askers(query: Select[Any], scope: GapScope) -> Select[Any]:
    of_query = (_traces.query_id == _queries.id) & (_traces.role == "asker")
    return join_log(query, scope).outerjoin(schema.traces, of_query)


async def _count_before(
    connection: AsyncConnection, scope: GapScope, baseline: datetime, since: datetime
) -> dict[int, int]:
    columns: tuple[ColumnElement[Any], ...] = (ROOT.label("gap"), func.count().label("asked"))
    query = join_log(select(*columns), scope).where(
        _queries.asked_at >= baseline, _queries.asked_at < since, IN_VAIN
    )
    return {row.gap: row.asked for row in (await connection.execute(query.group_by(ROOT))).all()}
