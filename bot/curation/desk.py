"""Everything that moderators work with, in one hand."""

from dataclasses import dataclass

from bot.curation.drafting import Drafting
from bot.curation.preview import Previewer
from bot.curation.publishing import Publisher
from bot.curation.recall import Recaller
from bot.curation.replay import Replayer
from bot.curation.watching import Watcher
from bot.ports import (
    ArticleStore,
    AuditTrail,
    CommunitySettings,
    Drafts,
    Fetcher,
    History,
    Readers,
    ReplayQuestions,
)


@dataclass(frozen=True, slots=True)
class CurationDesk:
    """The services of curation, and the stores below them, for the terminal and for Discord alike.

    Without a `fetcher` the operator has not allowed that pages are fetched.
    """

    store: ArticleStore
    readers: Readers
    fetcher: Fetcher | None
    history: History
    drafts: Drafts
    drafting: Drafting
    previewer: Previewer
    publisher: Publisher
    recaller: Recaller
    watcher: Watcher
    questions: ReplayQuestions
    replayer: Replayer
    audit: AuditTrail
    settings: CommunitySettings
