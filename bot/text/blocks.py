"""The blocks of a body: which stretches of it are headings, items and paragraphs.

A body is blocks with one blank line between them. A heading is marked by `#` signs or known by its shape,
a list item begins with `- `, everything else is a paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain import Span

_HASHES = re.compile(r"#{1,6} (?=.*\S)")
_ITEM = re.compile(r"- (?=[^\n]*\S)")
_CLOSING = "\"'”’»)]*_ "
_TERMINAL = (".", "!", "?", "…", ";", "。", "！", "？", "؟", "।")
_HEADING_WORDS = 12
_HEADING_CHARS = 120
_QUESTION_WORDS = 8


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    ITEM = "item"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a body: its kind, and the span of its text without the marks of headings and items."""

    kind: BlockKind
    span: Span
    marked: bool = False


def split_blocks(body: str) -> tuple[Block, ...]:
    """Return the blocks of a body in order; every character but white space and marks lies in one.

    Lines that have the shape of a heading and stand one after the other are the lines of a list: only the
    one before the prose that it heads is a heading.
    """
    blocks = [_to_block(body, start, end) for start, end in _find_runs(body)]
    for i, block in enumerate(blocks):
        heads_nothing = i + 1 == len(blocks) or blocks[i + 1].kind is BlockKind.HEADING
        if block.kind is BlockKind.HEADING and not block.marked and heads_nothing:
            blocks[i] = replace(block, kind=BlockKind.PARAGRAPH)
    return tuple(blocks)


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does, closing quotation marks and brackets aside."""
    return text.rstrip(_CLOSING).endswith(_TERMINAL)


def is_heading_shaped(text: str) -> bool:
    """Tell whether a text, without marks, looks like a heading: one short line that is no sentence."""
    if "\n" in text or len(text) > _HEADING_CHARS:
        return False
    words = len(text.split())
    if ends_sentence(text):
        return words <= _QUESTION_WORDS and text.endswith(("?", "？", "؟"))
    return words <= _HEADING_WORDS


def _find_runs(body: str) -> Iterator[tuple[int, int]]:
    """Yield where each run of lines that hold more than white space starts and ends, trimmed."""
    start = end = offset = 0
    for line in body.split("\n"):
        if text := line.strip():
            first = offset + line.index(text[0])
            start = start if end else first
            end = first + len(text)
        elif end:
            yield start, end
            end = 0
        offset += len(line) + 1
    if end:
        yield start, end


def _to_block(body: str, start: int, end: int) -> Block:
    text = body[start:end]
    if "\n" not in text and (marks := _HASHES.match(text)):
        return Block(BlockKind.HEADING, Span(start + marks.end(), end), marked=True)
    if mark := _ITEM.match(text):
        return Block(BlockKind.ITEM, Span(start + mark.end(), end), marked=True)
    kind = BlockKind.HEADING if is_heading_shaped(text) else BlockKind.PARAGRAPH
    return Block(kind, Span(start, end))
