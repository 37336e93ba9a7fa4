"""A question as people type it, made plain: without what is there for the eye or for the machine only."""

import re
import unicodedata
from datetime import date

from bot.errors import QuestionsError
from bot.text.dates import read_date

MAX_QUESTION_CHARS = 4000

_SHOWN_CHARS = 40
_INVISIBLE = {"Cf", "Cc", "Co", "Cs", "Cn"}
_CODE_FENCE = re.compile(r"```(?:\w+\n)?|`")
_WHITE_SPACE = re.compile(r"\s+")
# What stands behind the last white space, as far as a word may reach.
_CUT_WORD = re.compile(r"\s\S{1,200}\Z")


def clean_question(text: str) -> str:
    """Return the question on one line: no code fences, no invisible characters, single spaces.

    What is longer than `MAX_QUESTION_CHARS` is cut between words (`cut_question`).
    """
    text = _WHITE_SPACE.sub(" ", _CODE_FENCE.sub(" ", cut_question(text)))
    visible = "".join(c for c in text if unicodedata.category(c) not in _INVISIBLE)
    return _WHITE_SPACE.sub(" ", visible).strip()


def cut_question(text: str) -> str:
    """Return the first `MAX_QUESTION_CHARS` characters of a text, without a word that would be cut there.

    Where no white space is near, as in languages that have none, it is cut there all the same.
    """
    text = text.strip()
    if len(text) <= MAX_QUESTION_CHARS:
        return text
    begun = text[:MAX_QUESTION_CHARS]
    if not text[MAX_QUESTION_CHARS].isspace():
        begun = _CUT_WORD.sub("", begun)
    return begun.rstrip()


def parse_day(text: str) -> date:
    """Return the day that a person wrote: `2023-04-12`, or in words, `12 April 2023`.

    Raises:
        QuestionsError: if it is no day of the calendar with its year, or could be two.
    """
    written = " ".join(text.split())
    read = read_date(written, 0) if written else None
    if read is not None and read[1] == len(written):
        day = read[0]
        if day.year is not None and day.month is not None and day.day is not None:
            try:
                return date(day.year, day.month, day.day)
            except ValueError:
                pass
    msg = f"“{written[:_SHOWN_CHARS]}” is no day: write it as 2023-04-12"
    raise QuestionsError(msg)
