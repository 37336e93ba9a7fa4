"""The reader of plain text."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.articles.draft import Draft, fold_mark

_MARKED = re.compile(r"(#{1,6}|[-*•]|\d{1,2}[.)]) +\S")
_BULLETS = ("* ", "• ")
_HEADING = re.compile(r"#{1,6} +\S")
_WIDEST = 130
_NARROWEST = 30
_LONG_SHARE = 0.1
_FULL = 0.85
_SHARE = 0.8


def read_plain(text: str) -> Draft:
    """Return the blocks of a plain text: its paragraphs, whether hard-wrapped or one a line."""
    groups = list(_split_groups(text))
    width = _find_width(groups)
    blocks: list[str] = []
    for group in groups:
        blocks.extend(["\n".join(group)] if width and _is_wrapped(group, width) else group)
    return Draft(tuple(_mark_items(blocks)))


def read_lines(text: str) -> Draft:
    """Return the blocks of a text in which every line is one."""
    return Draft(tuple(fold_mark(line.strip()) for line in text.split("\n") if line.strip()))


def _split_groups(text: str) -> Iterator[list[str]]:
    """Yield the lines that stand together; a heading stands alone, an item begins anew."""
    group: list[str] = []
    for line in map(str.strip, text.split("\n")):
        if group and (not line or _MARKED.match(line) or _HEADING.match(group[-1])):
            yield group
            group = []
        if line:
            group.append(line)
    if group:
        yield group


def _mark_items(blocks: Sequence[str]) -> Iterator[str]:
    """Yield the blocks, with `- ` for other bullets; one that stands alone marks a note, not a list."""
    for i, block in enumerate(blocks):
        beside = (*blocks[max(i - 1, 0) : i], *blocks[i + 1 : i + 2])
        is_item = block.startswith(_BULLETS) and any(other.startswith(block[:2]) for other in beside)
        yield f"- {block[2:].lstrip()}" if is_item else fold_mark(block)


def _find_width(groups: Sequence[Sequence[str]]) -> int | None:
    """Return the column at which the text is wrapped; None if it is not, by the look of its lines."""
    everything = [len(line) for group in groups for line in group]
    lengths = sorted(len(line) for group in groups if len(group) > 1 for line in group)
    if not lengths or sum(length > _WIDEST for length in everything) > _LONG_SHARE * len(everything):
        return None
    width = lengths[int(len(lengths) * 0.95)] if len(lengths) > 20 else lengths[-1]  # noqa: PLR2004
    return width if _NARROWEST <= width <= _WIDEST else None


def _is_wrapped(group: Sequence[str], width: int) -> bool:
    """Tell whether lines were broken because the next word had no room, at least once within a sentence."""
    if len(group) == 1:
        return True
    pairs = list(pairwise(group))
    full = sum(len(line) + 1 + len(after.split()[0]) >= _FULL * width for line, after in pairs)
    runs_on = any(not line.endswith((".", "!", "?", ":", "…")) for line, _ in pairs)
    return runs_on and full >= _SHARE * len(pairs)
