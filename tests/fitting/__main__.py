"""Fits the weights on the questions of `../shared`, writes them, and reports what they reach.

Run it as `python -m tests.fitting`: it writes bot/answering/weights.toml, tests/fitting/RESULTS.md and the
curve of the threshold beside it, in about eight minutes. With `--dry-run` it only prints what was reached.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from bot.answering.config import AnsweringConfig
from tests.fitting.ablation import Shipped, UngroupedError, add_decision, add_measures, check_groups
from tests.fitting.figures import left_unanswered, reach
from tests.fitting.models import fit_answer, fit_order, fit_topic, stand
from tests.fitting.reporting import draw_curve, format_ablation, format_results, write_weights
from tests.fitting.samples import SHARED, load_sources, make_samples
from tests.fitting.tries import leave_out
from tests.fitting.validation import cross_validate_order, cross_validate_score, fold_of

HERE = Path(__file__).parent


def main() -> None:
    """Fit, report, and write unless told not to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="print the figures, write nothing")
    dry = parser.parse_args().dry_run
    if not SHARED.is_dir():
        sys.exit("../shared is not here: there is nothing to fit on")
    try:
        check_groups()
    except UngroupedError as error:
        sys.exit(str(error))
    with tempfile.TemporaryDirectory() as folder:
        sources = asyncio.run(load_sources(Path(folder)))
    threshold = AnsweringConfig().answer_threshold
    samples = list(make_samples(sources))
    folds = fold_of(samples)
    standings = cross_validate_order(samples, folds)
    scores = cross_validate_score(standings, folds)
    reached = reach(samples, standings, scores, scores >= threshold)
    results = format_results(reached, threshold)
    sys.stdout.write(f"{results}\n")
    if dry:
        return
    order = fit_order(samples)
    fitted = [stand(sample, order) for sample in samples]
    write_weights(order, fit_topic(fitted), fit_answer(fitted))
    draw_curve(reached, HERE / "threshold.png")
    shipped = Shipped(samples, folds, standings, reached)
    blocks = {
        "The measures": add_measures(shipped, sources),
        "The decision": add_decision(shipped),
        "The analysis": leave_out(shipped),
    }
    ablation = format_ablation(blocks, left_unanswered(reached) or 0.0)
    (HERE / "RESULTS.md").write_text(f"{results}\n{ablation}", encoding="utf-8")


if __name__ == "__main__":
    main()
