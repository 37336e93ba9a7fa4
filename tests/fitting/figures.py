"""What the questions got, and the figures that tell how good it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from bot.answering.evaluation import area_under_roc
from tests.fitting.samples import Best, Sample

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.int_]

_THREE = 3


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """What each question got; entry `i` of every array belongs to question `i`.

    `rank` is the place of the first right quote, from 1, and 0 if there is none. `score` is what the decision
    is made from, on any scale, and `given` the decision. `sentences` and `characters` are the length of the
    best quote, 0 if there is none.
    """

    source: NDArray[np.str_]
    answerable: Flags
    off_topic: Flags
    rank: Whole
    sentences: Whole
    characters: Whole
    score: Floats
    given: Flags

    def pick(self, places: Whole | Flags) -> "Reached":
        """Return what the questions at these places got."""
        return Reached(*(getattr(self, field.name)[places] for field in fields(self)))

    def of_set(self, name: str) -> "Reached":
        """Return what the questions that were asked of one set's articles got."""
        return self.pick(self.source == name)

    @property
    def on_topic(self) -> Flags:
        """Tell which questions were asked of the articles that they were written for."""
        return ~self.off_topic


def reach(samples: Sequence[Sample], best: Sequence[Best], scores: Floats, given: Flags) -> Reached:
    """Return what the questions got, whose best candidates, scores and decisions these are."""
    return Reached(
        np.array([s.source for s in samples]),
        np.array([s.answerable for s in samples], dtype=bool),
        np.array([s.off_topic for s in samples], dtype=bool),
        np.array([b.rank or 0 for b in best], dtype=int),
        np.array([b.sentences for b in best], dtype=int),
        np.array([b.characters for b in best], dtype=int),
        scores,
        given,
    )


def right_first(r: Reached) -> float | None:
    """Return the share of answerable questions whose best quote is right."""
    return _mean((r.rank == 1)[r.answerable])


def right_in_three(r: Reached) -> float | None:
    """Return the share of answerable questions with a right quote among the best three candidates."""
    return _mean(((r.rank > 0) & (r.rank <= _THREE))[r.answerable])


def auroc(r: Reached) -> float | None:
    """Return how well the score tells what is answerable from what is not, of the questions on the topic."""
    return area_under_roc(r.score[r.answerable].tolist(), r.score[r.on_topic & ~r.answerable].tolist())


def auroc_off_topic(r: Reached) -> float | None:
    """Return how well the score tells what is answerable from the questions of other sets."""
    return area_under_roc(r.score[r.answerable].tolist(), r.score[r.off_topic].tolist())


def right_outcome(r: Reached) -> float | None:
    """Return the share of questions on the topic with a right quote given, or rightly none."""
    return _mean(np.where(r.given, r.rank == 1, ~r.answerable)[r.on_topic])


def wrong_among_given(r: Reached) -> float | None:
    """Return the share of the answers given, to questions on the topic, that are not right."""
    return _mean((r.rank != 1)[r.on_topic & r.given])


def left_unanswered(r: Reached) -> float | None:
    """Return the share of answerable questions that were not answered."""
    return _mean(~r.given[r.answerable])


def mean_sentences(r: Reached) -> float | None:
    """Return the mean length in sentences of the best quote, of the questions on the topic."""
    return _mean(r.sentences[r.on_topic & (r.sentences > 0)])


def mean_characters(r: Reached) -> float | None:
    """Return the mean length in characters of the best quote, of the questions on the topic."""
    return _mean(r.characters[r.on_topic & (r.characters > 0)])


Figure = Callable[[Reached], float | None]
FIGURES: Mapping[str, Figure] = {
    "right first": right_first,
    "in three": right_in_three,
    "AUROC": auroc,
    "AUROC off topic": auroc_off_topic,
    "right outcome": right_outcome,
    "wrong among given": wrong_among_given,
    "answerable, unanswered": left_unanswered,
}
"""The figures of a table, by the head of their column. Each is None where there is nothing to count."""


def _mean(values: Flags | Whole) -> float | None:
    return float(values.mean()) if len(values) else None
