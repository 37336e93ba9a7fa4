"""Words that were divided at the end of a printed line, put together again."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"\w+(?:[-‐‑’']\w+)*")
_TAIL = re.compile(r"[\w’'‐‑-]*$")
_HEAD = re.compile(r"\w*")
_SHOWN = 5


class Mender:
    """Puts divided words together, by the words that the same text has undivided.

    A hyphen stays where the text has the word with it elsewhere, before a capital letter or a digit, and in a
    word that has another hyphen; otherwise it was the line's, not the word's.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._known = {word for text in texts for word in _WORD.findall(text.casefold())}
        self._mended: dict[str, None] = {}

    def join(self, text: str, rest: str) -> str:
        """Return a text that ends within a word, without its hyphen, joined to the rest of that word."""
        matches = _TAIL.search(text), _HEAD.match(rest)
        tail, head = (match[0] if match else "" for match in matches)
        hyphen = "-" if self._keeps_hyphen(tail, head) else ""
        self._mended.setdefault(f"{tail}{hyphen}{head}")
        return text + hyphen + rest

    def notes(self) -> tuple[str, ...]:
        """Return a remark on the words that were put together, if any were."""
        if not self._mended:
            return ()
        shown = ", ".join(list(self._mended)[:_SHOWN])
        more = ", …" if len(self._mended) > _SHOWN else ""
        return (f"words divided at the end of a line were put together; check them: {shown}{more}",)

    def _keeps_hyphen(self, tail: str, head: str) -> bool:
        if f"{tail}{head}".casefold() in self._known:
            return False
        if f"{tail}-{head}".casefold() in self._known:
            return True
        return not head[:1].islower() or not tail[-1:].isalpha() or "-" in tail
