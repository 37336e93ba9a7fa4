"""The query log in the database: anonymous rows, and apart from them, for a short time, whose they are."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import LogEntry, QuoteReference, Span, Trace, Vote
from bot.ports import Reported
from bot.storage import schema
from bot.storage.database import Database

_queries = schema.queries.c
_quotes = schema.query_quotes.c
_traces = schema.traces.c


class _Role(StrEnum):
    """What a person did with an answer."""

    ASKER = "asker"
    VOTER = "voter"
    REPORTER = "reporter"


class SqlQueryLog:
    """The tables of the query log. Implements `bot.refinement.log_writer.LogStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def append(self, entries: Sequence[LogEntry]) -> None:
        """Store entries with their quotes and traces, all or none; an id that is stored is left as it is."""
        unique = {entry.id: entry for entry in reversed(entries)}
        async with self._database.write() as connection:
            stored = await connection.scalars(select(_queries.id).where(_queries.id.in_(list(unique))))
            for id_ in stored.all():
                del unique[id_]
            new = list(reversed(unique.values()))
            for table, rows in (
                (schema.queries, [_query_row(entry) for entry in new]),
                (schema.query_quotes, [row for entry in new for row in _quote_rows(entry)]),
                (schema.traces, [_asker_row(entry, entry.trace) for entry in new if entry.trace]),
            ):
                if rows:
                    await connection.execute(insert(table), rows)

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

    async def vote(self, entry_id: str, vote: Vote, trace: Trace | None, *, at: datetime) -> bool:
        """Keep a person's last word on an answer; False if the answer is not in the log.

        Without a trace nobody knows whose word it is, so each word is kept.
        """
        word = {"vote": vote.value, "voted_at": at}
        async with self._database.write() as connection:
            if not await _is_logged(connection, entry_id):
                return False
            earlier = trace and await _find_trace(connection, entry_id, trace, _Role.VOTER)
            if earlier:
                change = update(schema.votes).where(schema.votes.c.id == earlier.vote_id)
                await connection.execute(change.values(**word))
                return True
            result = await connection.execute(insert(schema.votes).values(query_id=entry_id, **word))
            if trace:
                key = result.inserted_primary_key
                row = _trace_row(entry_id, trace, _Role.VOTER, at) | {"vote_id": key and key[0]}
                await connection.execute(insert(schema.traces).values(**row))
        return True

    async def report(self, entry_id: str, reason: str, trace: Trace | None, *, at: datetime) -> Reported:
        """Keep a person's first report of an answer; UNKNOWN if the answer is not in the log.

        Without a trace nobody knows whose report it is, so each report is kept.
        """
        async with self._database.write() as connection:
            if not await _is_logged(connection, entry_id):
                return Reported.UNKNOWN
            if trace and await _find_trace(connection, entry_id, trace, _Role.REPORTER):
                return Reported.AGAIN
            word = insert(schema.reports).values(query_id=entry_id, reason=reason, reported_at=at)
            key = (await connection.execute(word)).inserted_primary_key
            if trace:
                row = _trace_row(entry_id, trace, _Role.REPORTER, at) | {"report_id": key and key[0]}
                await connection.execute(insert(schema.traces).values(**row))
        return Reported.NEW

    async def about_person(self, person: str) -> Sequence[Mapping[str, object]]:
        """Return what is kept of a person, one mapping a trace, newest first.

        Keys: `role` (asker, voter or reporter), `created_at`, `channel_id`, `message_id`, of the question
        `query_id`, `asked_at`, `community_kind`, `community_id`, `channel_kind`, `asked_by`, `story`,
        `question`, `answered`, `band`, and the person's `vote` and `reason`, None where there is none.
        Moments are aware datetimes.
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
            return result.rowcount


async def _is_logged(connection: AsyncConnection, entry_id: str) -> bool:
    query = select(_queries.id).where(_queries.id == entry_id)
    return (await connection.execute(query)).one_or_none() is not None


async def _find_trace(
    connection: AsyncConnection, entry_id: str, trace: Trace, role: _Role
) -> Row[Any] | None:
    """Return the trace of what the same person did with an answer before."""
    query = select(schema.traces).where(
        _traces.query_id == entry_id, _traces.role == role, _traces.person == trace.person
    )
    return (await connection.execute(query)).first()


def _query_row(entry: LogEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "asked_at": entry.asked_at,
        "community_kind": entry.community.kind.value,
        "community_id": entry.community.id,
        "channel_kind": entry.channel_kind,
        "asked_by": entry.asked_by,
        "story": entry.story,
        "question": entry.question,
        "answered": entry.answered,
        "band": entry.band.value,
        "score": entry.score,
        "took_ms": entry.took_ms,
        "private": entry.private,
    }


def _quote_rows(entry: LogEntry) -> list[dict[str, Any]]:
    return [
        {
            "query_id": entry.id,
            "rank": rank,
            "story": quote.story,
            "article_id": quote.article_id,
            "revision": quote.revision,
            "start": quote.span.start,
            "end": quote.span.end,
        }
        for rank, quote in enumerate(entry.quotes, start=1)
    ]


def _asker_row(entry: LogEntry, trace: Trace) -> dict[str, Any]:
    return _trace_row(entry.id, trace, _Role.ASKER, entry.asked_at)


def _trace_row(entry_id: str, trace: Trace, role: _Role, at: datetime) -> dict[str, Any]:
    return {
        "query_id": entry_id,
        "role": role.value,
        "person": trace.person,
        "channel_id": trace.channel_id,
        "message_id": trace.message_id,
        "created_at": at,
    }
