"""The frozen values that every layer speaks of: articles, spans, questions, quotes, answers.

Offsets count Unicode code points of an article's body at one revision; `end` is exclusive.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.errors import QuoteMismatchError

DEFAULT_STORY = "default"

AliasGroups = tuple[tuple[str, ...], ...]
"""Groups of words and phrases that mean the same; a term may stand in one group only."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters, `start` to `end`.

    Raises:
        ValueError: if the range is empty or starts before 0.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            msg = f"a span runs from 0 or later to a later end, not {self.start} to {self.end}"
            raise ValueError(msg)

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two have a character in common."""
        return self.start < other.end and other.start < self.end

    def of(self, body: str) -> str:
        """Return the characters of `body` that the span covers."""
        return body[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article of a story, with what is known of where it comes from.

    `origin` names whose report it retells, as a moderator set it; `based_on` names the reports that the
    facts of an article written for Storydesk come from. What is not known is None or empty.
    """

    id: str
    title: str
    body: str
    story: str = DEFAULT_STORY
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    published: date | None = None
    language: str | None = None
    origin: str | None = None
    based_on: tuple[str, ...] = ()

    @property
    def content_hash(self) -> str:
        """Tell two contents apart: SHA-256, in hex, of every field but the story and the id."""
        published = self.published.isoformat() if self.published else None
        parts = (self.title, self.body, self.publisher, self.author, self.url, published)
        parts_and_more = (*parts, self.language, self.origin, *self.based_on)
        return hashlib.sha256(repr(parts_and_more).encode()).hexdigest()


class MadeBy(StrEnum):
    """Who brought a revision in."""

    SHIPPED = "shipped"
    IMPORT = "import"
    MODERATOR = "moderator"


@dataclass(frozen=True, slots=True)
class Revision:
    """An article as it stood from one change on; numbers count from 1 and never change their content."""

    article: Article
    number: int
    created_at: datetime
    made_by: MadeBy


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article's prose, the unit of retrieval; its sentences are spans of the body.

    `heading` is the heading it stands under, which gives context and is never quoted. `blocks` gives, for
    each sentence, the number of the block it stands in: sentences are neighbours only within one block.
    """

    revision: Revision
    heading: str | None
    sentences: tuple[Span, ...]
    blocks: tuple[int, ...]


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
    from the turns before, as they are shown to the asker.
    """

    text: str
    terms: tuple[QueryTerm, ...]
    kind: AnswerKind = AnswerKind.KEYWORDS
    focus: str | None = None
    corrections: tuple[Correction, ...] = ()
    about: tuple[str, ...] = ()


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
    sentence each. `took_ms` is wall time in milliseconds.
    """

    question: str
    answered: bool
    quotes: tuple[Quote, ...]
    decision: Decision
    agreement: Agreement = field(default_factory=Agreement)
    suggestions: tuple[str, ...] = ()
    notice: str | None = None
    notes: tuple[str, ...] = ()
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


class CommunityKind(StrEnum):
    """The places a question can come from."""

    GUILD = "guild"
    DIRECT = "dm"
    TERMINAL = "terminal"


@dataclass(frozen=True, slots=True)
class Community:
    """Whose story a question is about: a Discord server, a person's direct messages, or the terminal.

    `id` is the server's id; it is empty for direct messages and the terminal, which would name a person.
    """

    kind: CommunityKind
    id: str = ""


TERMINAL = Community(CommunityKind.TERMINAL)


@dataclass(frozen=True, slots=True)
class QuoteReference:
    """Where a quote that was shown stands."""

    story: str
    article_id: str
    revision: int
    span: Span


@dataclass(frozen=True, slots=True)
class Trace:
    """What ties a logged question to a person and a message; kept apart from it, for a short time only.

    `person` is a keyed hash, never an id.
    """

    person: str
    channel_id: int | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One question in the query log, without anything personal but what `trace` holds apart.

    `channel_kind` is the kind of place it was asked in (text, thread, terminal …), `asked_by` the way of
    asking (slash, mention, chat …). The text of a message that was checked is somebody else's: `question` is
    empty then.
    """

    id: str
    asked_at: datetime
    community: Community
    channel_kind: str
    asked_by: str
    story: str
    question: str
    answered: bool
    band: Band
    score: float
    took_ms: float
    quotes: tuple[QuoteReference, ...]
    trace: Trace | None = None


class Vote(StrEnum):
    """What a reader thought of an answer."""

    HELPFUL = "helpful"
    NOT_HELPFUL = "not_helpful"
