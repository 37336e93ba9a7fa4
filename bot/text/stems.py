"""English words by their stems: which are forms of one word, of one family, or related."""

from collections.abc import Mapping
from functools import cache, lru_cache
from threading import get_ident

from Stemmer import Stemmer

from bot.text.irregulars import ENGLISH_FORMS
from bot.text.related import related_words
from bot.text.tokens import fold_accents

_FAMILY_CHARS = 5
_LEAST_PREFIX = 4
_MOST_ENDING = 3
_MOST_LONGER = 4


@lru_cache(maxsize=20_000)
def stem_english(word: str) -> str:
    """Return the stem of an English word in small letters, without accents; all forms of a word have one.

    Stems are those of the Snowball algorithm (Porter 2001, https://snowballstem.org).
    """
    return fold_accents(_stemmer(get_ident()).stemWord(ENGLISH_FORMS.get(word, word)))


@cache
def related_stems() -> Mapping[str, frozenset[str]]:
    """Return the stems of the words that are related to those of each stem, without the stem itself."""
    related: dict[str, set[str]] = {}
    for word, others in related_words().items():
        stem = stem_english(word)
        related.setdefault(stem, set()).update(stem_english(other) for other in others)
    return {stem: frozenset(others - {stem}) for stem, others in related.items()}


def family_prefix(stem: str) -> str | None:
    """Return what the stems of a word's family begin with: all but its last three letters.

    None if the stem is too short, or holds more than letters.
    """
    if len(stem) < _FAMILY_CHARS or not stem.isalpha():
        return None
    return stem[: max(_LEAST_PREFIX, len(stem) - _MOST_ENDING)]


def is_of_family(stem: str, other: str) -> bool:
    """Tell whether `other` is of the family of a stem, as "installation" is of "install"."""
    prefix = family_prefix(stem)
    return prefix is not None and other.startswith(prefix) and abs(len(other) - len(stem)) <= _MOST_LONGER


def mean_alike(stem: str, other: str) -> bool:
    """Tell whether two stems may stand for one another: the same, of one family, or related."""
    return stem == other or other in related_stems().get(stem, frozenset()) or is_of_family(stem, other)


@cache
def _stemmer(_thread: int) -> Stemmer:
    # One stemmer belongs to one thread.
    return Stemmer("english")
