"""The ablation: what the questions get with one component after the other, from plain BM25 to all of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from bot.answering.decision import DECIDING, STANDING
from bot.answering.doubts import DOUBTS
from bot.answering.features import FEATURES
from tests.fitting.baseline import rank_by_bm25
from tests.fitting.figures import Reached, reach
from tests.fitting.models import Standing
from tests.fitting.samples import SETS, Best, Sample, Source
from tests.fitting.validation import (
    Floats,
    Folds,
    cross_validate_order,
    cross_validate_score,
    match_silence,
)

# The measures in the order in which the ablation adds them; `check_groups` says so if one is forgotten.
GROUPS: Mapping[str, Sequence[str]] = {
    "BM25 of quote and passage": ("quote", "passage", "long"),
    "coverage, heading and title": ("own", "exact", "heading", "title", "missing", "names", "numbers"),
    "neighbouring sentences": ("lead", "two", "before", "after", "opening", "whole"),
    "order of words": ("run", "pairs", "start", "last"),
    "kind of answer": ("lacks", "near", "beside", "adds", "asks", "defines"),
}
BASELINE = "BM25 of the sentence"
AS_SHIPPED = "(as shipped)"

Row = tuple[str, Reached]


class UngroupedError(Exception):
    """The groups of the ablation and the measures that the bot makes are not the same."""


@dataclass(frozen=True, slots=True, eq=False)
class Shipped:
    """All of it, cross-validated: what every row of the ablation is compared with."""

    samples: Sequence[Sample]
    folds: Folds
    standings: Sequence[Standing]
    reached: Reached

    def compare(self, best: Sequence[Best], scores: Floats, *, apart: bool = False) -> Reached:
        """Return what the questions get by other scores, with as many answerable ones left unanswered.

        The threshold is the same for all sets, or each set has its own if they are taken `apart`.
        """
        whole = self.reached
        sets = [whole.source == name for name in SETS] if apart else [np.ones_like(whole.given)]
        given = np.zeros_like(whole.given)
        for own in sets:
            given[own] = match_silence(scores[own], whole.answerable[own], self.folds[own], whole.given[own])
        return reach(self.samples, best, scores, given)


def check_groups(groups: Mapping[str, Iterable[str]] = GROUPS) -> None:
    """Make sure that each measure of a quote is in one group, and that the decision is made from known parts.

    Raises:
        UngroupedError: naming the measures, and where to say what they belong to.
    """
    grouped = Counter(chain.from_iterable(groups.values()))
    known = {*FEATURES, *STANDING, *DOUBTS}
    faults = {
        "in no group": FEATURES.keys() - grouped.keys(),
        "grouped, but not in bot/answering/features.py": grouped.keys() - FEATURES.keys(),
        "grouped twice": {name for name, count in grouped.items() if count > 1},
        "decided from, but neither measured of a quote nor its standing nor a doubt": set(DECIDING) - known,
    }
    found = [f"{', '.join(sorted(names))}: {fault}" for fault, names in faults.items() if names]
    if found:
        msg = f"the groups of tests/fitting/ablation.py do not fit the measures; {'; '.join(found)}"
        raise UngroupedError(msg)


def add_measures(shipped: Shipped, sources: Sequence[Source]) -> Iterator[Row]:
    """Yield what plain BM25 reaches, and then each group of measures added to those before it.

    With the measures there are, the order and both models of the decision are fitted anew. Plain BM25 decides
    by its own score.
    """
    plain = list(rank_by_bm25(sources, shipped.samples))
    scores = np.array([best.score for best in plain])
    yield BASELINE, shipped.compare(plain, scores)
    yield f"{BASELINE}, a threshold for each set", shipped.compare(plain, scores, apart=True)
    names: list[str] = []
    for label, group in list(GROUPS.items())[:-1]:
        names += group
        standings = cross_validate_order(shipped.samples, shipped.folds, names)
        scores = cross_validate_score(standings, shipped.folds, (*names, *STANDING, *DOUBTS))
        yield f"+ {label}", shipped.compare(standings, scores)
    yield f"+ {list(GROUPS)[-1]} {AS_SHIPPED}", shipped.reached


def add_decision(shipped: Shipped) -> Iterator[Row]:
    """Yield what a threshold on the order's own score reaches, and then each part of the decision added.

    The order is the one that is shipped; the models are fitted anew on the measures there are.
    """
    standings, folds = shipped.standings, shipped.folds

    def decide(names: Sequence[str], *, topic: bool = True, answer: bool = True) -> Reached:
        scores = cross_validate_score(standings, folds, names, topic=topic, answer=answer, hold_back=False)
        return shipped.compare(standings, scores)

    quote = tuple(FEATURES)
    yield "score of the order", shipped.compare(standings, np.array([s.score for s in standings]))
    yield "topic model", decide(quote, answer=False)
    yield "answer model", decide(quote, topic=False)
    yield "both models", decide(quote)
    yield "+ how the quote stands among the others", decide((*quote, *STANDING))
    yield "+ doubts", decide(DECIDING)
    yield f"+ least coverage {AS_SHIPPED}", shipped.reached
