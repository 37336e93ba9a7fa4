"""What denies or excludes in English: words of negation, and words that exclude one another."""

import re
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from importlib.resources import files

from Stemmer import Stemmer

from bot.text.irregulars import ENGLISH_FORMS

_DENYING = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|unable|except|excluding|"
    r"lack(?:s|ed|ing)?|fail(?:s|ed|ing)?|refus(?:e|es|ed|ing)|reject(?:s|ed|ing)?|unknown|unlikely)\b|n['’]t\b"
    r"|\b(?:is|are|was|were|do|does|did|has|have|had|can|could|would|should|wo|ai)nt\b",
    re.IGNORECASE,
)
_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "de", "mis", "anti", "ab")
_SHORTEST = 4


def denies(text: str) -> bool:
    """Tell whether a text holds a word of negation ("not", "never", "without", "failed")."""
    return _DENYING.search(text) is not None


def find_opposite(word: str, words: AbstractSet[str]) -> str | None:
    """Return the one of `words` that excludes a word; None if none does, or it stands among them itself.

    That is its opposite, or the word with or without "un-" and the like, in any form. All are in small
    letters.
    """
    stem = _stem(word)
    stems = {_stem(other): other for other in sorted(words)}
    if stem in stems:
        return None
    for opposite in sorted(_opposites().get(stem, frozenset())):
        if opposite in stems:
            return stems[opposite]
    for prefix in _PREFIXES:
        bare = stem.removeprefix(prefix)
        if bare != stem and len(bare) >= _SHORTEST and bare in stems:
            return stems[bare]
        if len(stem) >= _SHORTEST and prefix + stem in stems:
            return stems[prefix + stem]
    return None


@cache
def _opposites() -> dict[str, frozenset[str]]:
    opposites: dict[str, set[str]] = {}
    for line in files("bot.text").joinpath("opposites.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            group = [_stem(word) for word in line.split()]
            for stem in group:
                opposites.setdefault(stem, set()).update(group)
    return {stem: frozenset(others - {stem}) for stem, others in opposites.items()}


@cache
def _stemmer() -> Stemmer:
    return Stemmer("english")


@lru_cache(maxsize=10_000)
def _stem(word: str) -> str:
    stem: str = _stemmer().stemWord(ENGLISH_FORMS.get(word, word))
    return stem
