"""Text analysis: the same road from text to index terms for articles and for questions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from Stemmer import Stemmer

from bot.domain import AliasGroups, AnalysedQuery, QueryTerm
from bot.text.language import LANGUAGES
from bot.text.stopwords import ENGLISH
from bot.text.tokens import Token, fold_accents, split_tokens

# The Snowball stemmer takes the plural of "GPU" for a Latin word and keeps its s.
_ABBREVIATIONS = re.compile(r"[^\Waeiou_]{1,4}us")
_CONCEPT = "="  # no word holds it, so a concept never collides with one


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
        self._stopwords = ENGLISH if algorithm == "english" else frozenset[str]()
        self._phrases: dict[str, list[_Phrase]] = {}
        for group in aliases:
            self._add_group(group)

    def units(self, text: str) -> Iterator[Unit]:
        """Yield the carrying units of `text` in order; function words are left out."""
        tokens = list(split_tokens(text))
        stems = [self._stem(token.text) for token in tokens]
        shouted = text.isupper()
        position = 0
        while position < len(tokens):
            phrase = self._phrase_at(text, tokens, stems, position, shouted=shouted)
            if phrase is not None:
                last = position + len(phrase.stems) - 1
                yield Unit(phrase.stems, phrase.concept, tokens[position].start, tokens[last].end)
                position = last + 1
                continue
            token = tokens[position]
            if token.text not in self._stopwords:
                yield Unit((stems[position],), None, token.start, token.end)
            position += 1

    def terms(self, text: str) -> list[str]:
        """Return the index terms of `text` in order, with repetitions."""
        terms: list[str] = []
        for unit in self.units(text):
            terms.extend(unit.stems)
            if unit.concept is not None:
                terms.append(unit.concept)
        return terms

    def analyse(self, question: str) -> AnalysedQuery:
        """Return the question with its distinct carrying units, in order of appearance."""
        terms: dict[tuple[str, ...], QueryTerm] = {}
        for unit in self.units(question):
            terms.setdefault(unit.stems, QueryTerm(question[unit.start : unit.end], unit.stems, unit.concept))
        return AnalysedQuery(question, tuple(terms.values()))

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
        if _ABBREVIATIONS.fullmatch(word):
            word = word[:-1]
        return fold_accents(self._stemmer.stemWord(word) if self._stemmer else word)
