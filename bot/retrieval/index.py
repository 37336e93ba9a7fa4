"""The index of one story at one version: passages and their words, searchable, immutable."""

import copy
import math
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bot.domain import AnalysedQuery
from bot.ports import NO_TERM, Found, Knowledge, Matcher
from bot.retrieval.bm25 import Bm25
from bot.retrieval.columns import ColumnWriter
from bot.retrieval.forms import ALIAS_WEIGHT, Forms
from bot.text.abbreviations import Pair, find_abbreviations, find_compounds, merge_groups
from bot.text.analysis import Analyzer
from bot.text.language import detect_language
from bot.text.passages import find_extents, read_passage
from bot.text.questions import QuestionAnalyzer
from bot.text.vocabulary import Vocabulary

_SAMPLE_ARTICLES = 5


class Index:
    """Finds the passages that bear on a question; implements `bot.ports.Retriever`.

    BM25 over the passages, with their title and heading, finds where the matter is spoken of.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        languages = count_languages(knowledge)
        self._languages = frozenset(languages)
        self._language = languages.most_common(1)[0][0]
        vocabulary = collect_vocabulary(knowledge)
        aliases = merge_groups(knowledge.aliases, _find_defined(knowledge), vocabulary)
        self._analyzer = Analyzer(self._language, aliases)
        self._questions = QuestionAnalyzer(self._analyzer, vocabulary, aliases, self._language)
        writer = ColumnWriter(self._analyzer)
        documents = list(self._read_passages(writer))
        self._columns = writer.finish()
        self._numbers = writer.numbers
        self._forms = Forms(self._analyzer, writer.numbers)
        self._postings = _list_postings(documents)
        self._model = Bm25(documents)

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self._columns)

    @property
    def knowledge(self) -> Knowledge:
        """Return what the index was built from."""
        return self._knowledge

    @property
    def languages(self) -> frozenset[str]:
        """Return the ISO 639-1 codes of the languages that the articles are in."""
        return self._languages

    @property
    def analyzer(self) -> Analyzer:
        """Return the text analysis that the articles went through."""
        return self._analyzer

    def analyse(self, question: str) -> AnalysedQuery:
        """Analyse a question as the articles were analysed, its spelling corrected by their words."""
        return self._questions.analyse(question)

    def search(self, query: AnalysedQuery, *, passages: int, published_by: date | None = None) -> Found:
        """Return the best `passages` passages that share a term with the query."""
        scores = self._score(query)
        if published_by is not None:
            dates = (revision.article.published for revision in self._knowledge.revisions)
            allowed = np.fromiter((d is not None and d <= published_by for d in dates), dtype=bool)
            scores *= allowed[self._columns.revision_numbers]
        best = [number for number in _best(scores, passages) if scores[number] > 0]
        revisions, numbers = self._knowledge.revisions, self._columns.revision_numbers
        words = self._analyzer.read(query.text).terms
        return Found(
            tuple(self._columns.read(n, revisions[numbers[n]], float(scores[n])) for n in best),
            tuple(self._match(query)),
            tuple(self._numbers.get(word, NO_TERM) for word in words),
        )

    def standing_for(self, knowledge: Knowledge) -> "Index":
        """Return this index for knowledge that differs in numbers, dates and names alone, not in any content.

        `digest_content` tells whether it does. What is found is read from the given revisions.
        """
        index = copy.copy(self)
        index._knowledge = knowledge  # noqa: SLF001
        return index

    def _read_passages(self, writer: ColumnWriter) -> Iterator[list[str]]:
        for number, revision in enumerate(self._knowledge.revisions):
            for extent in find_extents(revision.article.body):
                passage = read_passage(revision, extent, language=self._language)
                yield writer.add(passage, number, extent.heading)

    def _match(self, query: AnalysedQuery) -> Iterator[Matcher]:
        for place, term in enumerate(query.terms):
            for stem in term.stems:
                yield Matcher(place, self._idf(stem, term.concept), self._forms.of(stem, term.concept))

    def _idf(self, stem: str, concept: str | None) -> float:
        """Return the idf of a word, or of its concept; the highest possible if neither is known."""
        known = self._model.idf(stem) or (self._model.idf(concept) if concept else 0.0)
        return known or math.log(len(self) + 1)

    def _score(self, query: AnalysedQuery) -> NDArray[np.float64]:
        """Return the score of each passage: 0 exactly for those that share no term with the query."""
        total = np.zeros(len(self))
        for term in query.terms:
            words, alias = np.zeros(len(self)), np.zeros(len(self))
            for stem in term.stems:
                self._add(words, stem)
            if term.concept is not None:
                self._add(alias, term.concept)
            total += np.maximum(words, ALIAS_WEIGHT * alias)
        return total

    def _add(self, scores: NDArray[np.float64], term: str) -> None:
        documents = self._postings.get(term)
        if documents is not None:
            scores[documents] += self._model.scores(term, documents)


def collect_vocabulary(knowledge: Knowledge) -> Vocabulary:
    """Return the words of the articles, of their titles and publishers, of the aliases and statements."""
    articles = [revision.article for revision in knowledge.revisions]
    named = [text for article in articles for text in (article.title, article.publisher or "")]
    aliases = [term for group in knowledge.aliases for term in group]
    stated = [text for statement in knowledge.statements for text in (statement.about, statement.text)]
    return Vocabulary(_list_blocks(knowledge), [*named, *aliases, *stated])


def _find_defined(knowledge: Knowledge) -> Iterator[Pair]:
    for block in _list_blocks(knowledge):
        yield from find_abbreviations(block)
        yield from find_compounds(block)


def _list_blocks(knowledge: Knowledge) -> Iterator[str]:
    """Yield the bodies block by block: one pattern over a whole book would hold up the event loop."""
    for revision in knowledge.revisions:
        yield from revision.article.body.split("\n\n")


def count_languages(knowledge: Knowledge) -> Counter[str]:
    """Return how many articles are in each language, by ISO 639-1 code; never empty.

    What articles state counts; if none states anything, the language of the first ones is detected.
    """
    stated = Counter(r.article.language[:2].lower() for r in knowledge.revisions if r.article.language)
    if not stated:
        sample = "\n".join(revision.article.body for revision in knowledge.revisions[:_SAMPLE_ARTICLES])
        stated[detect_language(sample)] = len(knowledge.revisions)
    return stated


def _best(scores: NDArray[np.float64], count: int) -> list[int]:
    """Return the numbers of the highest scores, best first; of equal ones the earlier first."""
    return [int(number) for number in np.argsort(-scores, kind="stable")[:count]]


def _list_postings(documents: Sequence[Sequence[str]]) -> "dict[str, array[int]]":
    # Arrays, because the garbage collector need not look into them.
    postings: dict[str, array[int]] = {}
    for number, terms in enumerate(documents):
        for term in dict.fromkeys(terms):
            postings.setdefault(term, array("l")).append(number)
    return postings
