"""The words of a story's articles: how often each stands there, and how often with a capital."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from bot.text.tokens import fold_accents

_LETTERS = r"[^\W\d_]+(?:['’][^\W\d_]+)*"
_WORD = re.compile(_LETTERS)
# Where a sentence starts, or what may be one: there, a capital says nothing.
_FIRST = re.compile(rf"(?:\A|[.!?:;…\n]|[\"“„«(\[*])[^\w.!?:;…\n]*({_LETTERS})")
# A line that does not end as a sentence does is a heading, and its capitals say nothing either.
_HEADING = re.compile(r"^[^\n]*[^\s.!?…,;:'\"”’»)\]]\s*$", re.MULTILINE)
_POSSESSIVE = re.compile(r"['’]s?$")
_MANY_ACRONYMS = re.compile(r"[A-Z]{2,}s")
_CAPITAL_WITHIN = re.compile(r"[^\W\d_][A-Z]")
_USUALLY = 0.8
_NOW_AND_THEN = 0.1


class Vocabulary:
    """Which words the articles hold. Words are looked up as `fold_word` gives them.

    It is a few flat dictionaries of texts and numbers, which the garbage collector passes over.
    """

    def __init__(self, texts: Iterable[str], more: Iterable[str] = ()) -> None:
        """Count the words of `texts`, whose sentences tell names apart, and of `more`: titles, aliases."""
        surfaces, inside = Counter[str](), Counter[str]()
        for text in texts:
            surfaces.update(_WORD.findall(text))
            prose = _HEADING.sub("\n", text)
            inside.update(_WORD.findall(prose))
            inside.subtract(_FIRST.findall(prose))
        for text in more:
            surfaces.update(_WORD.findall(text))
        self._counts: dict[str, int] = {}
        self._inside: dict[str, int] = {}
        self._capitals: dict[str, int] = {}
        for surface, count in surfaces.items():
            word = fold_word(surface)
            self._counts[word] = self._counts.get(word, 0) + count
            standing = inside[surface]
            if standing > 0:
                self._inside[word] = self._inside.get(word, 0) + standing
                if surface[0].isupper():
                    self._capitals[word] = self._capitals.get(word, 0) + standing
        self._spellings = self._find_spellings(surfaces)
        self._counted_acronyms = frozenset(
            surface[:-1].casefold() for surface in surfaces if _MANY_ACRONYMS.fullmatch(surface)
        )

    def _find_spellings(self, surfaces: Counter[str]) -> dict[str, str]:
        spelt = Counter[str]()
        for surface, count in surfaces.items():
            if _CAPITAL_WITHIN.search(surface):
                spelt[_POSSESSIVE.sub("", surface)] += count
        mostly = ((fold_word(surface), surface, count) for surface, count in spelt.items())
        return {word: surface for word, surface, count in mostly if 2 * count > self.count(word)}

    def __iter__(self) -> Iterator[str]:
        """Iterate over the words."""
        return iter(self._counts)

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self._counts)

    def count(self, word: str) -> int:
        """Return how often a word stands in the articles."""
        return self._counts.get(word, 0)

    def spelling(self, word: str) -> str | None:
        """Return how the articles mostly write a word that has a capital within: "OpenRail", "GPUs"."""
        return self._spellings.get(word)

    def capitalised(self, word: str) -> float:
        """Return the share of a word's occurrences inside sentences that have a capital, 0 to 1."""
        standing = self._inside.get(word, 0)
        return self._capitals.get(word, 0) / standing if standing else 0.0

    def is_written_small(self, word: str) -> bool:
        """Tell whether a word stands without a capital more than now and then, inside sentences."""
        small = self._inside.get(word, 0) - self._capitals.get(word, 0)
        return small > _NOW_AND_THEN * self.count(word)

    def is_name(self, word: str) -> bool:
        """Tell whether the articles usually write a word with a capital, and not as they write "GPUs".

        An abbreviation that has a plural stands for things of a kind, not for one thing.
        """
        return self.capitalised(word) >= _USUALLY and not self.is_counted_acronym(word)

    def is_counted_acronym(self, word: str) -> bool:
        """Tell whether a word is an abbreviation, or its plural, that the articles write in the plural."""
        return bool(self._counted_acronyms.intersection((word, word.removesuffix("s"))))


def fold_word(surface: str) -> str:
    """Return a word as the vocabulary knows it: in small letters, without accents and possessive endings."""
    word = surface if surface.isascii() else fold_accents(surface.replace("’", "'"))
    word = word.casefold()
    return _POSSESSIVE.sub("", word) if "'" in word else word
