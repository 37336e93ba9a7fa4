"""Cross-validation by question: nothing is measured on a question that anything was fitted on."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.answering.decision import DECIDING
from bot.answering.features import FEATURES
from tests.fitting.models import Standing, fit_answer, fit_order, fit_topic, score, stand
from tests.fitting.samples import Sample

FOLDS = 5

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Folds = NDArray[np.int_]


def fold_of(samples: Sequence[Sample]) -> Folds:
    """Return the fold of each sample: all samples of one question are in the same."""
    draw = np.random.default_rng(7)
    folds: dict[str, int] = {}
    return np.array([folds.setdefault(s.known.question, int(draw.integers(FOLDS))) for s in samples])


def cross_validate_order(
    samples: Sequence[Sample], folds: Folds, names: Sequence[str] = tuple(FEATURES)
) -> list[Standing]:
    """Return how each question stands in an order that was fitted on the questions of other folds."""
    ordered: dict[int, Standing] = {}
    for fold in range(FOLDS):
        order = fit_order([s for s, f in zip(samples, folds, strict=True) if f != fold], names)
        ordered |= {i: stand(samples[i], order) for i in np.flatnonzero(folds == fold).tolist()}
    return [ordered[i] for i in range(len(samples))]


def cross_validate_score(
    standings: Sequence[Standing],
    folds: Folds,
    names: Sequence[str] = DECIDING,
    *,
    topic: bool = True,
    answer: bool = True,
    hold_back: bool = True,
) -> Floats:
    """Return the score of each question by models that were fitted on the questions of other folds.

    They are fitted on the measures of these names. Either model, and the rule that holds back a quote which
    covers too little, can be left out.
    """
    scores = np.zeros(len(standings))
    for fold in range(FOLDS):
        others = [s for s, f in zip(standings, folds, strict=True) if f != fold]
        mine = np.flatnonzero(folds == fold)
        scores[mine] = score(
            [standings[i] for i in mine.tolist()],
            fit_topic(others, names) if topic else None,
            fit_answer(others, names) if answer else None,
            hold_back=hold_back,
        )
    return scores


def match_silence(scores: Floats, answerable: Flags, folds: Folds, given: Flags) -> Flags:
    """Return which questions are given an answer by these scores, with as much silence as there was before.

    The threshold is the one at which, of the answerable questions of the other folds, as many stay unanswered
    as do by `given`.
    """
    matched = np.zeros(len(scores), dtype=bool)
    for fold in range(FOLDS):
        mine, others = folds == fold, answerable & (folds != fold)
        ranked = np.append(np.sort(scores[others]), np.inf)
        matched[mine] = scores[mine] >= ranked[(~given[others]).sum()]
    return matched
