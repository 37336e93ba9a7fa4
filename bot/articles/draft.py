"""What every reader returns: blocks of text with what the file states of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.ports import Dropped

_MARK = re.compile(r"^(#{1,6}|-) \s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Draft:
    """A file's blocks before cleaning, what it states of itself, and what its reader left out.

    A block is never blank, has no blank line in it, and no white space at the ends of its lines. `title` is
    what the text itself shows as its title, for when nothing states one.
    """

    blocks: tuple[str, ...]
    fields: Mapping[str, object] = field(default_factory=dict)
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()
    title: str | None = None


def fold_mark(line: str) -> str:
    """Return a line with one space behind the mark of a heading or item, if it begins with one."""
    return _MARK.sub(r"\1 ", line, count=1)


def to_blocks(text: str, prefix: str = "") -> list[str]:
    """Return the blocks of a text divided by blank lines, each line trimmed; `prefix` marks the first."""
    blocks: list[list[str]] = [[]]
    for line in text.split("\n"):
        if trimmed := line.strip():
            blocks[-1].append(trimmed)
        elif blocks[-1]:
            blocks.append([])
    found = ["\n".join(lines) for lines in blocks if lines]
    return [prefix + found[0], *found[1:]] if found else []
