"""Opening a database: created, recognised, refused, shared between processes."""

import asyncio
import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, insert, select, text

from bot.errors import StorageError
from bot.storage import database as database_module
from bot.storage import file as file_module
from bot.storage.database import Database, open_database
from bot.storage.migrations import upgrade
from bot.storage.schema import SCHEMA_VERSION, metadata, stories

ROOT = Path(__file__).parents[2]


def definitions(file: Path) -> set[tuple[str, tuple[str, ...]]]:
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    # Columns that came later and the constraints of one table may stand in any order.
    return {(name, tuple(sorted(part.strip(" \t\n()") for part in sql.split(",")))) for name, sql in rows}


async def open_and_close(url: str) -> None:
    async with open_database(url):
        pass


def run_python(code: str, *args: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", code, *args],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("scheme", ["sqlite:///", "sqlite+aiosqlite:///"])
async def test_opening_creates_the_folder_the_file_and_the_tables(tmp_path: Path, scheme: str) -> None:
    file = tmp_path / "a" / "b" / "storydesk.db"
    async with open_database(f"{scheme}{file}") as database, database.read() as connection:
        assert (await connection.execute(select(stories))).all() == []
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(SCHEMA_VERSION,)]
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)


async def test_every_connection_is_durable_patient_and_checks_foreign_keys(database: Database) -> None:
    for lend in (database.read, database.write):
        async with lend() as connection:
            found = {
                name: (await connection.execute(text(f"PRAGMA {name}"))).scalar_one()
                for name in ("synchronous", "foreign_keys", "busy_timeout", "secure_delete")
            }
            full, on = 2, 1
            assert found == {
                "synchronous": full,
                "foreign_keys": on,
                "busy_timeout": 10_000,
                "secure_delete": on,
            }


async def test_a_current_database_opens_without_alembic(file: Path, database: Database) -> None:
    code = (
        "import asyncio, sys\n"
        "from bot.storage.database import open_database\n"
        "async def main():\n"
        "    async with open_database(sys.argv[1]) as database:\n"
        "        async with database.read(): pass\n"
        "asyncio.run(main())\n"
        "print('alembic' in sys.modules)\n"
    )
    for url in (f"sqlite:///{file}", f"sqlite:///{file}.new"):
        process = run_python(code, url)
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out.strip(), err) == (0, "False", "")


def test_the_migrations_and_the_tables_in_code_are_the_same_schema(tmp_path: Path) -> None:
    migrated, created = tmp_path / "migrated.db", tmp_path / "created.db"
    engine = create_engine(f"sqlite:///{migrated}")
    with engine.begin() as connection:
        upgrade(connection)
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()
    engine = create_engine(f"sqlite:///{created}")
    metadata.create_all(engine)
    engine.dispose()
    assert definitions(migrated) == definitions(created)
    with closing(sqlite3.connect(migrated)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(SCHEMA_VERSION,)]


async def test_an_older_database_is_upgraded(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await open_and_close(f"sqlite:///{file}")
    taken: list[str] = []

    def note(connection: Connection) -> None:
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        taken.append(version)
        upgrade(connection)

    for module in (database_module, file_module):
        monkeypatch.setattr(module, "SCHEMA_VERSION", "9999")
    monkeypatch.setattr("bot.storage.migrations.upgrade", note)
    async with open_database(f"sqlite:///{file}") as database, database.read() as connection:
        await connection.execute(select(stories))
    assert taken == [SCHEMA_VERSION]


def make_newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE TABLE alembic_version (version_num)")
        raw.execute("CREATE TABLE stories (id)")
        raw.execute("INSERT INTO alembic_version VALUES ('0999')")
        raw.commit()


def make_foreign(file: Path) -> None:
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE TABLE songs (id)")
        raw.commit()


def make_text(file: Path) -> None:
    file.write_text("Dear diary, this is no database, though it is as long as one.\n" * 99)


def make_truncated(file: Path) -> None:
    make_foreign(file)
    file.write_bytes(file.read_bytes()[:700])


Make = Callable[[Path], None]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (make_newer, "newer Storydesk"),
        (make_foreign, "another program"),
        (make_text, "not a SQLite file"),
        (make_truncated, "it is damaged: restore a copy of it"),
    ],
)
def test_a_file_that_is_not_ours_is_refused_and_keeps_every_byte(file: Path, make: Make, reason: str) -> None:
    make(file)
    before = file.read_bytes()
    with pytest.raises(StorageError, match=reason) as caught:
        asyncio.run(open_and_close(f"sqlite:///{file}"))
    assert str(file) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


async def test_a_folder_and_a_path_below_a_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path, reason in (
        (tmp_path, "folder"),
        (tmp_path / "file" / "x.db", "a part of its path is a file, not a folder"),
    ):
        with pytest.raises(StorageError, match=reason):
            await open_and_close(f"sqlite:///{path}")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_may_read_what_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "data"

    async def write() -> dict[str, int]:
        url = f"sqlite:///{folder / 'storydesk.db'}"
        async with open_database(url) as database, database.write() as connection:
            await connection.execute(text("CREATE TABLE made (id)"))
            return {entry.name: entry.stat().st_mode & 0o777 for entry in os.scandir(folder)}

    modes = asyncio.run(write())
    assert "storydesk.db-wal" in modes
    assert set(modes.values()) == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    asyncio.run(open_and_close(f"sqlite:///{tmp_path / 'storydesk.db'}"))
    assert tmp_path.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_place_that_may_not_be_written_is_said_to_be_read_only(number: int) -> None:
    reason = file_module.explain_fault("open", "x.db", PermissionError(number, os.strerror(number)))
    assert reason.startswith("cannot open the database x.db: its file or folder is read-only")


def test_a_file_that_is_damaged_inside_is_said_to_be(file: Path) -> None:
    url = f"sqlite:///{file}"
    asyncio.run(open_and_close(url))
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))

    async def read() -> None:
        async with open_database(url) as database, database.read() as connection:
            await connection.execute(select(stories))

    with pytest.raises(StorageError, match="it is damaged: restore a copy of it"):
        asyncio.run(read())


@pytest.mark.parametrize(
    "url",
    ["postgresql://user:secret@host/db", "sqlite://", "sqlite:///", "sqlite:///:memory:", "nonsense", ""],
)
async def test_an_address_that_names_no_sqlite_file_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(StorageError, match="sqlite:///") as caught:
        await open_and_close(url)
    assert "secret" not in str(caught.value)


async def test_a_write_that_fails_leaves_nothing_behind(database: Database) -> None:
    row = {"id": "s", "version": 0, "created_at": None}

    async def fail_half_way() -> None:
        async with database.write() as connection:
            await connection.execute(text("CREATE TABLE half_done (id)"))
            await connection.execute(insert(stories).values(**row))

    with pytest.raises(StorageError, match="cannot write"):
        await fail_half_way()
    async with database.read() as connection:
        tables = await connection.execute(text("SELECT name FROM sqlite_master WHERE name = 'half_done'"))
        assert tables.all() == []


async def test_a_read_keeps_seeing_the_moment_it_began(database: Database) -> None:
    count = text("SELECT count(*) FROM stories")
    async with database.read() as reading:
        assert (await reading.execute(count)).scalar_one() == 0
        async with database.write() as writing:
            await writing.execute(
                text("INSERT INTO stories (id, version, created_at) VALUES ('s', 0, '2020-01-01 00:00:00')")
            )
        assert (await reading.execute(count)).scalar_one() == 0
    async with database.read() as reading:
        assert (await reading.execute(count)).scalar_one() == 1


async def test_writers_of_one_process_are_served_in_the_order_they_came(database: Database) -> None:
    served: list[int] = []

    async def write(number: int) -> None:
        async with database.write() as connection:
            await connection.execute(
                insert(stories).values(id=str(number), version=0, created_at=datetime(2020, 1, 1, tzinfo=UTC))
            )
            served.append(number)

    await asyncio.gather(*(write(number) for number in range(40)))
    assert served == list(range(40))


def test_switching_the_journal_waits_until_others_let_go(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asyncio.run(open_and_close(f"sqlite:///{file}"))
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN")
        other.execute("SELECT * FROM stories").fetchall()
        monkeypatch.setattr("time.sleep", lambda _: other.execute("ROLLBACK"))
        assert file_module.prepare_file(file) == SCHEMA_VERSION
    with closing(sqlite3.connect(file)) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)


async def test_a_current_database_is_opened_and_read_while_another_program_writes(file: Path) -> None:
    await open_and_close(f"sqlite:///{file}")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO stories (id, version, created_at) VALUES ('s', 0, '2020-01-01 00:00:00')")
        async with (
            asyncio.timeout(5),
            open_database(f"sqlite:///{file}") as database,
            database.read() as connection,
        ):
            assert (await connection.execute(select(stories))).all() == []


async def test_a_second_process_waits_for_a_write_instead_of_failing(file: Path, database: Database) -> None:
    """A read-then-write transaction is where a deferred BEGIN fails at once with 'database is locked'."""
    async with database.write() as connection:
        await connection.execute(
            text("INSERT INTO stories (id, version, created_at) VALUES ('s', 0, '2020-01-01 00:00:00')")
        )
    processes = [run_python(INCREMENT, f"sqlite:///{file}", "40") for _ in range(2)]
    for process in processes:
        _, err = await asyncio.to_thread(process.communicate, timeout=120)
        assert (process.returncode, err) == (0, "")
    async with database.read() as connection:
        assert (await connection.execute(text("SELECT version FROM stories"))).scalar_one() == 80


INCREMENT = """
import asyncio, sys
from sqlalchemy import text
from bot.storage.database import open_database
async def main():
    async with open_database(sys.argv[1]) as database:
        for _ in range(int(sys.argv[2])):
            async with database.write() as connection:
                number = (await connection.execute(text("SELECT version FROM stories"))).scalar_one()
                await connection.execute(text("UPDATE stories SET version = :n"), {"n": number + 1})
asyncio.run(main())
"""

OPEN = """
import asyncio, sys
from bot.storage.database import open_database
from bot.storage.articles import SqlArticleStore
async def main():
    print("ready", flush=True)
    sys.stdin.readline()
    async with open_database(sys.argv[1]) as database:
        print(await SqlArticleStore(database).version("default"))
asyncio.run(main())
"""


@pytest.mark.parametrize("attempt", range(3))
def test_several_processes_may_open_one_new_database_at_once(tmp_path: Path, attempt: int) -> None:
    processes = [run_python(OPEN, f"sqlite:///{tmp_path / f'{attempt}.db'}") for _ in range(4)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate(timeout=120) for process in processes] == [("0\n", "")] * 4
