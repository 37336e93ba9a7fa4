"""Evidence: the sentences that bear on a question, weighed, best first."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.highlights import lacks_answer
from bot.domain import AnalysedQuery, Candidate, Span
from bot.ports import Hit, Retriever

# Added to each word's idf, so that the words of the story itself, which stand nearly everywhere, weigh too.
WEIGHT_FLOOR = 2.0
# What is left of the score of a sentence without a date, where a date is asked for, and so on. Measured from
# .5 to .9 on four sets of questions: right first sentences gained .2 to 4 points over 1, at .8 on every set.
LACKING_SHARE = 0.8
# A sentence is said to cover a phrase when it holds more than this share of its words.
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

    The order is by the BM25 score of the sentence plus that of its passage, less where the sentence lacks
    the kind of thing that is asked for (`LACKING_SHARE`). The coverage, from 0 to 1, is the share of the
    question's words that the sentence, its heading or its title holds, each word weighted by its idf plus
    `WEIGHT_FLOOR`.
    """
    weights = [retriever.idf(term) + WEIGHT_FLOOR for term in query.terms]
    hits = retriever.search(query, passages=_PASSAGES)
    evidence = [_weigh(hit, query, weights) for hit in hits if any(hit.covered)]
    evidence.sort(key=_order)
    return tuple(evidence)


def _weigh(hit: Hit, query: AnalysedQuery, weights: Sequence[float]) -> Evidence:
    shares = [max(own, around) for own, around in zip(hit.covered, hit.context, strict=True)]
    coverage = _weighted_mean(shares, weights)
    text = hit.span.of(hit.passage.revision.article.body)
    kind = LACKING_SHARE if lacks_answer(query.text, text) else 1.0
    candidate = Candidate(
        revision=hit.passage.revision,
        span=hit.span,
        score=(hit.sentence_score + hit.passage_score) * kind,
        components={
            "sentence": hit.sentence_score,
            "passage": hit.passage_score,
            "kind": kind,
            "coverage": coverage,
        },
        covered=tuple(t.surface for t, own in zip(query.terms, hit.covered, strict=True) if own > _HELD),
        missing=tuple(t.surface for t, share in zip(query.terms, shares, strict=True) if share <= _HELD),
    )
    return Evidence(hit, candidate, coverage, _weighted_mean(hit.covered, weights))


def _weighted_mean(shares: Sequence[float], weights: Sequence[float]) -> float:
    return sum(w * share for w, share in zip(weights, shares, strict=True)) / sum(weights)


def _order(evidence: Evidence) -> tuple[float, str, int]:
    # Ties fall by article and place, so that an answer is the same on every run.
    return (-evidence.candidate.score, evidence.candidate.revision.article.id, evidence.span.start)
