import math

from bot.answering.decision import DECIDING
from bot.answering.features import FEATURES
from bot.answering.weights import load_weights

AGAINST = ("names", "numbers", "missing", "lacks", "asks")
EITHER = ("long", "two", "last")


def test_every_weight_is_of_something_that_is_measured() -> None:
    weights = load_weights()
    assert set(weights.order) <= set(FEATURES)
    for part in (weights.topic, weights.answer):
        assert set(part) <= {"constant", *DECIDING}
        assert "constant" in part


def test_every_weight_is_a_number() -> None:
    weights = load_weights()
    for part in (weights.order, weights.topic, weights.answer):
        assert all(math.isfinite(weight) for weight in part.values())


def test_what_speaks_against_a_candidate_never_has_a_weight_for_it() -> None:
    order = load_weights().order
    assert {name for name in AGAINST if order.get(name, 0.0) > 0} == set()


def test_what_speaks_for_a_candidate_never_has_a_weight_against_it() -> None:
    order = load_weights().order
    assert {name for name in order if name not in AGAINST + EITHER and order[name] < 0} == set()


def test_the_words_of_the_question_speak_most_for_a_candidate() -> None:
    order = load_weights().order
    assert order["own"] > 0
    assert order["heading"] > 0
    assert order["lacks"] < 0
    assert order["asks"] < 0


def test_what_is_decided_from_has_a_name_each() -> None:
    assert len(set(DECIDING)) == len(DECIDING)
