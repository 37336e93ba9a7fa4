"""The query log in the database: anonymous rows, and apart from them, for a short time, whose they are."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import (
    Community,
    CommunityKind,
    LogEntry,
    QuoteReference,
    Span,
    Trace,
    Vote,
    VoteReason,
)
from bot.ports import LoggedQuestion, Reported
from bot.refinement.log_store import LOST_QUESTIONS
from bot.storage import schema
from bot.storage.database import Database
from bot.storage.log_rows import Role, asker_row, place_row, query_row, quote_rows, trace_row
from bot.storage.settings import find_state, put_state

_queries = schema.queries.c
_quotes = schema.query_quotes.c
_traces = schema.traces.c


class SqlQueryLog:
    """The tables of the query log. Implements `bot.refinement.log_writer.LogStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def append(self, entries: Sequence[LogEntry], *, traces: bool = True) -> Collection[str]:
        """Store entries with their quotes and traces, all or none; an id that is stored is left as it is.

        Those of persons who opted out are not stored: their ids are returned. Without `traces` no tie to a
        person is stored.
        """
        unique = {entry.id: entry for entry in reversed(entries)}
        async with self._database.write() as connection:
            left_out = await _find_opted_out(connection, unique.values())
            stored = await connection.scalars(select(_queries.id).where(_queries.id.in_(list(unique))))
            for id_ in {*stored.all(), *left_out}:
                del unique[id_]
            new = list(reversed(unique.values()))
            tied = [asker_row(entry, entry.trace) for entry in new if traces and entry.trace]
            for table, rows in (
                (schema.queries, [query_row(entry) for entry in new]),
                (schema.query_quotes, [row for entry in new for row in quote_rows(entry)]),
                (schema.near_misses, [place_row(entry.id, entry.nearest) for entry in new if entry.nearest]),
                (schema.traces, tied),
            ):
                if rows:
                    await connection.execute(insert(table), rows)
        return left_out

    async def quotes(self, entry_id: str) -> tuple[QuoteReference, ...] | None:
        """Return the quotes that an answer showed, best first; None if it is not in the log."""
        query = select(schema.query_quotes).where(_quotes.query_id == entry_id).order_by(_quotes.rank)
        async with self._database.read() as connection:
            if not await _is_logged(connection, entry_id):
                return None
            rows = (await connection.execute(query)).all()
        return tuple(
            QuoteReference(row.story, row.article_id, row.revision, Span(row.start, row.end)) for row in rows
        )

    async def question(self, entry_id: str) -> LoggedQuestion | None:
        """Return what was asked; None if it is not in the log."""
        query = select(schema.queries).where(_queries.id == entry_id)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            return None
        community = Community(CommunityKind(row.community_kind), row.community_id)
        return LoggedQuestion(community, row.story, row.question)

    async def vote(
        self,
        entry_id: str,
        vote: Vote,
        trace: Trace | None,
        *,
        at: datetime,
        since: datetime | None = None,
        reason: VoteReason | None = None,
    ) -> bool:
        """Keep a person's last word on an answer, and why; False if it is not in the log since `since`.

        Without a reason, the one that was given before for the same word stays. Without a trace nobody knows
        whose word it is, so each word is kept.
        """
        word = {"vote": vote.value, "voted_at": at, "reason": reason and reason.value}
        async with self._database.write() as connection:
            if not await _is_logged(connection, entry_id, since):
                return False
            earlier = trace and await _find_trace(connection, entry_id, trace, Role.VOTER)
            if earlier:
                own = schema.votes.c.id == earlier.vote_id
                if reason is None:
                    before = select(schema.votes.c.reason).where(own, schema.votes.c.vote == vote.value)
                    word["reason"] = (await connection.execute(before)).scalar_one_or_none()
                await connection.execute(update(schema.votes).where(own).values(**word))
                return True
            result = await connection.execute(insert(schema.votes).values(query_id=entry_id, **word))
            if trace:
                key = result.inserted_primary_key
                row = trace_row(entry_id, trace, Role.VOTER, at) | {"vote_id": key and key[0]}
                await connection.execute(insert(schema.traces).values(**row))
        return True

    async def report(
        self, entry_id: str, reason: str, trace: Trace | None, *, at: datetime, since: datetime | None = None
    ) -> Reported:
        """Keep a person's first report of an answer; UNKNOWN if it is not in the log, or from before `since`.

        Without a trace nobody knows whose report it is, so each report is kept.
        """
        async with self._database.write() as connection:
            if not await _is_logged(connection, entry_id, since):
                return Reported.UNKNOWN
            if trace and await _find_trace(connection, entry_id, trace, Role.REPORTER):
                return Reported.AGAIN
            word = insert(schema.reports).values(query_id=entry_id, reason=reason, reported_at=at)
            key = (await connection.execute(word)).inserted_primary_key
            if trace:
                row = trace_row(entry_id, trace, Role.REPORTER, at) | {"report_id": key and key[0]}
                await connection.execute(insert(schema.traces).values(**row))
        return Reported.NEW

    async def about_person(self, person: str) -> Sequence[Mapping[str, object]]:
        """Return what is kept of a person, one mapping a trace, newest first.

        Keys: `role` (asker, voter or reporter), `created_at`, `channel_id`, `message_id`, of the question
        `query_id`, `asked_at`, `community_kind`, `community_id`, `channel_kind`, `asked_by`, `story`,
        `question`, `answered`, `band`, and the person's `vote`, `vote_reason` and `reason` of a report, None
        where there is none. Moments are aware datetimes.
        """
        asked = (
            _queries.asked_at,
            _queries.community_kind,
            _queries.community_id,
            _queries.channel_kind,
            _queries.asked_by,
            _queries.story,
            _queries.question,
            _queries.answered,
            _queries.band,
        )
        query = (
            select(
                _traces.role,
                _traces.created_at,
                _traces.channel_id,
                _traces.message_id,
                _traces.query_id,
                *asked,
                schema.votes.c.vote,
                schema.votes.c.reason.label("vote_reason"),
                schema.reports.c.reason,
            )
            .join(schema.queries, _queries.id == _traces.query_id)
            .outerjoin(schema.votes, schema.votes.c.id == _traces.vote_id)
            .outerjoin(schema.reports, schema.reports.c.id == _traces.report_id)
            .where(_traces.person == person)
            .order_by(_traces.created_at.desc(), _traces.id.desc())
        )
        async with self._database.read() as connection:
            return [dict(row) for row in (await connection.execute(query)).mappings()]

    async def forget_traces(self, before: datetime) -> int:
        """Delete the traces made before a moment; return how many. The anonymous rows stay."""
        async with self._database.write() as connection:
            result = await connection.execute(delete(schema.traces).where(_traces.created_at < before))
        return await self._gone(result.rowcount)

    async def forget_questions(self, before: datetime) -> int:
        """Delete the questions asked before a moment, with all that hangs on them; return how many."""
        async with self._database.write() as connection:
            result = await connection.execute(delete(schema.queries).where(_queries.asked_at < before))
        return await self._gone(result.rowcount)

    async def is_opted_out(self, person: str) -> bool:
        """Tell whether a person's questions are not logged."""
        query = select(schema.opt_outs.c.person).where(schema.opt_outs.c.person == person)
        async with self._database.read() as connection:
            return (await connection.execute(query)).one_or_none() is not None

    async def add_lost(self, count: int) -> None:
        """Keep, for whoever examines the database, that so many questions more could not be stored."""
        async with self._database.write() as connection:
            before = int(await find_state(connection, LOST_QUESTIONS) or 0)
            await put_state(connection, LOST_QUESTIONS, str(before + count))

    async def _gone(self, count: int) -> int:
        if count:
            await self._database.empty_journal()
        return count


async def _find_opted_out(connection: AsyncConnection, entries: Iterable[LogEntry]) -> set[str]:
    """Return the ids of the entries whose askers opted out."""
    persons = {entry.id: entry.trace.person for entry in entries if entry.trace}
    column = schema.opt_outs.c.person
    opted_out = set(await connection.scalars(select(column).where(column.in_(set(persons.values())))))
    return {id_ for id_, person in persons.items() if person in opted_out}


async def _is_logged(connection: AsyncConnection, entry_id: str, since: datetime | None = None) -> bool:
    query = select(_queries.id).where(_queries.id == entry_id)
    if since is not None:
        query = query.where(_queries.asked_at >= since)
    return (await connection.execute(query)).one_or_none() is not None


async def _find_trace(
    connection: AsyncConnection, entry_id: str, trace: Trace, role: Role
) -> Row[Any] | None:
    """Return the trace of what the same person did with an answer before."""
    query = select(schema.traces).where(
        _traces.query_id == entry_id, _traces.role == role, _traces.person == trace.person
    )
    return (await connection.execute(query)).first()
