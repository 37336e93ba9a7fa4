"""From the lines of printed pages to paragraphs and headings, by where they stand and how large they are."""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.articles.hyphenation import Mender
from bot.text.blocks import ends_sentence

_EDGE_LINES = 3
_EDGE_SHARE = 0.4
_EDGE_STEP = 3.0
_APART = 1.6
_SAME_SIZE = 0.08
_HEADING_SIZE = 1.15
_HEADING_CHARS = 200
_LOOSE = 1.25
_INDENT = 0.8
_RAISED = 0.3
_FARTHEST = 3.0
_COLUMN = 36.0
_FEW = 10
_BULLET = re.compile(r"[•◦▪‣●■\uf0b7\uf0a7] *(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, in the order in which its program wrote it.

    Lengths are points, counted from the left and the bottom of the page; `size` is the height of its letters.
    A line that ends within a word is `divided`: its hyphen is not in its text.
    """

    text: str
    page: int
    left: float
    right: float
    bottom: float
    size: float
    divided: bool = False


@dataclass(frozen=True, slots=True)
class Laid:
    """What stands on pages: its blocks, the title that they show, what recurs at their edges, remarks."""

    blocks: tuple[str, ...]
    title: str | None
    edges: tuple[str, ...]
    notes: tuple[str, ...]


def lay_out(lines: Sequence[Line]) -> Laid:
    """Return the paragraphs and headings of pages, each one block of one line, in the order of the lines.

    What recurs at the top or the bottom of pages is not among them. Words that were divided at the end of a
    line are put together; which, is noted.
    """
    edges = _find_edges(lines, _Measures(lines))
    inner = [line for i, line in enumerate(lines) if i not in edges]
    mender = Mender(line.text for line in inner)
    measures = _Measures(inner)
    blocks: list[str] = []
    title: tuple[float, str] | None = None
    for group in _group(inner, measures):
        text = _join(group, mender)
        size = group[0].size
        if size > _HEADING_SIZE * measures.body and len(text) <= _HEADING_CHARS:
            if group[0].page == 0 and (title is None or size > title[0]):
                title = (size, text)
            text = f"## {text}"
        blocks.append(_BULLET.sub("- ", text, count=1) if _BULLET.match(text) else text)
    repeated = tuple(dict.fromkeys(lines[i].text for i in sorted(edges)))
    return Laid(tuple(blocks), title[1] if title else None, repeated, mender.notes())


class _Measures:
    """What is usual in a text: the size of its letters, the step from line to line, the right of columns."""

    def __init__(self, lines: Sequence[Line]) -> None:
        sizes: Counter[float] = Counter()
        rights: dict[tuple[int, int, int], list[float]] = defaultdict(list)
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
            rights[(line.page, round(line.size), int(line.left // _COLUMN))].append(line.right)
        # One line in ten may reach further: a line across columns, a word that could not be divided.
        self._rights = {place: sorted(found)[-1 - len(found) // _FEW] for place, found in rights.items()}
        self.body = max(sizes, key=lambda size: sizes[size], default=0.0)
        steps = sorted(
            (above.bottom - below.bottom) / above.size
            for above, below in pairwise(lines)
            if above.page == below.page and is_same_size(above, below)
            if _RAISED * above.size < above.bottom - below.bottom < _FARTHEST * above.size
        )
        self.step = steps[len(steps) // 4] if steps else _LOOSE
        """From a line to the next one of its paragraph, in sizes of its letters."""

    def find_right(self, line: Line) -> float:
        """Return how far to the right the lines go that begin about where this one does."""
        page, size, place = line.page, round(line.size), int(line.left // _COLUMN)
        return max(self._rights.get((page, size, near), 0.0) for near in (place - 1, place, place + 1))


def is_same_size(above: Line, below: Line) -> bool:
    """Tell whether the letters of two lines are of one size, as far as can be measured."""
    return abs(above.size - below.size) <= _SAME_SIZE * max(above.size, below.size)


def _find_edges(lines: Sequence[Line], measures: _Measures) -> Collection[int]:
    """Return which lines stand at one place at the edge of page after page, numbers aside."""
    pages: Mapping[int, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        pages[line.page].append(i)
    places: Mapping[tuple[str, int], dict[int, int]] = defaultdict(dict)
    for page, members in pages.items():
        upward = sorted(members, key=lambda i: lines[i].bottom)
        for outward in (upward, upward[::-1]):
            for i in _find_apart([lines[i] for i in outward], measures):
                line = lines[outward[i]]
                places[re.sub(r"\d+", "0", line.text), round(line.bottom / _EDGE_STEP)][page] = outward[i]
    needed = max(2, math.ceil(_EDGE_SHARE * len(pages)))
    return {i for found in places.values() if len(found) >= needed for i in found.values()}


def _find_apart(lines: Sequence[Line], measures: _Measures) -> range:
    """Return which few lines of a page, given from one edge inwards, stand apart from the rest of it."""
    letters = sum(len(line.text) for line in lines)
    outer = 0
    for i, (line, inner) in enumerate(pairwise(lines[: _EDGE_LINES + 1]), start=1):
        outer += len(line.text)
        distance = abs(line.bottom - inner.bottom)
        if not is_same_size(line, inner) or distance > _APART * measures.step * measures.body:
            return range(i if 2 * outer < letters else 0)
    return range(0)


def _group(lines: Sequence[Line], measures: _Measures) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph or heading."""
    group: list[Line] = []
    for line in lines:
        if group and _begins_anew(group, line, measures):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _begins_anew(group: Sequence[Line], line: Line, measures: _Measures) -> bool:
    """Tell whether a line begins a block of its own behind the lines of another."""
    last = group[-1]
    if not is_same_size(last, line):
        return True
    step = last.bottom - line.bottom
    if last.page != line.page or step < -_RAISED * line.size:  # the next page, or the next column
        return not last.divided and (ends_sentence(last.text) or _has_room(last, line, measures))
    if last.divided or step <= _RAISED * line.size:
        return False
    return _begins_below(group, line, step, measures)


def _begins_below(group: Sequence[Line], line: Line, step: float, measures: _Measures) -> bool:
    """Tell whether a line begins a block below another of its size, `step` points further down."""
    last = group[-1]
    if step > _LOOSE * measures.step * line.size or _BULLET.match(line.text):
        return True
    if line.size > _HEADING_SIZE * measures.body or _is_leftward(line.text):
        return False
    hangs = len(group) == 1 and bool(_BULLET.match(last.text))
    indented = line.left - last.left > _INDENT * line.size and not hangs
    return indented or _has_room(last, line, measures)


def _has_room(last: Line, line: Line, measures: _Measures) -> bool:
    """Tell whether the next line's first word had room on the last one, so that it was ended on purpose."""
    if _is_leftward(line.text):
        return False
    width = (line.right - line.left) / max(len(line.text), 1)
    word = line.text.split(maxsplit=1)[0] if line.text.split() else ""
    wide = 1 if _is_unspaced(word[:1]) else len(word) + 1
    return last.right + (wide + 1) * width < measures.find_right(last)


def _join(group: Iterable[Line], mender: Mender) -> str:
    """Return the lines of a block as one line, with one space between words."""
    text = ""
    divided = False
    for line in group:
        piece = " ".join(line.text.split())
        if divided:
            text = mender.join(text, piece)
        elif text and piece and not (_is_unspaced(text[-1]) and _is_unspaced(piece[0])):
            text += f" {piece}"
        else:
            text += piece
        divided = line.divided
    return text + "-" if divided else text


def _is_unspaced(letter: str) -> bool:
    """Tell whether a letter is of a script that puts no spaces between words: Chinese or Japanese."""
    is_wide = bool(letter) and unicodedata.east_asian_width(letter) in "WF"
    return is_wide and not unicodedata.name(letter, "").startswith("HANGUL")


def _is_leftward(text: str) -> bool:
    """Tell whether a text runs from right to left."""
    sides = (unicodedata.bidirectional(letter) for letter in text)
    return next((side in {"R", "AL"} for side in sides if side in {"L", "R", "AL"}), False)
