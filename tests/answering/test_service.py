import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.config import AnsweringConfig
from bot.answering.serialisation import answer_to_json
from bot.answering.service import EMPTY, NO_ARTICLES, TOO_LONG, AnswerService
from bot.domain import Answer, Band
from tests.builders import FixedIndexes, make_index

ARTICLES = (
    "The harbour bridge was closed on Monday. Divers found a crack in the eastern pier.",
    "Repairs of the harbour bridge will take six weeks, the mayor said.",
)


@pytest.fixture
def service() -> AnswerService:
    return AnswerService(FixedIndexes(make_index(*ARTICLES)))


async def test_a_question_that_the_articles_answer_gets_a_quote(service: AnswerService) -> None:
    answer = await service.answer("When was the harbour bridge closed?")
    assert answer.answered
    assert answer.quotes[0].text == "The harbour bridge was closed on Monday."
    assert answer.band is Band.STRONG
    assert "“harbour”" in answer.why
    assert answer.took_ms > 0


async def test_shouting_changes_nothing(service: AnswerService) -> None:
    answer = await service.answer("WHEN WAS THE HARBOUR BRIDGE CLOSED?")
    assert answer.quotes[0].text == "The harbour bridge was closed on Monday."


async def test_a_question_that_they_do_not_answer_gets_none(service: AnswerService) -> None:
    answer = await service.answer("Who owns the casino on the hill?")
    assert not answer.answered
    assert answer.quotes == ()
    assert answer.band is Band.NONE


async def test_best_effort_fills_in_quotes_without_answering(service: AnswerService) -> None:
    answer = await service.answer("Who paid for the casino near the bridge?", best_effort=True)
    assert not answer.answered
    assert answer.quotes


async def test_a_question_in_another_language_is_told_which_the_articles_are_in(
    service: AnswerService,
) -> None:
    answer = await service.answer("Warum wurde die Autobahn gestern Abend gesperrt?")
    assert answer.notice == "The articles are in English. Please ask in English."


@pytest.mark.parametrize("question", ["", "   ", "\u200b", "```\n```"])
async def test_an_empty_question_gets_a_hint(service: AnswerService, question: str) -> None:
    assert (await service.answer(question)).notice == EMPTY


async def test_a_very_long_question_gets_a_hint(service: AnswerService) -> None:
    assert (await service.answer("Please tell me about casinos. " * 200)).notice == TOO_LONG


async def test_without_articles_it_says_so() -> None:
    answer = await AnswerService(FixedIndexes(make_index())).answer("Anything?")
    assert answer.notice == NO_ARTICLES


@pytest.mark.parametrize("threshold", [0.0, 0.3, 0.55, 0.9, 1.0])
@pytest.mark.parametrize(
    "question", ["harbour bridge", "casino bridge", "casino", "When was the pier closed?"]
)
async def test_it_answers_exactly_when_the_score_reaches_the_threshold(
    threshold: float, question: str
) -> None:
    config = AnsweringConfig(answer_threshold=threshold)
    answer = await AnswerService(FixedIndexes(make_index(*ARTICLES)), config).answer(question)
    found = bool(answer.decision.candidates)
    assert answer.answered == (found and answer.score >= threshold)
    assert bool(answer.quotes) == answer.answered


async def test_the_record_of_the_decision_is_what_was_decided_on(service: AnswerService) -> None:
    answer = await service.answer("When was the harbour bridge closed?")
    best = answer.decision.candidates[0]
    assert best.span.of(best.revision.article.body) == answer.quotes[0].text
    assert best.components["coverage"] == answer.decision.score
    parts = best.components
    assert best.score == (parts["sentence"] + parts["passage"]) * parts["kind"]


async def test_a_sentence_with_what_is_asked_for_comes_before_one_without() -> None:
    index = make_index("The bridge repair is a bridge repair. The bridge repair began in March.")
    answer = await AnswerService(FixedIndexes(index)).answer("When did the bridge repair begin?")
    assert answer.quotes[0].text == "The bridge repair began in March."


async def test_as_json_it_has_the_fields_of_the_contract(service: AnswerService) -> None:
    answer = await service.answer("How long will repairs of the harbour bridge take?")
    value = json.loads(json.dumps(answer_to_json(answer, answer_id="q1")))
    assert list(value) == [
        "id", "question", "answered", "band", "why", "quotes", "agreement", "statements", "suggestions",
        "score", "took_ms",
    ]  # fmt: skip
    (quote,) = value["quotes"][:1]
    assert list(quote) == ["text", "start", "end", "highlight", "article", "attribution", "score"]
    start, end = quote["highlight"]
    assert quote["text"][start:end] == "six weeks"
    assert list(quote["article"]) == ["id", "title", "publisher", "author", "url", "published", "revision"]
    assert value["agreement"] == {
        "articles": len({q["article"]["id"] for q in value["quotes"]}),
        "origins": 0,
        "origin_names": [],
        "unknown": len({q["article"]["id"] for q in value["quotes"]}),
        "conflicts": [],
    }


@given(st.text(max_size=200))
async def test_whatever_is_asked_there_is_an_answer_and_it_is_verbatim(question: str) -> None:
    answer = await AnswerService(FixedIndexes(make_index(*ARTICLES))).answer(question)
    assert isinstance(answer, Answer)
    for quote in answer.quotes:
        assert quote.article.body[quote.span.start : quote.span.end] == quote.text
    json.dumps(answer_to_json(answer))
