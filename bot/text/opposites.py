"""What denies or excludes in English: words of negation, and words that exclude one another."""

import re
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files

_DENYING = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|unable|except|excluding|"
    r"lack(?:s|ed|ing)?|fail(?:s|ed|ing)?|refus(?:e|es|ed|ing)|reject(?:s|ed|ing)?|unknown|unlikely|"
    r"(?:is|are|was|were|do|does|did|has|have|had|would|could|should)nt)\b|n['’]t\b",
    re.IGNORECASE,
)
_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "de", "mis", "anti")
_SHORTEST = 4


def denies(text: str) -> bool:
    """Tell whether a text holds a word of negation ("not", "never", "without", "failed")."""
    return _DENYING.search(text) is not None


def find_opposite(word: str, words: AbstractSet[str]) -> str | None:
    """Return the one of `words` that excludes a word; None if none does, or it stands among them itself.

    That is its opposite, or the word with or without "un-" and the like. All are in small letters.
    """
    if word in words:
        return None
    if opposite := _opposites().get(word, frozenset()) & words:
        return min(opposite)
    for prefix in _PREFIXES:
        bare = word.removeprefix(prefix)
        if bare != word and len(bare) >= _SHORTEST and bare in words:
            return bare
        if len(word) >= _SHORTEST and prefix + word in words:
            return prefix + word
    return None


@cache
def _opposites() -> dict[str, frozenset[str]]:
    opposites: dict[str, set[str]] = {}
    for line in files("bot.text").joinpath("opposites.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            group = line.split()
            for word in group:
                opposites.setdefault(word, set()).update(group)
    return {word: frozenset(others - {word}) for word, others in opposites.items()}
