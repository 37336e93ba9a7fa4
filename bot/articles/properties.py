"""The properties of a document: what its program wrote down of it, which is trusted where the text agrees."""

import re
from collections.abc import Mapping, Sequence

_SHOWN_BLOCKS = 6


def pick_shown(properties: Mapping[str, str], blocks: Sequence[str]) -> dict[str, str]:
    """Return the properties that the first blocks of the text show, the title as a whole block.

    The others name a template, a file or whoever used the program last. Dates are never taken: those of a
    document say when it was saved, not when it was published.
    """
    shown = [_squeeze(block) for block in blocks[:_SHOWN_BLOCKS]]
    together = f" {' '.join(shown)} "
    found = {name: " ".join(value.split()) for name, value in properties.items()}
    return {
        name: value
        for name, value in found.items()
        if (plain := _squeeze(value)) and (plain in shown if name == "title" else f" {plain} " in together)
    }


def _squeeze(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
