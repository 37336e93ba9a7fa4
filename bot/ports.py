"""The seams between the layers: what a service needs, said without naming who provides it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.domain import (
    AliasGroups,
    AnalysedQuery,
    Article,
    LogEntry,
    MadeBy,
    Passage,
    QuoteReference,
    Revision,
    Trace,
    Vote,
)
from bot.text.analysis import Analyzer


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The live knowledge of one story at one version: its revisions and its alias groups."""

    story: str
    version: int
    revisions: tuple[Revision, ...]
    aliases: AliasGroups = ()


class ArticleStore(Protocol):
    """Append-only articles, in stories. Every write is durable when it returns, or did not happen."""

    async def version(self, story: str) -> int:
        """Return the number of the story's last publication, 0 before the first."""
        ...

    async def knowledge(self, story: str) -> Knowledge:
        """Return the live knowledge of a story, as one consistent snapshot."""
        ...

    async def revision(self, story: str, article_id: str, number: int) -> Revision | None:
        """Return one revision, live or not."""
        ...

    async def latest(self, story: str, article_ids: Iterable[str]) -> Mapping[str, Revision]:
        """Return the newest revision of each of the articles that is stored, by article id."""
        ...

    async def publish(
        self,
        articles: Sequence[Article],
        *,
        made_by: MadeBy,
        aliases: Mapping[str, AliasGroups] | None = None,
    ) -> None:
        """Append a revision for each article and the alias groups by story; all go live at once, or none.

        Raises:
            StorageError: if the database cannot be written; nothing was stored then.
        """
        ...


class Reported(StrEnum):
    """What became of a report: a person reports an answer once."""

    NEW = "new"
    AGAIN = "again"
    UNKNOWN = "unknown"


class QueryLog(Protocol):
    """The log of questions, written behind the answer."""

    def record(self, entry: LogEntry) -> None:
        """Take an entry and return at once; it is stored soon, and at the latest when the log closes."""
        ...

    async def flush(self) -> None:
        """Return when everything that was recorded so far is stored."""
        ...

    async def quotes(self, entry_id: str) -> tuple[QuoteReference, ...] | None:
        """Return the quotes that an answer showed, best first; None if it is not in the log."""
        ...

    async def vote(self, entry_id: str, vote: Vote, trace: Trace) -> bool:
        """Keep a person's last word on an answer; False if the answer is not in the log."""
        ...

    async def report(self, entry_id: str, reason: str, trace: Trace) -> Reported:
        """Keep a person's first report of an answer; UNKNOWN if the answer is not in the log."""
        ...

    async def about_person(self, person: str) -> Sequence[Mapping[str, object]]:
        """Return what is kept of a person: one mapping a trace, newest first."""
        ...

    async def forget_traces(self, before: datetime) -> int:
        """Delete the traces made before a moment; return how many."""
        ...


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


NO_TERM = -1
"""Stands in place of an index term where there is no word, or one that the index does not know.

The numbers of function words are below it, those of all other terms above.
"""


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


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as it came, unread: a whole file, or one line of a file of many.

    `name` is what to call it in a message, `suffix` the ending that says its format (with the dot, in small
    letters), `stem` the id that it has unless it states another; None where it must state one.
    """

    name: str
    suffix: str
    data: bytes
    stem: str | None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A block that cleaning left out, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article as read and cleaned: what was kept is its body; `notes` are remarks for who brought it."""

    article: Article
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()


class Readers(Protocol):
    """What turns files into articles; every refusal is an ArticleError that says how to mend it."""

    def handles(self, name: str) -> bool:
        """Tell whether files of that name can be read, by their ending."""
        ...

    def open(self, path: Path) -> Sequence[Entry]:
        """Return what a file on disk holds, unread.

        Raises:
            ArticleError: if the file cannot be opened, is too large or holds nothing.
        """
        ...

    def split(self, data: bytes, name: str) -> Sequence[Entry]:
        """Return what a file's bytes hold, unread.

        Raises:
            ArticleError: if the type is unknown or there is nothing in it.
        """
        ...

    def read(self, entry: Entry, stated: Mapping[str, object] | None = None) -> ReadArticle:
        """Read and clean one article; `stated` fills the fields that it does not state itself.

        Raises:
            ArticleError: if it cannot be taken in.
        """
        ...

    def sources(self, path: Path) -> Mapping[str, Mapping[str, object]]:
        """Return what the `sources.toml` of a folder states, by file name; nothing if there is none.

        Raises:
            ArticleError: if it cannot be used.
        """
        ...


@dataclass(frozen=True, slots=True)
class Finding:
    """What an examination found: good, a fault (`good` is False), or a remark (None), and how to mend it."""

    good: bool | None
    text: str
