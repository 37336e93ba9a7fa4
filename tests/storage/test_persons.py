"""What persons decide: after a deletion nothing of them is in any table, and what others count stays."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.domain import (
    Band,
    Community,
    CommunityKind,
    LogEntry,
    Notice,
    QuoteReference,
    Removed,
    Span,
    Trace,
    Vote,
    VoteReason,
)
from bot.refinement.hashing import PersonHasher
from bot.refinement.keys import FINGERPRINT, check_key, is_known_key, take_up_key
from bot.refinement.sealing import PersonSealer
from bot.storage.database import Database, open_database
from bot.storage.notices import SqlNotices
from bot.storage.persons import SqlPersons
from bot.storage.query_log import SqlQueryLog
from bot.storage.settings import SqlState

if TYPE_CHECKING:
    from bot.ports import Persons

NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)
TOWN = Community(CommunityKind.GUILD, "10")
ADA, BOB = Trace("a" * 32, 2**60 + 5, 2**60 + 7), Trace("b" * 32, 2**60 + 5, 2**60 + 9)
WORDS = "When does the pontoon open, zebra?"
ENTRY = LogEntry(
    id="q1",
    asked_at=NOON,
    community=TOWN,
    channel_kind="text",
    asked_by="mention",
    story="default",
    question=WORDS,
    answered=True,
    band=Band.STRONG,
    score=0.91,
    took_ms=3.5,
    quotes=(QuoteReference("default", "bridge", 2, Span(5, 30)),),
    trace=ADA,
)


def make_notice(person: str, seal: str = "sealed", question: str = WORDS) -> Notice:
    return Notice(f"n-{person}-{question}", person, seal, TOWN, "default", question, NOON)


async def fill(database: Database) -> None:
    """Let two persons ask, vote, report and wait, on each other's answers, too."""
    log, notices = SqlQueryLog(database), SqlNotices(database)
    await log.append([ENTRY, replace(ENTRY, id="q2", question="What did it cost?", trace=BOB)])
    for person in (ADA, BOB):
        for id_ in ("q1", "q2"):
            await log.vote(id_, Vote.NOT_HELPFUL, person, at=NOON, reason=VoteReason.MISSING)
            await log.report(id_, f"zebra words of {person.person[0]}", person, at=NOON)
        question = WORDS if person is ADA else "What did it cost?"
        await notices.put(make_notice(person.person, question=question), most=20)


def dump(file: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(file)) as raw:
        names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: raw.execute(f"SELECT * FROM {name}").fetchall() for name in names}


@pytest.fixture
def persons(database: Database) -> SqlPersons:
    return SqlPersons(database)


async def test_the_tables_are_what_the_port_asks_for(database: Database) -> None:
    persons: Persons = SqlPersons(database)
    assert await persons.opted_out_since(ADA.person) is None


async def test_deleting_leaves_nothing_of_the_person_in_any_table(
    persons: SqlPersons, database: Database, file: Path
) -> None:
    await fill(database)
    assert await persons.forget(ADA.person, opt_out=None, at=NOON) == Removed(1, 2, 2, 1, 0)
    told = repr(dump(file))
    for secret in (ADA.person, WORDS, "zebra words of a", str(ADA.message_id)):
        assert secret not in told, secret


async def test_what_others_count_stays_and_so_does_everything_of_others(
    persons: SqlPersons, database: Database, file: Path
) -> None:
    await fill(database)
    before = dump(file)
    await persons.forget(ADA.person, opt_out=None, at=NOON)
    after = dump(file)
    for table in ("queries", "query_quotes", "votes", "reports"):
        assert len(after[table]) == len(before[table]), table
    assert after["votes"] == before["votes"]
    for table in ("traces", "notices"):
        assert after[table] == [row for row in before[table] if BOB.person in row]
    assert [row for row in after["queries"] if "What did it cost?" in row]


async def test_deleting_again_finds_nothing(persons: SqlPersons, database: Database) -> None:
    await fill(database)
    await persons.forget(ADA.person, opt_out=None, at=NOON)
    assert not await persons.forget(ADA.person, opt_out=None, at=NOON)


async def test_the_opt_out_stays_or_goes_as_the_person_wants(persons: SqlPersons) -> None:
    assert await persons.opt_out(ADA.person, NOON) == NOON
    later = NOON + timedelta(days=1)
    assert await persons.opt_out(ADA.person, later) == NOON
    assert not await persons.forget(ADA.person, opt_out=None, at=later)
    assert await persons.opted_out_since(ADA.person) == NOON
    assert (await persons.forget(ADA.person, opt_out=False, at=later)).opt_outs == 1
    assert await persons.opted_out_since(ADA.person) is None
    await persons.forget(ADA.person, opt_out=True, at=later)
    assert await persons.opted_out_since(ADA.person) == later
    assert await persons.opt_in(ADA.person)
    assert not await persons.opt_in(ADA.person)


async def test_a_question_of_who_opted_out_is_not_stored_and_named_as_such(
    persons: SqlPersons, database: Database, file: Path
) -> None:
    log = SqlQueryLog(database)
    await persons.opt_out(ADA.person, NOON)
    other = replace(ENTRY, id="q2", trace=BOB)
    assert await log.append([ENTRY, other], traces=False) == {"q1"}
    tables = dump(file)
    assert [row[0] for row in tables["queries"]] == ["q2"]
    assert tables["traces"] == []


def test_what_was_deleted_cannot_be_read_from_the_files_either(file: Path) -> None:
    async def use() -> None:
        async with open_database(f"sqlite:///{file}") as database:
            log = SqlQueryLog(database)
            await log.append([replace(ENTRY, id=f"q{n}") for n in range(50)])
            await SqlNotices(database).put(make_notice(ADA.person, "a-seal-of-an-id"), most=20)
            await SqlPersons(database).forget(ADA.person, opt_out=None, at=NOON)
            # While it is open: the write-ahead log counts, too.
            content = b"".join(path.read_bytes() for path in file.parent.iterdir())
            for secret in (ADA.person, WORDS, "a-seal-of-an-id"):
                assert secret.encode() not in content, secret

    asyncio.run(use())


OLD, NEW = b"the key that leaked out", b"a key that nobody else has"


async def test_a_new_key_ends_what_the_old_one_tied_and_keeps_who_waits(
    persons: SqlPersons, database: Database, file: Path
) -> None:
    await fill(database)
    await persons.opt_out(BOB.person, NOON)
    user_id = 234567890123456789
    await persons.forget(ADA.person, opt_out=None, at=NOON)
    notice = make_notice(PersonHasher(OLD).hash(user_id), PersonSealer(OLD).seal(user_id), "a")
    await SqlNotices(database).put(notice, most=20)
    votes = dump(file)["votes"]
    assert await take_up_key(persons, NEW, OLD) == Removed(1, 2, 2, 1, 1)  # Bob's seal was none of the key's
    (kept,) = await SqlNotices(database).of(PersonHasher(NEW).hash(user_id))
    assert PersonSealer(NEW).unseal(kept.seal) == user_id
    tables = dump(file)
    assert tables["traces"] == tables["opt_outs"] == []
    assert tables["votes"] == votes


async def test_without_the_old_key_nobody_waits_any_more(persons: SqlPersons, database: Database) -> None:
    await fill(database)
    assert (await take_up_key(persons, NEW, None)).notices == 2


async def test_another_key_than_the_databases_is_noticed_and_said(
    database: Database, persons: SqlPersons, caplog: pytest.LogCaptureFixture
) -> None:
    state = SqlState(database)
    await check_key(state, PersonHasher(OLD))
    assert await is_known_key(state, PersonHasher(OLD))
    assert not caplog.records
    await check_key(state, PersonHasher(NEW))
    assert "bring the key back" in caplog.text
    await take_up_key(persons, NEW, None)
    assert await is_known_key(state, PersonHasher(NEW))
    assert OLD.decode() not in str(await state.get(FINGERPRINT))
