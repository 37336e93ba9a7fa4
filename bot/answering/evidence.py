"""Evidence: the quotes that bear on a question, weighed, best first."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import compress

import numpy as np

from bot.answering.features import FEATURES, Measured, measure
from bot.answering.tables import Floats, Places
from bot.answering.weights import load_weights
from bot.domain import AnalysedQuery, Candidate, Passage, Span
from bot.ports import Found, Retriever, SecondScorer
from bot.text.dependence import starts_with_pronoun
from bot.text.head_nouns import kind_of_noun

_PASSAGES = 20
# How many candidates are kept, and how many of them a second scorer looks at.
_KEPT = 24
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
    best = np.argsort(-scores, kind="stable")[:_KEPT]
    terms = np.array([matcher.term for matcher in found.matchers])
    covered, around = (
        _by_term(terms, len(query.terms), table[:, best]) for table in (measured.covered, measured.around)
    )
    surfaces = [term.surface for term in query.terms]
    says = np.array([not _only_asks(surface, query) for surface in surfaces], dtype=bool)
    evidence = []
    for place, i in enumerate(best.tolist()):
        components = dict(zip(FEATURES, (measured.values[i] * weights).tolist(), strict=True))
        passage, sentence = found.passages[measured.passage[i]].passage, int(measured.sentence[i])
        first = find_first(passage, sentence, leads=bool(measured.leads[i]), most_chars=measured.most_chars)
        candidate = Candidate(
            revision=passage.revision,
            span=Span(passage.sentences[first].start, passage.sentences[sentence].end),
            score=float(scores[i]),
            components={name: part for name, part in components.items() if part},
            covered=tuple(compress(surfaces, covered[:, place] > _HELD)),
            missing=tuple(compress(surfaces, (around[:, place] <= _HELD) & says)),
        )
        measures = dict(zip(FEATURES, measured.values[i].tolist(), strict=True))
        coverage = measures["own"] + measures["lead"] + measures["heading"]
        evidence.append(Evidence(passage, sentence, candidate, measures, coverage))
    return sorted(evidence, key=_order)


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


def _only_asks(surface: str, query: AnalysedQuery) -> bool:
    """Tell whether a word only says what is asked for: "long" of "how long", "city" of "which city"."""
    focus = (query.focus or "").casefold().split()
    if surface.casefold() in focus and kind_of_noun(surface.casefold()) is not None:
        return True
    return re.search(rf"\bhow {re.escape(surface)}\b", query.text, re.IGNORECASE) is not None


def _by_term(terms: Places, count: int, table: Floats) -> Floats:
    """Return the mean share of the words of each of the query's terms, a row each."""
    sums = np.zeros((count, table.shape[1]))
    np.add.at(sums, terms, table)
    return sums / np.bincount(terms, minlength=count)[:, None]


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
