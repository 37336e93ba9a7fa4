"""`storydesk privacy`: for the operator, what everybody can do in Discord; and a new key."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import load_key
from bot.domain import Band, Community, CommunityKind, LogEntry, Trace, Vote
from bot.refinement.hashing import PersonHasher
from bot.settings import load_settings
from bot.storage.database import open_database
from bot.storage.query_log import SqlQueryLog
from tests.cli.conftest import Run

ADA, BOB = 234567890123456789, 345678901234567890
NOW = datetime.now(UTC)
ENTRY = LogEntry(
    id="q1",
    asked_at=NOW,
    community=Community(CommunityKind.DIRECT),
    channel_kind="dm",
    asked_by="dm",
    story="default",
    question="When did the zebra bridge open?",
    answered=True,
    band=Band.STRONG,
    score=0.91,
    took_ms=3.5,
    quotes=(),
)


@pytest.fixture
def asked(run: Run) -> Run:
    """The command line on a database in which two persons asked and one of them voted."""
    settings = load_settings()

    async def ask() -> None:
        hasher = PersonHasher(load_key(settings))
        async with open_database(settings.resolved_database_url) as database:
            log = SqlQueryLog(database)
            for number, person in enumerate((ADA, BOB)):
                await log.append([replace(ENTRY, id=f"q{number}", trace=Trace(hasher.hash(person)))])
            await log.vote("q1", Vote.HELPFUL, Trace(hasher.hash(ADA)), at=NOW)

    asyncio.run(ask())
    return run


def test_a_person_is_shown_exported_and_deleted_by_their_id(asked: Run, tmp_path: Path) -> None:
    shown = asked("privacy", "show", "--user", ADA)
    assert shown.out.splitlines()[0].endswith("voter     When did the zebra bridge open?")
    assert len(shown.out.splitlines()) == 2
    document = json.loads(asked("privacy", "export", "--user", ADA).out)
    assert [kept["role"] for kept in document["kept"]] == ["voter", "asker"]
    assert asked("privacy", "export", "--user", ADA, "--out", tmp_path / "ada.json").code == 0
    assert json.loads((tmp_path / "ada.json").read_text())["kept"] == document["kept"]
    kept = asked("privacy", "delete", "--user", ADA, stdin="n\n")
    assert kept.code == 2
    gone = asked("privacy", "delete", "--user", ADA, stdin="y\n")
    assert "1 question: the words" in gone.out
    assert "1 vote: what tied it to you" in gone.out
    assert "Nothing is kept" in asked("privacy", "show", "--user", ADA).out
    assert "zebra" in asked("privacy", "show", "--user", BOB).out
    assert "nothing to delete" in asked("privacy", "delete", "--user", ADA, "--yes").out


def test_opting_out_and_in(asked: Run) -> None:
    assert "Opted out since" in asked("privacy", "opt-out", "--user", ADA).out
    assert "opted out" in asked("privacy", "show", "--user", ADA).out
    assert "1 opt-out" in asked("privacy", "delete", "--user", ADA, "--with-opt-out", "--yes").out
    assert "had not opted out" in asked("privacy", "opt-in", "--user", ADA).out
    asked("privacy", "opt-out", "--user", ADA)
    assert "logged again" in asked("privacy", "opt-in", "--user", ADA).out


def test_only_the_hash_reaches_the_files(asked: Run, tmp_path: Path) -> None:
    asked("privacy", "opt-out", "--user", ADA)
    content = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir())
    assert str(ADA).encode() not in content
    assert ADA.to_bytes(8, "big") not in content


def test_what_is_no_id_is_refused_in_one_line(asked: Run) -> None:
    for wrong in ("ada", "0", "-5", str(2**70)):
        outcome = asked("privacy", "show", "--user", wrong)
        assert outcome.code == 2


def test_a_new_key_is_made_after_saying_what_it_costs(asked: Run, tmp_path: Path) -> None:
    asked("privacy", "opt-out", "--user", BOB)
    key = (tmp_path / "data" / "person-hash.key").read_bytes()
    refused = asked("privacy", "rotate-key", stdin="n\n")
    assert refused.code == 2
    assert "everybody who opted out is logged again" in refused.out
    assert (tmp_path / "data" / "person-hash.key").read_bytes() == key
    done = asked("privacy", "rotate-key", stdin="y\n")
    assert "Deleted: 3 ties to persons, 1 opt-outs, 0 requests to be told." in done.out
    assert (tmp_path / "data" / "person-hash.key").read_bytes() != key
    assert "Nothing is kept" in asked("privacy", "show", "--user", ADA).out
    assert [path.name for path in (tmp_path / "data").iterdir() if "key" in path.name] == ["person-hash.key"]


def test_a_change_of_key_that_was_cut_short_is_noticed_and_ended(asked: Run, tmp_path: Path) -> None:
    asked("privacy", "rotate-key", "--yes")
    path = tmp_path / "data" / "person-hash.key"
    path.write_bytes(bytes(range(32)))  # as if the database had not been reached after that
    doctor = asked("doctor", "--offline")
    assert "fault privacy: the key of the person hashes is another one" in doctor.out
    assert "is another one than that of the database" in asked("privacy", "show", "--user", ADA).err
    ended = asked("privacy", "rotate-key", "--yes")
    assert "The key was changed already" in ended.out
    assert path.read_bytes() == bytes(range(32))
    assert "fault privacy" not in asked("doctor", "--offline").out


def test_a_key_of_the_settings_is_changed_there(asked: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYDESK_HASH_KEY", "the key that the operator set")
    outcome = asked("privacy", "rotate-key", "--yes")
    assert outcome.code == 2
    assert "set another one there first" in outcome.err
    monkeypatch.setenv("STORYDESK_HASH_KEY", "another key that the operator set")
    assert "Deleted: 3 ties" in asked("privacy", "rotate-key", "--yes").out


def test_doctor_says_how_many_questions_were_lost(asked: Run) -> None:
    assert "query log" not in asked("doctor", "--offline").out

    async def lose() -> None:
        async with open_database(load_settings().resolved_database_url) as database:
            for count in (3, 4):
                await SqlQueryLog(database).add_lost(count)

    asyncio.run(lose())
    assert "query log: 7 questions were answered and not logged" in " ".join(
        asked("doctor", "--offline").out.split()
    )
