"""What denies or excludes in English: words of negation, and words that exclude one another."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files

from bot.text.stems import stem_english
from bot.text.stopwords import ENGLISH
from bot.text.tokens import Token

_DENYING = re.compile(
    r"\b(?:not|never|no|non|none|nobody|nothing|neither|nor|without|cannot|unable|except(?:ions?)?|excluding|"
    r"hardly|rarely|seldom|instead of|rather than|"
    r"lack(?:s|ed|ing)?|fail(?:s|ed|ing)?|refus(?:e|es|ed|ing)|reject(?:s|ed|ing)?|unknown|unlikely)\b|n['’]t\b"
    r"|\b(?:is|are|was|were|do|does|did|has|have|had|can|could|would|should|wo|ai)nt\b",
    re.IGNORECASE,
)
_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "de", "mis", "anti", "ab")
_SHORTEST = 4
# How many words behind one of negation are looked at, and how many carrying ones of them are denied.
_REACH, _DENIED = 5, 2
_BREAK = re.compile(r"[,;:.!?()]")


def denies(text: str) -> bool:
    """Tell whether a text holds a word of negation ("not", "never", "without", "failed")."""
    return _DENYING.search(text) is not None


def find_denied(text: str, tokens: Sequence[Token]) -> frozenset[str]:
    """Return the stems of the words of a text that a word of negation stands shortly before.

    Those are the next two carrying words in its clause: "sign" and "treaty" of "did not sign the treaty".
    """
    denied: set[str] = set()
    for match in _DENYING.finditer(text):
        stop = _BREAK.search(text, match.end())
        end = stop.start() if stop else len(text)
        behind = [t for t in tokens if match.end() <= t.start < end][:_REACH]
        carrying = [t for t in behind if t.text not in ENGLISH]
        denied.update(stem_english(token.text) for token in carrying[:_DENIED])
    return frozenset(denied)


def find_opposite(word: str, words: AbstractSet[str]) -> str | None:
    """Return the one of `words` that excludes a word; None if none does, or it stands among them itself.

    That is its opposite, or the word with or without "un-" and the like, in any form. All are in small
    letters.
    """
    stem = stem_english(word)
    stems = {stem_english(other): other for other in sorted(words)}
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
            group = [stem_english(word) for word in line.split()]
            for stem in group:
                opposites.setdefault(stem, set()).update(group)
    return {stem: frozenset(others - {stem}) for stem, others in opposites.items()}
