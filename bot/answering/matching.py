"""Word-for-word matches: the runs of words that a text has in common with the articles."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.domain import Passage, Quote, Span

LEAST_WORDS = 6
_MOST_SENTENCES = 3
_LEAST_QUOTED_WORDS = 3
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\W_]+")
_QUOTED = re.compile(r"“[^“”]+”|\"[^\"]+\"|„[^„“”]+[“”]|«[^«»]+»|‘[^‘’]+’(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Match:
    """A run of words, as long as it gets: in the passage's body at `span`, and in the text at `said`."""

    passage: Passage
    span: Span
    said: Span
    words: int

    @property
    def article_id(self) -> str:
        """Return the id of the article that it stands in."""
        return self.passage.revision.article.id


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


class RunFinder:
    """Finds what of one text stands word for word in passages.

    Words are the same if they differ at most in capitals, in the form of apostrophes, or in compatible forms
    of a character (Unicode NFKC); white space and punctuation between them do not count. A run has six words
    or more; what the text puts in quotation marks is found from three words on, if all of it stands there.
    A run never reaches across two paragraphs of an article. (difflib would align the two as sequences, and
    lose what a text quotes in another order; here every run is found by the six words that it begins with.)
    """

    def __init__(self, text: str) -> None:
        self._words = _split(text)
        self._quoted = [
            (first, last)
            for quoted in _QUOTED.finditer(text)
            for first, last in [self._within(quoted.start(), quoted.end())]
            if _LEAST_QUOTED_WORDS <= last - first < LEAST_WORDS
        ]
        self._starts: dict[tuple[str, ...], list[int]] = {}
        for first in range(len(self._words) - LEAST_WORDS + 1):
            self._starts.setdefault(_texts(self._words, first, LEAST_WORDS), []).append(first)

    def find(self, passage: Passage) -> Iterator[Match]:
        """Yield the matches in a passage, in no set order; they may overlap."""
        body = passage.revision.article.body
        numbered = zip(passage.blocks, passage.sentences, strict=True)
        for _, block in groupby(numbered, key=lambda pair: pair[0]):
            spans = [span for _, span in block]
            start = spans[0].start
            words = _split(body[start : spans[-1].end], offset=start)
            yield from self._find_runs(passage, words)
            yield from self._find_quoted(passage, words)

    def _find_runs(self, passage: Passage, words: Sequence[_Word]) -> Iterator[Match]:
        for there in range(len(words) - LEAST_WORDS + 1):
            for here in self._starts.get(_texts(words, there, LEAST_WORDS), ()):
                begun_before = here and there and self._words[here - 1].text == words[there - 1].text
                if not begun_before:
                    yield self._match(passage, words, here, there, self._length(words, here, there))

    def _find_quoted(self, passage: Passage, words: Sequence[_Word]) -> Iterator[Match]:
        for first, last in self._quoted:
            wanted = _texts(self._words, first, last - first)
            for there in range(len(words) - len(wanted) + 1):
                if _texts(words, there, len(wanted)) == wanted:
                    yield self._match(passage, words, first, there, len(wanted))

    def _length(self, words: Sequence[_Word], here: int, there: int) -> int:
        pairs = zip(self._words[here:], words[there:], strict=False)
        return next((n for n, (ours, theirs) in enumerate(pairs) if ours.text != theirs.text), None) or min(
            len(self._words) - here, len(words) - there
        )

    def _match(self, passage: Passage, words: Sequence[_Word], here: int, there: int, length: int) -> Match:
        said = Span(self._words[here].start, self._words[here + length - 1].end)
        return Match(passage, Span(words[there].start, words[there + length - 1].end), said, length)

    def _within(self, start: int, end: int) -> tuple[int, int]:
        inside = [n for n, word in enumerate(self._words) if start <= word.start and word.end <= end]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)


def choose_matches(matches: Sequence[Match]) -> list[Match]:
    """Return the matches worth showing: in each article, none that overlaps a longer one there.

    Of what an article says twice, one place is enough. The longest come first; of what several articles say,
    the longest in each of the others comes after everything that was not said yet.
    """
    chosen: list[Match] = []
    for match in sorted(matches, key=_order):
        same = (other for other in chosen if other.article_id == match.article_id)
        if not any(match.span.overlaps(other.span) or _lies_in(match.said, other.said) for other in same):
            chosen.append(match)
    said_before = [
        sum(match.said.overlaps(other.said) for other in chosen[:place]) for place, match in enumerate(chosen)
    ]
    return [match for _, match in sorted(zip(said_before, chosen, strict=True), key=lambda pair: pair[0])]


def quote_match(match: Match, most_chars: int) -> Quote:
    """Return the sentences that a match stands in, from its first on, with the matching words highlighted."""
    inside = [span for span in match.passage.sentences if span.overlaps(match.span)][:_MOST_SENTENCES]
    end = inside[0].end
    for sentence in inside[1:]:
        if sentence.end - inside[0].start <= most_chars:
            end = sentence.end
    span = Span(inside[0].start, end)
    start = max(match.span.start, span.start)
    highlight = Span(start - span.start, min(match.span.end, span.end) - span.start)
    revision = match.passage.revision
    return Quote(revision, span, span.of(revision.article.body), highlight, float(match.words))


def is_said(part: Span | None, matches: Sequence[Match]) -> bool:
    """Tell whether at least half of a part of the text stands word for word in an article."""
    if part is None:
        return bool(matches)
    return any(
        2 * (min(match.said.end, part.end) - max(match.said.start, part.start)) >= len(part)
        for match in matches
    )


def _order(match: Match) -> tuple[int, str, int]:
    return (-match.words, match.article_id, match.span.start)


def _lies_in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _split(text: str, *, offset: int = 0) -> list[_Word]:
    return [
        _Word(_normalise(match[0]), match.start() + offset, match.end() + offset)
        for match in _WORD.finditer(text)
    ]


def _normalise(word: str) -> str:
    word = word if word.isascii() else unicodedata.normalize("NFKC", word).replace("’", "'")
    return word.casefold()


def _texts(words: Sequence[_Word], first: int, length: int) -> tuple[str, ...]:
    return tuple(word.text for word in words[first : first + length])
