"""What a sentence says otherwise than a text that is close to it: figures, dates and names."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.evidence import Evidence
from bot.domain import AnalysedQuery
from bot.text.closeness import agree, contradict
from bot.text.name_runs import find_names
from bot.text.quantities import Quantity, find_quantities
from bot.text.tokens import split_tokens

_MOST_COMPARED = 10
_LEAST_SHARED = 2
# The least share of the carrying words of a text that a close sentence holds, what differs not counted.
_CLOSE = 0.6


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in a text, and what a sentence has in its place; None where it only lacks it."""

    said: str
    found: str | None


def find_closest(
    query: AnalysedQuery, evidence: Sequence[Evidence]
) -> tuple[Evidence, tuple[Difference, ...]] | None:
    """Return the best sentence that says nearly what a text says, and how it differs; None if none does.

    The text is that of the query. Where one of the best sentences holds all that it says, nothing differs.
    """
    found = None
    for item in evidence[:_MOST_COMPARED]:
        if len(item.candidate.covered) == len(query.terms):
            return None
        differences = find_differences(query.text, item.text)
        # What the title or the heading says is not missing.
        known = tuple(one for one in differences if one.found or _lacks(item, one.said))
        if found is None and known and _is_close(query, item, known):
            found = (item, known)
    return found


def _lacks(item: Evidence, said: str) -> bool:
    words = {token.text for token in split_tokens(said)}
    return any(words.intersection(t.text for t in split_tokens(term)) for term in item.candidate.missing)


def describe_difference(difference: Difference, said_by: str) -> str:
    """Return what differs as a sentence that judges neither side; `said_by` is "message" or "question"."""
    if difference.found is None:
        return f"The closest sentence does not name “{difference.said}”."
    found, said = difference.found, difference.said
    return f"The closest sentence says “{found}” where the {said_by} says “{said}”."


def find_differences(text: str, sentence: str) -> tuple[Difference, ...]:
    """Return where a sentence has another figure, date or name than a text, in the order of the text."""
    return (*_find_quantities(text, sentence), *_find_names(text, sentence))


def _is_close(query: AnalysedQuery, item: Evidence, differences: Sequence[Difference]) -> bool:
    differing = {token.text for one in differences for token in split_tokens(one.said)}
    alike = [
        term.surface
        for term in query.terms
        if not differing.intersection(token.text for token in split_tokens(term.surface))
    ]
    shared = sum(surface in item.candidate.covered for surface in alike)
    return shared >= max(_LEAST_SHARED, _CLOSE * len(alike))


def _find_quantities(text: str, sentence: str) -> list[Difference]:
    said, there = find_quantities(text), find_quantities(sentence)
    left = [one for one in said if not any(agree(one, other) for other in there)]
    free = [other for other in there if not any(agree(one, other) for one in said)]
    found = []
    for one in left:
        others = [other for other in free if contradict(one, other)]
        same = [other for other in others if _counted(sentence, other) == _counted(text, one)]
        best = same if len(same) == 1 else others
        if len(best) == 1:
            found.append(Difference(one.span.of(text), best[0].span.of(sentence)))
    return found


def _counted(text: str, quantity: Quantity) -> str:
    """Return the word behind a quantity, without the ending of a plural."""
    token = next(split_tokens(text[quantity.span.end :]), None)
    return token.text.removesuffix("s") if token else ""


def _find_names(text: str, sentence: str) -> list[Difference]:
    said, there = _own_names(text, sentence), _own_names(sentence, text)
    if len(said) != 1 or not there:
        return []
    return [Difference(said[0], there[0] if len(there) == 1 else None)]


def _own_names(text: str, other: str) -> list[str]:
    """Return the names of a text of which another one has no word."""
    known = {token.text for token in split_tokens(other)}
    names = (name.text for name in find_names(text, body=other))
    return [name for name in names if known.isdisjoint(token.text for token in split_tokens(name))]
