"""What persons decide, in the database: not to be logged, to be forgotten."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Delete, Select, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import Notice, Removed
from bot.refinement.keys import FINGERPRINT
from bot.storage import schema
from bot.storage.database import Database
from bot.storage.log_rows import Role
from bot.storage.notices import read_notice
from bot.storage.settings import put_state

_traces = schema.traces.c
_opt_outs = schema.opt_outs.c
_notices = schema.notices.c


class SqlPersons:
    """What is kept by a person's keyed hash. Implements `bot.ports.Persons`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def opted_out_since(self, person: str) -> datetime | None:
        """Return since when a person's questions are not logged; None if they are."""
        async with self._database.read() as connection:
            return await _opted_out_since(connection, person)

    async def opt_out(self, person: str, at: datetime) -> datetime:
        """Log no question of a person any more; return since when that is so."""
        async with self._database.write() as connection:
            return await _opt_out(connection, person, at)

    async def opt_in(self, person: str) -> bool:
        """Log a person's questions again; False if they were not opted out."""
        async with self._database.write() as connection:
            return bool(await _count(connection, delete(schema.opt_outs).where(_opt_outs.person == person)))

    async def forget(self, person: str, *, opt_out: bool | None, at: datetime) -> Removed:
        """Delete what is kept of a person, all or nothing, and return what there was.

        The rows that others count stay, without the words of the person's questions and reports. `opt_out`
        says what becomes of the opt-out: there is one from now on, there is none, or it stays as it is.
        """
        own = _traces.person == person
        async with self._database.write() as connection:
            asked = select(_traces.query_id).where(own, _traces.role == Role.ASKER)
            reported = select(_traces.report_id).where(own, _traces.role == Role.REPORTER)
            await _empty(connection, asked, reported)
            counts = {
                role: await _count(connection, delete(schema.traces).where(own, _traces.role == role))
                for role in Role
            }
            notices = await _count(connection, delete(schema.notices).where(_notices.person == person))
            opt_outs = 0
            if opt_out:
                await _opt_out(connection, person, at)
            elif opt_out is False:
                gone = delete(schema.opt_outs).where(_opt_outs.person == person)
                opt_outs = await _count(connection, gone)
        await self._database.empty_journal()
        return Removed(counts[Role.ASKER], counts[Role.VOTER], counts[Role.REPORTER], notices, opt_outs)

    async def rotate(self, renew: Callable[[Notice], Notice | None], fingerprint: str) -> Removed:
        """Delete what another key tied to persons, and keep the new key's fingerprint, all or nothing.

        `renew` returns a notice as the new key has it; None if it is lost.
        """
        async with self._database.write() as connection:
            counts = {
                role: await _count(connection, delete(schema.traces).where(_traces.role == role))
                for role in Role
            }
            opt_outs = await _count(connection, delete(schema.opt_outs))
            lost = 0
            for row in (await connection.execute(select(schema.notices))).all():
                renewed = renew(read_notice(row))
                if renewed is None:
                    lost += await _count(connection, delete(schema.notices).where(_notices.id == row.id))
                else:
                    change = update(schema.notices).where(_notices.id == row.id)
                    await connection.execute(change.values(person=renewed.person, seal=renewed.seal))
            await put_state(connection, FINGERPRINT, fingerprint)
        await self._database.empty_journal()
        return Removed(counts[Role.ASKER], counts[Role.VOTER], counts[Role.REPORTER], lost, opt_outs)


async def _empty(connection: AsyncConnection, asked: Select[Any], reported: Select[Any]) -> None:
    """Take the words out of questions and reports; that there were some is still counted."""
    queries, reports, placed = schema.queries, schema.reports, schema.gap_questions
    # No other question is known by these words any more; its gap still counts it.
    await connection.execute(update(placed).where(placed.c.query_id.in_(asked)).values(words=None))
    await connection.execute(update(queries).where(queries.c.id.in_(asked)).values(question=""))
    await connection.execute(update(reports).where(reports.c.id.in_(reported)).values(reason=""))


async def _opted_out_since(connection: AsyncConnection, person: str) -> datetime | None:
    query = select(_opt_outs.since).where(_opt_outs.person == person)
    return (await connection.execute(query)).scalar_one_or_none()


async def _opt_out(connection: AsyncConnection, person: str, at: datetime) -> datetime:
    since = await _opted_out_since(connection, person)
    if since is None:
        await connection.execute(insert(schema.opt_outs).values(person=person, since=at))
    return since or at


async def _count(connection: AsyncConnection, statement: Delete) -> int:
    return (await connection.execute(statement)).rowcount
