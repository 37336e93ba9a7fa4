"""The query log's tables: anonymous rows that stay, traces that go."""

import asyncio
import sqlite3
import traceback
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.domain import (
    Band,
    Community,
    CommunityKind,
    LogEntry,
    QuoteReference,
    Span,
    Trace,
    Vote,
)
from bot.errors import StorageError
from bot.ports import Reported
from bot.refinement.log_store import LogStore
from bot.storage import schema
from bot.storage.database import Database, open_database
from bot.storage.query_log import SqlQueryLog

NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)
ASKER = Trace(person="a" * 32, channel_id=2**62 + 5, message_id=2**62 + 7)
READER = Trace(person="b" * 32)
QUOTES = (
    QuoteReference("default", "bridge", 2, Span(5, 30)),
    QuoteReference("default", "bridge", 2, Span(40, 70)),
)
ENTRY = LogEntry(
    id="q1",
    asked_at=NOON,
    community=Community(CommunityKind.GUILD, "10"),
    channel_kind="text",
    asked_by="mention",
    story="default",
    question="When did the bridge open?",
    answered=True,
    band=Band.STRONG,
    score=0.91,
    took_ms=3.5,
    quotes=QUOTES,
    trace=ASKER,
)


@pytest.fixture
def log(database: Database) -> SqlQueryLog:
    return SqlQueryLog(database)


def rows(file: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as raw:
        return raw.execute(query).fetchall()


async def test_the_log_is_what_the_writer_asks_for(log: LogStore) -> None:
    assert await log.quotes("unknown") is None


async def test_an_entry_is_kept_without_the_person_and_the_trace_apart(log: SqlQueryLog, file: Path) -> None:
    await log.append([ENTRY])
    assert rows(file, "SELECT * FROM queries") == [
        (
            "q1",
            "2025-06-01 12:00:00.000000",
            "guild",
            "10",
            "text",
            "mention",
            "default",
            "When did the bridge open?",
            1,
            "strong",
            0.91,
            3.5,
            0,
            "",
            None,
            0,
        )
    ]
    assert await log.quotes("q1") == QUOTES
    assert rows(file, "SELECT query_id, role, person, channel_id, message_id FROM traces") == [
        ("q1", "asker", ASKER.person, ASKER.channel_id, ASKER.message_id)
    ]


async def test_an_entry_is_stored_once_however_often_it_comes(log: SqlQueryLog, file: Path) -> None:
    second = replace(ENTRY, id="q2", quotes=(), answered=False, trace=None)
    await log.append([ENTRY, replace(ENTRY, question="later")])
    await log.append([ENTRY, second, second])
    assert rows(file, "SELECT id, question FROM queries ORDER BY id") == [
        ("q1", ENTRY.question),
        ("q2", ENTRY.question),
    ]
    assert rows(file, "SELECT count(*) FROM query_quotes") == [(2,)]
    assert rows(file, "SELECT count(*) FROM traces") == [(1,)]
    assert await log.quotes("q2") == ()


async def test_a_batch_is_stored_whole_or_not_at_all(log: SqlQueryLog, file: Path) -> None:
    broken = replace(ENTRY, id="q2", question="\ud800")
    with pytest.raises(StorageError):
        await log.append([ENTRY, broken])
    assert rows(file, "SELECT * FROM queries") == []


async def test_a_moment_comes_back_in_utc_wherever_it_was_taken(log: SqlQueryLog) -> None:
    there = NOON.astimezone(timezone(timedelta(hours=9)))
    await log.append([replace(ENTRY, asked_at=there)])
    (kept,) = await log.about_person(ASKER.person)
    assert kept["asked_at"] == NOON
    assert isinstance(kept["asked_at"], datetime)
    assert kept["asked_at"].tzinfo is UTC


async def test_a_moment_without_a_time_zone_is_refused(log: SqlQueryLog) -> None:
    with pytest.raises(StorageError, match="time zone"):
        await log.append([replace(ENTRY, asked_at=NOON.replace(tzinfo=None))])


async def test_the_last_word_of_each_person_counts(log: SqlQueryLog, file: Path) -> None:
    await log.append([ENTRY, replace(ENTRY, id="q2")])
    later = NOON + timedelta(hours=1)
    assert await log.vote("q1", Vote.HELPFUL, ASKER, at=NOON)
    assert await log.vote("q1", Vote.HELPFUL, READER, at=NOON)
    assert await log.vote("q1", Vote.NOT_HELPFUL, ASKER, at=later)
    assert await log.vote("q2", Vote.HELPFUL, ASKER, at=later)
    assert rows(file, "SELECT query_id, vote FROM votes ORDER BY id") == [
        ("q1", "not_helpful"),
        ("q1", "helpful"),
        ("q2", "helpful"),
    ]
    assert not await log.vote("unknown", Vote.HELPFUL, ASKER, at=NOON)


async def test_a_person_reports_an_answer_once(log: SqlQueryLog, file: Path) -> None:
    await log.append([ENTRY, replace(ENTRY, id="q2")])
    await log.vote("q1", Vote.NOT_HELPFUL, READER, at=NOON)
    reports = (("q1", READER), ("q1", READER), ("q1", ASKER), ("q2", READER), ("unknown", READER))
    became = [await log.report(id_, f"wrong {n}", who, at=NOON) for n, (id_, who) in enumerate(reports)]
    assert became == [Reported.NEW, Reported.AGAIN, Reported.NEW, Reported.NEW, Reported.UNKNOWN]
    assert rows(file, "SELECT query_id, reason FROM reports ORDER BY id") == [
        ("q1", "wrong 0"),
        ("q1", "wrong 2"),
        ("q2", "wrong 3"),
    ]
    assert rows(file, "SELECT count(*) FROM traces WHERE role = 'reporter'") == [(3,)]


async def test_words_without_a_trace_are_kept_and_tied_to_nobody(log: SqlQueryLog, file: Path) -> None:
    await log.append([replace(ENTRY, trace=None)])
    assert await log.vote("q1", Vote.HELPFUL, None, at=NOON)
    assert await log.report("q1", "wrong", None, at=NOON) is Reported.NEW
    assert rows(file, "SELECT vote FROM votes") == [("helpful",)]
    assert rows(file, "SELECT reason FROM reports") == [("wrong",)]
    assert rows(file, "SELECT * FROM traces") == []


SECRET = "who asks this?"


async def write_twice(log: SqlQueryLog, database: Database) -> None:
    await log.append([ENTRY])
    async with database.write() as connection:
        trace = {"person": ASKER.person, "channel_id": ASKER.channel_id, "message_id": ASKER.message_id}
        row = {"id": 1, "query_id": SECRET, "role": "asker", "created_at": NOON}
        await connection.execute(insert(schema.traces).values(**row, **trace))


async def write_half_a_pair(log: SqlQueryLog, _: Database) -> None:
    await log.append([replace(ENTRY, question=f"{SECRET} \ud800")])


async def write_a_moment_of_no_zone(log: SqlQueryLog, _: Database) -> None:
    await log.append([replace(ENTRY, question=SECRET, asked_at=NOON.replace(tzinfo=None))])


@pytest.mark.parametrize("write", [write_twice, write_half_a_pair, write_a_moment_of_no_zone])
async def test_no_error_repeats_what_was_to_be_written(
    log: SqlQueryLog, database: Database, write: Callable[[SqlQueryLog, Database], Awaitable[None]]
) -> None:
    secrets = {SECRET, ASKER.person, str(ASKER.channel_id), str(ASKER.message_id), "datetime(", "06-01"}
    with pytest.raises(StorageError) as caught:
        await write(log, database)
    chain: list[BaseException] = []
    error: BaseException | None = caught.value
    while error is not None:
        chain.append(error)
        error = error.__cause__
    said = "".join(traceback.format_exception(caught.value)) + "".join(f"{e} {e!r}" for e in chain)
    assert "StorageError" in said
    assert not [secret for secret in secrets if secret in said]


async def test_a_person_sees_what_is_kept_of_them_and_of_nobody_else_newest_first(log: SqlQueryLog) -> None:
    await log.append([ENTRY, replace(ENTRY, id="q2", trace=READER)])
    await log.vote("q2", Vote.HELPFUL, ASKER, at=NOON + timedelta(hours=1))
    await log.report("q2", "wrong bridge", ASKER, at=NOON + timedelta(hours=2))
    kept = await log.about_person(ASKER.person)
    assert [(row["role"], row["query_id"], row["vote"], row["reason"]) for row in kept] == [
        ("reporter", "q2", None, "wrong bridge"),
        ("voter", "q2", "helpful", None),
        ("asker", "q1", None, None),
    ]
    assert kept[-1] == {
        "role": "asker",
        "created_at": NOON,
        "channel_id": ASKER.channel_id,
        "message_id": ASKER.message_id,
        "query_id": "q1",
        "asked_at": NOON,
        "community_kind": "guild",
        "community_id": "10",
        "channel_kind": "text",
        "asked_by": "mention",
        "story": ENTRY.story,
        "question": ENTRY.question,
        "answered": True,
        "band": "strong",
        "vote": None,
        "vote_reason": None,
        "reason": None,
    }
    assert await log.about_person("c" * 32) == []


async def test_forgetting_deletes_old_traces_and_nothing_else(log: SqlQueryLog, file: Path) -> None:
    limit = NOON + timedelta(days=1)
    await log.append([ENTRY, replace(ENTRY, id="q2", asked_at=limit)])
    await log.vote("q1", Vote.HELPFUL, READER, at=NOON)
    await log.report("q1", "wrong", READER, at=limit)
    assert await log.forget_traces(limit) == 2
    assert rows(file, "SELECT query_id, role FROM traces ORDER BY id") == [
        ("q2", "asker"),
        ("q1", "reporter"),
    ]
    assert rows(file, "SELECT count(*) FROM queries") == [(2,)]
    assert rows(file, "SELECT query_id, vote FROM votes") == [("q1", "helpful")]
    assert await log.quotes("q1") == QUOTES
    assert await log.forget_traces(limit) == 0


def test_what_is_forgotten_cannot_be_read_from_the_file(file: Path) -> None:
    async def use() -> None:
        async with open_database(f"sqlite:///{file}") as database:
            log = SqlQueryLog(database)
            await log.append([replace(ENTRY, id=f"q{n}") for n in range(50)])
            await log.forget_traces(NOON + timedelta(days=1))

    asyncio.run(use())
    assert b"When did the bridge open?" in file.read_bytes()
    assert ASKER.person.encode() not in file.read_bytes()
    assert [path.name for path in file.parent.iterdir()] == [file.name]
