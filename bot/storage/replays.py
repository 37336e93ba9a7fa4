"""The questions of a dry run, from the query log and from the golden ones; in a database."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select

from bot.domain import CommunityKind
from bot.ports import GoldenQuestion, Rephrased, ReplayQuestion
from bot.storage import schema
from bot.storage.database import Database

_queries = schema.queries.c
_golden = schema.golden_questions.c
_stories = schema.stories.c
_traces = schema.traces.c
_ASKER = "asker"
_TERMINAL = "terminal"
_SOON = timedelta(minutes=10)


class SqlReplayQuestions:
    """Questions to try a change with. Implements `bot.ports.ReplayQuestions`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def recent(self, story: str, community_id: str, *, limit: int) -> Sequence[ReplayQuestion]:
        """Return the questions that a community asked of a story last, each once, the most asked first.

        Letter case does not make two of one. Of a story that is a copy, those count too that were asked of
        the story it was copied from.
        """
        copied_from = select(_stories.copied_from).where(_stories.id == story).scalar_subquery()
        key = func.lower(_queries.question)
        last = func.max(_queries.asked_at)
        query = (
            select(func.max(_queries.question).label("question"), func.count().label("asked"))
            .where((_queries.story == story) | (_queries.story == copied_from), _queries.question != "")
            .group_by(key)
            .order_by(last.desc(), key)
            .limit(limit)
        )
        if community_id:
            query = query.where(_queries.community_id == community_id)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        found = [ReplayQuestion(row.question, row.asked) for row in rows]
        return sorted(found, key=lambda question: -question.asked)

    async def rephrased(self, story: str, community_id: str, *, limit: int) -> Sequence[Rephrased]:
        """Return the questions that somebody asked anew in other words, oldest first, among the last `limit`.

        One that was not answered and the next that the same person asked, within ten minutes, if that was.
        Whoever asks in the terminal is one person.
        """
        asked_by = (schema.traces, (_traces.query_id == _queries.id) & (_traces.role == _ASKER))
        query = (
            select(
                _queries.asked_at,
                _queries.question,
                _queries.answered,
                _queries.community_kind,
                _traces.person,
            )
            .outerjoin(*asked_by)
            .where(_queries.story == story, _queries.question != "")
            .order_by(_queries.asked_at.desc(), _queries.id)
            .limit(limit)
        )
        if community_id:
            query = query.where(_queries.community_id == community_id)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        found: list[Rephrased] = []
        open_questions: dict[str, tuple[datetime, str]] = {}
        for row in reversed(rows):
            terminal = row.community_kind == CommunityKind.TERMINAL
            person = _TERMINAL if terminal else row.person
            if person is None:
                continue
            asked_at, first = open_questions.pop(person, (row.asked_at, None))
            if not row.answered:
                open_questions[person] = (row.asked_at, row.question)
            elif first is not None and row.asked_at - asked_at <= _SOON:
                found.append(Rephrased(first, row.question))
        return found

    async def golden(self, story: str) -> Sequence[GoldenQuestion]:
        """Return the golden questions of a story, oldest first."""
        query = (
            select(schema.golden_questions)
            .where(_golden.story == story)
            .order_by(_golden.made_at, _golden.id)
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return [GoldenQuestion(**row) for row in rows]

    async def add_golden(self, question: GoldenQuestion) -> None:
        """Keep a golden question, in place of one with its id."""
        row = asdict(question)
        held = (_golden.story == question.story, _golden.id == question.id)
        async with self._database.write() as connection:
            await connection.execute(delete(schema.golden_questions).where(*held))
            await connection.execute(insert(schema.golden_questions).values(**row))

    async def remove_golden(self, story: str, question_id: str) -> bool:
        """Remove a golden question; False if there was none."""
        gone = delete(schema.golden_questions).where(_golden.story == story, _golden.id == question_id)
        async with self._database.write() as connection:
            return bool((await connection.execute(gone)).rowcount)
