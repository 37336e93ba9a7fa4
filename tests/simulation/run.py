"""A month of questions answered, logged, grouped and watched, while an injected clock moves."""

import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from sklearn.metrics import adjusted_rand_score
from sqlalchemy import select

from bot.app import Services, open_services
from bot.domain import Community, CommunityKind, GapActKind, GapScope, LogEntry, Trace
from bot.refinement.bursts import Burst, BurstWatch
from bot.refinement.entries import make_entry
from bot.refinement.gaps import GapFilter, GapService, make_period
from bot.refinement.hashing import PersonHasher
from bot.refinement.placing import GapPlacer
from bot.refinement.wording import describe_counts
from bot.settings import Settings
from bot.storage.bursts import SqlBursts
from bot.storage.database import Database, open_database
from bot.storage.gap_figures import SqlGapFigures
from bot.storage.gaps import SqlGaps
from bot.storage.query_log import SqlQueryLog
from bot.storage.schema.gaps import gap_questions
from tests.simulation.figures import Figures, Taken
from tests.simulation.month import BEGIN, DAYS, ON_TOPIC_SETS, RUMOUR_AT, SHARED, Asked

SERVER = Community(CommunityKind.GUILD, "1")
SCOPE = GapScope(SERVER, "default")
_LOOK_EVERY = timedelta(hours=1)
_RUMOUR_LOOK_EVERY = timedelta(minutes=5)
_RUNS = 9


@dataclass
class Clock:
    """The moment that it is, moved by hand."""

    now: datetime = BEGIN

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Process:
    """What one of several processes on the same database has of its own."""

    placer: GapPlacer
    gaps: GapService
    watch: BurstWatch


def make_process(database: Database, services: Services, clock: Clock) -> Process:
    """Return the services of a process; the index, which never changes here, is shared."""
    gaps = SqlGaps(database)
    placer = GapPlacer(gaps, services.indexes)
    service = GapService(gaps, SqlGapFigures(database), placer, services.store, now=clock)
    return Process(placer, service, BurstWatch(gaps, SqlBursts(database), placer, service, now=clock))


async def run_month(folder: Path, month: Sequence[Asked]) -> Figures:
    """Return the figures of a month; the database is made in a folder."""
    settings = Settings(data_dir=folder, knowledge_dir=None)
    clock = Clock()
    async with AsyncExitStack() as stack:
        services = await stack.enter_async_context(open_services(settings))
        await import_articles(services)
        processes = [make_process(services.database, services, clock)]
        other = await stack.enter_async_context(open_database(settings.resolved_database_url))
        processes.append(make_process(other, services, clock))
        answering, entries = time.perf_counter(), await answer_all(services, month)
        answering = time.perf_counter() - answering
        alerts: list[Burst] = []
        looks, placing = 0, 0.0
        for until, asked in _by_look(entries):
            await SqlQueryLog(services.database).append(asked)
            clock.now = until
            begun = time.perf_counter()
            await processes[looks % 2].placer.catch_up(SCOPE)
            placing += time.perf_counter() - begun
            for process in processes:
                alerts += await process.watch.look({SERVER.id})
                looks += 1
        return await _measure(services, processes[0], month, entries, alerts, looks, answering, placing)


async def import_articles(services: Services) -> None:
    """Bring in the raw reports and the articles of the sets that the questions are about."""
    paths = [SHARED / "seeds", *(SHARED / "eval" / name / "articles.jsonl" for name in ON_TOPIC_SETS)]
    await services.importer.import_paths(paths, story_override="default")


async def answer_all(services: Services, month: Sequence[Asked]) -> list[LogEntry]:
    """Return the log's entries for a month of questions."""
    hasher = PersonHasher(b"a key of the simulation")
    entries = []
    for number, asked in enumerate(month):
        answer = await services.answers.answer(asked.text)
        entry = make_entry(
            answer,
            entry_id=f"{number:032x}",
            community=SERVER,
            channel_kind="text",
            asked_by="slash",
            story="default",
            trace=Trace(hasher.hash(asked.person), 1, number),
        )
        entries.append(replace(entry, asked_at=asked.at))
    return entries


def _by_look(entries: Sequence[LogEntry]) -> Iterator[tuple[datetime, list[LogEntry]]]:
    """Yield the moments at which processes look for bursts, each with what was asked since the one before."""
    moments = []
    at = BEGIN
    while at < BEGIN + timedelta(days=DAYS):
        near = abs(at - RUMOUR_AT) < timedelta(hours=6)
        at += _RUMOUR_LOOK_EVERY if near else _LOOK_EVERY
        moments.append(at)
    place = 0
    for moment in moments:
        asked = []
        while place < len(entries) and entries[place].asked_at < moment:
            asked.append(entries[place])
            place += 1
        yield moment, asked


async def _measure(
    services: Services,
    process: Process,
    month: Sequence[Asked],
    entries: Sequence[LogEntry],
    alerts: Sequence[Burst],
    looks: int,
    answering: float,
    placing: float,
) -> Figures:
    groups = await _read_groups(services.database)
    found = [groups[entry.id] for entry in entries]
    known = [asked.group for asked in month]
    gaps = await process.gaps.page(SCOPE, None, size=len(entries))
    on_topic = {groups[e.id] for e, a in zip(entries, month, strict=True) if a.is_on_topic}
    first = gaps.gaps[0]
    return Figures(
        questions=len(month),
        groups=len(set(known)),
        found_groups=len(set(found)),
        rand_index=adjusted_rand_score(known, found),
        alerts=tuple(alerts),
        looks=looks,
        gaps=gaps.total,
        off_topic_gaps=sum(gap.number not in on_topic for gap in gaps.gaps),
        top_gap=f"“{first.wordings[0]}”, {describe_counts(first)}",
        answering_s=answering,
        placing_s=placing,
        times=await _time_commands(services, process, first.number),
    )


async def _read_groups(database: Database) -> dict[str, int]:
    async with database.read() as connection:
        rows = (await connection.execute(select(gap_questions.c.query_id, gap_questions.c.gap))).all()
    return {row.query_id: row.gap for row in rows}


async def _time_commands(services: Services, process: Process, gap: int) -> dict[str, Taken]:
    """Return how long each command takes."""
    gaps, replayer = process.gaps, services.curation.replayer
    month = make_period(timedelta(days=DAYS), process.gaps.now())
    clock = Clock(process.gaps.now())
    commands: dict[str, Callable[[], Awaitable[object]]] = {
        "/gaps in a fresh process": lambda: make_process(services.database, services, clock).gaps.page(
            SCOPE, timedelta(days=7)
        ),
        "/gaps, 7 days": lambda: gaps.page(SCOPE, timedelta(days=7)),
        "/gaps, all time, page 20": lambda: gaps.page(SCOPE, None, number=19),
        "one gap": lambda: gaps.find(SCOPE, gap),
        "assign a gap": lambda: gaps.act(SCOPE, gap, GapActKind.ASSIGN, subject="7"),
        "resolve a gap": lambda: gaps.act(SCOPE, gap, GapActKind.STATEMENT),
        "/gaps, resolved": lambda: gaps.page(SCOPE, None, chosen=GapFilter.RESOLVED),
        "/replay, first page, 30 days": lambda: replayer.replay("default", "1", month, limit=5),
        "a look for bursts": lambda: process.watch.look({SERVER.id}),
    }
    taken = {}
    for name, run in commands.items():
        times = []
        for _ in range(_RUNS):
            begun = time.perf_counter()
            await run()
            times.append(1000 * (time.perf_counter() - begun))
        taken[name] = Taken(median(times), max(times))
    return taken
