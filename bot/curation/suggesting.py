"""Aliases that the query log suggests: what askers write for a word of the articles."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from bot.domain import AnalysedQuery, QueryTerm
from bot.ports import Rephrased, ReplayQuestions, Retriever

_MOST_QUESTIONS = 1000
_MOST_WORDS = 3
_LEAST_CORRECTED = 2


class Grounds(StrEnum):
    """What speaks for an alias."""

    SPELLING = "its spelling was corrected"
    REPHRASED = "askers used the other word when this one found no answer"


@dataclass(frozen=True, slots=True)
class AliasSuggestion:
    """A word of askers and the word of the articles that it seems to mean, and how often it was asked so."""

    asked: str
    known: str
    grounds: Grounds
    times: int


async def suggest_aliases(
    index: Retriever, questions: ReplayQuestions, *, community_id: str
) -> tuple[AliasSuggestion, ...]:
    """Return the aliases that the questions of a community suggest for a story, the oftenest first.

    A word counts whose spelling was corrected in two questions or more, and one that the articles do not
    know, in whose place the same asker put a known one shortly after, all other words being the same.
    """
    story = index.knowledge.story
    found: Counter[tuple[str, str, Grounds]] = Counter()
    for question in await questions.recent(story, community_id, limit=_MOST_QUESTIONS):
        for made in index.analyse(question.text).corrections:
            found[made.typed.casefold(), made.used.casefold(), Grounds.SPELLING] += question.asked
        await asyncio.sleep(0)
    for pair in await questions.rephrased(story, community_id, limit=_MOST_QUESTIONS):
        swapped = find_swap(index, pair)
        if swapped is not None:
            found[(*swapped, Grounds.REPHRASED)] += 1
        await asyncio.sleep(0)
    return tuple(
        AliasSuggestion(asked, known, grounds, times)
        for (asked, known, grounds), times in found.most_common()
        if grounds is Grounds.REPHRASED or times >= _LEAST_CORRECTED
    )


def find_swap(index: Retriever, pair: Rephrased) -> tuple[str, str] | None:
    """Return the unknown words that were replaced and the known ones that took their place; None if unclear.

    Questions are compared word by word, function words left out, as `difflib.SequenceMatcher` does; just one
    stretch may differ.
    """
    first, then = index.analyse(pair.first), index.analyse(pair.then)
    codes = SequenceMatcher(a=_keys(first), b=_keys(then), autojunk=False).get_opcodes()
    changes = [code for code in codes if code[0] != "equal"]
    if len(changes) != 1 or changes[0][0] != "replace" or len(codes) == len(changes):
        return None
    _, start, end, to_start, to_end = changes[0]
    asked, known = _phrase(first, start, end), _phrase(then, to_start, to_end)
    if asked is None or known is None:
        return None
    unknown_first, unknown_then = _find_unknown(index, first), _find_unknown(index, then)
    if not unknown_first & set(range(start, end)) or unknown_then & set(range(to_start, to_end)):
        return None
    return asked, known


def _keys(query: AnalysedQuery) -> list[tuple[str, ...]]:
    return [term.index_terms for term in query.terms]


def _phrase(query: AnalysedQuery, start: int, end: int) -> str | None:
    """Return terms as they were written, if they are few and stand beside one another."""
    terms: tuple[QueryTerm, ...] = query.terms[start:end]
    phrase = " ".join(term.surface for term in terms)
    beside = phrase.casefold() in " ".join(query.text.split()).casefold()
    return phrase.casefold() if len(terms) <= _MOST_WORDS and beside else None


def _find_unknown(index: Retriever, query: AnalysedQuery) -> set[int]:
    """Return the places of the terms that stand in no article and have no alias."""
    matchers = index.search(query, passages=1).matchers
    # What is found only by words of its family, or related ones, matches less than fully.
    matched = {matcher.term for matcher in matchers if max(matcher.forms.values(), default=0) >= 1}
    return {place for place, term in enumerate(query.terms) if place not in matched and not term.concept}
