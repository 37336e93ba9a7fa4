"""The part of the composition root that opens what learns from the log."""

from datetime import timedelta

from bot.refinement.bursts import BurstConfig, BurstWatch
from bot.refinement.desk import RefinementDesk
from bot.refinement.gaps import GapService
from bot.refinement.placing import GapPlacer
from bot.retrieval.live import LiveIndexes
from bot.settings import Settings
from bot.storage.articles import SqlArticleStore
from bot.storage.bursts import SqlBursts
from bot.storage.database import Database
from bot.storage.gap_figures import SqlGapFigures
from bot.storage.gaps import SqlGaps


def open_refinement(
    database: Database, store: SqlArticleStore, indexes: LiveIndexes, settings: Settings
) -> RefinementDesk:
    """Return the services of gaps and bursts on an open database."""
    gaps = SqlGaps(database)
    config = BurstConfig(
        window=timedelta(minutes=settings.burst_minutes),
        least=settings.burst_questions,
        chance=settings.burst_chance,
    )
    placer = GapPlacer(gaps, indexes)
    service = GapService(gaps, SqlGapFigures(database), placer, store)
    return RefinementDesk(gaps=service, bursts=BurstWatch(gaps, SqlBursts(database), placer, service, config))
