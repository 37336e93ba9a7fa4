"""Every dialogue, held with the service."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.answering.conversation.turns import Conversations, extend_turns
from bot.answering.service import AnswerService
from bot.app import open_services
from bot.domain import Answer
from bot.retrieval.index import Index
from bot.settings import Settings
from tests.builders import FixedIndexes, make_knowledge, make_revision
from tests.dialogues import DIALOGUES, SHIPPED, Dialogue, ExpectedTurn, articles_of, each_dialogue


@pytest.fixture
async def shipped(tmp_path: Path) -> AsyncIterator[AnswerService]:
    async with open_services(Settings(data_dir=tmp_path, database_url="")) as services:
        yield services.answers


def invented(story: str) -> AnswerService:
    revisions = [
        make_revision(a.body, article_id=a.id, title=a.title, publisher=a.publisher, language="en")
        for a in articles_of(story)
    ]
    return AnswerService(FixedIndexes(Index(make_knowledge(*revisions))))


@each_dialogue()
async def test_a_dialogue_is_understood(dialogue: Dialogue, shipped: AnswerService) -> None:
    service = shipped if dialogue.story == SHIPPED else invented(dialogue.story)
    minutes = 0.0
    talk = Conversations(15, lambda: minutes * 60)
    for turn in dialogue.turns:
        minutes += turn.wait
        turns = talk.turns("here")
        answer = await service.answer(turn.ask, turns=turns)
        check(answer, turn)
        talk.keep(["here"], extend_turns(turns, answer))


def check(answer: Answer, turn: ExpectedTurn) -> None:
    assert answer.question == turn.ask
    assert sorted(answer.decision.query.about) == sorted(turn.about), answer.decision.query
    if turn.replies or turn.silent:
        assert not answer.answered
        assert turn.replies in (answer.notice or "")
        return
    assert answer.answered, f"{turn.ask}: {answer.notice or answer.why} {answer.decision.query}"
    quote = answer.quotes[0]
    assert turn.says in quote.text, answer.decision.query
    if turn.marks:
        assert quote.highlight is not None
        assert quote.highlight.of(quote.text) == turn.marks


def test_there_are_at_least_twelve() -> None:
    assert len({dialogue.name for dialogue in DIALOGUES}) == len(DIALOGUES) >= 12
