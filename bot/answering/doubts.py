"""Doubts: what a quote says otherwise than the question asks, although they share many words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.answering.replacements import find_replacements
from bot.domain import AnalysedQuery
from bot.text.closeness import agree, contradict
from bot.text.opposites import denies, find_denied, find_opposite
from bot.text.quantities import find_quantities
from bot.text.ranks import is_rank, is_superlative
from bot.text.stems import mean_alike, stem_english
from bot.text.stopwords import ENGLISH
from bot.text.tokens import Token, split_tokens

DOUBTS = {
    "negative": "the question denies something",
    "denied": "the question denies something, and the quote does not",
    "denied word": "the question denies a word that the quote holds and does not deny",
    "denying word": "the quote denies a word that the question holds and does not deny",
    "opposite": "the quote has the opposite of a word of the question in its place",
    "other figure": "the quote has a figure or a date that cannot be the one in the question",
    "other numeral": "the quote numbers a thing otherwise (“Part II”) than the question",
    "other name": "the quote has other names in place of one of the question: the weight of that name",
    "other word": "the quote has another word in place of one of the question, which it lacks",
    "other epithet": "the quote has another word with a capital in place of one of the question",
    "rank": "the quote lacks a word of rank of the question (“first”, “only”, “largest”)",
}

_NUMERAL = re.compile(r"[IVX]+|\d+")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt: its name in `DOUBTS`, how much it weighs from 0 to 1, and what to say of it."""

    name: str
    weight: float
    words: str


def find_doubts(query: AnalysedQuery, quote: str) -> list[Doubt]:
    """Return what speaks against a quote as the answer: each kind once at most, the gravest first.

    What only English words tell is looked for in questions that were analysed as English.
    """
    asked, said = _Words.read(query.text), _Words.read(quote)
    english = query.language == "en"
    return [
        *(_find_opposite(asked, said) if english else ()),
        *_find_figure(asked, said),
        *_find_numeral(asked, said),
        *(_find_replaced(query, asked, said) if english else ()),
        *_find_name(query, asked, said),
        *(_find_rank(asked, said) if english else ()),
        *(_find_denial(asked, said) if english else ()),
    ]


@dataclass(frozen=True, slots=True)
class _Words:
    """A text with its words, and the stems of those that it denies."""

    text: str
    tokens: Sequence[Token]
    denied: frozenset[str]

    @classmethod
    def read(cls, text: str) -> "_Words":
        tokens = list(split_tokens(text))
        return cls(text, tokens, find_denied(text, tokens))

    def surface(self, token: Token) -> str:
        return self.text[token.start : token.end]


def _find_denial(asked: _Words, said: _Words) -> Iterator[Doubt]:
    lost = [t for t in said.tokens if stem_english(t.text) in asked.denied - said.denied]
    if lost:
        yield Doubt("denied word", 1.0, f"the question denies “{lost[0].text}”, and the quote does not")
    lost = [t for t in asked.tokens if stem_english(t.text) in said.denied - asked.denied]
    if lost:
        yield Doubt("denying word", 1.0, f"it denies “{lost[0].text}”")
    if denies(asked.text) and not denies(said.text):
        yield Doubt("denied", 1.0, "the question denies something, and the quote does not")
    if denies(asked.text):
        yield Doubt("negative", 1.0, "the question denies something")


def _find_opposite(asked: _Words, said: _Words) -> Iterator[Doubt]:
    known, words = {t.text for t in asked.tokens}, {t.text for t in said.tokens} - ENGLISH
    for token in asked.tokens:
        opposite = find_opposite(token.text, words) if token.text not in ENGLISH else None
        # One that is asked about too is no doubt, nor one beside a word that means the same as the
        # question's, nor where one of the two is denied: "not known" is "unknown".
        if opposite is None or opposite in known:
            continue
        stem, other = stem_english(token.text), stem_english(opposite)
        alike = any(mean_alike(stem, stem_english(word)) for word in words)
        if not alike and (stem in asked.denied) == (other in said.denied):
            yield Doubt("opposite", 1.0, f"it says “{opposite}”, not “{token.text}”")
            return


def _find_figure(asked: _Words, said: _Words) -> Iterator[Doubt]:
    figures = find_quantities(said.text)
    for figure in find_quantities(asked.text):
        words = figure.span.of(asked.text)
        # A month in small letters may be a march, or what may be.
        is_figure = figure.date is None or not (words.isalpha() and words.islower())
        others = [other for other in figures if contradict(figure, other)]
        if is_figure and others and not any(agree(figure, other) for other in figures):
            yield Doubt("other figure", 1.0, f"it says “{others[0].span.of(said.text)}”, not “{words}”")
            return


def _find_numeral(asked: _Words, said: _Words) -> Iterator[Doubt]:
    for head, token in pairwise(asked.tokens):
        numeral = asked.surface(token)
        if head.text in ENGLISH or not _NUMERAL.fullmatch(numeral):
            continue
        behind = [said.surface(two) for one, two in pairwise(said.tokens) if one.text == head.text]
        others = [other for other in behind if _NUMERAL.fullmatch(other)]
        if others and numeral not in behind:
            name = asked.surface(head)
            yield Doubt("other numeral", 1.0, f"it says “{name} {others[0]}”, not “{name} {numeral}”")
            return


def _find_name(query: AnalysedQuery, asked: _Words, said: _Words) -> Iterator[Doubt]:
    known, words = {t.text for t in asked.tokens}, {t.text for t in said.tokens}
    names = [t.surface for t in query.terms if t.is_name and not _NUMERAL.fullmatch(t.surface)]
    lacking = [n for n in names if not any(token.text in words for token in split_tokens(n))]
    others = any(said.text[t.start].isupper() and t.text not in known for t in said.tokens[1:])
    if lacking and others:
        yield Doubt("other name", len(lacking) / len(query.terms), f"it does not name “{lacking[0]}”")


def _find_replaced(query: AnalysedQuery, asked: _Words, said: _Words) -> Iterator[Doubt]:
    found = list(find_replacements(query, asked.tokens, said.text, said.tokens))
    kinds = {
        "other word": [r for r in found if not r.elsewhere],
        "other epithet": [r for r in found if r.named],
    }
    for name, replaced in kinds.items():
        for r in replaced[:1]:
            yield Doubt(name, 1.0, f"it says “{r.said} {r.kept}”, not “{r.asked} {r.kept}”")


def _find_rank(asked: _Words, said: _Words) -> Iterator[Doubt]:
    words = {t.text for t in said.tokens}
    stems = {stem_english(word) for word in words}
    for token in asked.tokens:
        said_otherwise = is_superlative(token.text) and "most" in words
        if token.text in words or said_otherwise or not is_rank(token.text):
            continue
        if not any(mean_alike(stem_english(token.text), stem) for stem in stems):
            yield Doubt("rank", 1.0, f"it does not say “{token.text}”")
            return
