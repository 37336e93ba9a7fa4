"""The writer of the query log: nobody waits for it, and it loses nothing."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.domain import Band, Community, CommunityKind, LogEntry, QuoteReference, Span, Trace, Vote, VoteReason
from bot.errors import StorageError
from bot.ports import Reported
from bot.refinement.cleaning import Cleaner
from bot.refinement.hashing import PersonHasher
from bot.refinement.log_store import LOST_QUESTIONS
from bot.refinement.log_writer import LogWriter
from bot.storage.database import Database, open_database
from bot.storage.persons import SqlPersons
from bot.storage.query_log import SqlQueryLog
from bot.storage.settings import SqlState

if TYPE_CHECKING:
    from bot.ports import QueryLog

NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)
MONTH = timedelta(days=30)
USER_ID = 234567890123456789
HASHER = PersonHasher(bytes(range(32)))
READER = Trace(person=HASHER.hash(USER_ID))
ENTRY = LogEntry(
    id="q1",
    asked_at=NOON,
    community=Community(CommunityKind.DIRECT),
    channel_kind="dm",
    asked_by="dm",
    story="default",
    question="When did the bridge open?",
    answered=True,
    band=Band.STRONG,
    score=0.91,
    took_ms=3.5,
    quotes=(QuoteReference("default", "bridge", 1, Span(0, 20)),),
    trace=READER,
)


class Store(SqlQueryLog):
    """The real tables, behind a door that a test can shut or make somebody wait at."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.refuses = False
        self.door = asyncio.Event()
        self.door.set()
        self.arrivals = asyncio.Semaphore(0)
        self.forgot: list[datetime] = []
        self.batches: list[int] = []

    async def append(self, entries: Sequence[LogEntry], *, traces: bool = True) -> Collection[str]:
        self.batches.append(len(entries))
        await self._pass()
        return await super().append(entries, traces=traces)

    async def forget_traces(self, before: datetime) -> int:
        self.forgot.append(before)
        await self._pass()
        return await super().forget_traces(before)

    async def _pass(self) -> None:
        self.arrivals.release()
        await self.door.wait()
        if self.refuses:
            msg = "the disk is full"
            raise StorageError(msg)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "storydesk.db"


@pytest.fixture
async def store(file: Path) -> AsyncIterator[Store]:
    async with open_database(f"sqlite:///{file}") as database:
        yield Store(database)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


def entries(count: int) -> list[LogEntry]:
    return [replace(ENTRY, id=f"q{number:05}") for number in range(count)]


def stored(file: Path, query: str = "SELECT id FROM queries ORDER BY rowid") -> list[object]:
    with closing(sqlite3.connect(file)) as raw:
        return [row[0] for row in raw.execute(query)]


async def settle() -> None:
    """Return when no task but this one is left."""
    while others := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(others)


async def ring() -> None:
    """Let the loop look at its clock, and what was due then be done."""
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await settle()


async def test_the_writer_is_what_the_port_asks_for(store: Store) -> None:
    log: QueryLog = LogWriter(store, retention=MONTH, now=Clock())
    assert await log.quotes("unknown") is None


async def test_an_entry_is_stored_behind_the_answer_and_no_task_stays(store: Store, file: Path) -> None:
    log = LogWriter(store, retention=MONTH, now=Clock())
    log.record(ENTRY)
    assert stored(file) == []
    await settle()
    assert stored(file) == ["q1"]


async def test_closing_stores_everything_in_order_and_in_batches(store: Store, file: Path) -> None:
    async with LogWriter(store, retention=MONTH, now=Clock()) as log:
        for entry in entries(550):
            log.record(entry)
    assert stored(file) == [entry.id for entry in entries(550)]
    assert max(store.batches) == 100
    await settle()


async def test_what_is_recorded_while_others_are_written_is_not_forgotten(store: Store, file: Path) -> None:
    """The door makes the writer stop at each step: the purge, the first batch, the second."""
    store.door.clear()
    log = LogWriter(store, retention=MONTH, now=Clock())
    for entry in entries(3):
        log.record(entry)
        async with asyncio.timeout(10):
            await store.arrivals.acquire()
        store.door.set()
        await asyncio.sleep(0)
        store.door.clear()
    store.door.set()
    await settle()
    assert stored(file) == [entry.id for entry in entries(3)]


async def test_questions_are_stored_scrubbed(store: Store, file: Path) -> None:
    async with LogWriter(store, retention=MONTH, now=Clock()) as log:
        log.record(replace(ENTRY, question="Does <@1234567> at jane@example.org know?"))
        assert await log.report("q1", "ask jane@example.org", READER) is Reported.NEW
    assert stored(file, "SELECT question FROM queries") == ["Does [mention] at [email] know?"]
    assert stored(file, "SELECT reason FROM reports") == ["ask [email]"]


async def test_an_answer_can_be_voted_on_at_once(store: Store, file: Path) -> None:
    log = LogWriter(store, retention=MONTH, now=Clock())
    log.record(ENTRY)
    assert await log.vote("q1", Vote.HELPFUL, READER)
    assert await log.vote("q1", Vote.NOT_HELPFUL, READER)
    assert not await log.vote("unknown", Vote.HELPFUL, READER)
    assert stored(file, "SELECT vote FROM votes") == ["not_helpful"]
    roles = [row["role"] for row in await log.about_person(READER.person)]
    assert sorted(str(role) for role in roles) == ["asker", "voter"]


async def test_the_quotes_of_an_answer_are_known_before_it_is_stored(store: Store) -> None:
    store.refuses = True
    log = LogWriter(store, retention=MONTH, now=Clock())
    log.record(ENTRY)
    assert await log.quotes("q1") == ENTRY.quotes
    await settle()
    assert await log.quotes("q1") == ENTRY.quotes


async def test_while_the_store_refuses_entries_wait_scrubbed_and_it_is_said_once(
    store: Store, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store.refuses = True
    log = LogWriter(store, retention=MONTH, now=Clock())
    for entry in entries(3):
        log.record(replace(entry, question="jane@example.org?"))
        await settle()
    with pytest.raises(StorageError, match="disk is full"):
        await log.flush()
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "disk is full" in caplog.text
    assert {entry.question for entry in (*log._waiting, *log._taken)} == {"[email]?"}
    store.refuses = False
    log.record(replace(ENTRY, id="last"))
    await settle()
    assert stored(file) == ["q00000", "q00001", "q00002", "last"]
    assert [record.levelno for record in caplog.records] == [logging.ERROR, logging.WARNING]


async def test_memory_is_bounded_and_what_is_dropped_is_counted(
    store: Store, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store.refuses = True
    log = LogWriter(store, retention=MONTH, most_waiting=5, now=Clock())
    for entry in entries(8):
        log.record(entry)
    await settle()
    assert log.dropped == 3
    store.refuses = False
    await log.close()
    assert stored(file) == [entry.id for entry in entries(5)]
    assert "3 questions" in caplog.text


async def test_closing_while_the_store_refuses_says_what_was_lost(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    store.refuses = True
    async with LogWriter(store, retention=MONTH, now=Clock()) as log:
        log.record(ENTRY)
    assert "1 questions not stored" in caplog.text


async def test_a_lock_that_another_program_holds_is_waited_for(store: Store, file: Path) -> None:
    log = LogWriter(store, retention=MONTH, now=Clock())
    await log.flush()
    await store.arrivals.acquire()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        log.record(ENTRY)
        await store.arrivals.acquire()
        other.execute("COMMIT")
    await log.close()
    assert stored(file) == ["q1"]


async def test_an_interrupted_write_is_done_again_and_counts_once(store: Store, file: Path) -> None:
    log = LogWriter(store, retention=MONTH, now=Clock())
    await log.flush()
    await store.arrivals.acquire()
    store.door.clear()
    log.record(ENTRY)
    await store.arrivals.acquire()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
    await settle()
    assert stored(file) == []
    store.door.set()
    await log.close()
    await store.append([ENTRY])
    assert stored(file) == ["q1"]


async def test_old_traces_are_deleted_at_the_start_and_once_a_day(store: Store, file: Path) -> None:
    clock = Clock()
    await store.append([replace(ENTRY, id="old", asked_at=NOON - MONTH - timedelta(seconds=1))])
    await store.append([replace(ENTRY, id="young", asked_at=NOON - MONTH)])
    async with LogWriter(store, retention=MONTH, now=clock) as log:
        await settle()
        assert stored(file, "SELECT query_id FROM traces") == ["young"]
        assert stored(file) == ["old", "young"]
        for hours in (1, 23):
            clock.time = NOON + timedelta(hours=hours)
            log.record(replace(ENTRY, id=f"after {hours}", asked_at=clock.time))
            await settle()
        assert store.forgot == [NOON - MONTH]
        clock.time = NOON + timedelta(hours=24)
        log.record(replace(ENTRY, id="next day", asked_at=clock.time))
        await settle()
        assert stored(file, "SELECT query_id FROM traces") == ["after 1", "after 23", "next day"]
        assert store.forgot == [NOON - MONTH, NOON - MONTH + timedelta(days=1)]
    assert stored(file) == ["old", "young", "after 1", "after 23", "next day"]


async def test_on_a_quiet_server_old_traces_are_deleted_all_the_same(
    store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, loop = Clock(), asyncio.get_running_loop()
    began = loop.time()
    monkeypatch.setattr(loop, "time", lambda: began + (clock.time - NOON).total_seconds())
    await store.append([ENTRY])
    async with LogWriter(store, retention=MONTH, now=clock):
        await settle()
        clock.time += timedelta(hours=23)
        await ring()
        assert len(store.forgot) == 1
        for day in range(1, 31):
            assert stored(file, "SELECT query_id FROM traces") == ["q1"]
            clock.time = NOON + timedelta(days=day, seconds=1)
            await ring()
            assert len(store.forgot) == day + 1
        assert stored(file, "SELECT query_id FROM traces") == []
        assert stored(file) == ["q1"]
    clock.time += timedelta(days=2)
    await ring()
    assert len(store.forgot) == 31


async def test_a_deletion_that_the_store_refused_is_tried_again_within_the_hour(
    store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, loop = Clock(), asyncio.get_running_loop()
    began = loop.time()
    monkeypatch.setattr(loop, "time", lambda: began + (clock.time - NOON).total_seconds())
    await store.append([replace(ENTRY, asked_at=NOON - MONTH - timedelta(days=1))])
    store.refuses = True
    async with LogWriter(store, retention=MONTH, now=clock):
        await settle()
        assert stored(file, "SELECT query_id FROM traces") == ["q1"]
        store.refuses = False
        clock.time += timedelta(hours=1, seconds=1)
        await ring()
        assert stored(file, "SELECT query_id FROM traces") == []


async def test_without_retention_no_trace_is_ever_written(store: Store, file: Path) -> None:
    await store.append([replace(ENTRY, id="before")])
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE TABLE written (role)")
        raw.execute(
            "CREATE TRIGGER note AFTER INSERT ON traces BEGIN INSERT INTO written VALUES (new.role); END"
        )
        raw.commit()
    clock = Clock()
    clock.time += timedelta(seconds=1)
    async with LogWriter(store, retention=timedelta(0), now=clock) as log:
        log.record(ENTRY)
        await settle()
        assert await log.vote("q1", Vote.HELPFUL, READER)
        assert await log.report("q1", "wrong", READER) is Reported.NEW
        assert await log.about_person(READER.person) == []
        assert len(store.forgot) == 1
    assert stored(file, "SELECT role FROM written") == []
    assert stored(file, "SELECT role FROM traces") == []
    assert stored(file, "SELECT vote FROM votes") == ["helpful"]
    assert stored(file, "SELECT reason FROM reports") == ["wrong"]


def test_the_database_file_holds_nothing_that_names_a_person(file: Path) -> None:
    secrets: Mapping[str, str] = {
        "id": str(USER_ID),
        "other id": "345678901234567890",
        "address": "jane.doe@example.org",
        "phone": "415-555-2671",
        "link": "example.com/users/jane",
        "name": "jane_doe_1",
    }
    question = (
        "Ask <@345678901234567890> or @jane_doe_1, jane.doe@example.org, 415-555-2671: example.com/users/jane"
    )

    async def use() -> None:
        async with (
            open_database(f"sqlite:///{file}") as database,
            LogWriter(SqlQueryLog(database), retention=MONTH, now=Clock()) as log,
        ):
            for entry in entries(20):
                log.record(replace(entry, question=question))
            await log.vote("q00001", Vote.HELPFUL, READER)
            await log.report("q00001", question, READER)

    asyncio.run(use())
    content = b"".join(path.read_bytes() for path in file.parent.iterdir())
    assert b"[mention]" in content
    assert READER.person.encode() in content
    for name, secret in secrets.items():
        assert secret.encode() not in content, name
    for id_ in (USER_ID, 345678901234567890):
        assert id_.to_bytes(8, "big") not in content


async def test_questions_are_deleted_after_their_time_with_what_hangs_on_them(
    store: Store, file: Path
) -> None:
    clock = Clock()
    year = timedelta(days=365)
    async with LogWriter(store, retention=MONTH, question_retention=year, now=clock) as log:
        log.record(ENTRY)
        assert await log.vote("q1", Vote.NOT_HELPFUL, READER, VoteReason.MISSING)
        assert await log.report("q1", "wrong", READER) is Reported.NEW
        clock.time = NOON + year
        log.record(replace(ENTRY, id="young", asked_at=clock.time))
        await settle()
        assert stored(file) == ["q1", "young"]
        clock.time += timedelta(days=1)
        log.record(replace(ENTRY, id="younger", asked_at=clock.time))
        await settle()
    assert stored(file) == ["young", "younger"]
    for table in ("votes", "reports"):
        assert stored(file, f"SELECT id FROM {table}") == []
    assert stored(file, "SELECT DISTINCT query_id FROM query_quotes") == ["young", "younger"]


async def test_without_a_limit_questions_stay(store: Store, file: Path) -> None:
    clock = Clock()
    clock.time += timedelta(days=10_000)
    await store.append([ENTRY])
    async with LogWriter(store, retention=MONTH, now=clock):
        await settle()
    assert stored(file) == ["q1"]


async def test_an_answer_is_voted_on_for_as_long_as_voters_can_be_told_apart(
    store: Store, file: Path
) -> None:
    clock = Clock()
    async with LogWriter(store, retention=MONTH, now=clock) as log:
        log.record(ENTRY)
        clock.time = NOON + MONTH
        assert await log.vote("q1", Vote.HELPFUL, READER)
        clock.time += timedelta(seconds=1)
        assert not await log.vote("q1", Vote.NOT_HELPFUL, READER)
        assert await log.report("q1", "wrong", READER) is Reported.UNKNOWN
        # When the tie to the first vote is deleted, nobody can vote any more: no vote counts twice.
        clock.time += MONTH + timedelta(days=1)
        assert not await log.vote("q1", Vote.NOT_HELPFUL, READER)
    assert stored(file, "SELECT vote FROM votes") == ["helpful"]


async def test_why_an_answer_did_not_help_is_kept_as_the_last_word(store: Store, file: Path) -> None:
    log = LogWriter(store, retention=MONTH, now=Clock())
    log.record(ENTRY)
    words: list[tuple[Vote, VoteReason | None, str | None]] = [
        (Vote.NOT_HELPFUL, None, None),
        (Vote.NOT_HELPFUL, VoteReason.MISSING, "missing"),
        (Vote.NOT_HELPFUL, None, "missing"),
        (Vote.NOT_HELPFUL, VoteReason.OUT_OF_DATE, "out_of_date"),
        (Vote.HELPFUL, None, None),
        (Vote.NOT_HELPFUL, None, None),
    ]
    for vote, reason, kept in words:
        assert await log.vote("q1", vote, READER, reason)
        assert stored(file, "SELECT vote FROM votes") == [vote]
        assert stored(file, "SELECT reason FROM votes") == [kept]


@pytest.mark.parametrize("retention", [MONTH, timedelta(0)])
async def test_a_question_of_who_opted_out_is_never_stored_and_its_buttons_work(
    store: Store, file: Path, retention: timedelta
) -> None:
    await SqlPersons(store._database).opt_out(READER.person, NOON)
    other = replace(ENTRY, id="other", trace=Trace(HASHER.hash(1)))
    async with LogWriter(store, retention=retention, now=Clock()) as log:
        log.record(replace(ENTRY, question="Does jane@example.org know?"))
        log.record(other)
        await log.flush()
        assert stored(file) == ["other"]
        assert await log.quotes("q1") == ENTRY.quotes
        asked = await log.question("q1")
        assert asked is not None
        assert asked.text == "Does [email] know?"
        await log.forget_person(READER.person)
        assert await log.quotes("q1") is None
        assert await log.question("q1") is None


async def test_questions_lose_the_names_of_persons_and_keep_those_of_the_story(
    store: Store, file: Path
) -> None:
    async def find_texts(story: str) -> list[str]:
        return ["Ada Quennell opened the bridge."] if story == "default" else []

    names = ("zorblax", "Quennell")
    async with LogWriter(store, retention=MONTH, now=Clock(), cleaner=Cleaner(find_texts)) as log:
        log.record(replace(ENTRY, question="Did Quennell tell zorblax?", names=names))
        log.record(replace(ENTRY, id="q2", question="Did Quennell tell zorblax?", names=names, story="other"))
        await log.report("q1", "zorblax says so", READER, names)
    assert stored(file, "SELECT question FROM queries") == [
        "Did Quennell tell [name]?",
        "Did [name] tell [name]?",
    ]
    assert stored(file, "SELECT reason FROM reports") == ["[name] says so"]


async def set_pragma(store: Store, pragma: str) -> None:
    """Set something on the one connection that this test's database has open."""
    async with store._database.read() as connection:
        await connection.exec_driver_sql(f"PRAGMA {pragma}")


async def test_a_full_disk_is_said_once_what_is_lost_is_counted_and_the_rest_is_stored_later(
    store: Store, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await set_pragma(store, "max_page_count = 1")  # as large as it is, from now on
    log = LogWriter(store, retention=MONTH, now=Clock(), most_waiting=50)
    for entry in entries(60):
        log.record(replace(entry, question="zebra " * 500))
        await settle()
    (said,) = [record.getMessage() for record in caplog.records]
    assert said.startswith("the query log cannot be written, questions wait in memory: cannot write")
    assert said.endswith("no space is left; free some, then try again")
    assert len(log._waiting) + len(log._taken) == 50
    kept = len(stored(file))
    await set_pragma(store, "max_page_count = 1000000")
    await log.flush()
    assert stored(file) == [entry.id for entry in entries(kept + 50)]
    assert log.dropped == 10 - kept
    assert await SqlState(store._database).get(LOST_QUESTIONS) == str(log.dropped)
    await log.close()


async def test_a_database_that_is_locked_for_long_loses_nothing_and_holds_up_no_answer(
    store: Store, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await set_pragma(store, "busy_timeout = 0")
    log = LogWriter(store, retention=MONTH, now=Clock())
    await log.flush()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for entry in entries(5):
            log.record(entry)
            await settle()
        assert await log.quotes("q00003") == ENTRY.quotes
        assert [record.levelno for record in caplog.records] == [logging.ERROR]
        assert "keeps it locked" in caplog.text
        other.execute("COMMIT")
    await log.flush()
    assert stored(file) == [entry.id for entry in entries(5)]
    await log.close()
