"""Quotes and answers, and the record of how an answer was decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.articles import Article, Revision, Span
from bot.domain.curation import Statement
from bot.domain.questions import AnalysedQuery, AnswerKind
from bot.errors import QuoteMismatchError


class Attribution(StrEnum):
    """Whom a quote names for what it says."""

    ANONYMOUS = "anonymous"
    NAMED = "named"
    OFFICIAL = "official"
    ALLEGED = "alleged"
    OWN_REPORTING = "own-reporting"


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of an article's body at a revision: `revision.article.body[span] == text`, by construction.

    `highlight` is relative to the quote.

    Raises:
        QuoteMismatchError: if the text is not what the body holds there, or the highlight lies outside.
    """

    revision: Revision
    span: Span
    text: str
    highlight: Span | None
    score: float
    attribution: Attribution | None = None

    def __post_init__(self) -> None:
        self.verify()

    @property
    def article(self) -> Article:
        """Return the article that is quoted."""
        return self.revision.article

    def verify(self) -> None:
        """Check again that the quote stands in its article word for word; call it just before showing it.

        Raises:
            QuoteMismatchError: if it does not.
        """
        article = self.article
        if self.span.of(article.body) != self.text:
            where = f"{article.id!r}, revision {self.revision.number}, {self.span.start}-{self.span.end}"
            msg = f"quote does not match its article: {where}; it was not shown. Import the article again."
            raise QuoteMismatchError(msg)
        if self.highlight is not None and self.highlight.end > len(self.text):
            msg = f"highlight lies outside the quote of {article.id!r}; it was not shown."
            raise QuoteMismatchError(msg)


class Band(StrEnum):
    """How sure an answer is, in words; never a percentage."""

    STRONG = "strong"
    PARTIAL = "partial"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quote that was weighed: its span, its score, and the components the score is the sum of.

    `covered` are the question's words that the quote holds; `missing` are those that neither it nor its
    heading or title holds.
    """

    revision: Revision
    span: Span
    score: float
    components: Mapping[str, float]
    covered: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """The record of one decision to answer or not: everything it was made from.

    `topic` and `answer` are the parts that the score was made of, by name: what each adds to the log odds
    that the articles speak of the matter at all, and that the best quote answers the question.
    """

    query: AnalysedQuery
    candidates: tuple[Candidate, ...]
    score: float
    threshold: float
    strong_threshold: float
    band: Band
    why: str
    topic: Mapping[str, float] = field(default_factory=dict)
    answer: Mapping[str, float] = field(default_factory=dict)


class Relation(StrEnum):
    """How what several quotes say of one matter stands to each other."""

    CONFLICT = "conflict"
    DIFFERENT_THINGS = "different things"
    OVER_TIME = "over time"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one quote gives for a matter: a figure, date or name, and what it is a figure, date or name of.

    `quote` is the place of the quote in the answer, from 0; `value` is verbatim in it, as is `of`, the words
    that say what the value belongs to.
    """

    quote: int
    value: str
    of: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What quotes give for a matter, side by side, oldest first as far as they are dated."""

    relation: Relation
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many articles stand behind an answer, how many origins they are known to have, and how they differ.

    `unknown` counts the articles whose origin was not found; they are never counted as independent. `copies`
    counts those of them whose text repeats that of another of them.
    `groups` holds the places of the quotes, from 0, that say the same together, the first quote's first.
    """

    articles: int = 0
    origin_names: tuple[str, ...] = ()
    unknown: int = 0
    groups: tuple[tuple[int, ...], ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    copies: int = 0

    @property
    def origins(self) -> int:
        """Return the number of known origins."""
        return len(self.origin_names)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question got: quotes, best first, or none and the nearest topics.

    `question` is what was typed. `score` is the one number by which it was decided: `answered` holds
    exactly when it reaches the threshold. `notice` is a plain reply in place of an answer (an empty
    question, small talk, a language that the articles are not in). `notes` are remarks beside an answer, a
    sentence each. `statements` are moderators' words on the matter, never quotes. `took_ms` is wall time in
    milliseconds.
    """

    question: str
    answered: bool
    quotes: tuple[Quote, ...]
    decision: Decision
    agreement: Agreement = field(default_factory=Agreement)
    suggestions: tuple[str, ...] = ()
    notice: str | None = None
    notes: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    took_ms: float = 0.0

    @property
    def is_question(self) -> bool:
        """Tell whether something was asked for: not nothing, small talk, or an instruction to the bot."""
        query = self.decision.query
        return bool(query.terms) and query.kind not in {AnswerKind.SMALL_TALK, AnswerKind.INSTRUCTION}

    @property
    def corrected(self) -> str | None:
        """Return the question that was searched for in place of what was typed, if it was misspelt."""
        return self.decision.query.text if self.decision.query.corrections else None

    @property
    def band(self) -> Band:
        """Return how sure the answer is."""
        return self.decision.band

    @property
    def why(self) -> str:
        """Return the reason for the band, in words."""
        return self.decision.why

    @property
    def score(self) -> float:
        """Return the score that decided."""
        return self.decision.score
