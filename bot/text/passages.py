"""Passages of an article: what is retrieved, and the sentences in it that may be quoted."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain import Passage, Revision, Span
from bot.text.blocks import BlockKind, split_blocks
from bot.text.sentences import split_sentences

PASSAGE_CHARS = 700


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a passage stands in its article's body, and the heading that it stands under."""

    span: Span
    heading: Span | None


def find_extents(body: str) -> Iterator[Extent]:
    """Yield where the passages of a body stand, in order, without looking at their sentences.

    A passage gathers whole paragraphs and list items that stand under one heading, up to about
    `PASSAGE_CHARS` characters; a longer paragraph is a passage of its own. Headings are the context of what
    follows them, never part of a passage.
    """
    heading: Span | None = None
    gathered: Span | None = None
    for block in split_blocks(body):
        ends = block.kind is BlockKind.HEADING
        full = gathered is not None and block.span.end - gathered.start > PASSAGE_CHARS
        if gathered is not None and (ends or full):
            yield Extent(gathered, heading)
            gathered = None
        if ends:
            heading = block.span
        else:
            gathered = block.span if gathered is None else Span(gathered.start, block.span.end)
    if gathered is not None:
        yield Extent(gathered, heading)


def read_passage(revision: Revision, extent: Extent, *, language: str = "en") -> Passage:
    """Return the passage that stands at an extent of a revision's body, with its sentences.

    A title that runs on into a paragraph, as scraped pages often have it, is not a sentence; where the
    sentence that follows it goes on in small letters, it is that sentence's beginning.
    """
    body, offset = revision.article.body, extent.span.start
    sentences: list[Span] = []
    blocks: list[int] = []
    for number, block in enumerate(split_blocks(extent.span.of(body))):
        found = _find_sentences(revision, Span(offset + block.span.start, offset + block.span.end), language)
        sentences.extend(found)
        blocks.extend([number] * len(found))
    heading = None if extent.heading is None else extent.heading.of(body)
    return Passage(revision, heading, tuple(sentences), tuple(blocks))


def split_passages(revision: Revision, *, language: str = "en") -> tuple[Passage, ...]:
    """Return the passages of an article's prose, in order."""
    extents = find_extents(revision.article.body)
    return tuple(read_passage(revision, extent, language=language) for extent in extents)


def _find_sentences(revision: Revision, block: Span, language: str) -> list[Span]:
    body, title, start = revision.article.body, revision.article.title, block.start
    after = start + len(title) + 1
    if title and body.startswith(title + " ", start) and not body[after : after + 1].islower():
        start = after
    found = split_sentences(body[start : block.end], language=language)
    return [Span(start + span.start, start + span.end) for span in found]
