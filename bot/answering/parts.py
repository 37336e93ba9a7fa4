"""The parts of a text that are looked up apart: its sentences."""

from collections.abc import Iterator

from bot.domain import Span
from bot.text.sentences import split_sentences

# More words at once would hold up the event loop, and say less of each.
_LONGEST_PART_CHARS = 300


def split_parts(text: str) -> Iterator[Span]:
    """Yield the sentences of a text, line by line, as spans of it; a very long one comes in pieces."""
    start = 0
    for line in text.split("\n"):
        for sentence in split_sentences(line):
            yield from split_pieces(text, start + sentence.start, start + sentence.end)
        start += len(line) + 1


def split_pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the words of a text from one offset to another, in pieces that are short enough."""
    while end - start > _LONGEST_PART_CHARS:
        cut = text.rfind(" ", start + 1, start + _LONGEST_PART_CHARS)
        cut = cut if cut > start else start + _LONGEST_PART_CHARS
        yield Span(start, cut)
        start = cut
    yield Span(start, end)
