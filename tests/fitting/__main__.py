"""Fits the weights on the questions of `../shared`, writes them, and reports what they reach.

Run it as `python -m tests.fitting`: it writes bot/answering/weights.toml, tests/fitting/RESULTS.md and the
curve of the threshold beside it, in about eight minutes. With `--dry-run` it only prints what was reached.
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
from tests.fitting.models import Standing, fit_answer, fit_order, fit_topic, stand
from tests.fitting.reporting import draw_curve, format_baseline, format_results, format_rows, write_weights
from tests.fitting.samples import SETS, SHARED, Sample, load_sources, make_samples
from tests.fitting.tries import measure_tries, rank_by_bm25
from tests.fitting.validation import cross_validate, cross_validate_order, fold_of

# The measures in the order in which the table of components adds them.
COMPONENTS = {
    "BM25 of quote and passage": ("quote", "passage", "long"),
    "coverage, heading and title": ("own", "exact", "heading", "title", "missing", "names", "numbers"),
    "neighbouring sentences": ("lead", "two", "before", "after", "opening", "whole"),
    "order of words": ("run", "pairs", "start", "last"),
    "kind of answer": ("lacks", "near", "beside", "adds", "asks"),
}
HERE = Path(__file__).parent
_COMPONENTS_HEAD = """\
## What each group of measures adds

Right first / in three. The baseline is BM25 over all sentences, the best one quoted alone. Each row after it
has the groups above it as well, fitted anew; cross-validated likewise.
"""
_HEAD = f"\n| left out | {' | '.join(SETS)} |\n|---|{'---|' * len(SETS)}"
_TRIES_HEAD = """
## What single parts of the analysis are worth

The same with one part left out, everything else fitted anew.
"""


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
    results = format_results(standings, scores, AnsweringConfig().answer_threshold)
    sys.stdout.write(f"{results}\n")
    if dry:
        return
    order = fit_order(samples)
    fitted = [stand(sample, order) for sample in samples]
    write_weights(order, fit_topic(fitted), fit_answer(fitted))
    draw_curve(standings, scores, HERE / "threshold.png")
    tables = [
        results,
        _COMPONENTS_HEAD,
        format_baseline([(source, rank_by_bm25(source)) for source in sources]),
        format_rows(measure_components(samples, folds, standings)),
        _TRIES_HEAD + _HEAD,
        format_rows(measure_tries()),
    ]
    (HERE / "RESULTS.md").write_text("\n".join(tables), encoding="utf-8")


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
