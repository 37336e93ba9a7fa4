import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.config import AnsweringConfig
from bot.answering.decision import (
    DECIDING,
    TOO_LITTLE,
    decide,
    estimate_topic,
    measure_decision,
    probability,
)
from bot.answering.doubts import DOUBTS, find_doubts
from bot.answering.evidence import weigh_evidence
from bot.answering.weights import load_weights
from bot.domain import Band, Decision
from bot.retrieval.index import Index
from tests.builders import make_index

ARTICLES = (
    "The harbour bridge was closed on Monday. Divers found a crack in the eastern pier.",
    "Repairs of the harbour bridge will take six weeks, the mayor said.",
)
INDEX = make_index(*ARTICLES)
ALWAYS = AnsweringConfig(answer_threshold=0.0, strong_threshold=1.0)


def make(question: str, config: AnsweringConfig = ALWAYS, index: Index = INDEX) -> Decision:
    query = index.analyse(question)
    return decide(query, weigh_evidence(index, query, most_chars=400), config)


PIECES = [
    "harbour",
    "bridge",
    "crack",
    "the western pier",
    "When",
    "who",
    "not",
    "6",
    "Dunford",
    "closed",
    "?",
]
QUESTIONS = st.text(max_size=40) | st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join)
SHARES = st.floats(0.01, 1.0)


@given(QUESTIONS, SHARES, SHARES)
def test_a_score_is_a_share_and_it_alone_decides(question: str, one: float, other: float) -> None:
    answer_threshold, strong_threshold = sorted((one, other))
    config = AnsweringConfig(answer_threshold=answer_threshold, strong_threshold=strong_threshold)
    decision = make(question, config)
    assert 0 <= decision.score <= 1
    if decision.score < answer_threshold:
        assert decision.band is Band.NONE
    elif decision.score < strong_threshold or decision.candidates[0].missing:
        assert decision.band is Band.PARTIAL
    assert (decision.threshold, decision.strong_threshold) == (answer_threshold, strong_threshold)


def test_a_quote_without_what_is_asked_for_is_never_a_strong_answer() -> None:
    config = AnsweringConfig(answer_threshold=0.0, strong_threshold=0.0)
    found = make("When did divers find a crack in the eastern pier?", config)
    assert found.band is Band.PARTIAL
    assert "it gives no date" in found.why
    found = make("Why did divers find a crack in the eastern pier?", config)
    assert found.band is Band.PARTIAL
    assert "it gives no reason" in found.why
    assert make("Was there a crack in the eastern pier?", config).band is Band.STRONG


def test_a_quote_that_covers_too_little_of_the_question_is_no_answer_however_few_articles_there_are() -> None:
    decision = make("Who owns the casino and the zoo near the bridge?", AnsweringConfig())
    assert decision.topic[TOO_LITTLE] < 0
    assert decision.band is Band.NONE
    assert TOO_LITTLE not in make("Was there a crack in the eastern pier?").topic


@given(QUESTIONS)
def test_the_parts_on_record_make_the_score(question: str) -> None:
    decision = make(question)
    if not decision.candidates:
        assert (decision.score, decision.topic, decision.answer) == (0, {}, {})
        return
    weights = load_weights()
    for parts, weighed in ((decision.topic, weights.topic), (decision.answer, weights.answer)):
        assert parts["constant"] == weighed["constant"]
        assert set(parts) <= {"constant", TOO_LITTLE, *DECIDING}
        assert all(parts[name] for name in parts)
    topic, answer = probability(decision.topic.values()), probability(decision.answer.values())
    assert decision.score == pytest.approx(topic * answer)


@given(QUESTIONS)
def test_everything_that_is_decided_from_is_measured_as_a_share(question: str) -> None:
    query = INDEX.analyse(question)
    evidence = weigh_evidence(INDEX, query, most_chars=400)
    if evidence:
        measures = measure_decision(query, evidence, find_doubts(query, evidence[0].text))
        assert set(measures) == set(DECIDING)
        assert all(-1e-9 <= value <= 1 + 1e-9 for value in measures.values())


@given(QUESTIONS)
def test_a_reason_is_one_sentence_without_an_empty_list(question: str) -> None:
    for config in (ALWAYS, AnsweringConfig(answer_threshold=1.0, strong_threshold=1.0)):
        why = make(question, config).why
        assert why.endswith(".")
        assert ".." not in why
        assert " ." not in why
        assert "  " not in why.replace(question, "")


def test_without_evidence_it_is_not_answered_whatever_the_threshold() -> None:
    decision = make("Is there a zeppelin?")
    assert decision.score == 0
    assert make("zeppelin", AnsweringConfig()).band is Band.NONE
    assert make("zeppelin", AnsweringConfig()).why == "No sentence holds “zeppelin”."
    assert make("who?", AnsweringConfig()).why == "The question holds no word to search for."


def test_a_better_answered_question_scores_higher() -> None:
    scores = [
        make(question).score
        for question in (
            "When was the harbour bridge closed?",
            "When was the western bridge sold to Dunford?",
            "When was the zeppelin over the bridge shot?",
        )
    ]
    assert scores[0] > 0.5
    assert scores[0] > scores[1]
    assert scores[0] > scores[2]


def test_a_doubt_lowers_the_score_and_is_said() -> None:
    plain, doubtful = (
        make("Was there a crack in the eastern pier?"),
        make("Was there a crack in the western pier?"),
    )
    assert doubtful.score < plain.score
    assert doubtful.answer["opposite"] < 0
    numbers = make("Did the mayor say that repairs will take 7 weeks?")
    assert numbers.why.endswith("but not “7”; it says “six weeks”, not “7 weeks”.")
    names = make("Did the mayor and Bo Lind say that repairs will take six weeks?")
    assert names.why.count("Bo") == 1  # what is missing is said once
    assert make("Will repairs not take six weeks?").why.endswith(
        "; the question denies “take”, and the quote does not."
    )
    assert "opposite" not in plain.answer


def test_how_far_the_best_stands_above_the_others_counts() -> None:
    query = INDEX.analyse("harbour bridge")
    evidence = weigh_evidence(INDEX, query, most_chars=400)
    assert len(evidence) > 1
    alone, among = (measure_decision(query, some, []) for some in (evidence[:1], evidence))
    assert alone["margin"] == 1 > among["margin"] >= 0
    assert alone["lead of five"] == among["lead of five"] == 1
    five = weigh_evidence(
        index := make_index(*["A harbour bridge."] * 5), index.analyse("harbour"), most_chars=400
    )
    measures = measure_decision(query, five, [])
    assert measures["margin"] == measures["lead of five"] == 0
    assert all(measures[name] == 0 for name in DOUBTS)


def test_the_number_of_carrying_words_counts_up_to_ten() -> None:
    for words, expected in ((1, 0.1), (2, 0.2), (12, 1.0)):
        query = INDEX.analyse(" ".join(["bridge", *(f"w{'x' * i}" for i in range(words - 1))]))
        evidence = weigh_evidence(INDEX, query, most_chars=400)
        assert measure_decision(query, evidence, [])["length"] == pytest.approx(expected)


def test_the_best_ten_candidates_are_on_record() -> None:
    index = make_index(*(f"Bridge {number} is old." for number in range(12)))
    decision = make("bridge", index=index)
    assert len(decision.candidates) == 10
    scores = [candidate.score for candidate in decision.candidates]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("question", "low", "high"),
    [
        ("When was the harbour bridge of Lindvik closed?", 0.5, 1.0),
        ("Will Lindvik marry a zebra?", 0.5, 1.0),  # it names what the story is about
        ("Will a zebra marry?", 0.0, 0.0),
    ],
)
def test_the_probability_of_the_matter_is_told_apart_from_that_of_an_answer(
    question: str, low: float, high: float
) -> None:
    index = make_index("The harbour bridge of Lindvik was closed on Monday.", "Trams run to the old mill.")
    assert low <= estimate_topic(make(question, index=index)) <= high
