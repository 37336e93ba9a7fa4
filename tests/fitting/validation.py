"""Cross-validation by question: nothing is measured on a question that weights were fitted on."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.answering.features import FEATURES
from tests.fitting.models import Standing, fit_answer, fit_order, fit_topic, score, stand
from tests.fitting.samples import Sample

FOLDS = 5


def fold_of(samples: Sequence[Sample]) -> NDArray[np.int_]:
    """Return the fold of each sample: all samples of one question are in the same."""
    draw = np.random.default_rng(7)
    folds: dict[str, int] = {}
    return np.array([folds.setdefault(s.known.question, int(draw.integers(FOLDS))) for s in samples])


def cross_validate_order(
    samples: Sequence[Sample], folds: NDArray[np.int_], names: Sequence[str] = tuple(FEATURES)
) -> list[Standing]:
    """Return how each question stands in an order that was fitted on the questions of other folds."""
    ordered: dict[int, Standing] = {}
    for fold in range(FOLDS):
        order = fit_order([s for s, f in zip(samples, folds, strict=True) if f != fold], names)
        ordered |= {i: stand(samples[i], order) for i in np.flatnonzero(folds == fold).tolist()}
    return [ordered[i] for i in range(len(samples))]


def cross_validate(
    samples: Sequence[Sample], folds: NDArray[np.int_]
) -> tuple[list[Standing], NDArray[np.float64]]:
    """Return how each question stands, and its score, by weights fitted on the questions of other folds."""
    standings = cross_validate_order(samples, folds)
    scores = np.zeros(len(samples))
    for fold in range(FOLDS):
        others = [s for s, f in zip(standings, folds, strict=True) if f != fold]
        mine = np.flatnonzero(folds == fold)
        chosen = [standings[i] for i in mine.tolist()]
        scores[mine] = score(chosen, fit_topic(others), fit_answer(others))
    return standings, scores
