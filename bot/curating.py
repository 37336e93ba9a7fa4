"""The part of the composition root that opens what moderators work with."""

from bot.answering.config import AnsweringConfig
from bot.articles.readers import ArticleReaders
from bot.curation.desk import CurationDesk
from bot.curation.drafting import Drafting
from bot.curation.preview import Previewer
from bot.curation.publishing import Publisher
from bot.curation.recall import Recaller
from bot.curation.rehearsal import Rehearser
from bot.curation.replay import Replayer
from bot.curation.watching import Watcher
from bot.ports import Fetcher
from bot.retrieval.live import LiveIndexes
from bot.storage.articles import SqlArticleStore
from bot.storage.asked import SqlAskedQuestions
from bot.storage.curation import SqlAuditTrail, SqlHistory
from bot.storage.database import Database
from bot.storage.drafts import SqlDrafts
from bot.storage.quoted import SqlQuotedAnswers
from bot.storage.replays import SqlReplayQuestions
from bot.storage.settings import SqlSettings
from bot.storage.watches import SqlWatches


def open_curation(
    database: Database,
    store: SqlArticleStore,
    readers: ArticleReaders,
    indexes: LiveIndexes,
    *,
    fetcher: Fetcher | None,
    config: AnsweringConfig,
) -> CurationDesk:
    """Return the services of curation on an open database."""
    drafts, history = SqlDrafts(database), SqlHistory(database)
    audit, questions = SqlAuditTrail(database), SqlReplayQuestions(database)
    community_settings, quoted = SqlSettings(database), SqlQuotedAnswers(database)
    drafting = Drafting(store, drafts, history)
    rehearser = Rehearser(indexes, questions, config)
    return CurationDesk(
        store=store,
        readers=readers,
        fetcher=fetcher,
        history=history,
        drafts=drafts,
        drafting=drafting,
        previewer=Previewer(store, drafts, indexes, rehearser),
        publisher=Publisher(store, drafts, drafting),
        recaller=Recaller(store, quoted),
        watcher=Watcher(store, readers, quoted, SqlWatches(database), fetcher),
        questions=questions,
        replayer=Replayer(store, indexes, SqlAskedQuestions(database), config),
        audit=audit,
        settings=community_settings,
    )
