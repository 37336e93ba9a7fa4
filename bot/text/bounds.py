"""What the words around a number make of it: "nearly", "at least", "or so"."""

import re
from enum import StrEnum

from bot.domain import Span


class Bound(StrEnum):
    """How the words before or after a number limit it."""

    ABOUT = "about"
    NEARLY = "nearly"
    AT_LEAST = "at least"
    AT_MOST = "at most"


_WORDS = {
    Bound.AT_LEAST: (
        "at least|no (?:less|fewer) than|a minimum of|more than|greater than|over|above|upwards? of|"
        "exceed(?:s|ed|ing)?|>"
    ),
    Bound.AT_MOST: (
        "at most|no more than|not more than|a maximum of|up to|as (?:many|much) as|less than|fewer than|"
        "under|below|<"
    ),
    Bound.NEARLY: "nearly|almost|close to|just (?:under|below|short of|shy of)|approaching",
    Bound.ABOUT: "about|around|approximately|approx\\.|roughly|some|circa|ca\\.|c\\.|(?:an )?estimated|~|≈",
}
_BEFORE = {
    bound: re.compile(rf"(?:^|\W)(?P<words>{words})\s*(?:the\s|an?\s)?$", re.IGNORECASE)
    for bound, words in _WORDS.items()
}
# Tried in this order: "no more than" ends as "more than" does, "just under" as "under".
_ORDER = (Bound.NEARLY, Bound.AT_MOST, Bound.AT_LEAST, Bound.ABOUT)
_AFTER = {
    Bound.AT_LEAST: re.compile(r"\+|-plus\b|\splus\b|\sor\smore\b", re.IGNORECASE),
    Bound.AT_MOST: re.compile(r"\sor\s(?:less|fewer)\b", re.IGNORECASE),
    Bound.ABOUT: re.compile(r"\sor\sso\b|-odd\b", re.IGNORECASE),
}
_LONGEST = 24  # characters


def read_bound(text: str, span: Span) -> tuple[Bound, Span] | None:
    """Return what the words directly before or after a number make of it, and the number with those words."""
    first = max(0, span.start - _LONGEST)
    before = text[first : span.start]
    for bound in _ORDER if before.strip() else ():
        if match := _BEFORE[bound].search(before):
            return bound, Span(first + match.start("words"), span.end)
    for bound, words in _AFTER.items():
        if match := words.match(text, span.end):
            return bound, Span(span.start, match.end())
    return None
