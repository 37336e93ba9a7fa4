"""The index of one story at one version: passages and sentences, searchable, immutable."""

import math
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bot.domain import AnalysedQuery, Passage, QueryTerm, Span
from bot.ports import Hit, Knowledge
from bot.retrieval.bm25 import SENTENCE_K1, Bm25
from bot.text.analysis import Analyzer
from bot.text.language import detect_language
from bot.text.passages import Extent, find_extents, read_passage

# A word that is matched through its alias counts a little less than the word itself.
ALIAS_WEIGHT = 0.8
_SAMPLE_ARTICLES = 5
# The number of the revision, and where the passage and its heading start and end.
_PLACE_FIELDS = 5


class Index:
    """Finds the sentences that bear on a question; implements `bot.ports.Retriever`.

    BM25 over the passages, with their title and heading, finds where the matter is spoken of; BM25 over the
    sentences of the best passages, with the passages' idf, tells the sentences there apart.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        languages = count_languages(knowledge)
        self._languages = frozenset(languages)
        self._language = languages.most_common(1)[0][0]
        self._analyzer = Analyzer(self._language, knowledge.aliases)
        # Where each passage stands, in flat arrays; the passage itself is read again when it is needed:
        # hundreds of thousands of spans that are kept would stop the event loop at every turn of the
        # garbage collector.
        self._places = array("l")
        documents = list(self._read_passages())
        self._postings = _list_postings(documents)
        self._model = Bm25(documents)

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self._places) // _PLACE_FIELDS

    @property
    def knowledge(self) -> Knowledge:
        """Return what the index was built from."""
        return self._knowledge

    @property
    def languages(self) -> frozenset[str]:
        """Return the ISO 639-1 codes of the languages that the articles are in."""
        return self._languages

    def analyse(self, question: str) -> AnalysedQuery:
        """Analyse a question as the articles were analysed."""
        return self._analyzer.analyse(question)

    def idf(self, term: QueryTerm) -> float:
        """Return the inverse document frequency of a query term: that of its rarest known form.

        A term that the articles do not know at all weighs as much as the rarest that they could know.
        """
        known = [self._model.idf(form) for form in term.index_terms]
        return max(known, default=0.0) or math.log(len(self) + 1)

    def search(
        self, query: AnalysedQuery, *, passages: int, published_by: date | None = None
    ) -> Sequence[Hit]:
        """Return the sentences of the best `passages` passages that share a term with the query."""
        scores = _score(query, self._model, self._postings, len(self))
        if published_by is not None:
            dates = (revision.article.published for revision in self._knowledge.revisions)
            allowed = np.fromiter((d is not None and d <= published_by for d in dates), dtype=bool)
            scores *= allowed[np.frombuffer(self._places, dtype=np.int64)[::_PLACE_FIELDS]]
        best = [int(number) for number in np.argsort(-scores, kind="stable")[:passages] if scores[number] > 0]
        return self._weigh_sentences(query, [(number, float(scores[number])) for number in best])

    def _read_passages(self) -> Iterator[list[str]]:
        for revision_number, revision in enumerate(self._knowledge.revisions):
            for extent in find_extents(revision.article.body):
                self._places.extend((revision_number, *_to_place(extent)))
                passage = read_passage(revision, extent, language=self._language)
                terms = self._context(passage)
                for span in passage.sentences:
                    terms += self._analyzer.terms(span.of(revision.article.body))
                yield terms

    def _passage(self, number: int) -> Passage:
        first = number * _PLACE_FIELDS
        revision_number, *place = self._places[first : first + _PLACE_FIELDS]
        revision = self._knowledge.revisions[revision_number]
        return read_passage(revision, _to_extent(place), language=self._language)

    def _context(self, passage: Passage) -> list[str]:
        return self._analyzer.terms(f"{passage.revision.article.title}\n{passage.heading or ''}")

    def _weigh_sentences(self, query: AnalysedQuery, best: Sequence[tuple[int, float]]) -> list[Hit]:
        found = [(self._passage(number), score) for number, score in best]
        sentences = [
            self._analyzer.terms(span.of(passage.revision.article.body))
            for passage, _ in found
            for span in passage.sentences
        ]
        model = Bm25(sentences, k1=SENTENCE_K1, idf=self._model.idf)
        scores = _score(query, model, _list_postings(sentences), len(sentences))
        hits: list[Hit] = []
        for passage, passage_score in found:
            context = frozenset(self._context(passage))
            around = tuple(coverage(term, context) for term in query.terms)
            for i in range(len(passage.sentences)):
                own = frozenset(sentences[len(hits)])
                covered = tuple(coverage(term, own) for term in query.terms)
                hits.append(Hit(passage, i, float(scores[len(hits)]), passage_score, covered, around))
        return hits


def _to_place(extent: Extent) -> tuple[int, int, int, int]:
    heading = (extent.heading.start, extent.heading.end) if extent.heading else (0, 0)
    return (extent.span.start, extent.span.end, *heading)


def _to_extent(place: Sequence[int]) -> Extent:
    start, end, heading_start, heading_end = place
    return Extent(Span(start, end), Span(heading_start, heading_end) if heading_end else None)


def coverage(term: QueryTerm, found: frozenset[str]) -> float:
    """Return which share of a query term the index terms `found` cover, from 0 to 1."""
    words = sum(stem in found for stem in term.stems) / len(term.stems)
    return max(words, ALIAS_WEIGHT) if term.concept in found else words


def count_languages(knowledge: Knowledge) -> Counter[str]:
    """Return how many articles are in each language, by ISO 639-1 code; never empty.

    What articles state counts; if none states anything, the language of the first ones is detected.
    """
    stated = Counter(r.article.language[:2].lower() for r in knowledge.revisions if r.article.language)
    if not stated:
        sample = "\n".join(revision.article.body for revision in knowledge.revisions[:_SAMPLE_ARTICLES])
        stated[detect_language(sample)] = len(knowledge.revisions)
    return stated


def _list_postings(documents: Sequence[Sequence[str]]) -> "dict[str, array[int]]":
    # Arrays, because the garbage collector need not look into them.
    postings: dict[str, array[int]] = {}
    for number, terms in enumerate(documents):
        for term in dict.fromkeys(terms):
            postings.setdefault(term, array("l")).append(number)
    return postings


def _score(
    query: AnalysedQuery, model: Bm25, postings: "Mapping[str, array[int]]", documents: int
) -> NDArray[np.float64]:
    """Return the score of each document: 0 exactly for those that share no term with the query."""
    total = np.zeros(documents)
    for term in query.terms:
        words, alias = np.zeros(documents), np.zeros(documents)
        for stem in term.stems:
            _add(words, model, stem, postings)
        if term.concept is not None:
            _add(alias, model, term.concept, postings)
        total += np.maximum(words, ALIAS_WEIGHT * alias)
    return total


def _add(scores: NDArray[np.float64], model: Bm25, form: str, postings: "Mapping[str, array[int]]") -> None:
    documents = postings.get(form)
    if documents is not None:
        scores[documents] += model.scores(form, documents)
