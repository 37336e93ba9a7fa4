"""The fit of weights on a small artificial sample: that the models learn what they should."""

from collections.abc import Iterator

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="scikit-learn is in the extra “fitting”, which is not installed")
pytest.importorskip("scipy", reason="scipy is in the extra “fitting”, which is not installed")

from bot.answering.decision import DECIDING
from bot.answering.evaluation import KnownQuestion
from bot.answering.features import FEATURES
from tests.builders import make_index
from tests.fitting.models import AGAINST, EITHER, fit_answer, fit_order, fit_topic, score, stand
from tests.fitting.samples import Sample, Source, make_samples

TOWNS = ("Dunford", "Lindvik", "Marsk", "Ostby", "Pellow", "Quarne", "Ruthen", "Selby")
TREES = ("oak", "elm", "fir", "ash", "yew", "pine", "lime", "rowan")


def _ask(number: int, question: str, answers: tuple[str, ...]) -> KnownQuestion:
    articles = frozenset({f"a{number}"}) if answers else frozenset[str]()
    return KnownQuestion(str(number), question, bool(answers), answers, articles)


def make_questions() -> Iterator[tuple[str, KnownQuestion]]:
    """Half of the towns have a bridge that was closed on a day; of the others it is asked in vain."""
    for number, town in enumerate(TOWNS):
        known = number % 2 == 0
        body = f"In {town} there is an old bridge over a river.\n\nMany asked about the bridge of {town}."
        if known:
            body += f"\n\nThe bridge of {town} was closed on {number + 1} May 2031."
        question = f"When was the bridge of {town} closed?"
        answers = (f"{number + 1} May 2031",) if known else ()
        yield body, _ask(number, question, answers)


def make_sources() -> list[Source]:
    bodies, questions = zip(*make_questions(), strict=True)
    forests = [
        f"The {tree} is a tree with hard wood, as of an old bridge. It grows for {i + 90} years."
        for i, tree in enumerate(TREES)
    ]
    asked = [_ask(i, f"How long does the {tree} grow?", (f"{i + 90} years",)) for i, tree in enumerate(TREES)]
    return [
        Source("story", make_index(*bodies), tuple(questions)),
        Source("selqa", make_index(*forests), tuple(asked)),
    ]


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
    assert set(topic) == set(answer) == {"constant", *DECIDING}
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
