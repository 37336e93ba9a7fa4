"""A log on a real database, with a clock that is moved by hand, as several processes see it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.domain import (
    Article,
    Band,
    Community,
    CommunityKind,
    GapScope,
    LogEntry,
    MadeBy,
    QuoteReference,
    Span,
    Trace,
    Vote,
)
from bot.refinement.bursts import BurstConfig, BurstWatch
from bot.refinement.entries import new_entry_id
from bot.refinement.gaps import GapService
from bot.refinement.placing import GapPlacer
from bot.retrieval.live import LiveIndexes
from bot.storage.articles import SqlArticleStore
from bot.storage.bursts import SqlBursts
from bot.storage.database import Database, open_database
from bot.storage.gap_figures import SqlGapFigures
from bot.storage.gaps import SqlGaps
from bot.storage.query_log import SqlQueryLog

NOON = datetime(2026, 5, 10, 12, tzinfo=UTC)
SERVER = Community(CommunityKind.GUILD, "7")
SCOPE = GapScope(SERVER, "default")
BODY = "The harbour bridge opened on Monday. It cost three million euros, the council said."
NEAREST = QuoteReference("default", "bridge", 1, Span(0, 36))


@dataclass
class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Room:
    """One process on the database."""

    database: Database
    clock: Clock
    gaps: GapService
    watch: BurstWatch
    log: SqlQueryLog

    async def ask(
        self,
        question: str,
        *,
        ago: timedelta = timedelta(),
        person: str = "",
        rated: Vote | None = None,
        community: Community = SERVER,
        **fields: Any,
    ) -> str:
        """Log a question that was asked some time ago, in vain unless said otherwise; return its id."""
        at = self.clock.now - ago
        trace = Trace(person) if person else None
        entry = replace(VAIN, id=new_entry_id(), asked_at=at, question=question, trace=trace)
        entry = replace(entry, community=community, **fields)
        await self.log.append([entry])
        if rated is not None:
            await self.log.vote(entry.id, rated, None, at=at)
        return entry.id


VAIN = LogEntry(
    id="",
    asked_at=NOON,
    community=SERVER,
    channel_kind="text",
    asked_by="slash",
    story="default",
    question="",
    answered=False,
    band=Band.NONE,
    score=0.1,
    took_ms=1.0,
    quotes=(),
    topic=0.9,
)
WELL: dict[str, Any] = {"answered": True, "band": Band.STRONG, "score": 0.9, "quotes": (NEAREST,)}
PARTLY = WELL | {"band": Band.PARTIAL}


@asynccontextmanager
async def open_room(file: Path, clock: Clock, config: BurstConfig | None = None) -> AsyncIterator[Room]:
    async with open_database(f"sqlite:///{file}") as database:
        store = SqlArticleStore(database)
        if await store.is_empty():
            article = Article(id="bridge", title="The harbour bridge", body=BODY, language="en")
            await store.publish([article], made_by=MadeBy.IMPORT)
        gaps = SqlGaps(database)
        placer = GapPlacer(gaps, LiveIndexes(store))
        service = GapService(gaps, SqlGapFigures(database), placer, store, now=clock)
        watch = BurstWatch(gaps, SqlBursts(database), placer, service, config, now=clock)
        yield Room(database, clock, service, watch, SqlQueryLog(database))


async def ask_all(room: Room, question: str, moments: Sequence[timedelta]) -> None:
    """Log a question once for each time ago, each time by somebody else."""
    for number, ago in enumerate(moments):
        await room.ask(question, ago=ago, person=f"{number:032x}")
