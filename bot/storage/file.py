"""The file of a SQLite database, looked at before anything is written to it."""

import errno
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from bot.errors import StorageError
from bot.storage.schema import SCHEMA_VERSION

_MAGIC = b"SQLite format 3\0"
_SCHEMES = ("sqlite+aiosqlite:///", "sqlite:///")
_BUSY_SECONDS = 10.0
_WAL_ATTEMPTS = 200
_WAL_PAUSE_SECONDS = 0.05

_DAMAGED = "it is damaged: restore a copy of it, or move it away to begin anew"
_READ_ONLY = "its file or folder is read-only for this user; change the permissions, or give another path"
_FULL = "no space is left; free some, then try again"
_BUSY = "another program keeps it locked; end that program, or try again"
_NO_FOLDER = "a part of its path is a file, not a folder; give another path (STORYDESK_DATA_DIR)"
_REASONS = {
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_BUSY: _BUSY,
}
_SYSTEM_REASONS = {
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
    errno.ENOSPC: _FULL,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,
}


def database_path(url: str) -> Path:
    """Return the file that a database address names: `sqlite:///relative`, `sqlite:////absolute`.

    Raises:
        StorageError: if the address is of another kind or names no file. It is not repeated whole, because
            an address may hold a password.
    """
    for scheme in _SCHEMES:
        name = url.removeprefix(scheme)
        if name != url and name not in {"", ":memory:"} and "?" not in name:
            return Path(name).expanduser()
    msg = (
        f"cannot use a database address that begins {url.partition(':')[0]!r}: "
        "set STORYDESK_DATABASE_URL to sqlite:///PATH-OF-A-FILE (only SQLite files are supported so far)"
    )
    raise StorageError(msg)


def prepare_file(path: Path) -> str | None:
    """Make sure that a file is, or may become, our database; return its schema's version, None if new.

    Blocks: call it in a thread. A file that is refused keeps every byte; one that is accepted is switched to
    write-ahead logging, which SQLite remembers in the file.

    Raises:
        StorageError: if the file cannot be read or written, or is not ours, or a newer program made it.
    """
    try:
        _check_content(path)
        with closing(sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)) as connection:
            version = _read_version(connection, path)
            _switch_to_wal(connection)
            return version
    except (OSError, sqlite3.Error) as error:
        raise StorageError(explain_fault("open", path, error)) from error


def explain_fault(action: str, place: object, error: object) -> str:
    """Return in one line why a database cannot be opened, read or written, and how to mend it."""
    # The low byte is the kind of SQLite's fault, the others say more of it.
    known = _REASONS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if isinstance(error, OSError):
        known = _SYSTEM_REASONS.get(error.errno or 0)
    reason = (isinstance(error, OSError) and error.strerror) or " ".join(str(error).split())
    return f"cannot {action} the database {place}: " + (known or f"{reason}; check the disk, or try again")


def _check_content(path: Path) -> None:
    if path.is_dir():
        msg = f"cannot open the database {path}: it is a folder; give the path of a file in it"
        raise StorageError(msg)
    if not path.exists():
        # What people ask is nobody else's business; SQLite gives its further files the mode of this one.
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        return
    with path.open("rb") as file:
        start = file.read(len(_MAGIC))
    if start not in {b"", _MAGIC}:
        msg = f"cannot open the database {path}: it is not a SQLite file; give another path or move it away"
        raise StorageError(msg)


def _read_version(connection: sqlite3.Connection, path: Path) -> str | None:
    # One transaction: another process that is creating the tables is seen before or after, not between.
    connection.execute("BEGIN")
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    found = []
    if {"alembic_version", "stories"} <= tables:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    connection.execute("ROLLBACK")
    if not tables:
        return None
    if not found:
        msg = f"cannot open the database {path}: it belongs to another program; give another path"
        raise StorageError(msg)
    version = str(found[0][0])
    if version > SCHEMA_VERSION:
        msg = (
            f"cannot open the database {path}: a newer Storydesk made it (schema {version}, this one knows "
            f"{SCHEMA_VERSION}); install the newer version or give another path"
        )
        raise StorageError(msg)
    return version


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Switch the journal; where two processes switch at once SQLite does not wait, so all waiting is ours."""
    connection.execute("PRAGMA busy_timeout = 0")
    for attempt in range(_WAL_ATTEMPTS):
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or attempt == _WAL_ATTEMPTS - 1:
                raise
            time.sleep(_WAL_PAUSE_SECONDS)
        else:
            return
