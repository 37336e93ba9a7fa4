"""What the query log says of the gaps: how often, since when, in which words, and what came closest."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, case, false, func, or_, select, true, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import Band, GapActKind, GapScope, QuoteReference, Span, Vote
from bot.ports import GapDetails, GapTally, Period
from bot.storage import schema
from bot.storage.database import Database
from bot.storage.gap_scopes import find_scope, select_scope
from bot.storage.schema.gaps import gap_acts, gap_questions, gaps, near_misses

_queries = schema.queries.c
_votes = schema.votes.c
_reports = schema.reports.c
_gaps = gaps.c
_placed = gap_questions.c
_acts = gap_acts.c

ROOT: ColumnElement[int] = func.coalesce(_gaps.same_as, _gaps.number)
"""The number of the gap that a question counts for."""
IN_VAIN = and_(~_queries.answered, ~_queries.stated)
"""A question that got neither a quote nor moderators' words."""

_BADLY = and_(
    _queries.answered,
    _queries.id.in_(
        union(select(_votes.query_id).where(_votes.vote == Vote.NOT_HELPFUL.value), select(_reports.query_id))
    ),
)
_PARTLY = and_(_queries.answered, _queries.band == Band.PARTIAL.value)
_LACKING = or_(IN_VAIN, _PARTLY, _BADLY)


class SqlGapFigures:
    """The figures of the gaps. Implements `bot.ports.GapFigures`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def tally(self, scope: GapScope, period: Period, *, gap: int | None = None) -> Sequence[GapTally]:
        """Return the gaps with a question of a period, or one of them."""
        async with self._database.read() as connection:
            found = await find_scope(connection, scope)
            columns = _tally_columns(period)
            if gap is None:
                query = join_log(select(*columns), scope).where(_since_before(period))
            else:
                members = await _find_members(connection, found.id, [gap])
                query = join_gap(select(*columns), found.id).where(_placed.gap.in_(members))
            now = _count(_within(period.since, period.until)) > 0
            query = query.where(_LACKING, _queries.asked_at < period.until).group_by(ROOT).having(now)
            rows = (await connection.execute(query)).all()
            returned = await _count_returns(connection, found.id)
        return [
            GapTally(
                gap=row.gap,
                unanswered=row.unanswered,
                partly=row.partly,
                badly=row.badly,
                earlier=None if period.since is None else row.earlier,
                topic=row.topic,
                returned=returned.get(row.gap, 0),
            )
            for row in rows
        ]

    async def details(
        self, scope: GapScope, gaps: Sequence[int], *, wordings: int
    ) -> Mapping[int, GapDetails]:
        """Return more of each gap that there is.

        Of what did not answer, what scored highest is nearest; else the best quote of the other answers.
        """
        async with self._database.read() as connection:
            id_ = (await find_scope(connection, scope)).id
            members = await _find_members(connection, id_, gaps)
            spans = (await connection.execute(_select_spans(id_, members))).all()
            texts = (await connection.execute(_select_wordings(id_, members, wordings))).all()
            missed = (await connection.execute(_select_nearest(id_, members, near_misses, IN_VAIN))).all()
            first = _LACKING & (schema.query_quotes.c.rank == 1)
            quoted = _select_nearest(id_, members, schema.query_quotes, first)
            places = [*(await connection.execute(quoted)).all(), *missed]  # the later one holds
        nearest = {
            row.gap: QuoteReference(row.story, row.article_id, row.revision, Span(row.start, row.end))
            for row in places
        }
        return {
            row.gap: GapDetails(
                first=row.first,
                last=row.last,
                wordings=tuple(text.text for text in texts if text.gap == row.gap),
                nearest=nearest.get(row.gap),
            )
            for row in spans
        }


def join_gap(query: Select[Any], scope_id: int) -> Select[Any]:
    """Return a query on the questions of a scope and the gaps that they belong to, found by the gaps."""
    return (
        query.select_from(gap_questions)
        .join(gaps, (_gaps.scope_id == _placed.scope_id) & (_gaps.number == _placed.gap))
        .join(schema.queries, _queries.id == _placed.query_id)
        .where(_placed.scope_id == scope_id)
    )


def join_log(query: Select[Any], scope: GapScope) -> Select[Any]:
    """Return the same query, found by the log's own index: several times faster for a whole scope."""
    return (
        query.select_from(schema.queries)
        .join(gap_questions, _placed.query_id == _queries.id)
        .join(gaps, (_gaps.scope_id == _placed.scope_id) & (_gaps.number == _placed.gap))
        .where(select_scope(scope))
    )


def _tally_columns(period: Period) -> tuple[ColumnElement[Any], ...]:
    now = _within(period.since, period.until)
    earlier: ColumnElement[bool] = false() if period.since is None else _queries.asked_at < period.since
    return (
        ROOT.label("gap"),
        _count(now & IN_VAIN).label("unanswered"),
        _count(now & _PARTLY & ~_BADLY).label("partly"),
        _count(now & _BADLY).label("badly"),
        _count(earlier).label("earlier"),
        func.avg(_queries.topic).label("topic"),
    )


def _since_before(period: Period) -> ColumnElement[bool]:
    """Return the condition that a question is of a period or of the one before it."""
    if period.since is None:
        return true()
    return _queries.asked_at >= period.since - (period.until - period.since)


def _select_spans(scope_id: int, members: Sequence[int]) -> Select[Any]:
    columns: tuple[ColumnElement[Any], ...] = (
        ROOT.label("gap"),
        func.min(_queries.asked_at).label("first"),
        func.max(_queries.asked_at).label("last"),
    )
    return join_gap(select(*columns), scope_id).where(_placed.gap.in_(members), _LACKING).group_by(ROOT)


def _select_wordings(scope_id: int, members: Sequence[int], most: int) -> Select[Any]:
    """Return the most frequent wordings of some gaps, those not answered well first."""
    key = func.lower(_queries.question)
    columns: tuple[ColumnElement[Any], ...] = (
        ROOT.label("gap"),
        func.min(_queries.question).label("text"),
        func.row_number()
        .over(
            partition_by=ROOT,
            order_by=(func.max(case((_LACKING, 1), else_=0)).desc(), func.count().desc(), key),
        )
        .label("place"),
    )
    worded = _placed.gap.in_(members) & (_queries.question != "")
    ranked = join_gap(select(*columns), scope_id).where(worded).group_by(ROOT, key).subquery()
    return select(ranked).where(ranked.c.place <= most).order_by(ranked.c.gap, ranked.c.place)


def _select_nearest(
    scope_id: int, members: Sequence[int], places: Table, condition: ColumnElement[bool]
) -> Select[Any]:
    """Return the place of the highest score of each of some gaps."""
    columns: tuple[ColumnElement[Any], ...] = (
        ROOT.label("gap"),
        *(places.c[name] for name in ("story", "article_id", "revision", "start", "end")),
        func.row_number()
        .over(partition_by=ROOT, order_by=(_queries.score.desc(), _queries.id))
        .label("place"),
    )
    joined = join_gap(select(*columns), scope_id).join(places, places.c.query_id == _queries.id)
    ranked = joined.where(_placed.gap.in_(members), condition).subquery()
    return select(ranked).where(ranked.c.place == 1)


async def _find_members(connection: AsyncConnection, scope_id: int, gaps: Sequence[int]) -> list[int]:
    """Return the numbers of some gaps and of those that repeat one of them."""
    of_gaps = _gaps.number.in_(gaps) | _gaps.same_as.in_(gaps)
    return list(await connection.scalars(select(_gaps.number).where(_gaps.scope_id == scope_id, of_gaps)))


def _within(since: datetime | None, until: datetime) -> ColumnElement[bool]:
    begun = true() if since is None else _queries.asked_at >= since
    return and_(begun, _queries.asked_at < until)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


async def _count_returns(connection: AsyncConnection, scope_id: int) -> dict[int, int]:
    """Return how often each gap was asked in vain since the last act that closed or reopened it."""
    last = (
        select(func.max(_acts.id))
        .where(_acts.scope_id == scope_id, _acts.kind != GapActKind.ASSIGN.value)
        .group_by(_acts.gap)
    )
    acted = list(await connection.scalars(select(_acts.gap).where(_acts.id.in_(last))))
    if not acted:
        return {}
    columns: tuple[ColumnElement[Any], ...] = (ROOT.label("gap"), func.count().label("returned"))
    query = (
        join_gap(select(*columns), scope_id)
        .join(gap_acts, (_acts.scope_id == _placed.scope_id) & (_acts.gap == ROOT))
        .where(_acts.id.in_(last), _queries.asked_at > _acts.at, _LACKING)
        .where(_placed.gap.in_(await _find_members(connection, scope_id, acted)))
        .group_by(ROOT)
    )
    return {row.gap: row.returned for row in (await connection.execute(query)).all()}
