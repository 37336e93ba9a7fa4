"""Holding statements: shown where they bear on the question, as long as they hold."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.answering.holding import find_statements
from bot.answering.serialisation import answer_to_json
from bot.answering.service import AnswerService
from bot.domain import Answer, Statement
from bot.ports import Knowledge
from bot.retrieval.index import Index
from tests.builders import FixedIndexes, make_revision

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
STRIKE = Statement(
    id="strike",
    about="the strike of the ferry crews",
    text="We have asked the union and will add an article when it answers.",
    signed="The harbour moderators",
    made_at=NOW - timedelta(hours=1),
    expires_at=NOW + timedelta(days=1),
)
BODY = "The town bought 48 electric ferries in March. The ferries cost 310 million euros."


def make_index(*statements: Statement) -> Index:
    revision = make_revision(BODY, title="The ferries", language="en")
    aliases = (("strike", "walkout"),)
    return Index(Knowledge("default", 1, (revision,), aliases, statements=statements))


async def ask(question: str, *, now: datetime = NOW) -> Answer:
    return await AnswerService(FixedIndexes(make_index(STRIKE)), now=lambda: now).answer(question)


@pytest.mark.parametrize(
    "question",
    [
        "Are the ferry crews on strike?",
        "when does the crew strike end",
        "Is there a walkout of the ferry crews?",
        "Has the union of the ferry crews answered?",
    ],
)
async def test_a_question_on_the_matter_gets_the_statement(question: str) -> None:
    assert (await ask(question)).statements == (STRIKE,)


@pytest.mark.parametrize(
    "question",
    [
        "How many ferries did the town buy?",
        "What does a ferry cost?",
        "Who is the union's lawyer?",
        "?",
        "Hi!",
    ],
)
async def test_a_question_on_something_else_does_not(question: str) -> None:
    assert (await ask(question)).statements == ()


@pytest.mark.parametrize("now", [STRIKE.expires_at, STRIKE.made_at - timedelta(seconds=1)])
async def test_a_statement_is_shown_only_as_long_as_it_holds(now: datetime) -> None:
    assert (await ask("Are the ferry crews on strike?", now=now)).statements == ()


async def test_a_statement_is_never_a_quote_and_answers_nothing() -> None:
    answer = await ask("When does the strike of the crews end?")
    assert not answer.answered
    json = answer_to_json(answer)
    assert json["quotes"] == []
    assert json["statements"] == [
        {
            "id": "strike",
            "about": STRIKE.about,
            "text": STRIKE.text,
            "signed": "The harbour moderators",
            "made_at": "2026-03-01T11:00:00+00:00",
            "expires_at": "2026-03-02T12:00:00+00:00",
        }
    ]


def test_the_newest_statement_comes_first() -> None:
    later = Statement("late", "strike of the crews", "It is over.", "M.", NOW, STRIKE.expires_at)
    index = make_index(STRIKE, later)
    found = find_statements(index.analyse("Are the crews on strike?"), (STRIKE, later), index.analyzer, NOW)
    assert found == (later, STRIKE)
