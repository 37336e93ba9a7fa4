"""The words of all passages in flat columns of numbers, which the garbage collector passes over."""

from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.domain import Passage, Revision, Span
from bot.ports import NO_TERM, FoundPassage
from bot.text.analysis import Analyzer

# Of a passage: the number of its revision, where its heading starts and ends, and where its sentences and
# its context start in their columns.
_PASSAGE_FIELDS = 5
# Of a sentence: where it starts and ends, the number of its block, and where its words start.
_SENTENCE_FIELDS = 4
# Of a word: the number of its term, and where it starts and ends.
_WORD_FIELDS = 3


class ColumnWriter:
    """Takes passages one by one into columns; `numbers` gives each index term its number.

    Those of function words are below `NO_TERM`, all others are 0 or higher.
    """

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self.numbers: dict[str, int] = {}
        self._passages, self._sentences, self._words = array("i"), array("i"), array("i")
        self._context = array("i")
        self._context_of: dict[tuple[str, str | None], list[str]] = {}

    def add(self, passage: Passage, revision_number: int, heading: Span | None) -> list[str]:
        """Take a passage in; return its index terms, those of its title and heading included."""
        start, end = (heading.start, heading.end) if heading else (0, 0)
        sentence = len(self._sentences) // _SENTENCE_FIELDS
        self._passages.extend((revision_number, start, end, sentence, len(self._context)))
        terms = self._read_context(passage)
        self._context.extend(self._number(term) for term in terms)
        for span, block in zip(passage.sentences, passage.blocks, strict=True):
            self._sentences.extend((span.start, span.end, block, len(self._words) // _WORD_FIELDS))
            terms += self._add_sentence(span.of(passage.revision.article.body), span.start)
        return terms

    def finish(self) -> "Columns":
        """Return the columns; nothing can be added after that."""
        sentence, word = len(self._sentences) // _SENTENCE_FIELDS, len(self._words) // _WORD_FIELDS
        self._passages.extend((0, 0, 0, sentence, len(self._context)))
        self._sentences.extend((0, 0, 0, word))
        return Columns(
            _table(self._passages, _PASSAGE_FIELDS),
            _table(self._sentences, _SENTENCE_FIELDS),
            _table(self._words, _WORD_FIELDS),
            np.array(self._context, dtype=np.int32),
        )

    def _number(self, term: str, *, carries: bool = True) -> int:
        count = len(self.numbers)
        return self.numbers.setdefault(term, count if carries else NO_TERM - 1 - count)

    def _read_context(self, passage: Passage) -> list[str]:
        key = (passage.revision.article.title, passage.heading)
        if key not in self._context_of:
            self._context_of = {key: self._analyzer.terms(f"{key[0]}\n{key[1] or ''}")}
        return list(self._context_of[key])

    def _add_sentence(self, text: str, offset: int) -> list[str]:
        reading, words = self._analyzer.read(text), self._words
        words.extend((NO_TERM, offset, offset))
        carrying = []
        for token, term, carries in zip(reading.tokens, reading.terms, reading.carries, strict=True):
            number = self._number(term, carries=carries)
            words.extend((number, offset + token.start, offset + token.end))
            if carries:
                carrying.append(term)
        for concept, first, last in reading.phrases:
            start, end = reading.tokens[first].start, reading.tokens[last].end
            words.extend((self._number(concept), offset + start, offset + end))
            carrying.append(concept)
        return carrying


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The passages of an index as tables of numbers, one row each, with one more at the end of each table."""

    passages: NDArray[np.int32]
    sentences: NDArray[np.int32]
    words: NDArray[np.int32]
    context: NDArray[np.int32]

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self.passages) - 1

    @property
    def revision_numbers(self) -> NDArray[np.int32]:
        """Return the number of the revision that each passage belongs to."""
        return self.passages[:-1, 0]

    def read(self, number: int, revision: Revision, score: float) -> FoundPassage:
        """Return a passage by its number; `revision` is the one that it belongs to."""
        _, start, end, sentence, context = self.passages[number].tolist()
        next_sentence, next_context = self.passages[number + 1, 3:].tolist()
        sentences = self.sentences[sentence:next_sentence]
        first_word, end_word = int(self.sentences[sentence, 3]), int(self.sentences[next_sentence, 3])
        words = self.words[first_word:end_word]
        passage = Passage(
            revision,
            Span(start, end).of(revision.article.body) if end else None,
            tuple(Span(start, end) for start, end, _, _ in sentences.tolist()),
            tuple(sentences[:, 2].tolist()),
        )
        return FoundPassage(
            passage,
            score,
            terms=words[:, 0],
            starts=words[:, 1],
            ends=words[:, 2],
            first=sentences[:, 3] - first_word,
            context=self.context[context:next_context],
        )


def _table(column: "array[int]", fields: int) -> NDArray[np.int32]:
    return np.array(column, dtype=np.int32).reshape(-1, fields)
