"""Evidence: the quotes that bear on a question, weighed, best first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from bot.answering.features import FEATURES, Measured, measure
from bot.answering.tables import Floats
from bot.answering.weights import load_weights
from bot.domain import AnalysedQuery, Candidate, Passage, Span
from bot.ports import Found, Retriever, SecondScorer
from bot.text.dependence import starts_with_pronoun

_PASSAGES = 20
# How many candidates are kept, and how many of them a second scorer looks at.
_KEPT = 40
_SCORED_TWICE = 10
# A quote is said to cover a phrase when it holds more than this share of its words.
_HELD = 0.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate with what it was measured to be, by the names of `FEATURES`.

    `coverage` is the share of the question that quote, heading and title cover. `sentence` is the number of
    its last sentence in its passage.
    """

    passage: Passage
    sentence: int
    candidate: Candidate
    measures: Mapping[str, float]
    coverage: float

    @property
    def span(self) -> Span:
        """Return where the quote stands in the body."""
        return self.candidate.span

    @property
    def text(self) -> str:
        """Return the quote."""
        return self.span.of(self.candidate.revision.article.body)


def weigh_evidence(
    retriever: Retriever,
    query: AnalysedQuery,
    *,
    most_chars: int,
    published_by: date | None = None,
    second: SecondScorer | None = None,
) -> tuple[Evidence, ...]:
    """Return the quotes that share a word with the query, best first.

    Their score is the sum of what was measured of them (`bot.answering.features`), each times its weight
    (`weights.toml`); higher is better, and only differences mean anything. A quote of two sentences has at
    most `most_chars` characters. A second scorer's word on the best ones is added to their score.
    """
    found = retriever.search(query, passages=_PASSAGES, published_by=published_by)
    measured = measure(query, found, most_chars=most_chars)
    if measured is None:
        return ()
    evidence = rank(query, found, measured, load_weights().order)
    if second is not None:
        evidence[:_SCORED_TWICE] = _score_again(second, query, evidence[:_SCORED_TWICE])
    return tuple(sorted(evidence, key=_order))


def rank(
    query: AnalysedQuery, found: Found, measured: Measured, order: Mapping[str, float]
) -> list[Evidence]:
    """Return the best candidates by the weights of `order`, best first."""
    weights = np.array([order.get(name, 0.0) for name in FEATURES])
    scores = measured.values @ weights
    best = np.argsort(-scores, kind="stable")[:_KEPT].tolist()
    return sorted((_weigh(i, float(scores[i]), weights, query, found, measured) for i in best), key=_order)


def _weigh(
    i: int,
    score: float,
    weights: Floats,
    query: AnalysedQuery,
    found: Found,
    m: Measured,
) -> Evidence:
    passage, sentence = found.passages[m.passage[i]].passage, int(m.sentence[i])
    first = find_first(passage, sentence, leads=bool(m.leads[i]), most_chars=m.most_chars)
    values = m.values[i].tolist()
    measures = dict(zip(FEATURES, values, strict=True))
    shares = _by_term(found, query, m.covered[:, i].tolist())
    around = _by_term(found, query, m.around[:, i].tolist())
    parts = zip(FEATURES, values, weights.tolist(), strict=True)
    candidate = Candidate(
        revision=passage.revision,
        span=Span(passage.sentences[first].start, passage.sentences[sentence].end),
        score=score,
        components={name: value * weight for name, value, weight in parts if value * weight},
        covered=tuple(t.surface for t, share in zip(query.terms, shares, strict=True) if share > _HELD),
        missing=tuple(t.surface for t, share in zip(query.terms, around, strict=True) if share <= _HELD),
    )
    coverage = measures["own"] + measures["lead"] + measures["heading"]
    return Evidence(passage, sentence, candidate, measures, coverage)


def find_first(passage: Passage, sentence: int, *, leads: bool, most_chars: int) -> int:
    """Return the number of the sentence that a quote begins with, at most two before the one that answers.

    That is the one that it takes along, or the one before that, if it begins with a pronoun in its turn.
    """
    if not leads:
        return sentence
    first, spans, blocks = sentence - 1, passage.sentences, passage.blocks
    further = (
        first > 0
        and blocks[first - 1] == blocks[first]
        and spans[sentence].end - spans[first - 1].start <= most_chars
        and starts_with_pronoun(spans[first].of(passage.revision.article.body))
    )
    return first - 1 if further else first


def _by_term(found: Found, query: AnalysedQuery, shares: Sequence[float]) -> Iterator[float]:
    """Yield the mean share of the words of each term of the query."""
    for place in range(len(query.terms)):
        of_term = [share for m, share in zip(found.matchers, shares, strict=True) if m.term == place]
        yield sum(of_term) / len(of_term)


def _score_again(second: SecondScorer, query: AnalysedQuery, evidence: Sequence[Evidence]) -> list[Evidence]:
    words = second.score(query.text, [item.text for item in evidence])
    return [_add(item, float(word)) for item, word in zip(evidence, words, strict=True)]


def _add(item: Evidence, score: float) -> Evidence:
    candidate = item.candidate
    components = {**candidate.components, "second scorer": score}
    return replace(item, candidate=replace(candidate, score=candidate.score + score, components=components))


def _order(evidence: Evidence) -> tuple[float, str, int]:
    # Ties fall by article and place, so that an answer is the same on every run.
    return (-evidence.candidate.score, evidence.candidate.revision.article.id, evidence.span.start)
