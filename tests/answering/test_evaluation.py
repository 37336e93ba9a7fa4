import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.evaluation import (
    KnownQuestion,
    Report,
    area_under_roc,
    parse_questions,
    score_answer,
)
from bot.answering.service import AnswerService
from bot.errors import QuestionsError
from tests.builders import FixedIndexes, make_index


def known(id_: str, question: str, *, answers: tuple[str, ...], articles: frozenset[str]) -> KnownQuestion:
    return KnownQuestion(id_, question, bool(answers), answers, articles)


SCORES = st.lists(st.integers(0, 5).map(float), min_size=1, max_size=12)


@given(SCORES, SCORES)
def test_auroc_is_the_share_of_pairs_in_the_right_order(positive: list[float], negative: list[float]) -> None:
    pairs = [(p, n) for p in positive for n in negative]
    expected = sum((p > n) + 0.5 * (p == n) for p, n in pairs) / len(pairs)
    assert area_under_roc(positive, negative) == pytest.approx(expected)


def test_auroc_needs_both_kinds() -> None:
    assert area_under_roc([1.0], []) is None


async def test_figures_of_a_small_evaluation() -> None:
    service = AnswerService(
        FixedIndexes(make_index("The bridge closed on Monday.", "The market opened on Friday at noon."))
    )
    asked = [
        known("1", "When was the bridge closed?", answers=("on  MONDAY",), articles=frozenset({"a0"})),
        known("2", "When did the market open?", answers=("Thursday",), articles=frozenset({"a1"})),
        known("3", "When did the market open?", answers=("Friday",), articles=frozenset({"a0"})),
        known("4", "Who runs the casino?", answers=(), articles=frozenset()),
    ]
    outcomes = [score_answer(each, await service.answer(each.question, best_effort=True)) for each in asked]
    report = Report(tuple(outcomes))
    assert report.right_first == pytest.approx(1 / 3)
    assert report.right_in_three == pytest.approx(1 / 3)
    assert report.wrong_among_given == pytest.approx(2 / 3)
    assert report.left_unanswered == 0
    assert report.right_outcome == pytest.approx(2 / 4)
    assert report.auroc == 1
    assert report.count(answerable=False, answered=False) == 1
    assert [outcome.known.id for outcome in report.misses] == ["2", "3"]


def test_questions_are_read_with_either_name_of_their_articles() -> None:
    lines = [
        {"id": "q", "question": "When?", "answerable": True, "answers": ["May"], "articles": ["a"]},
        {"question": "Who?", "answers": ["Ana"], "article_ids": ["b"]},
        {"question": "Why?", "answerable": False},
    ]
    text = "\n".join(json.dumps(line) for line in lines)
    first, second, third = parse_questions(text, "q.jsonl")
    assert first.articles == {"a"}
    assert (second.id, second.answerable, second.articles) == ("2", True, frozenset({"b"}))
    assert not third.answerable


@pytest.mark.parametrize(
    "line", ["{", "[]", '"x"', '{"answers": []}', '{"question": 1}', '{"question": "x", "answers": ["y"]}']
)
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(QuestionsError, match=r"q\.jsonl, line 2"):
        parse_questions('{"question": "Why?"}\n' + line, "q.jsonl")


def test_a_file_without_questions_is_refused() -> None:
    with pytest.raises(QuestionsError, match="holds no questions"):
        parse_questions("\n\n", "q.jsonl")
