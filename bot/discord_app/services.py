"""What the bot works with, handed to it open, and what it needs to be told."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from bot.answering.service import AnswerService
from bot.curation.communities import Communities
from bot.curation.desk import CurationDesk
from bot.domain import DEFAULT_STORY
from bot.ports import ArticleStore, Indexes, QueryLog, State
from bot.refinement.desk import RefinementDesk
from bot.refinement.hashing import PersonHasher
from bot.refinement.notices import Notices
from bot.refinement.privacy import PrivacyDesk


@dataclass(frozen=True, slots=True)
class BotServices:
    """Everything that the bot works with, open and ready."""

    answers: AnswerService
    log: QueryLog
    store: ArticleStore
    indexes: Indexes
    hasher: PersonHasher
    state: State
    curation: CurationDesk
    communities: Communities
    refinement: RefinementDesk
    privacy: PrivacyDesk
    notices: Notices


OpenServices = Callable[[], AbstractAsyncContextManager[BotServices]]
"""What opens the services when the bot starts and closes them when it stops."""


@dataclass(frozen=True, slots=True)
class DiscordConfig:
    """What the bot needs to be told; the defaults are those of the settings.

    `story` is the operator's first one, `home_servers` are ids of the servers that curate what the operator
    keeps. What a community may set for itself is known by `Communities`.
    """

    story: str = DEFAULT_STORY
    conversation_minutes: float = 15.0
    home_servers: frozenset[int] = frozenset()
    trace_retention_days: int = 30
    max_article_bytes: int = 2_000_000
    question_retention_days: int = 365
