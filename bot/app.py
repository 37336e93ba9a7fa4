"""The composition root: settings become a database, an index, services, and a bot."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering.config import AnsweringConfig
from bot.answering.service import AnswerService
from bot.articles.readers import ArticleReaders
from bot.curating import open_curation
from bot.curation.communities import Communities
from bot.curation.desk import CurationDesk
from bot.curation.importing import ImportService
from bot.curation.preferences import Preferences
from bot.curation.serving import serve
from bot.curation.stories import follow_story
from bot.domain import Community
from bot.ports import Fetcher
from bot.refinement.cleaning import Cleaner
from bot.refinement.desk import RefinementDesk
from bot.refinement.hashing import PersonHasher, load_or_make_key
from bot.refinement.keys import check_key
from bot.refinement.log_writer import LogWriter
from bot.refinement.notices import Notices
from bot.refinement.privacy import PrivacyDesk
from bot.refinement.sealing import PersonSealer
from bot.refining import open_refinement
from bot.retrieval.live import LiveIndexes
from bot.settings import Settings, load_settings
from bot.storage.articles import SqlArticleStore
from bot.storage.database import Database, open_database
from bot.storage.notices import SqlNotices
from bot.storage.persons import SqlPersons
from bot.storage.query_log import SqlQueryLog
from bot.storage.settings import SqlState

if TYPE_CHECKING:
    from bot.discord_app.client import StorydeskBot

_STARTED = "started with"


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that the terminal and Discord work with, open and ready."""

    database: Database
    store: SqlArticleStore
    state: SqlState
    indexes: LiveIndexes
    answers: AnswerService
    importer: ImportService
    curation: CurationDesk
    refinement: RefinementDesk
    log: LogWriter
    privacy: PrivacyDesk


@asynccontextmanager
async def open_services(settings: Settings) -> AsyncIterator[Services]:
    """Open the database and everything on top of it; close it all, the log last written, at the end.

    An empty database first takes in the knowledge folder that the settings name.

    Raises:
        StorageError: if the database cannot be opened.
        ImportRefusedError: if an article of the knowledge folder is refused.
    """
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(settings.resolved_database_url))
        store = SqlArticleStore(database)
        readers = ArticleReaders(max_bytes=settings.max_article_bytes)
        fetcher = make_fetcher(settings)
        importer = ImportService(store, readers, fetcher)
        state = SqlState(database)
        await _start_with(settings.knowledge_dir, store, importer, state)
        indexes = LiveIndexes(store)
        log = await stack.enter_async_context(_make_log(settings, database, indexes))
        yield Services(
            database=database,
            store=store,
            state=state,
            indexes=indexes,
            answers=AnswerService(indexes, answering_config(settings)),
            importer=importer,
            curation=open_curation(
                database, store, readers, indexes, fetcher=fetcher, config=answering_config(settings)
            ),
            refinement=open_refinement(database, store, indexes, settings),
            log=log,
            privacy=PrivacyDesk(log, SqlPersons(database), SqlNotices(database)),
        )


def _make_log(settings: Settings, database: Database, indexes: LiveIndexes) -> LogWriter:
    async def find_texts(story: str) -> list[str]:
        revisions = (await indexes.current(story)).knowledge.revisions
        return [f"{each.article.title}\n{each.article.body}" for each in revisions]

    days = settings.question_retention_days
    return LogWriter(
        SqlQueryLog(database),
        retention=timedelta(days=settings.trace_retention_days),
        question_retention=timedelta(days=days) if days else None,
        cleaner=Cleaner(find_texts),
    )


def make_notices(settings: Settings, services: Services, communities: Communities, key: bytes) -> Notices:
    """Return what keeps who is to be told of an answer; `key` is that of the person hashes."""

    async def find_story(community: Community, asked_about: str) -> tuple[str, int]:
        story = await follow_story(services.store, community, asked_about)
        return story, await services.store.version(story)

    async def find_answers(community: Community) -> AnswerService:
        return serve(services.answers, (await communities.at(community)).preferences)

    return Notices(
        SqlNotices(services.database),
        PersonHasher(key),
        PersonSealer(key),
        keep=timedelta(days=settings.notice_days),
        find_story=find_story,
        find_answers=find_answers,
    )


async def _start_with(
    directory: Path | None, store: SqlArticleStore, importer: ImportService, state: SqlState
) -> None:
    """Take the knowledge folder into a new database, once: one that began with nothing stays as it is."""
    if await state.get(_STARTED) is not None:
        return
    if directory is not None and await store.is_empty():
        await importer.seed(directory)
    await state.put(_STARTED, str(directory or ""))


def make_fetcher(settings: Settings) -> Fetcher | None:
    """Return what fetches web pages; None unless the operator allows it."""
    if not settings.allow_fetching:
        return None
    # Here, because what speaks with the network takes a moment to load.
    from bot.fetching.fetcher import FetchingConfig, HttpFetcher  # noqa: PLC0415

    return HttpFetcher(FetchingConfig(settings.max_article_bytes, contact=settings.fetch_contact))


def answering_config(settings: Settings) -> AnsweringConfig:
    """Return what the answering service needs to be told."""
    return AnsweringConfig(
        answer_threshold=settings.answer_threshold,
        strong_threshold=settings.strong_threshold,
        quote_max_chars=settings.quote_max_chars,
        article_max_chars=settings.article_max_chars,
        max_quotes=settings.max_quotes,
        stale_after_days=settings.stale_after_days,
    )


def operator_preferences(settings: Settings) -> Preferences:
    """Return what holds in a community that has not set something else."""
    return Preferences(
        mention_channels=settings.mention_channels,
        report_channels=settings.report_channels,
        story=settings.story,
        quote_max_chars=settings.quote_max_chars,
        answer_threshold=settings.answer_threshold,
        strong_threshold=settings.strong_threshold,
        cooldown_questions=settings.cooldown_questions,
        cooldown_seconds=settings.cooldown_seconds,
        time_zone=settings.time_zone,
    )


def open_communities(services: Services, settings: Settings) -> Communities:
    """Return what knows the settings that hold in each community."""
    return Communities(
        services.store,
        services.curation.settings,
        services.curation.audit,
        operator_preferences(settings),
        settings.model_fields_set,
    )


def create_bot(settings: Settings | None = None) -> "StorydeskBot":
    """Return a fresh bot, not running: it needs no token, network or event loop until it is started.

    Without `settings`, the environment and `.env` are read. `await bot.close()` closes everything.

    Raises:
        SettingsError: if a setting cannot be used.
    """
    # Here, because the terminal starts without Discord, and faster.
    from bot.discord_app.client import StorydeskBot  # noqa: PLC0415
    from bot.discord_app.services import BotServices, DiscordConfig  # noqa: PLC0415

    chosen = settings or load_settings()

    @asynccontextmanager
    async def open_bot_services() -> AsyncIterator[BotServices]:
        async with open_services(chosen) as services:
            key = load_key(chosen)
            await check_key(services.state, PersonHasher(key))
            communities = open_communities(services, chosen)
            yield BotServices(
                answers=services.answers,
                log=services.log,
                store=services.store,
                indexes=services.indexes,
                hasher=PersonHasher(key),
                state=services.state,
                curation=services.curation,
                refinement=services.refinement,
                communities=communities,
                privacy=services.privacy,
                notices=make_notices(chosen, services, communities, key),
            )

    config = DiscordConfig(
        story=chosen.story,
        conversation_minutes=chosen.conversation_minutes,
        home_servers=chosen.home_servers,
        trace_retention_days=chosen.trace_retention_days,
        max_article_bytes=chosen.max_article_bytes,
        question_retention_days=chosen.question_retention_days,
    )
    return StorydeskBot(open_bot_services, config)


def key_path(settings: Settings) -> Path:
    """Return the file of the key of the person hashes, where the settings do not hold it."""
    return settings.data_dir / "person-hash.key"


def load_key(settings: Settings) -> bytes:
    """Return the key of the person hashes: that of the settings, else that of its file, made if need be.

    Raises:
        StorageError: if the file cannot be read or made.
    """
    if settings.hash_key is not None:
        return settings.hash_key.get_secret_value().encode()
    return load_or_make_key(key_path(settings))
