"""What finds the passages that bear on a question, and what it finds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.domain import AnalysedQuery, Passage
from bot.ports.knowledge import Knowledge
from bot.text.analysis import Analyzer

NO_TERM = -1
"""Stands in place of an index term where there is no word, or one that the index does not know.

The numbers of function words are below it, those of all other terms above.
"""


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage that shares a term with a question, with its words as numbers of the index's terms.

    `score` is its BM25 score. Of the arrays, `terms`, `starts` and `ends` have an entry for each word of its
    sentences in order, and for each alias phrase after the words of its sentence: the number of its index
    term, and where it stands in the body. Each sentence begins with one entry that stands for no word
    (`NO_TERM`); `first` has the place of that entry for each sentence. `context` are the numbers of the terms
    of the article's title and of the heading.
    """

    passage: Passage
    score: float
    terms: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    first: NDArray[np.int32]
    context: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Matcher:
    """How one word of a question is matched: `forms` maps numbers of index terms to how well, up to 1.

    `term` is the place of its term in the query. `idf` is high for rare words.
    """

    term: int
    idf: float
    forms: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the best passages, best first, and how the words of the question are matched.

    `sequence` are the numbers of the question's words in order, function words and all, for comparing the
    order of words.
    """

    passages: tuple[FoundPassage, ...]
    matchers: tuple[Matcher, ...]
    sequence: tuple[int, ...]


class Retriever(Protocol):
    """One immutable index of one story: a question under way keeps the one it began with."""

    @property
    def knowledge(self) -> Knowledge:
        """Return what the index was built from."""
        ...

    @property
    def languages(self) -> frozenset[str]:
        """Return the ISO 639-1 codes of the languages that the articles are in; never empty."""
        ...

    @property
    def analyzer(self) -> Analyzer:
        """Return the text analysis that the articles went through; for the event loop's thread alone."""
        ...

    def analyse(self, question: str) -> AnalysedQuery:
        """Analyse a question with the text analysis that the articles went through."""
        ...

    def search(self, query: AnalysedQuery, *, passages: int, published_by: date | None = None) -> Found:
        """Return the best passages that share a term with the query.

        With `published_by` only articles that are dated, and not later than that, are looked at.
        """
        ...


class SecondScorer(Protocol):
    """A second opinion on the best candidates, from a small model, say."""

    def score(self, question: str, quotes: Sequence[str]) -> Sequence[float]:
        """Return for each quote what is to be added to its score: more for a better answer."""
        ...


class Indexes(Protocol):
    """Where the index of a story comes from."""

    async def current(self, story: str) -> Retriever:
        """Return the index of what is live now, built anew if something was published since."""
        ...

    async def build(self, knowledge: Knowledge) -> Retriever:
        """Return an index of knowledge that is not live, for trying out what it would answer."""
        ...
