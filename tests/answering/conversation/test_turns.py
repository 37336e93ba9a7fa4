from dataclasses import replace

import pytest

from bot.answering.conversation.turns import Conversations, Turn, extend_turns
from bot.answering.service import AnswerService
from bot.domain import AnalysedQuery, Answer
from tests.builders import FixedIndexes, make_index

TURN = Turn(AnalysedQuery("Is it?", ()))


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_conversation_is_remembered_until_it_expires(clock: Clock) -> None:
    talks = Conversations(15, clock)
    talks.keep(["a"], [TURN])
    clock.now = 15 * 60 - 1
    assert talks.turns("a") == (TURN,)
    clock.now += 1
    assert talks.turns("a") == ()


def test_each_turn_makes_it_last_longer(clock: Clock) -> None:
    talks = Conversations(15, clock)
    for minute in (0, 10, 20):
        clock.now = minute * 60
        talks.keep(["a"], [*talks.turns("a"), TURN])
    assert len(talks.turns("a")) == 3


def test_forgetting_says_when_there_is_something_to_forget_again(clock: Clock) -> None:
    talks = Conversations(1, clock)
    assert talks.forget_expired() is None
    talks.keep(["a"], [TURN])
    clock.now = 50
    talks.keep(["b"], [TURN])
    assert talks.forget_expired() == 10
    clock.now = 60
    assert talks.forget_expired() == 50
    assert list(talks._kept) == ["b"]
    clock.now = 200
    assert talks.forget_expired() is None
    assert not talks._kept


def test_what_has_expired_is_gone_with_the_next_call_for_anybody(clock: Clock) -> None:
    talks = Conversations(1, clock)
    talks.keep(["a", "b"], [TURN])
    clock.now = 61
    talks.keep(["c"], [TURN])
    assert list(talks._kept) == ["c"]


def test_without_minutes_nothing_is_kept(clock: Clock) -> None:
    talks = Conversations(0, clock)
    talks.keep(["a"], [TURN])
    assert len(talks) == 0


def test_no_more_keys_are_kept_than_fit(clock: Clock) -> None:
    talks = Conversations(15, clock, most=2)
    for key in "abac":
        talks.keep([key], [TURN])
    assert talks.turns("a") == (TURN,)
    assert talks.turns("b") == ()
    assert len(talks) == 2


def test_nobody_has_a_conversation_without_a_key(clock: Clock) -> None:
    talks = Conversations(15, clock)
    talks.keep(["a"], [TURN])
    assert talks.turns(None) == ()


async def ask(question: str, *bodies: str) -> Answer:
    return await AnswerService(FixedIndexes(make_index(*bodies))).answer(question)


async def test_five_turns_are_kept() -> None:
    turns: tuple[Turn, ...] = ()
    for number in range(7):
        turns = extend_turns(turns, await ask(f"Is pier {number} open?", "The pier is open."))
    assert [turn.query.text for turn in turns] == [f"Is pier {number} open?" for number in range(2, 7)]


async def test_a_plain_reply_makes_no_turn_and_silence_does() -> None:
    reply = await ask("🚀", "The pier is open.")
    silence = await ask("Who owns the casino?", "The pier is open.")
    assert extend_turns((TURN,), reply) == (TURN,)
    assert [turn.quotes for turn in extend_turns((), silence)] == [()]


async def test_the_same_question_with_the_same_quote_makes_no_turn() -> None:
    answer = await ask("Is the pier open?", "The pier is open.")
    turns = extend_turns((), answer)
    assert extend_turns(turns, replace(answer, quotes=answer.quotes)) == turns


async def test_only_the_quotes_that_were_shown_are_remembered() -> None:
    answer = await ask("pier", "The pier is open.", "That old pier was painted blue last year.")
    assert len(answer.quotes) == 2
    assert extend_turns((), answer, shown=1)[0].quotes == answer.quotes[:1]
