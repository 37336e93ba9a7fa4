"""The answering words of a quote: the number, the date or the name that the question asks for."""

import re

from bot.domain import Span
from bot.text.tokens import split_tokens

_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|"
    "millions?|billions?|half|once|twice"
)
_AMOUNT = re.compile(
    rf"(?:[$€£¥]\s?)?\b\d[\d.,]*\d?\s?(?:%|(?:k|m|bn|thousand|million|billion|trillion|percent|per cent)\b)?"
    rf"(?:[-\s](?:euros?|dollars?|pounds?))?|\b(?:{_NUMBER_WORDS})\b",
    re.IGNORECASE,
)
_UNIT_OF_TIME = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?)"
_DURATION = re.compile(rf"\b(?:\d[\d.,]*|{_NUMBER_WORDS})[-\s]{_UNIT_OF_TIME}\b", re.IGNORECASE)
_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan\\.?|Feb\\.?|Mar\\.?|Apr\\.?|Jun\\.?|Jul\\.?|Aug\\.?|Sept?\\.?|Oct\\.?|Nov\\.?|Dec\\.?"
)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}\s)?(?:{_MONTH})(?:\s\d{{1,2}}(?!\d))?(?:,?\s\d{{4}})?\b"
    r"|\b(?:1[0-9]|20)\d{2}s?\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    rf"|\b(?:last|this|next)\s(?:week|month|year|spring|summer|autumn|fall|winter)\b|\b\w+\s{_UNIT_OF_TIME}\sago\b"
)
_NAME = re.compile(r"[^\W\d_a-z][\w'’&.-]*(?:\s(?:(?:of|de|van|von|the|and)\s)?[^\W\d_a-z][\w'’&-]*)*")
_LOOSE_END = re.compile(r"[\s.,'’-]+$")
_PATTERNS = (
    (re.compile(r"\bhow long\b|\bfor how many (?:days|weeks|months|years)\b", re.IGNORECASE), _DURATION),
    (re.compile(r"\b(?:when|since when|(?:what|which) (?:year|month|day|date))\b", re.IGNORECASE), _DATE),
    (re.compile(r"\bhow (?:many|much|old|far|big|large)\b|\b(?:price|cost)\b", re.IGNORECASE), _AMOUNT),
    (re.compile(r"\bwho(?:m|se)?\b", re.IGNORECASE), _NAME),
)


def find_highlight(question: str, quote: str) -> Span | None:
    """Return where the quote holds what the question asks for, relative to the quote; None if nowhere told.

    Told by the form of the question are amounts (how many), durations (how long), dates (when) and names
    (who). Words that the question holds itself are not its answer.
    """
    pattern = _answer_pattern(question)
    return None if pattern is None else _first_new(pattern, question, quote)


def lacks_answer(question: str, text: str) -> bool:
    """Tell whether a question asks for an amount, a duration, a date or a name that a text does not hold."""
    pattern = _answer_pattern(question)
    return pattern is not None and _first_new(pattern, question, text) is None


def _answer_pattern(question: str) -> re.Pattern[str] | None:
    return next((pattern for asked, pattern in _PATTERNS if asked.search(question)), None)


def _first_new(pattern: re.Pattern[str], question: str, quote: str) -> Span | None:
    known = {token.text for token in split_tokens(question)}
    for match in pattern.finditer(quote):
        text = _LOOSE_END.sub("", match[0])
        starts_sentence = match.start() == 0 and len(text.split()) == 1
        is_new = any(token.text not in known for token in split_tokens(text))
        if is_new and not (pattern is _NAME and starts_sentence):
            return Span(match.start(), match.start() + len(text))
    return None
