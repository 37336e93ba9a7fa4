"""Questions, as they are analysed."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """One carrying unit of a question: a word, or a phrase that the aliases know.

    `surface` is how the asker wrote it, `stems` are its index terms, `concept` is the index term that all
    aliases of the phrase share, if it has any. `is_name` tells names apart from other words.
    """

    surface: str
    stems: tuple[str, ...]
    concept: str | None = None
    is_name: bool = False

    @property
    def index_terms(self) -> tuple[str, ...]:
        """Return every index term that may match, words first."""
        return self.stems if self.concept is None else (*self.stems, self.concept)


class AnswerKind(StrEnum):
    """What kind of thing a question asks for."""

    PERSON = "who"
    ORGANISATION = "organisation"
    DATE = "when"
    COUNT = "how many"
    MONEY = "how much money"
    SHARE = "what share"
    DURATION = "how long"
    AGE = "how old"
    MEASURE = "how much"
    FREQUENCY = "how often"
    PLACE = "where"
    REASON = "why"
    MANNER = "how"
    THING = "what"
    CHOICE = "which"
    YES_NO = "yes or no"
    DEFINITION = "definition"
    SMALL_TALK = "small talk"
    INSTRUCTION = "instruction"
    KEYWORDS = "keywords"


@dataclass(frozen=True, slots=True)
class Correction:
    """A word of a question that nothing knows, and the known word that was searched for in its place."""

    typed: str
    used: str


@dataclass(frozen=True, slots=True)
class AnalysedQuery:
    """A question as retrieval sees it: the text that is searched for, and the units that carry it, in order.

    `kind` is what it asks for, `focus` the noun that says so closer ("engineers" of "which engineers").
    `corrections` were made to the spelling of what was typed. `about` are the words that were carried over
    from the turns before, as they are shown to the asker. `language` is the ISO 639-1 code of the language
    that it was analysed as.
    """

    text: str
    terms: tuple[QueryTerm, ...]
    kind: AnswerKind = AnswerKind.KEYWORDS
    focus: str | None = None
    corrections: tuple[Correction, ...] = ()
    about: tuple[str, ...] = ()
    language: str = "en"
