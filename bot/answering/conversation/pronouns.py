"""The words by which an English question points at what was said before it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.domain import Span
from bot.text.name_runs import find_names
from bot.text.stopwords import ENGLISH


class Points(StrEnum):
    """What a word points at."""

    PERSON = "person"
    PLURAL = "plural"
    ORGANISATION = "organisation"
    THING = "thing"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Pointer:
    """The first word of a question that points back, and where all the words stand that do so alike."""

    points: Points
    word: str
    spans: tuple[Span, ...]


_PATTERNS = {
    Points.PERSON: r"\b(?:he|she|him|his|hers?)\b",
    Points.PLURAL: r"\b(?:they|them|theirs?)\b",
    Points.ORGANISATION: r"\bthe (?:company|firm|organi[sz]ation|agency|start-?up|corporation)\b",
    # "that" and "there" by themselves, at the end: "where was that?"
    Points.THING: r"\bits?\b|(?<!is )(?<!are )(?<!was )(?<!were )\bthere(?=\W*$)|\b(?:that|this)(?=\W*$)",
    # "that report": which one, the question does not say
    Points.NOUN: r"\b(?:that|this|those|these)\b(?=\s[^\W\d_])",
}
_COMPILED = {points: re.compile(pattern, re.IGNORECASE) for points, pattern in _PATTERNS.items()}
# "Is it true that …": the pronoun stands for what follows.
_IDLE_IT = re.compile(
    r"\b(?:is|was|isn['’]t) it (?:\w+ )?(?:true|possible|likely|known|clear|legal|safe|right|correct)\b",
    re.IGNORECASE,
)
_DETERMINED = re.compile(
    r"\b(?:the|an?|this|that|these|those|[^\W\d_]+['’]s)\s+(?P<noun>[^\W\d_]+)", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENOUGH_BEFORE = 3


def find_pointer(question: str, *, english: bool = False) -> Pointer | None:
    """Return the word of a question that points at what was said before it; None if nothing does.

    A name or "the mayor" before the word, in the question itself, is what the word stands for then. So are
    three words of any kind for "it" and "they". In what is not English no such word is looked for; `english`
    says that it is, where the words themselves are too few to tell.
    """
    for points, pattern in _COMPILED.items():
        matches = list(pattern.finditer(question))
        stands = matches and not _stands_for_own(question, matches[0], points)
        if stands and (english or _is_english(question, matches)):
            spans = tuple(Span(match.start(), match.end()) for match in matches)
            return Pointer(points, matches[0][0].lower(), spans)
    return None


def replace_pointer(question: str, pointer: Pointer, words: str) -> str:
    """Return a question with words in the place of what points back; that before a noun goes without any."""
    for span in reversed(pointer.spans):
        question = question[: span.start] + words + question[span.end :]
    return " ".join(question.split())


def _stands_for_own(question: str, match: re.Match[str], points: Points) -> bool:
    before = question[: match.start()]
    if points is Points.NOUN:
        return False
    if points is Points.ORGANISATION:
        return any(True for _ in find_names(question))
    if _IDLE_IT.search(question) and match[0].lower() == "it":
        return True
    determined = any(found["noun"].lower() not in ENGLISH for found in _DETERMINED.finditer(before))
    if determined or any(True for _ in find_names(before)):
        return True
    carrying = sum(word[0].lower() not in ENGLISH for word in _WORD.finditer(before))
    return points is not Points.PERSON and carrying >= _ENOUGH_BEFORE


def _is_english(question: str, matches: list[re.Match[str]]) -> bool:
    """Tell whether a function word of English stands there besides the words that were found."""
    found = {match.start() for match in matches}
    return any(w[0].lower() in ENGLISH and w.start() not in found for w in _WORD.finditer(question))
