"""Evidence: the sentences that bear on a question, weighed, best first."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import AnalysedQuery, Candidate, Span
from bot.ports import Hit, Retriever

# Added to each word's idf, so that the words of the story itself, which stand nearly everywhere, weigh too.
WEIGHT_FLOOR = 2.0
# From which share of a phrase its sentence is said to hold it.
_HELD = 0.5
_PASSAGES = 8


@dataclass(frozen=True, slots=True)
class Evidence:
    """A hit with its weighed candidate.

    `coverage` is the share of the question that the sentence, its heading or its title covers; it decides on
    the answer. `own_coverage` is the share that the sentence itself covers.
    """

    hit: Hit
    candidate: Candidate
    coverage: float
    own_coverage: float

    @property
    def span(self) -> Span:
        """Return where the sentence stands."""
        return self.hit.span


def weigh_evidence(retriever: Retriever, query: AnalysedQuery) -> tuple[Evidence, ...]:
    """Return the sentences of the best passages that share a term with the query, best first.

    The order is by the BM25 score of the sentence plus that of its passage. The coverage, from 0 to 1, is
    the share of the question's words that the sentence, its heading or its title holds, each word weighted
    by its idf plus `WEIGHT_FLOOR`.
    """
    weights = [retriever.idf(term) + WEIGHT_FLOOR for term in query.terms]
    hits = retriever.search(query, passages=_PASSAGES)
    evidence = [_weigh(hit, query, weights) for hit in hits if any(hit.covered)]
    evidence.sort(key=_order)
    return tuple(evidence)


def _weigh(hit: Hit, query: AnalysedQuery, weights: Sequence[float]) -> Evidence:
    shares = [max(own, around) for own, around in zip(hit.covered, hit.context, strict=True)]
    coverage = _weighted_mean(shares, weights)
    candidate = Candidate(
        revision=hit.passage.revision,
        span=hit.span,
        score=hit.sentence_score + hit.passage_score,
        components={"sentence": hit.sentence_score, "passage": hit.passage_score, "coverage": coverage},
        covered=tuple(t.surface for t, own in zip(query.terms, hit.covered, strict=True) if own >= _HELD),
        missing=tuple(t.surface for t, share in zip(query.terms, shares, strict=True) if share < _HELD),
    )
    return Evidence(hit, candidate, coverage, _weighted_mean(hit.covered, weights))


def _weighted_mean(shares: Sequence[float], weights: Sequence[float]) -> float:
    return sum(w * share for w, share in zip(weights, shares, strict=True)) / sum(weights)


def _order(evidence: Evidence) -> tuple[float, str, int]:
    # Ties fall by article and place, so that an answer is the same on every run.
    return (-evidence.candidate.score, evidence.candidate.revision.article.id, evidence.span.start)
