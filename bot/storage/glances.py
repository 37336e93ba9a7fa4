"""Looks at the database that are cheap enough to be taken with every question."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import aiosqlite

from bot.errors import StorageError
from bot.storage.file import explain_fault

_PRAGMAS = ("PRAGMA busy_timeout = 10000", "PRAGMA query_only = ON")


class Glances:
    """A connection of its own for queries of one row, which needs no transaction and sees what is committed.

    It costs a twentieth of a read through the pool, which begins and ends a transaction around each. It is
    opened with the first query.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opening = asyncio.Lock()
        self._connection: aiosqlite.Connection | None = None

    async def row(self, query: str, *values: object) -> tuple[Any, ...] | None:
        """Return the first row of a query; None if it has none.

        Raises:
            StorageError: if the database cannot be read.
        """
        try:
            connection = self._connection or await self._open()
            rows = await connection.execute_fetchall(query, values)
        except (OSError, sqlite3.Error) as error:
            raise StorageError(explain_fault("read", self._path, error)) from error
        return next((tuple(row) for row in rows), None)

    async def close(self) -> None:
        """Close the connection, if there is one."""
        if self._connection is not None:
            await self._connection.close()
            self._connection = None

    async def _open(self) -> aiosqlite.Connection:
        async with self._opening:
            if self._connection is None:
                # A file that is gone is a fault and is not made anew. aiosqlite would say so, too, but
                # leave a thread to itself.
                await asyncio.to_thread(self._path.stat)
                address = f"{self._path.absolute().as_uri()}?mode=rw"
                connection = await aiosqlite.connect(address, uri=True, isolation_level=None)
                for pragma in _PRAGMAS:
                    await connection.execute_fetchall(pragma)
                self._connection = connection
            return self._connection
