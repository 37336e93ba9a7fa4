"""What the query log keeps of a question."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.answers import Band
from bot.domain.articles import Span


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
    empty then. Only the asker saw an answer that is `private`. `topic` is the probability, from 0 to 1, that
    the articles speak of the matter; `nearest` is what came closest where nothing answered; `stated` tells
    whether a moderators' statement was shown. `names` are those of persons that are known where it was asked:
    the question loses them before it is stored, and they are never stored themselves.
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
    private: bool = False
    topic: float | None = None
    nearest: QuoteReference | None = None
    stated: bool = False
    names: tuple[str, ...] = ()


class Vote(StrEnum):
    """What a reader thought of an answer."""

    HELPFUL = "helpful"
    NOT_HELPFUL = "not_helpful"


class VoteReason(StrEnum):
    """Why an answer did not help."""

    WRONG_QUOTE = "wrong_quote"
    OUT_OF_DATE = "out_of_date"
    MISSING = "missing"
    OTHER_WORDS = "other_words"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a person who asked for it waits to be told: that the articles of a story answer a question.

    `person` is a keyed hash; `seal` is the person's id, encrypted with a key that the database does not hold.
    `community` is where the question was asked, and whose story and settings it is answered by.
    """

    id: str
    person: str
    seal: str
    community: Community
    story: str
    question: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Removed:
    """What became of a person's data: how many ties were cut, and requests to be told deleted.

    Of questions and reports the words are gone, too; that they were there is still counted.
    """

    questions: int = 0
    votes: int = 0
    reports: int = 0
    notices: int = 0
    opt_outs: int = 0

    def __bool__(self) -> bool:
        """Tell whether there was anything."""
        return any((self.questions, self.votes, self.reports, self.notices, self.opt_outs))
