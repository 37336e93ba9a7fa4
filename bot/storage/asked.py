"""What was asked in a period, and what it got then, from the query log in the database."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import QuoteReference, Span
from bot.ports import AskedPage, AskedQuestion, Period
from bot.storage import schema
from bot.storage.database import Database
from bot.storage.rows import IDS_A_QUERY, chunks

_queries = schema.queries.c
_quotes = schema.query_quotes.c
_stories = schema.stories.c


class SqlAskedQuestions:
    """The questions of the query log, each once. Implements `bot.ports.AskedQuestions`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(
        self, story: str, community_id: str, period: Period, *, limit: int, offset: int = 0
    ) -> AskedPage:
        """Return the questions that a community asked in a period, each once, the most asked first."""
        key = func.lower(_queries.question)
        asked = _asked_of(story, community_id) & _within(period)
        newest = func.max(_queries.asked_at)
        most = (
            select(key.label("key"), func.count().label("times"), func.count().over().label("all"))
            .where(asked)
            .group_by(key)
            .order_by(func.count().desc(), newest.desc(), key)
            .limit(limit)
            .offset(offset)
        )
        columns = _queries.id, _queries.question, _queries.answered, _queries.asked_at, key.label("key")
        async with self._database.read() as connection:
            rows = (await connection.execute(most)).all()
            last: dict[str, Row[Any]] = {}
            for keys in chunks([row.key for row in rows], IDS_A_QUERY):
                query = select(*columns).where(asked, key.in_(keys)).order_by(_queries.asked_at, _queries.id)
                last |= {row.key: row for row in (await connection.execute(query)).all()}
            quotes = await _find_quotes(connection, [row.id for row in last.values()])
        found = [(last[row.key], row.times) for row in rows]
        questions = [
            AskedQuestion(row.id, row.question, times, row.asked_at, row.answered, quotes.get(row.id))
            for row, times in found
        ]
        return AskedPage(tuple(questions), rows[0].all if rows else 0)

    async def text(self, story: str, community_id: str, entry_id: str) -> str | None:
        """Return a question by its id in the log; None if the community has none of that id."""
        query = select(_queries.question).where(_asked_of(story, community_id), _queries.id == entry_id)
        async with self._database.read() as connection:
            return (await connection.execute(query)).scalar_one_or_none()


async def _find_quotes(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, QuoteReference]:
    """Return the first quote of each answer that has one."""
    quotes: dict[str, QuoteReference] = {}
    for some in chunks(ids, IDS_A_QUERY):
        query = select(schema.query_quotes).where(_quotes.rank == 1, _quotes.query_id.in_(some))
        for row in (await connection.execute(query)).all():
            span = Span(row.start, row.end)
            quotes[row.query_id] = QuoteReference(row.story, row.article_id, row.revision, span)
    return quotes


def _asked_of(story: str, community_id: str) -> ColumnElement[bool]:
    copied_from = select(_stories.copied_from).where(_stories.id == story).scalar_subquery()
    asked = ((_queries.story == story) | (_queries.story == copied_from)) & (_queries.question != "")
    return asked & (_queries.community_id == community_id) if community_id else asked


def _within(period: Period) -> ColumnElement[bool]:
    before = _queries.asked_at < period.until
    return before if period.since is None else before & (_queries.asked_at >= period.since)
