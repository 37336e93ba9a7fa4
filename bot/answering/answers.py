"""Where a sentence holds the kind of thing that a question asks for."""

import re
from functools import lru_cache

from bot.answering.reasons import find_cues
from bot.domain import AnalysedQuery, AnswerKind, Span
from bot.text.quantities import QuantityKind, find_quantities
from bot.text.stopwords import ENGLISH
from bot.text.tokens import split_tokens

_COUNT, _MEASURE = QuantityKind.COUNT, QuantityKind.MEASURE
_QUANTITIES = {
    AnswerKind.DATE: {QuantityKind.DATE, QuantityKind.TIME_OF_DAY},
    AnswerKind.COUNT: {_COUNT, _MEASURE, QuantityKind.SHARE, QuantityKind.MONEY, QuantityKind.AGE},
    AnswerKind.MEASURE: {_COUNT, _MEASURE, QuantityKind.SHARE, QuantityKind.MONEY, QuantityKind.DURATION},
    AnswerKind.AGE: {QuantityKind.AGE, QuantityKind.DURATION, _COUNT},
    AnswerKind.FREQUENCY: {_COUNT, QuantityKind.DURATION, QuantityKind.SHARE},
    AnswerKind.MONEY: {QuantityKind.MONEY},
    AnswerKind.SHARE: {QuantityKind.SHARE},
    AnswerKind.DURATION: {QuantityKind.DURATION},
}
_NAME = r"[^\W\d_a-z][\w'’&.-]*(?:\s(?:(?:of|de|van|von|the|and|du|la|al|bin)\s)?[^\W\d_a-z][\w'’&-]*)*"
_PLACE = (
    r"\b(?:in|at|near|from|to|of|on|outside|inside|within|across|throughout|between|along|around|through|"
    r"into|off|north|south|east|west)\s(?:the\s)?(?:\w+\s)?[^\W\d_a-z][\w'’.-]+"
)
_MANNER = r"\b(?:by|through|using|via|with|means of|in the form of|method|process)\b"
_FINDERS = {
    AnswerKind.PERSON: re.compile(_NAME),
    AnswerKind.ORGANISATION: re.compile(_NAME),
    AnswerKind.CHOICE: re.compile(_NAME),
    AnswerKind.PLACE: re.compile(_PLACE),
    AnswerKind.MANNER: re.compile(_MANNER, re.IGNORECASE),
}
_CUES = {AnswerKind.REASON, AnswerKind.MANNER}
_NAMES = {AnswerKind.PERSON, AnswerKind.ORGANISATION, AnswerKind.CHOICE}
_LOOSE_END = re.compile(r"[\s.,'’-]+$")


def is_typed(kind: AnswerKind) -> bool:
    """Tell whether answers of a kind can be told by their form."""
    return is_quantity(kind) or kind in _FINDERS or kind is AnswerKind.REASON


def is_quantity(kind: AnswerKind) -> bool:
    """Tell whether answers of a kind are figures or dates."""
    return kind in _QUANTITIES


def find_answers(query: AnalysedQuery, sentence: str) -> list[Span]:
    """Return where a sentence holds what could answer by its form, in order; relative to the sentence.

    What the question holds itself is no answer. Of reasons and manners only the word that introduces them is
    found. For kinds that no form tells (`is_typed`), there is nothing to find.
    """
    if is_quantity(query.kind):
        return _find_quantities(query, sentence)
    if query.kind is AnswerKind.REASON:
        return find_cues(sentence)
    finder = _FINDERS.get(query.kind)
    if finder is None:
        return []
    spans = []
    for match in finder.finditer(sentence):
        text = _LOOSE_END.sub("", match[0])
        if text and (query.kind in _CUES or _is_name(query, match.start(), text)):
            spans.append(Span(match.start(), match.start() + len(text)))
    return spans


def _find_quantities(query: AnalysedQuery, sentence: str) -> list[Span]:
    known, wanted = _known(query.text), _QUANTITIES[query.kind]
    return [
        quantity.span
        for quantity in find_quantities(sentence)
        if quantity.kind in wanted
        and not known.issuperset(token.text for token in split_tokens(quantity.span.of(sentence)))
    ]


def _is_name(query: AnalysedQuery, start: int, text: str) -> bool:
    known, words = _known(query.text), [token.text for token in split_tokens(text)]
    if all(word in known or word in ENGLISH for word in words):
        return False
    if query.kind not in _NAMES:
        return True
    # One word with a capital where a sentence starts is hardly a name, and neither is a month.
    return not (len(words) == 1 and (start == 0 or _is_date(text)))


@lru_cache(maxsize=256)
def _known(text: str) -> frozenset[str]:
    return frozenset(token.text for token in split_tokens(text))


@lru_cache(maxsize=256)
def _is_date(word: str) -> bool:
    return any(quantity.kind is QuantityKind.DATE for quantity in find_quantities(word))
