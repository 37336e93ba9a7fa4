"""The names in a quote that may answer “who”, and how likely each is to by its form and its place."""

import re
from collections.abc import Iterator

from bot.answering.conversation.people import Cast, Sort
from bot.domain import Span
from bot.provenance.words import load_words
from bot.text.irregulars import ENGLISH_FORMS
from bot.text.name_runs import find_names
from bot.text.stopwords import ENGLISH
from bot.text.tokens import split_tokens

# With the names found as conversations find them, these raised the highlights that meet the answer from 109
# to 126 of 196 right quotes for "who" in three sets, and those that are the answer from 76 to 97.
_LIKELY = {Sort.PERSON: 1.0, Sort.UNKNOWN: 0.8, Sort.THING: 0.3}
_ONE_WORD = 0.8
_OPENING = 0.6
_BEFORE_NOUN = 0.4
_ASKED = 0.5
_PLACED = 0.5
_SENTENCE_START = re.compile(r"(?:^|[.!?\n])[\s\"“”„‘'«(\[]*$")
_ADVERB = re.compile(r"[^\W\d_]+ly")
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|into|across|throughout|outside|inside)\s(?:the\s)?$", re.IGNORECASE
)
_WORD_AFTER = re.compile(r"\s([a-z]+)")
_LOOK_BACK = 20


def find_persons(question: str, quote: str) -> Iterator[tuple[Span, float]]:
    """Yield where a quote has names that the question does not hold, with the likelihood of each.

    That is how likely it is to be who answers, by form and place alone: an organisation may have done
    something, too, but comes after a person. Months, weekdays and words that only begin a sentence are no
    names, and of "Then Ana Lind" the name is "Ana Lind".
    """
    asked = {token.text for token in split_tokens(question)}
    cast = Cast(quote)
    for name in find_names(quote):
        span = _without_opener(quote, Span(name.start, name.end))
        if span is None:
            continue
        words = [token.text for token in split_tokens(span.of(quote))]
        if not all(word in asked or word in ENGLISH for word in words):
            likely = _LIKELY[cast.sort_of(span.of(quote))] * _weigh_place(quote, span)
            yield span, likely * (_ASKED if asked.intersection(words) else 1.0)


def _weigh_place(quote: str, span: Span) -> float:
    weight = 1.0
    if " " not in span.of(quote):
        weight *= _ONE_WORD
        weight *= _OPENING if _SENTENCE_START.search(quote, 0, span.start) else 1.0
        weight *= _BEFORE_NOUN if _is_before_noun(quote, span) else 1.0
    placed = _PLACE_BEFORE.search(quote, max(0, span.start - _LOOK_BACK), span.start)
    return weight * (_PLACED if placed else 1.0)


def _is_before_noun(quote: str, span: Span) -> bool:
    """Tell whether a word stands before one that is most likely a noun: "Greek" of "the Greek painter"."""
    after = _WORD_AFTER.match(quote, span.end)
    if after is None or after[1] in ENGLISH:
        return False
    return after[1] not in ENGLISH_FORMS and not after[1].endswith(("ed", "s", "ly"))


def _without_opener(quote: str, span: Span) -> Span | None:
    """Return a name without a word before it that only begins the sentence; None if nothing is left."""
    first, _, rest = span.of(quote).partition(" ")
    adverb = _ADVERB.fullmatch(first) and _SENTENCE_START.search(quote, 0, span.start)
    if adverb or first.lower() in load_words()["openers"] | ENGLISH:
        return Span(span.end - len(rest), span.end) if rest else None
    return span
