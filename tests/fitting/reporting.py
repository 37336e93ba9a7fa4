"""What a fit reached, as tables and as a curve, and the file of weights."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.answering.evaluation import area_under_roc
from tests.fitting.models import Standing
from tests.fitting.samples import SETS, Source

Floats = NDArray[np.float64]
Figure = Callable[[Sequence[Standing], Floats], float | None]

_DRAWS = 1000
_THREE = 3
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


def right_first(standings: Sequence[Standing], scores: Floats) -> float | None:
    """Return the share of answerable questions whose best quote is right."""
    del scores
    return _share([s.rank == 1 for s in standings if s.sample.answerable])


def right_in_three(standings: Sequence[Standing], scores: Floats) -> float | None:
    """Return the share of answerable questions with a right quote among the best three candidates."""
    del scores
    return _share([s.rank is not None and s.rank <= _THREE for s in standings if s.sample.answerable])


def auroc(standings: Sequence[Standing], scores: Floats) -> float | None:
    """Return how well the score tells what is answerable from what is not."""
    answerable = np.array([s.sample.answerable for s in standings])
    return area_under_roc(scores[answerable].tolist(), scores[~answerable].tolist())


def right_outcome(threshold: float) -> Figure:
    """Return what computes the share of questions with a right quote given, or rightly none."""

    def figure(standings: Sequence[Standing], scores: Floats) -> float | None:
        given = scores >= threshold
        return _share(
            [s.rank == 1 if g else not s.sample.answerable for s, g in zip(standings, given, strict=True)]
        )

    return figure


def wrong_among_given(threshold: float) -> Figure:
    """Return what computes the share of given answers that are not right."""
    return lambda standings, scores: _share(
        [s.rank != 1 for s, v in zip(standings, scores, strict=True) if v >= threshold]
    )


def left_unanswered(threshold: float) -> Figure:
    """Return what computes the share of answerable questions that get no answer."""
    return lambda standings, scores: _share(
        [v < threshold for s, v in zip(standings, scores, strict=True) if s.sample.answerable]
    )


def format_results(standings: Sequence[Standing], scores: Floats, threshold: float) -> str:
    """Return the table of what was reached on each set, with 95 % bootstrap intervals."""
    figures: dict[str, Figure] = {
        "right first": right_first,
        "in three": right_in_three,
        "AUROC": auroc,
        "right outcome": right_outcome(threshold),
        "wrong among given": wrong_among_given(threshold),
        "answerable, unanswered": left_unanswered(threshold),
    }
    lines = [
        "# What the weights reach",
        "",
        "Cross-validated by question in five folds, one set of weights for all; in brackets 95 % intervals",
        f"by 1,000 bootstrap samples of the questions. Threshold {threshold:g}.",
        "",
        f"| set | questions | {' | '.join(figures)} | AUROC off topic | first quote |",
        f"|---|---|{'---|' * len(figures)}---|---|",
    ]
    for name in SETS:
        own = [i for i, s in enumerate(standings) if s.sample.source == name and not s.sample.off_topic]
        off = [
            i
            for i, s in enumerate(standings)
            if s.sample.source == name and (s.sample.off_topic or s.sample.answerable)
        ]
        cells = [_with_interval(figure, standings, scores, own) for figure in figures.values()]
        off_topic = _with_interval(auroc, standings, scores, off)
        length = np.mean([standings[i].sentences for i in own if standings[i].sentences])
        chars = np.mean([standings[i].characters for i in own if standings[i].sentences])
        row = [name, str(len(own)), *cells, off_topic, f"{length:.2f} sentences, {chars:.0f} characters"]
        lines.append(f"| {' | '.join(row)} |")
    return "\n".join(lines) + "\n"


def format_baseline(ranked: Sequence[tuple[Source, list[int | None]]]) -> str:
    """Return the head of a table of orders, and the row of the baseline."""
    cells = []
    for source, ranks in ranked:
        asked = [r for r, question in zip(ranks, source.questions, strict=True) if question.answerable]
        cells.append(f"{_share([r == 1 for r in asked]):.3f} / {_share([r is not None for r in asked]):.3f}")
    head = [f"| measures | {' | '.join(SETS)} |", f"|---|{'---|' * len(SETS)}"]
    return "\n".join([*head, f"| BM25 of the sentence | {' | '.join(cells)} |"])


def format_rows(rows: Iterable[tuple[str, list[Standing]]]) -> str:
    """Return a row for each order: right first / in three on each set."""
    lines = []
    for label, standings in rows:
        cells = []
        for name in SETS:
            own = [s for s in standings if s.sample.source == name and not s.sample.off_topic]
            none = np.zeros(len(own))
            cells.append(f"{right_first(own, none):.3f} / {right_in_three(own, none):.3f}")
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return "\n".join(lines)


def draw_curve(standings: Sequence[Standing], scores: Floats, path: Path) -> None:
    """Draw, over the threshold, the right outcomes, the wrong among given and the answerable unanswered."""
    from matplotlib import pyplot as plt  # noqa: PLC0415 - only this picture needs it

    thresholds = np.linspace(0.02, 0.9, 89)
    shown = (("right outcome", right_outcome), ("wrong among given", wrong_among_given),
             ("answerable, unanswered", left_unanswered))  # fmt: skip
    grid, axes = plt.subplots(2, 2, figsize=(10, 7), sharex=True, sharey=True)
    for axis, name in zip(axes.flat, SETS, strict=True):
        own = [i for i, s in enumerate(standings) if s.sample.source == name and not s.sample.off_topic]
        mine, values = [standings[i] for i in own], scores[own]
        for label, figure in shown:
            axis.plot(thresholds, [figure(t)(mine, values) or 0.0 for t in thresholds], label=label)
        axis.set_title(name)
        axis.grid(alpha=0.3)
    axes[0, 0].legend()
    for axis in axes[1]:
        axis.set_xlabel("answer threshold")
    grid.tight_layout()
    grid.savefig(path, dpi=80)


def _with_interval(
    figure: Figure, standings: Sequence[Standing], scores: Floats, places: Sequence[int]
) -> str:
    chosen = [standings[i] for i in places]
    value = figure(chosen, scores[list(places)])
    if value is None:
        return "–"
    draw = np.random.default_rng(11)
    draws = []
    for _ in range(_DRAWS):
        picked = draw.integers(len(places), size=len(places))
        drawn = figure([chosen[i] for i in picked], scores[[places[i] for i in picked]])
        draws.append(value if drawn is None else drawn)
    low, high = np.quantile(draws, (0.025, 0.975))
    return f"{value:.3f} ({low:.3f}–{high:.3f})"


def _share(flags: Sequence[bool]) -> float | None:
    return sum(flags) / len(flags) if flags else None
