"""Text analysis: the same road from text to index terms for articles and for questions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from Stemmer import Stemmer

from bot.domain import AliasGroups
from bot.text.irregulars import ENGLISH_FORMS
from bot.text.language import LANGUAGES
from bot.text.stems import related_stems
from bot.text.stopwords import ENGLISH
from bot.text.tokens import Token, fold_accents, split_tokens

# The Snowball stemmer takes the plural of "GPU" for a Latin word and keeps its s.
_ABBREVIATIONS = re.compile(r"[^\Waeiou_]{1,4}us")
_CONCEPT = "="  # no word holds it, so a concept never collides with one
_FUNCTION = "~"  # likewise: the index term of a function word, which only the order of words looks at


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, or a phrase that the aliases know, where it stands in a text.

    `stems` are its index terms; `concept` is the index term that it shares with its aliases.
    """

    stems: tuple[str, ...]
    concept: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read word by word: `terms[i]` is the index term of `tokens[i]`.

    `carries[i]` tells whether it is more than a function word. `phrases` are the alias phrases: the
    concept, and the places of the first word and of the last.
    """

    tokens: tuple[Token, ...]
    terms: tuple[str, ...]
    carries: tuple[bool, ...]
    phrases: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    stems: tuple[str, ...]
    concept: str
    upper: bool  # "US" is not "us": an abbreviation that is also a function word counts in capitals only


class Analyzer:
    """Turns text in one language into index terms: tokens, stems, and concepts for what has aliases.

    Stems are those of the Snowball algorithms (Porter 2001, https://snowballstem.org). A language that they
    do not know is not stemmed. An alias phrase gives its own words and, besides them, one concept term that
    all members of its group share; so the word itself always matches better than its alias.

    Not thread-safe: one analyzer belongs to one thread at a time.
    """

    def __init__(self, language: str = "en", aliases: AliasGroups = ()) -> None:
        algorithm = LANGUAGES.get(language)
        self._stemmer = Stemmer(algorithm) if algorithm else None
        english = algorithm == "english"
        self._stopwords = ENGLISH if english else frozenset[str]()
        self._irregular = ENGLISH_FORMS if english else {}
        self._phrases: dict[str, list[_Phrase]] = {}
        for group in aliases:
            self._add_group(group)
        self._related: Mapping[str, frozenset[str]] = related_stems() if english else {}

    def read(self, text: str) -> Reading:
        """Return the words of `text` in order with their index terms, and the alias phrases among them."""
        tokens = tuple(split_tokens(text))
        stems = [self._stem(token.text) for token in tokens]
        carries = [token.text not in self._stopwords for token in tokens]
        phrases = []
        shouted, position = text.isupper(), 0
        while position < len(tokens):
            phrase = self._phrase_at(text, tokens, stems, position, shouted=shouted)
            last = position if phrase is None else position + len(phrase.stems) - 1
            if phrase is not None:
                phrases.append((phrase.concept, position, last))
                carries[position : last + 1] = [True] * len(phrase.stems)
            position = last + 1
        terms = (
            stem if carrying else _FUNCTION + token.text
            for token, stem, carrying in zip(tokens, stems, carries, strict=True)
        )
        return Reading(tokens, tuple(terms), tuple(carries), tuple(phrases))

    def units(self, text: str) -> Iterator[Unit]:
        """Yield the carrying units of `text` in order; function words are left out."""
        reading = self.read(text)
        phrases = {first: (concept, last) for concept, first, last in reading.phrases}
        position = 0
        while position < len(reading.tokens):
            concept, last = phrases.get(position, (None, position))
            if reading.carries[position]:
                start, end = reading.tokens[position].start, reading.tokens[last].end
                yield Unit(reading.terms[position : last + 1], concept, start, end)
            position = last + 1

    def terms(self, text: str) -> list[str]:
        """Return the index terms of `text`, with repetitions: of its words in order, then its concepts."""
        reading = self.read(text)
        words = [term for term, carries in zip(reading.terms, reading.carries, strict=True) if carries]
        return words + [concept for concept, _, _ in reading.phrases]

    def related(self, term: str) -> frozenset[str]:
        """Return the index terms of the English words that are often used for that of an index term."""
        return self._related.get(term, frozenset())

    def _add_group(self, group: Sequence[str]) -> None:
        concept = ""
        for member in group:
            words = [token.text for token in split_tokens(member)]
            if not words:
                continue
            stems = tuple(self._stem(word) for word in words)
            concept = concept or _CONCEPT + " ".join(stems)
            upper = member.isupper() and words[0] in self._stopwords
            phrases = self._phrases.setdefault(stems[0], [])
            phrases.append(_Phrase(stems, concept, upper))
            phrases.sort(key=lambda phrase: -len(phrase.stems))

    def _phrase_at(
        self, text: str, tokens: Sequence[Token], stems: Sequence[str], position: int, *, shouted: bool
    ) -> _Phrase | None:
        for phrase in self._phrases.get(stems[position], ()):
            end = position + len(phrase.stems)
            if tuple(stems[position:end]) != phrase.stems:
                continue
            surface = text[tokens[position].start : tokens[end - 1].end]
            if not phrase.upper or (surface.isupper() and not shouted):
                return phrase
        return None

    def _stem(self, word: str) -> str:
        word = self._irregular.get(word, word)
        if _ABBREVIATIONS.fullmatch(word):
            word = word[:-1]
        return fold_accents(self._stemmer.stemWord(word) if self._stemmer else word)
