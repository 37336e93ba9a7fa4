"""A simulated month of a busy server, on a real database, and what the log makes of it.

Run it as `python -m tests.simulation`; it needs the question sets of `../shared` and takes some minutes. It
fails unless the groups of questions agree with the known ones (adjusted Rand index, Hubert and Arabie 1985,
.8 or more), the rumour is told once though two processes watch for it, and every command answers within
300 ms, the median of its runs: what else the machine does is not the command's. `--questions` draws another
number; the month is the same one for one `--seed`.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.simulation.figures import Figures, format_figures
from tests.simulation.month import SHARED, draw_month
from tests.simulation.run import run_month

LEAST_ARI = 0.8
MOST_MS = 300.0


def main() -> None:
    """Run the month, print what was measured, and fail where it is not good enough."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=20_000, help="how many questions (20,000)")
    parser.add_argument("--people", type=int, default=2_000, help="how many people ask them (2,000)")
    parser.add_argument("--seed", type=int, default=5, help="which month (5)")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit("the question sets (../shared) are not here")
    started = time.perf_counter()
    month = draw_month(arguments.seed, questions=arguments.questions, people=arguments.people)
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(run_month(Path(folder), month))
    sys.stdout.write(format_figures(figures, time.perf_counter() - started))
    if faults := list(_find_faults(figures)):
        sys.exit("; ".join(faults))


def _find_faults(figures: Figures) -> list[str]:
    faults = []
    if figures.rand_index < LEAST_ARI:
        faults.append(f"the adjusted Rand index is {figures.rand_index:.3f}; {LEAST_ARI} is the least")
    if len(figures.alerts) != 1:
        faults.append(f"{len(figures.alerts)} alerts; there is one rumour")
    faults += [
        f"{name} took {taken.median:.0f} ms; {MOST_MS:.0f} is the most"
        for name, taken in figures.times.items()
        if taken.median > MOST_MS
    ]
    return faults


if __name__ == "__main__":
    main()
