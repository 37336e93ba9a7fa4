"""Names in a text, found by their form: words with capitals, where capitals tell something."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.text.stopwords import ENGLISH

# Letters and digits, joined within by a hyphen, a dot, an ampersand or an apostrophe that is no possessive.
_WORD = re.compile(r"[^\W_]+(?:(?:[-.&]|['’](?!s?(?![^\W_])))[^\W_]+)*")
_BEFORE_SENTENCE = re.compile(r"(?:^|[.!?:;\n])[\s\"“”„‘’'»«(\[#*>-]*$")
_WORD_BEFORE = re.compile(r"([^\W_]+)[\s\"“„‘'«]+$")
_WITHIN_NAME = re.compile(r" (?:(?:of|de|del|der|den|van|von|zu|da|di|du|la|le|al|bin|ibn) )?")
_LOOK_BACK = 40
_CALENDAR_WORDS = """
    january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mondays tuesdays
    wednesdays thursdays fridays saturdays sundays
"""
_CALENDAR = frozenset(_CALENDAR_WORDS.split())


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in a text, without a possessive ending; `start` and `end` are offsets.

    `preceded` is the word right before it in small letters, empty if there is none.
    """

    text: str
    start: int
    end: int
    preceded: str = ""


def find_names(text: str, *, body: str = "") -> Iterator[Name]:
    """Yield the names of a text in order: runs of words with a capital letter, with particles between them.

    The first word of a sentence has its capital in any case: it counts, unless it is a function word, or
    ends in -ing or stands in small letters elsewhere, in the text or in `body`, and never stands within a
    sentence as it does here. Days and months are no names. In a text all in capitals no name can be told.
    """
    if text.isupper():
        return
    words = _Words(text, body)
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(text):
        if not words.is_name(match):
            continue
        if run and not _continues(text, run[-1], match):
            yield _join(text, run)
            run = []
        run.append(match)
    if run:
        yield _join(text, run)


class _Words:
    def __init__(self, text: str, body: str) -> None:
        self._text = text
        self._body = body

    @cached_property
    def _small(self) -> frozenset[str]:
        """The words that stand somewhere in small letters; found when they are first asked for."""
        both = f"{self._text}\n{self._body}"
        return frozenset(match[0] for match in _WORD.finditer(both) if match[0].islower())

    def is_name(self, match: re.Match[str]) -> bool:
        word = match[0]
        small = word.lower()
        if word == small or small in _CALENDAR or (len(word) == 1 and small in ENGLISH):
            return False
        before = self._text[max(0, match.start() - _LOOK_BACK) : match.start()]
        if word[1:] != small[1:] or not _BEFORE_SENTENCE.search(before):
            return True
        if small in ENGLISH:
            return False
        common = small in self._small or small.endswith("ing")
        return not common or self._stands_within(match)

    def _stands_within(self, match: re.Match[str]) -> bool:
        """Tell whether a word stands within a sentence somewhere, before the same word with a capital."""
        after = _WORD.match(self._text, match.end() + 1)
        if after is None or after[0].islower():
            return False
        pair = re.compile(rf"[^\W_],? {re.escape(match[0])} {re.escape(after[0])}(?![^\W_])")
        return any(pair.search(text) for text in (self._text, self._body))


def _continues(text: str, last: re.Match[str], match: re.Match[str]) -> bool:
    between = _WITHIN_NAME.fullmatch(text, last.end(), match.start())
    # "NATO of old": an abbreviation takes no particle.
    return between is not None and (between[0] == " " or not last[0].isupper())


def _join(text: str, run: list[re.Match[str]]) -> Name:
    start, end = run[0].start(), run[-1].end()
    before = _WORD_BEFORE.search(text[max(0, start - _LOOK_BACK) : start])
    return Name(text[start:end], start, end, before[1].lower() if before else "")
