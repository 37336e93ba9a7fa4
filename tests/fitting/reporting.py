"""What a fit reached, as tables and as a curve, and the file of weights."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from tests.fitting.ablation import Row
from tests.fitting.figures import (
    FIGURES,
    Figure,
    Reached,
    left_unanswered,
    mean_characters,
    mean_sentences,
    right_outcome,
    wrong_among_given,
)
from tests.fitting.samples import SETS

_DRAWS = 1000
_NOTHING = "–"
_ABLATION = """\
## What each component adds

The same figures with one component after the other, a table for each set. Whatever has weights is fitted anew
for every row, cross-validated in the same folds. So that the rows compare, each has a threshold of its own,
the same for all sets: the one at which as many of all the answerable questions stay unanswered as in what is
shipped, {silent:.1%}. It is chosen on the questions of the other folds. The threshold with the most right
outcomes would not compare them: where half of the questions cannot be answered, a weak score does best by
keeping silent. “–” stands where a set has no question of the kind; “sentences” is the mean length of the
first quote. Intervals are about as wide as those above.

- **The measures:** at first BM25 over all sentences, the best one quoted alone, and given where its score is
  high enough; as such scores are higher where there are more articles, it stands there a second time with a
  threshold for each set, which leaves as many of the set's own unanswered as what is shipped. Then each group
  of measures is added to those above it, for the order and for both models of the decision; the doubts, how
  the quote stands among the others and the least coverage belong to each of these rows.
- **The decision:** all measures make the order. What decides is at first the best quote's score in the order,
  then the topic model alone, on the measures of the quote, the answer model alone, and both; to these the
  rest is added.
- **The analysis:** as shipped, but without one part.
"""
_WEIGHTS = Path(__file__).parents[2] / "bot" / "answering" / "weights.toml"


def write_weights(order: dict[str, float], topic: dict[str, float], answer: dict[str, float]) -> None:
    """Write the file of weights."""
    head = (
        "# Written by `python -m tests.fitting`: see tests/fitting/README.md. Each name is explained in\n"
        "# bot/answering/features.py, decision.py and doubts.py.\n"
    )
    lines = [head, "[order]", *_weights(order), "", "[topic]", *_weights(topic), "", "[answer]"]
    _WEIGHTS.write_text("\n".join([*lines, *_weights(answer)]) + "\n", encoding="utf-8")


def _weights(weights: dict[str, float]) -> list[str]:
    kept = {name: weight for name, weight in weights.items() if abs(weight) >= 0.0005}
    return [
        f'"{name}" = {weight:.3f}' if " " in name else f"{name} = {weight:.3f}"
        for name, weight in kept.items()
    ]


def format_results(reached: Reached, threshold: float) -> str:
    """Return the table of what was reached on each set, with 95 % bootstrap intervals."""
    rows = [
        [
            name,
            str(own.on_topic.sum()),
            *(_with_interval(figure, own) for figure in FIGURES.values()),
            _length(own),
        ]
        for name in SETS
        for own in [reached.of_set(name)]
    ]
    lines = [
        "# What the weights reach",
        "",
        "Cross-validated by question in five folds, one set of weights for all; in brackets 95 % intervals",
        f"by 1,000 bootstrap samples of the questions. Threshold {threshold:g}.",
        "",
        *_table(["set", "questions", *FIGURES, "first quote"], rows),
    ]
    return "\n".join(lines) + "\n"


def format_ablation(blocks: Mapping[str, Iterable[Row]], silent: float) -> str:
    """Return a table for each set: under the title of each block its rows, a column for each figure.

    `silent` is the share of answerable questions that every row leaves unanswered.
    """
    kept = {title: list(rows) for title, rows in blocks.items()}
    lines = [_ABLATION.format(silent=silent)]
    for name in SETS:
        rows = []
        for title, block in kept.items():
            rows.append([f"**{title}**", *[""] * (len(FIGURES) + 1)])
            rows += [[label, *_cells(reached.of_set(name))] for label, reached in block]
        lines += [f"### {name}", "", *_table(["component", *FIGURES, "sentences"], rows), ""]
    return "\n".join(lines)


def _cells(own: Reached) -> list[str]:
    sentences = mean_sentences(own)
    return [
        *(_NOTHING if value is None else f"{value:.3f}" for value in (f(own) for f in FIGURES.values())),
        _NOTHING if sentences is None else f"{sentences:.2f}",
    ]


def _length(own: Reached) -> str:
    return f"{mean_sentences(own) or 0:.2f} sentences, {mean_characters(own) or 0:.0f} characters"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]


def draw_curve(reached: Reached, path: Path) -> None:
    """Draw, over the threshold, the right outcomes, the wrong among given and the answerable unanswered."""
    from matplotlib import pyplot as plt  # noqa: PLC0415 - only this picture needs it

    thresholds = np.linspace(0.02, 0.9, 89)
    shown: dict[str, Figure] = {
        "right outcome": right_outcome,
        "wrong among given": wrong_among_given,
        "answerable, unanswered": left_unanswered,
    }
    grid, axes = plt.subplots(2, 2, figsize=(10, 7), sharex=True, sharey=True)
    for axis, name in zip(axes.flat, SETS, strict=True):
        own = reached.of_set(name)
        curve = [replace(own, given=own.score >= threshold) for threshold in thresholds]
        for label, figure in shown.items():
            axis.plot(thresholds, [figure(point) or 0.0 for point in curve], label=label)
        axis.set_title(name)
        axis.grid(alpha=0.3)
    axes[0, 0].legend()
    for axis in axes[1]:
        axis.set_xlabel("answer threshold")
    grid.tight_layout()
    grid.savefig(path, dpi=80)


def _with_interval(figure: Figure, own: Reached) -> str:
    """Return a figure with its interval; questions on the topic and off it are drawn apart."""
    value = figure(own)
    if value is None:
        return _NOTHING
    draw = np.random.default_rng(11)
    parts = [np.flatnonzero(own.on_topic), np.flatnonzero(own.off_topic)]
    draws = []
    for _ in range(_DRAWS):
        drawn = figure(
            own.pick(np.concatenate([draw.choice(part, len(part)) for part in parts if len(part)]))
        )
        draws.append(value if drawn is None else drawn)
    low, high = np.quantile(draws, (0.025, 0.975))
    return f"{value:.3f} ({low:.3f}–{high:.3f})"
