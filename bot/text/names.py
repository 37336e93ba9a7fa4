"""The names among the words of a question."""

import re
from collections.abc import Iterator

from bot.text.stopwords import ENGLISH
from bot.text.tokens import split_tokens
from bot.text.vocabulary import Vocabulary, fold_word

# A capital at the start of the question or of a sentence or quotation in it says nothing.
_BEFORE_START = re.compile(r"(?:^|[.!?:…\"“„«]\s*)[^\w.!?:…\"“„«]*$")
_MANY_ACRONYMS = re.compile(r"[A-Z]{2,}s")
_TIMES = """
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec
"""
_NO_NAMES = ENGLISH | frozenset(_TIMES.split())


def find_capitalised(question: str, vocabulary: Vocabulary) -> frozenset[int]:
    """Return the offsets of the words whose capitals say that they are names.

    None do in a question that is shouted or has every word capitalised, as titles have.
    """
    if question.isupper():
        return frozenset()
    found = []
    for start, surface in _words(question):
        if not surface[0].isupper() or _BEFORE_START.search(question, 0, start):
            continue
        word = fold_word(surface)
        if word == "i" or word.startswith("i'"):
            continue
        if word in ENGLISH or (vocabulary.count(word) and not vocabulary.capitalised(word)):
            if _is_title(question):
                return frozenset()
            if word in ENGLISH:
                continue
        found.append(start)
    return frozenset(found)


def find_names(question: str, vocabulary: Vocabulary) -> frozenset[int]:
    """Return the offsets of the words of a question that are names.

    A name has a capital, where capitals tell anything, or is usually written with one in the articles.
    Months and weekdays are none, nor are abbreviations that have a plural, such as "GPU".
    """
    capitalised = find_capitalised(question, vocabulary)
    found = []
    for start, surface in _words(question):
        word = fold_word(surface)
        many = _MANY_ACRONYMS.fullmatch(surface) or vocabulary.is_counted_acronym(word)
        if word not in _NO_NAMES and not many and (start in capitalised or vocabulary.is_name(word)):
            found.append(start)
    return frozenset(found)


def _words(question: str) -> Iterator[tuple[int, str]]:
    for token in split_tokens(question):
        if question[token.start].isalpha():
            yield token.start, question[token.start : token.end]


def _is_title(question: str) -> bool:
    """Tell whether nearly every word that carries something has a capital."""
    carrying = [surface for _, surface in _words(question) if fold_word(surface) not in ENGLISH]
    return all(surface[0].isupper() for surface in carrying)
