"""A block as cleaning sees it."""

import re
from dataclasses import dataclass

from bot.text.blocks import BlockKind, ends_sentence, is_heading_shaped, split_blocks

QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
"""What somebody said, which is news whatever its words are."""
_YOU = re.compile(r"\byou(rs?|rself)?\b", re.IGNORECASE)
_PROSE_WORDS = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A block's text without marks, its kind, the level of a marked heading (0: not marked), its size."""

    text: str
    kind: BlockKind
    level: int
    words: int

    @property
    def is_prose(self) -> bool:
        """Tell whether it reads as a sentence or more, not as a label, a headline or a name."""
        if self.level or is_heading_shaped(self.text):
            return False
        return self.words >= _PROSE_WORDS or ends_sentence(self.text)

    @property
    def is_address(self) -> bool:
        """Tell whether it speaks to its reader, outside quotation marks."""
        return bool(_YOU.search(QUOTED.sub("“”", self.text)))


def to_part(text: str) -> Part:
    """Return a block as cleaning sees it."""
    block = split_blocks(text)[0]
    bare = block.span.of(text).strip()
    marks = re.match("#+(?= )", text) if block.kind is BlockKind.HEADING else None
    return Part(bare, block.kind, len(marks[0]) if marks else 0, len(bare.split()))
