"""The answers that quoted an article, from the query log in the database."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import QuoteReference, Span, Vote
from bot.ports import QuotedAnswer, Reach, ShownQuote
from bot.storage import schema
from bot.storage.database import Database
from bot.storage.rows import IDS_A_QUERY, chunks

_queries = schema.queries.c
_quotes = schema.query_quotes.c
_traces = schema.traces.c
_votes = schema.votes.c
_reports = schema.reports.c
_ASKER = "asker"


class SqlQuotedAnswers:
    """Answers by what they quoted. Implements `bot.ports.QuotedAnswers`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def quoting(self, story: str, article_id: str) -> Sequence[QuotedAnswer]:
        """Return the answers that quoted an article of a story, at any revision, newest first."""
        found: list[QuotedAnswer] = []
        async with self._database.read() as connection:
            where = await _in_story(connection, story)
            for ids in chunks(await _find_answers(connection, where, article_id), IDS_A_QUERY):
                quotes = await _read_quotes(connection, ids)
                rows = (await connection.execute(_select_answers(ids))).mappings()
                found += [
                    QuotedAnswer(**{**row, "quotes": tuple(quotes[row["id"]]), "reach": Reach(row["reach"])})
                    for row in rows
                ]
        return sorted(found, key=lambda answer: answer.asked_at, reverse=True)

    async def keep(self, answer_id: str, quotes: Sequence[ShownQuote], reach: Reach = Reach.OPEN) -> None:
        """Keep what an answer shows in place of its quotes, one for each, and whether it was reached."""
        async with self._database.write() as connection:
            reached = update(schema.queries).where(_queries.id == answer_id)
            await connection.execute(reached.values(reach=reach.value))
            ranks = select(_quotes.rank).where(_quotes.query_id == answer_id).order_by(_quotes.rank)
            stored = (await connection.scalars(ranks)).all()
            for rank, quote in zip(stored, quotes, strict=True):
                at = update(schema.query_quotes).where(_quotes.query_id == answer_id, _quotes.rank == rank)
                await connection.execute(at.values(**_quote_row(quote)))


async def _in_story(connection: AsyncConnection, story: str) -> ColumnElement[bool]:
    query = select(schema.stories.c.owner, schema.stories.c.copied_from).where(schema.stories.c.id == story)
    row = (await connection.execute(query)).one_or_none()
    if row is None or row.copied_from is None:
        return _quotes.story == story
    before_the_copy = and_(_quotes.story == row.copied_from, _queries.community_id == row.owner)
    return or_(_quotes.story == story, before_the_copy)


async def _find_answers(
    connection: AsyncConnection, where: ColumnElement[bool], article_id: str
) -> Sequence[str]:
    query = (
        select(_quotes.query_id)
        .join(schema.queries, _queries.id == _quotes.query_id)
        .where(where, _quotes.article_id == article_id)
        .distinct()
    )
    return (await connection.scalars(query)).all()


async def _read_quotes(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, list[ShownQuote]]:
    """Return all quotes of some answers, best first."""
    query = select(schema.query_quotes).where(_quotes.query_id.in_(ids)).order_by(_quotes.rank)
    quotes: dict[str, list[ShownQuote]] = {}
    for row in await connection.execute(query):
        reference = QuoteReference(row.story, row.article_id, row.revision, Span(row.start, row.end))
        quotes.setdefault(row.query_id, []).append(ShownQuote(reference, withdrawn=row.withdrawn))
    return quotes


def _quote_row(quote: ShownQuote) -> dict[str, Any]:
    reference = quote.reference
    return {
        "story": reference.story,
        "article_id": reference.article_id,
        "revision": reference.revision,
        "start": reference.span.start,
        "end": reference.span.end,
        "withdrawn": quote.withdrawn,
    }


def _select_answers(ids: Sequence[str]) -> Select[Any]:
    of_query = (_traces.query_id == _queries.id) & (_traces.role == _ASKER)
    return (
        select(
            _queries.id,
            _queries.asked_at,
            _queries.community_id,
            _queries.question,
            _queries.private,
            _queries.reach,
            _traces.channel_id,
            _traces.message_id,
            _count_votes(Vote.HELPFUL).label("helpful"),
            _count_votes(Vote.NOT_HELPFUL).label("not_helpful"),
            select(func.count()).where(_reports.query_id == _queries.id).scalar_subquery().label("reports"),
        )
        .outerjoin(schema.traces, of_query)
        .where(_queries.id.in_(ids))
    )


def _count_votes(vote: Vote) -> ColumnElement[int]:
    cast = select(func.count()).where(_votes.query_id == _queries.id, _votes.vote == vote)
    return cast.scalar_subquery()
