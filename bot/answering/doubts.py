"""Doubts: what a quote says otherwise than the question asks, although they share many words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain import AnalysedQuery
from bot.text.opposites import denies, find_opposite
from bot.text.stopwords import ENGLISH
from bot.text.tokens import Token, split_tokens

DOUBTS = {
    "negative": "the question denies something",
    "denied": "the question denies something, and the quote does not",
    "denying": "the quote denies something, and the question does not",
    "opposite": "the quote has the opposite of a word of the question in its place",
    "other number": "the quote has another number in place of one of the question",
    "other name": "the quote has other names in place of one of the question: the weight of that name",
}

_NUMBER = re.compile(r"\d[\d.,]*(?:s|st|nd|rd|th)?")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt: its name in `DOUBTS`, how much it weighs from 0 to 1, and what to say of it."""

    name: str
    weight: float
    words: str


def find_doubts(query: AnalysedQuery, quote: str) -> list[Doubt]:
    """Return what speaks against a quote as the answer: each kind once at most, the gravest first."""
    asked, said = list(split_tokens(query.text)), list(split_tokens(quote))
    return [
        *_find_opposite(asked, said),
        *_find_number(asked, said),
        *_find_name(query, quote, asked, said),
        *_find_denial(query.text, quote),
    ]


def _find_denial(question: str, quote: str) -> Iterator[Doubt]:
    asked, said = denies(question), denies(quote)
    if asked and not said:
        yield Doubt("denied", 1.0, "the question denies something, and the quote does not")
    if asked:
        yield Doubt("negative", 1.0, "the question denies something")
    if said and not asked:
        yield Doubt("denying", 1.0, "the quote denies something")


def _find_opposite(asked: list[Token], said: list[Token]) -> Iterator[Doubt]:
    words = {token.text for token in said} - ENGLISH
    for token in asked:
        if token.text not in ENGLISH and (opposite := find_opposite(token.text, words)):
            yield Doubt("opposite", 1.0, f"it says “{opposite}”, not “{token.text}”")
            return


def _find_number(asked: list[Token], said: list[Token]) -> Iterator[Doubt]:
    known = {token.text for token in asked}
    others = [token.text for token in said if _NUMBER.fullmatch(token.text) and token.text not in known]
    words = {token.text for token in said}
    lacking = [t.text for t in asked if _NUMBER.fullmatch(t.text) and t.text not in words]
    if lacking and others:
        yield Doubt("other number", 1.0, f"it does not say “{lacking[0]}”")


def _find_name(query: AnalysedQuery, quote: str, asked: list[Token], said: list[Token]) -> Iterator[Doubt]:
    known, words = {token.text for token in asked}, {token.text for token in said}
    names = [term.surface for term in query.terms if term.is_name]
    lacking = [n for n in names if not any(token.text in words for token in split_tokens(n))]
    others = any(quote[t.start].isupper() and t.text not in known for t in said[1:])
    if lacking and others:
        yield Doubt("other name", len(lacking) / len(query.terms), f"it does not name “{lacking[0]}”")
