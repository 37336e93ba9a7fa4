"""The samples that weights are fitted on: questions with their candidates, measured and labelled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.answering.evaluation import KnownQuestion, is_right, parse_questions
from bot.answering.evidence import find_first
from bot.answering.features import Measured, measure
from bot.app import open_services
from bot.domain import AnalysedQuery
from bot.ports import Found
from bot.retrieval.index import Index
from bot.settings import Settings

SHARED = Path(__file__).parents[3] / "shared"
SETS = ("story", "xquad-en", "squad2-dev-half", "selqa")
# These two hold some of the same paragraphs, so a question of the one is not off the topic of the other.
OVERLAPPING = frozenset({"xquad-en", "squad2-dev-half"})
OFF_TOPIC = 250
_QUOTE_CHARS = 400
_PASSAGES = 20


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One set of questions and the articles that they are asked of."""

    name: str
    index: Index
    questions: tuple[KnownQuestion, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A question asked of a set's articles; `right[i]` and `sentences[i]` belong to candidate `i`.

    `answerable` tells whether the articles answer it: never for a question of another set (`off_topic`).
    """

    source: str
    known: KnownQuestion
    off_topic: bool
    query: AnalysedQuery
    found: Found
    measured: Measured | None
    right: NDArray[np.bool_]
    sentences: NDArray[np.int_]

    @property
    def answerable(self) -> bool:
        """Tell whether the articles answer the question."""
        return self.known.answerable and not self.off_topic

    @property
    def values(self) -> NDArray[np.float64]:
        """Return the measures of the candidates, a row each; there is one at least."""
        assert self.measured is not None
        return self.measured.values


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """The best candidate of a question, and its length; whatever made the order.

    `rank` is the place of the first right quote, from 1, among those that overlap no better one, as an answer
    shows them; None if there is none. `score` is that of the best candidate, and the lowest there can be if
    there is none; its lengths are 0 then.
    """

    rank: int | None
    score: float
    sentences: int
    characters: int


async def load_sources(folder: Path) -> list[Source]:
    """Return every set of `../shared`, its articles imported by themselves into a database in `folder`."""
    sources = []
    for name in SETS:
        articles = SHARED / "seeds" if name == "story" else SHARED / "eval" / name / "articles.jsonl"
        asked = SHARED / "eval" / ("story-dev.jsonl" if name == "story" else f"{name}/questions.jsonl")
        settings = Settings(data_dir=folder, database_url=f"sqlite:///{folder / name}.db", knowledge_dir=None)
        async with open_services(settings) as services:
            await services.importer.import_paths([articles])
            index = await services.indexes.current("default")
        questions = parse_questions(asked.read_text(encoding="utf-8"), str(asked))
        sources.append(Source(name, index, tuple(questions)))
    return sources


def make_samples(sources: Sequence[Source]) -> Iterator[Sample]:
    """Yield a sample for each question asked of its own set, and for some of the questions of other sets."""
    draw = np.random.default_rng(20230411)
    for source in sources:
        for question in source.questions:
            yield _sample(source, question, off_topic=False)
        for other in sources:
            if other.name != source.name and {other.name, source.name} != OVERLAPPING:
                count = min(OFF_TOPIC, len(other.questions))
                for number in draw.choice(len(other.questions), count, replace=False):
                    yield _sample(source, other.questions[int(number)], off_topic=True)


def _sample(source: Source, known: KnownQuestion, *, off_topic: bool) -> Sample:
    query = source.index.analyse(known.question)
    found = source.index.search(query, passages=_PASSAGES)
    measured = measure(query, found, most_chars=_QUOTE_CHARS)
    right, sentences = _label(known, found, measured) if measured and not off_topic else ((), ())
    count = 0 if measured is None else len(measured.passage)
    return Sample(
        source.name,
        known,
        off_topic,
        query,
        found,
        measured,
        np.array(right or [False] * count, dtype=bool),
        np.array(sentences or [1] * count, dtype=int),
    )


def _label(known: KnownQuestion, found: Found, measured: Measured) -> tuple[list[bool], list[int]]:
    right, sentences = [], []
    for number, last, leads in zip(measured.passage, measured.sentence, measured.leads, strict=True):
        passage = found.passages[number].passage
        article = passage.revision.article
        first = find_first(passage, int(last), leads=bool(leads), most_chars=measured.most_chars)
        text = article.body[passage.sentences[first].start : passage.sentences[last].end]
        right.append(known.answerable and is_right(known, article.id, text))
        sentences.append(int(last - first + 1))
    return right, sentences
