"""The spelling of questions: words that nothing knows, and the known words that were meant."""

import re
from collections.abc import Callable, Collection, Sequence
from functools import cached_property

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.domain import Correction
from bot.text.question_words import FOREIGN
from bot.text.slips import EASY, rank_slip, undo_slips
from bot.text.stopwords import ENGLISH
from bot.text.tokens import Token, fold_accents, split_tokens
from bot.text.vocabulary import Vocabulary
from bot.text.word_lists import load_words

_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]{3,}")
_SHORTEST = 4
_SHORTEST_NAME = 6
# A shorter name must stand so often in the articles, for one slip to be taken for it.
_OFTEN = 3
# From this length on, a word may hold two slips.
_LONG = 8
# So many times oftener than another word that explains it as well, a word must stand to be taken for it.
_CLEARLY = 3
_SECOND_SLIP = 10
_SAME_BEGINNING = 4


class Speller:
    """Corrects the words of questions that neither a story's articles nor their language know.

    A word is taken for one of the articles, or for another form of one, that is one slip away; two in long
    words. The least slip counts, then how often a word stands in the articles, as in Norvig (2007,
    https://norvig.com/spell-correct.html). Words of the language are candidates too, so that a word that the
    articles do not hold is not taken for one that they do; where two explain a slip as well, it is left.
    """

    def __init__(
        self, vocabulary: Vocabulary, index_terms: Callable[[str], Sequence[str]], language: str = "en"
    ) -> None:
        self._vocabulary = vocabulary
        self._index_terms = index_terms
        self._language = language
        self._function_words = ENGLISH if language == "en" else frozenset[str]()

    def correct(self, question: str, capitalised: Collection[int] = ()) -> tuple[str, tuple[Correction, ...]]:
        """Return the question with its words corrected, and what was corrected, in order.

        `capitalised` are the offsets of words whose capitals say that they are names: they, and words with
        capitals inside, are taken for nothing but a name of the articles. Words that hold anything but Latin
        letters are left alone, and so is a question of which most words are in no list: it is in another
        language.
        """
        tokens = list(split_tokens(question))
        found: list[tuple[Token, str]] = []
        for token in tokens:
            typed = question[token.start : token.end]
            name = token.start in capitalised or not (typed.isupper() or typed[1:].islower())
            meant = self._find_meant(token.text, name=name)
            if meant is not None:
                found.append((token, _like(typed, meant, self._vocabulary.spelling(meant))))
        if not found or self._is_foreign(tokens):
            return question, ()
        corrections = tuple(Correction(question[t.start : t.end], meant) for t, meant in found)
        for token, meant in reversed(found):
            question = question[: token.start] + meant + question[token.end :]
        return question, corrections

    @cached_property
    def _candidates(self) -> list[str]:
        words = {*self._vocabulary, *self._function_words}
        return sorted(word for word in words if _LATIN.fullmatch(word))

    def _find_meant(self, word: str, *, name: bool) -> str | None:
        word = fold_accents(word)
        if self._is_known(word) or word in FOREIGN or not _LATIN.fullmatch(word):
            return None
        most = 1 if name or len(word) < _LONG else 2
        near = extract(word, self._candidates, scorer=OSA.distance, score_cutoff=most, limit=None)
        ranks = {meant: _rank(word, meant, distance) for meant, distance, _ in near}
        ranks = {meant: rank for meant, rank in ranks.items() if self._may_be(word, meant, rank, name=name)}
        if not ranks or word in load_words(self._language) or self._says_the_same(word, ranks):
            return None
        if name and len(ranks) > 1 and min(map(len, ranks)) < _SHORTEST_NAME:
            return None
        if not name:
            for meant in undo_slips(word):
                if meant not in ranks and meant in load_words(self._language):
                    rank = rank_slip(word, meant)
                    if self._may_be(word, meant, rank, name=False):
                        ranks[meant] = rank
        return self._choose(ranks)

    def _choose(self, ranks: dict[str, int]) -> str | None:
        least = min(ranks.values())
        best, *others = sorted(
            (meant for meant, rank in ranks.items() if rank == least),
            key=lambda meant: (not self._is_known(meant), -self._frequency(meant), meant),
        )
        for other in others:
            terms = self._index_terms(other)
            if terms and terms == self._index_terms(best):
                continue
            both = self._is_known(best) == self._is_known(other)
            listed = load_words(self._language)
            if both and self._frequency(other) * _CLEARLY > self._frequency(best):
                return None
            if not both and listed.get(other, 0) > listed.get(best, 0):
                return None
        return best if self._is_known(best) or self._has_form(best) else None

    def _may_be(self, word: str, meant: str, rank: int, *, name: bool) -> bool:
        swapped = sorted(word) == sorted(meant)
        if name:
            # "Albania" and "Albanian" are two names, "Hartman" and "Hartmann" one.
            derived = rank > 0 and (word.startswith(meant) or meant.startswith(word))
            if len(meant) < _SHORTEST_NAME:
                return self._may_be_short_name(meant, rank) and not derived
            return self._vocabulary.is_name(meant) and not derived
        if len(word) < _SHORTEST:
            return swapped and meant in self._function_words
        return (len(meant) >= _SHORTEST or swapped) and (len(word) > _SHORTEST or rank <= EASY)

    def _may_be_short_name(self, meant: str, rank: int) -> bool:
        """Tell whether a short name is one that the articles have often, and the slip an easy one.

        Of "GPUs" and the like a key beside the right one is enough: hardly anything else is written so.
        """
        often = len(meant) >= _SHORTEST and self._vocabulary.count(meant) >= _OFTEN
        if self._vocabulary.is_counted_acronym(meant):
            return often and rank <= EASY
        return often and rank < EASY and self._vocabulary.is_name(meant)

    def _is_known(self, word: str) -> bool:
        return self._vocabulary.count(word) > 0 or word in self._function_words

    def _frequency(self, word: str) -> int:
        if word in self._function_words or not self._is_known(word):
            return load_words(self._language).get(word, 0)
        return self._vocabulary.count(word)

    def _says_the_same(self, word: str, others: Collection[str]) -> bool:
        terms = self._index_terms(word)
        return any(self._index_terms(other) == terms for other in others)

    def _has_form(self, word: str) -> bool:
        """Tell whether the articles hold another form of a word: "accelerate" for "accelerated"."""
        beginning = word[:_SAME_BEGINNING]
        return self._says_the_same(word, [w for w in self._candidates if w.startswith(beginning)])

    def _is_foreign(self, tokens: Sequence[Token]) -> bool:
        listed = load_words(self._language)
        words = [fold_accents(token.text) for token in tokens if not token.text[0].isdigit()]
        unknown = sum(not self._is_known(word) and word not in listed for word in words)
        return unknown > max(len(words) / 2, 1)


def _rank(typed: str, meant: str, distance: float) -> int:
    if distance <= 1:
        return rank_slip(typed, meant)
    return _SECOND_SLIP + (typed[0] != meant[0])


def _like(typed: str, meant: str, spelling: str | None) -> str:
    """Return a word as the articles spell it, else with the capitals of what was typed; with its ending."""
    ending = _POSSESSIVE.search(typed)
    if spelling is not None:
        meant = spelling
    elif len(typed) > 1 and typed.isupper():
        meant = meant.upper()
    elif typed[0].isupper():
        meant = meant.capitalize()
    return meant + (ending[0] if ending else "")
