"""A question as people type it, made plain: without what is there for the eye or for the machine only."""

import re
import unicodedata

MAX_QUESTION_CHARS = 4000

_INVISIBLE = {"Cf", "Cc", "Co", "Cs", "Cn"}
_CODE_FENCE = re.compile(r"```(?:\w+\n)?|`")
_WHITE_SPACE = re.compile(r"\s+")


def clean_question(text: str) -> str:
    """Return the question on one line: no code fences, no invisible characters, single spaces.

    What is longer than `MAX_QUESTION_CHARS` is cut.
    """
    text = _WHITE_SPACE.sub(" ", _CODE_FENCE.sub(" ", text[:MAX_QUESTION_CHARS]))
    visible = "".join(c for c in text if unicodedata.category(c) not in _INVISIBLE)
    return _WHITE_SPACE.sub(" ", visible).strip()
