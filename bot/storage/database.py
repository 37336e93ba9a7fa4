"""The database: opened, brought up to date, read and written in whole transactions."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, event, insert, inspect
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import StorageError
from bot.storage.file import database_path, explain_fault, prepare_file
from bot.storage.glances import Glances
from bot.storage.schema import SCHEMA_VERSION, metadata, schema_versions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine.interfaces import DBAPIConnection

_PRAGMAS = (
    "PRAGMA busy_timeout = 10000",
    "PRAGMA foreign_keys = ON",
    # What a moderator was told is saved must survive a power cut; the query log is written behind the answer.
    "PRAGMA synchronous = FULL",
    # What is deleted for privacy's sake must not stay readable in the file's free pages.
    "PRAGMA secure_delete = ON",
)


class Database:
    """An open database. Every read sees one moment, every write happens as a whole or not at all.

    Errors of the database leave as StorageError. What is asked with every question is asked of `glances`.
    """

    def __init__(self, engine: AsyncEngine, path: Path) -> None:
        self.glances = Glances(path)
        self._reader = engine
        self._writer = engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
        self._place = str(path)
        # Writers of this process queue up here in order; SQLite's own waiting, which is not fair, is left
        # to other processes.
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Lend a connection on which every query sees the same moment.

        Raises:
            StorageError: if the database cannot be read.
        """
        with self._errors("read"):
            async with self._reader.begin() as connection:
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Lend a connection whose changes are durable when the block ends, or undone when it raises.

        Raises:
            StorageError: if the database cannot be written; nothing was changed then.
        """
        with self._errors("write"):
            async with self._turn, self._writer.begin() as connection:
                yield connection

    async def empty_journal(self) -> None:
        """Empty the write-ahead log into the file, so that nothing that was deleted can be read there.

        Where another process keeps reading or writing, it is left to the next time.
        """
        # In a transaction that has read nothing yet, SQLite may still do it.
        with suppress(SQLAlchemyError):
            async with self._reader.begin() as connection:
                await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    async def check_writable(self) -> None:
        """Return if the database can be written now; nothing is.

        Raises:
            StorageError: if it cannot.
        """
        async with self.write() as connection:
            await connection.rollback()

    @contextmanager
    def _errors(self, action: str) -> "Iterator[None]":
        try:
            yield
        except SQLAlchemyError as error:
            reason = getattr(error, "orig", None) or error
            raise StorageError(explain_fault(action, self._place, reason)) from error
        # Half of a surrogate pair cannot be stored, and no SQLAlchemy error wraps that. The error itself
        # holds the whole text, so it goes no further.
        except UnicodeError as error:
            raise StorageError(explain_fault(action, self._place, error)) from None


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator[Database]:
    """Open a SQLite database, creating or upgrading it where needed, and close it at the end.

    Raises:
        StorageError: if it cannot be opened; a file that is refused is left as it was.
    """
    path = database_path(url)
    version = await asyncio.to_thread(prepare_file, path)
    engine = _create_engine(path)
    database = Database(engine, path)
    try:
        if version != SCHEMA_VERSION:
            async with database.write() as connection:
                await connection.run_sync(_bring_up_to_date)
        yield database
    finally:
        await database.glances.close()
        await engine.dispose()


def _create_engine(path: Path) -> AsyncEngine:
    # What is written says who asked what, so no error may repeat it: errors end in the operator's log.
    engine = create_async_engine(URL.create("sqlite+aiosqlite", database=str(path)), hide_parameters=True)

    # The documented recipe: the driver must not begin transactions of its own, then BEGIN is ours to choose.
    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: "DBAPIConnection", record: object) -> None:
        del record
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        options: dict[str, Any] = dict(connection.get_execution_options())
        connection.exec_driver_sql(options.get("sqlite_begin", "BEGIN"))

    return engine


def _bring_up_to_date(connection: Connection) -> None:
    """Create or upgrade the schema; another process may have done it while this one waited to write."""
    if not inspect(connection).has_table(schema_versions.name):
        metadata.create_all(connection, checkfirst=False)
        connection.execute(insert(schema_versions).values(version_num=SCHEMA_VERSION))
        return
    # Only here: importing Alembic costs a cold start more than everything else a current database needs.
    from bot.storage.migrations import upgrade  # noqa: PLC0415

    upgrade(connection)
