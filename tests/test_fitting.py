"""The fit of weights on a small artificial sample: that the models learn what they should."""

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="scikit-learn is in the extra “fitting”, which is not installed")
pytest.importorskip("scipy", reason="scipy is in the extra “fitting”, which is not installed")

from bot.answering.config import AnsweringConfig
from bot.answering.decision import DECIDING, LEAST_COVERAGE, decide
from bot.answering.doubts import DOUBTS
from bot.answering.evidence import rank
from bot.answering.features import FEATURES
from bot.answering.weights import Weights
from tests.builders import make_index
from tests.fitting.models import AGAINST, EITHER, fit_answer, fit_order, fit_topic, score, stand
from tests.fitting.samples import Sample, Source, make_samples
from tests.small_sets import ask, make_sources


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    return list(make_samples(make_sources()))


def test_every_question_is_asked_of_its_own_set_and_of_the_other(samples: list[Sample]) -> None:
    assert [len([s for s in samples if s.off_topic is off]) for off in (False, True)] == [16, 16]
    assert sum(sample.answerable for sample in samples) == 12
    for sample in samples:
        assert sample.right.any() == sample.answerable
        if sample.measured is not None:
            assert len(sample.right) == len(sample.sentences) == len(sample.values)


def test_the_order_puts_right_candidates_first_and_no_weight_has_the_wrong_sign(
    samples: list[Sample],
) -> None:
    order = fit_order(samples)
    assert set(order) == set(FEATURES)
    assert all(order[name] <= 0 for name in AGAINST)
    assert all(weight >= 0 for name, weight in order.items() if name not in AGAINST | EITHER)
    assert [stand(sample, order).rank for sample in samples if sample.answerable] == [1] * 12


def test_the_score_tells_what_is_answered_from_what_is_not(samples: list[Sample]) -> None:
    order = fit_order(samples)
    standings = [stand(sample, order) for sample in samples]
    topic, answer = fit_topic(standings), fit_answer(standings)
    assert set(answer) == {"constant", *DECIDING}
    assert set(topic) == set(answer) - set(DOUBTS)
    scores = score(standings, topic, answer)
    answerable = np.array([sample.answerable for sample in samples])
    assert ((scores >= 0) & (scores <= 1)).all()
    own = np.array([sample.source == "story" for sample in samples])
    assert scores[own & answerable].min() > scores[own & ~answerable].max()


def test_a_question_of_which_nothing_is_found_scores_nothing(samples: list[Sample]) -> None:
    order = fit_order(samples)
    standings = [stand(sample, order) for sample in samples]
    topic, answer = fit_topic(standings), fit_answer(standings)
    empty = [standing for standing in standings if standing.sample.measured is None]
    assert empty
    assert (score(empty, topic, answer) == 0).all()
    assert all(standing.rank is None for standing in empty)


def test_the_score_is_the_one_that_the_bot_decides_by(
    samples: list[Sample], monkeypatch: pytest.MonkeyPatch
) -> None:
    order = fit_order(samples)
    standings = [stand(sample, order) for sample in samples]
    weights = Weights(order, fit_topic(standings), fit_answer(standings))
    monkeypatch.setattr("bot.answering.decision.load_weights", lambda: weights)
    evidence = [
        () if s.measured is None else tuple(rank(s.query, s.found, s.measured, order)) for s in samples
    ]
    decided = [decide(s.query, e, AnsweringConfig()) for s, e in zip(samples, evidence, strict=True)]
    assert any(e and e[0].coverage < LEAST_COVERAGE for e in evidence)
    scores = score(standings, weights.topic, weights.answer)
    assert scores == pytest.approx([decision.score for decision in decided], abs=1e-12)


def test_a_part_of_the_decision_that_is_left_out_takes_nothing_from_the_score(samples: list[Sample]) -> None:
    order = fit_order(samples)
    standings = [s for s in (stand(sample, order) for sample in samples) if s.sample.measured is not None]
    topic, answer = fit_topic(standings), fit_answer(standings)
    both = score(standings, topic, answer, hold_back=False)
    parts = score(standings, topic, None, hold_back=False) * score(standings, None, answer)
    assert both == pytest.approx(parts)
    little = np.array([s.coverage < LEAST_COVERAGE for s in standings])
    held = score(standings, topic, answer)
    assert little.any()
    assert (held[little] < both[little]).all()
    assert (held[~little] == both[~little]).all()


def test_models_are_fitted_on_the_measures_that_they_are_told_of(samples: list[Sample]) -> None:
    names = ("own", "margin")
    standings = [stand(sample, fit_order(samples)) for sample in samples]
    assert set(fit_topic(standings, names)) == set(fit_answer(standings, names)) == {"constant", *names}
    backwards = fit_answer(standings, DECIDING[::-1])
    assert [backwards[name] for name in DECIDING] == pytest.approx(
        [fit_answer(standings)[name] for name in DECIDING], abs=1e-3
    )


def test_only_the_rank_among_quotes_that_overlap_no_better_one_counts() -> None:
    # The second sentence takes the first along.
    body = "An old bridge was closed. It is a bridge of iron.\n\nUnder an old bridge 12 boats lie."
    known = ask(0, "What old bridge was closed?", ("12 boats",))
    (sample,) = make_samples([Source("story", make_index(body), (known,))])
    order = dict.fromkeys(FEATURES, 0.0) | {"own": 1.0, "lead": 0.9}
    candidates = np.argsort(-sample.values @ [order[name] for name in FEATURES], kind="stable")
    assert sample.right[candidates].tolist() == [False, False, True]
    assert stand(sample, order).rank == 2
