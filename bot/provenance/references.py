"""Reports that a sentence gives for what it says without their names: “another report says”."""

import re
from enum import StrEnum

from bot.provenance.phrases import SPEECH
from bot.provenance.words import any_of

_ACCOUNT = any_of("accounts", "further_accounts")
_OUTLET = any_of("outlet_kinds")
_SUCH = rf"(?:[a-z]+\s){{0,2}}?(?:{_ACCOUNT}|{_OUTLET})s?\b"
_ONE_MORE = (
    r"(?:one|another|two|three|some|several|many|most|(?:the\s)?others?|"
    r"an?\s(?:second|third|fourth|fifth|further|different|separate|other))"
)
_SAYS = (
    rf"(?:\s(?:also|too|then|again|\w+ly))*\s(?:{SPEECH}|(?:claim|suggest|estimate|add|think|calls?|puts?)\b)"
)
_POINTING = r"(?:[Aa]ccording\sto|[Ii]n|[Cc]iting|[Bb]y)"


class Reference(StrEnum):
    """How a sentence refers to a report without its name: to one more, or to the one before."""

    UNNAMED = "unnamed"
    BEFORE = "before"


_PATTERNS = {
    Reference.BEFORE: re.compile(
        rf"\b[Tt](?:he\ssame|hat|he)\s{_SUCH}{_SAYS}"
        rf"|\b[Aa]ccording\sto\st(?:he\ssame|hat|he)\s{_SUCH}"
        rf"|\b{_POINTING}\st(?:he\ssame|hat)\s{_SUCH}(?:['’]s\b)?"
    ),
    Reference.UNNAMED: re.compile(
        rf"\b(?i:{_ONE_MORE})\s{_SUCH}{_SAYS}|\b[Aa]ccording\sto\s{_ONE_MORE}\s{_SUCH}"
    ),
}


def find_reference(sentence: str) -> Reference | None:
    """Return how a sentence, without the speech in it, refers to a report that it does not name; or None.

    "A new report says" is neither: news names that report further on.
    """
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.search(sentence)), None)
