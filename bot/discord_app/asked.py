"""What was asked: the way it came, and what came of it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.discord_app.listing import CHECKED
from bot.domain import Answer


class AskedBy(StrEnum):
    """The way a question came, as the query log keeps it."""

    SLASH = "slash"
    MENTION = "mention"
    REPLY = "reply"
    DIRECT = "dm"
    CHECK = CHECKED
    FOLLOW_UP = "follow-up"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer, the story it is from, and its id in the query log and in the buttons."""

    id: str
    by: AskedBy
    answer: Answer
    story: str
