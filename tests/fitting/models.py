"""The two models: which candidate comes first, and whether it is given. Both are linear."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from bot.answering.decision import COVERAGE_PENALTY, DECIDING, LEAST_COVERAGE, measure_decision, probability
from bot.answering.doubts import DOUBTS, find_doubts
from bot.answering.evaluation import is_right
from bot.answering.evidence import Evidence, rank
from bot.answering.features import FEATURES
from tests.fitting.samples import Best, Sample

if TYPE_CHECKING:
    from bot.domain import Span

Floats = NDArray[np.float64]

# What must not speak for a candidate, and what may speak either way; the rest must not speak against one.
AGAINST = {"names", "numbers", "missing", "lacks", "asks"}
EITHER = {"long", "two", "last"}
# The sets that hold questions on the topic which their articles do not answer.
NEAR_MISSES = {"story", "squad2-dev-half"}
# What a question off the topic weighs against one on it: people ask the bot about its story.
_OFF_TOPIC_SHARE = 1 / 2
_L2 = 1.0
_C = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Standing(Best):
    """How a question stands with its candidates in an order: what the decision is made from.

    `values` are the measures of the decision in the order of `DECIDING`; `coverage` is how much of the
    question the best quote covers.
    """

    sample: Sample
    values: Floats
    coverage: float


def fit_order(samples: Sequence[Sample], names: Sequence[str] = tuple(FEATURES)) -> dict[str, float]:
    """Return the weights under which right candidates come first: a conditional logit with signs.

    Of each question that has a right candidate, the probability that a right one is chosen is maximised,
    where the choice is by the softmax of the scores (McFadden 1974). Each set of questions weighs by the
    square root of its size. Weights are shrunk by L2 on standardised measures and may not have the wrong
    sign.
    """
    usable = [s for s in samples if s.right.any() and len(s.right) > 1]
    columns = [list(FEATURES).index(name) for name in names]
    values = np.vstack([s.values[:, columns] for s in usable])
    right = np.concatenate([s.right for s in usable])
    lengths = np.array([len(s.right) for s in usable])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    of = np.repeat(np.arange(len(usable)), lengths)
    sizes = Counter(s.source for s in usable)
    weights = np.array([sizes[s.source] ** -0.5 for s in usable])
    weights *= len(weights) / weights.sum()
    spread = values.std(axis=0) + 1e-9
    scaled = (values - values.mean(axis=0)) / spread

    def loss(beta: Floats) -> tuple[float, Floats]:
        scores = scaled @ beta
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        total, good = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts) + 1e-300
        gradient = scaled.T @ ((odds * right / good[of] - odds / total[of]) * weights[of])
        value = (weights * (np.log(good) - np.log(total))).sum()
        return -value + _L2 * (beta @ beta), -gradient + 2 * _L2 * beta

    bounds = [
        (None, 0) if name in AGAINST else (None, None) if name in EITHER else (0, None) for name in names
    ]
    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=bounds)
    return dict(zip(names, (found.x / spread).tolist(), strict=True))


def stand(sample: Sample, order: dict[str, float]) -> Standing:
    """Return how a question stands when its candidates are ordered by these weights."""
    if sample.measured is None:
        return Standing(None, -np.inf, 0, 0, sample, np.zeros(len(DECIDING)), 0.0)
    evidence = rank(sample.query, sample.found, sample.measured, order)
    measures = measure_decision(sample.query, evidence, find_doubts(sample.query, evidence[0].text))
    scores = sample.values @ np.array([order.get(name, 0.0) for name in FEATURES])
    best = np.argsort(-scores, kind="stable")
    return Standing(
        _rank_right(sample, evidence),
        float(scores[best[0]]),
        int(sample.sentences[best[0]]),
        len(evidence[0].span),
        sample,
        np.array([measures[name] for name in DECIDING]),
        evidence[0].coverage,
    )


def _rank_right(sample: Sample, evidence: Sequence[Evidence]) -> int | None:
    """Return the place of the first right quote, from 1, among those that overlap no better one."""
    kept: list[tuple[str, Span]] = []
    for item in evidence:
        article_id = item.candidate.revision.article.id
        if not any(article_id == other and item.span.overlaps(span) for other, span in kept):
            kept.append((article_id, item.span))
            if sample.answerable and is_right(sample.known, article_id, item.text):
                return len(kept)
    return None


def fit_topic(standings: Sequence[Standing], names: Sequence[str] = DECIDING) -> dict[str, float]:
    """Return the weights that tell a question on the topic of its articles from one of another set.

    A logistic regression, shrunk by L2, on the measures that are no doubts: those are about the answer. The
    questions of each set weigh by the square root of their number, and those off its topic less
    (`_OFF_TOPIC_SHARE`).
    """
    measures = [name for name in names if name not in DOUBTS]
    usable = [s for s in standings if s.sample.measured is not None]
    sizes = Counter((s.sample.source, s.sample.off_topic) for s in usable)
    weights = np.array([sizes[s.sample.source, s.sample.off_topic] ** -0.5 for s in usable])
    off_topic = np.array([s.sample.off_topic for s in usable])
    weights[off_topic] *= _OFF_TOPIC_SHARE
    return _fit_logistic(usable, [~off_topic], weights, measures)


def fit_answer(standings: Sequence[Standing], names: Sequence[str] = DECIDING) -> dict[str, float]:
    """Return the weights that tell a question on the topic that is answered from one that is not.

    A logistic regression, shrunk by L2, on the sets that hold both. Each question counts twice, once for
    whether the articles answer it and once for whether the best quote is right: what is given should be
    right, but a question that the articles answer is not one to be silent on.
    """
    usable = [
        s
        for s in standings
        if s.sample.measured is not None and not s.sample.off_topic and s.sample.source in NEAR_MISSES
    ]
    answerable = np.array([s.sample.answerable for s in usable])
    right = np.array([s.rank == 1 for s in usable])
    return _fit_logistic(usable, [answerable, right], np.ones(len(usable)), names)


def score(
    standings: Sequence[Standing],
    topic: Mapping[str, float] | None,
    answer: Mapping[str, float] | None,
    *,
    hold_back: bool = True,
) -> Floats:
    """Return the score of each question as `decide` makes it, from 0 to 1; 0 where nothing was found.

    A model that is None is left out. Without `hold_back` it does not matter that a quote covers too little of
    the question; it never does without the model of the topic.
    """
    return np.array([_score(s, topic, answer, hold_back=hold_back) for s in standings])


def _score(
    standing: Standing,
    topic: Mapping[str, float] | None,
    answer: Mapping[str, float] | None,
    *,
    hold_back: bool,
) -> float:
    if standing.sample.measured is None:
        return 0.0
    lacking = max(LEAST_COVERAGE - standing.coverage, 0.0) if hold_back else 0.0
    on_topic = 1.0 if topic is None else probability([*_weigh(standing, topic), -COVERAGE_PENALTY * lacking])
    return on_topic * (1.0 if answer is None else probability(_weigh(standing, answer)))


def _weigh(standing: Standing, weights: Mapping[str, float]) -> list[float]:
    parts = zip(DECIDING, standing.values.tolist(), strict=True)
    return [weights["constant"], *(value * weights.get(name, 0.0) for name, value in parts)]


def _fit_logistic(
    standings: Sequence[Standing], targets: Sequence[NDArray[np.bool_]], weights: Floats, names: Sequence[str]
) -> dict[str, float]:
    values = np.vstack([s.values for s in standings])[:, [DECIDING.index(name) for name in names]]
    scaler = StandardScaler().fit(values)
    scaled = scaler.transform(values)
    model = LogisticRegression(C=_C, max_iter=2000).fit(
        np.vstack([scaled for _ in targets]),
        np.concatenate(targets),
        sample_weight=np.concatenate([weights / weights.mean() for _ in targets]),
    )
    beta = model.coef_[0] / scaler.scale_
    constant = float(model.intercept_[0] - beta @ scaler.mean_)
    return {"constant": constant, **dict(zip(names, beta.tolist(), strict=True))}
