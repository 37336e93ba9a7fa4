"""Fits the weights on the questions of `../shared`, writes them, and reports what they reach.

Run it as `python -m tests.fitting`: it writes bot/answering/weights.toml, tests/fitting/RESULTS.md and the
curve of the threshold beside it. With `--dry-run` it only prints the figures.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.answering.config import AnsweringConfig
from bot.answering.features import FEATURES
from tests.fitting.models import (
    FOLDS,
    Standing,
    fit_answer,
    fit_order,
    fit_topic,
    fold_of,
    score,
    stand,
)
from tests.fitting.reporting import draw_curve, format_components, format_results, write_weights
from tests.fitting.samples import SHARED, Sample, load_sources, make_samples

# The measures in the order in which the table of components adds them.
COMPONENTS = {
    "BM25 of quote and passage": ("quote", "passage", "long"),
    "coverage, heading and title": ("own", "exact", "heading", "title", "missing", "names", "numbers"),
    "neighbouring sentences": ("lead", "two", "before", "after", "opening", "whole"),
    "order of words": ("run", "pairs", "start", "last"),
    "kind of answer": ("lacks", "near", "beside", "adds", "asks"),
}
HERE = Path(__file__).parent


def main() -> None:
    """Fit, report, and write unless told not to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="print the figures, write nothing")
    dry = parser.parse_args().dry_run
    if not SHARED.is_dir():
        sys.exit("../shared is not here: there is nothing to fit on")
    with tempfile.TemporaryDirectory() as folder:
        sources = asyncio.run(load_sources(Path(folder)))
    samples = list(make_samples(sources))
    folds = fold_of(samples)
    standings, scores = cross_validate(samples, folds)
    components = format_components(measure_components(samples, folds, standings))
    results = format_results(standings, scores, AnsweringConfig().answer_threshold)
    sys.stdout.write(f"{results}\n{components}\n")
    if not dry:
        order = fit_order(samples)
        fitted = [stand(sample, order) for sample in samples]
        write_weights(order, fit_topic(fitted), fit_answer(fitted))
        (HERE / "RESULTS.md").write_text(f"{results}\n{components}", encoding="utf-8")
        draw_curve(standings, scores, HERE / "threshold.png")


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


def measure_components(
    samples: Sequence[Sample], folds: NDArray[np.int_], full: list[Standing]
) -> list[tuple[str, list[Standing]]]:
    """Return how the questions stand with one group of measures after the other added."""
    rows = []
    names: list[str] = []
    on_topic = [s for s in samples if not s.off_topic]
    mine = np.array([f for s, f in zip(samples, folds, strict=True) if not s.off_topic])
    for label, group in list(COMPONENTS.items())[:-1]:
        names += group
        rows.append((label, cross_validate_order(on_topic, mine, names)))
    rows.append((list(COMPONENTS)[-1], [s for s in full if not s.sample.off_topic]))
    return rows


if __name__ == "__main__":
    main()
