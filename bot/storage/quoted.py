"""The answers that quoted an article, from the query log in the database."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import QuoteReference, Span, Vote
from bot.ports import QuotedAnswer
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
        async with self._database.read() as connection:
            where = await _in_story(connection, story)
            rows = (await connection.execute(_select_quotes(where, article_id))).all()
            quotes: dict[str, list[QuoteReference]] = {}
            for row in rows:
                reference = QuoteReference(row.story, row.article_id, row.revision, Span(row.start, row.end))
                quotes.setdefault(row.query_id, []).append(reference)
            found: list[QuotedAnswer] = []
            for ids in chunks(list(quotes), IDS_A_QUERY):
                found += [
                    QuotedAnswer(quotes=tuple(quotes[row["id"]]), **row)
                    for row in (await connection.execute(_select_answers(ids))).mappings()
                ]
        return sorted(found, key=lambda answer: answer.asked_at, reverse=True)

    async def replace(self, answer_id: str, old: QuoteReference, new: QuoteReference) -> None:
        """Keep that an answer shows another quote in place of one."""
        shown = (
            update(schema.query_quotes)
            .where(
                _quotes.query_id == answer_id,
                _quotes.story == old.story,
                _quotes.article_id == old.article_id,
                _quotes.revision == old.revision,
                _quotes.start == old.span.start,
            )
            .values(
                story=new.story,
                article_id=new.article_id,
                revision=new.revision,
                start=new.span.start,
                end=new.span.end,
            )
        )
        async with self._database.write() as connection:
            await connection.execute(shown)


async def _in_story(connection: AsyncConnection, story: str) -> ColumnElement[bool]:
    query = select(schema.stories.c.owner, schema.stories.c.copied_from).where(schema.stories.c.id == story)
    row = (await connection.execute(query)).one_or_none()
    if row is None or row.copied_from is None:
        return _quotes.story == story
    before_the_copy = and_(_quotes.story == row.copied_from, _queries.community_id == row.owner)
    return or_(_quotes.story == story, before_the_copy)


def _select_quotes(where: ColumnElement[bool], article_id: str) -> Select[Any]:
    return (
        select(schema.query_quotes)
        .join(schema.queries, _queries.id == _quotes.query_id)
        .where(where, _quotes.article_id == article_id)
        .order_by(_quotes.query_id, _quotes.rank)
    )


def _select_answers(ids: Sequence[str]) -> Select[Any]:
    of_query = (_traces.query_id == _queries.id) & (_traces.role == _ASKER)
    return (
        select(
            _queries.id,
            _queries.asked_at,
            _queries.community_id,
            _queries.question,
            _queries.private,
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
