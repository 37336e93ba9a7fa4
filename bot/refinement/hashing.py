"""Hashes that stand for persons: the same person, the same hash, and no way back without the key."""

import hmac
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.errors import SettingsError, StorageError

_KEY_BYTES = 32
_SHORTEST_KEY = 16


class PersonHasher:
    """Turns a person's id into a keyed hash: HMAC-SHA256, in hex, cut to 128 bits.

    A plain hash would be no secret, because all ids can be tried.

    Raises:
        SettingsError: if the key is shorter than 16 bytes.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) < _SHORTEST_KEY:
            msg = f"STORYDESK_HASH_KEY is too short: make it at least {_SHORTEST_KEY} characters long"
            raise SettingsError(msg)
        self._key = key

    def hash(self, user_id: int | str) -> str:
        """Return the hash of a person: 32 hexadecimal digits, the same for the id as number and as text."""
        return hmac.digest(self._key, str(user_id).encode(), "sha256")[:16].hex()

    @property
    def fingerprint(self) -> str:
        """Return what tells this key from others, and nothing else of it."""
        return hmac.digest(self._key, b"fingerprint", "sha256")[:8].hex()


def load_or_make_key(path: Path) -> bytes:
    """Return the key kept in a file, making the file, readable by its owner alone, if there is none.

    Of several processes that make it at once, one wins and all return its key.

    Raises:
        StorageError: if the file cannot be read or made, or does not hold a key.
    """
    try:
        if not path.exists():
            _make_key(path)
        key = path.read_bytes()
    except OSError as error:
        msg = (
            f"cannot read or make the key file {path}: {error.strerror or error}; "
            "check its permissions, or set STORYDESK_HASH_KEY instead"
        )
        raise StorageError(msg) from error
    if len(key) != _KEY_BYTES:
        msg = f"the key file {path} is damaged: bring it back from a backup, or delete it to begin anew"
        raise StorageError(msg)
    return key


def replace_key(path: Path) -> bytes:
    """Put a new key in the place of the one in a file, which is the old one or the new one at every moment.

    Raises:
        StorageError: if the file cannot be made; the old key is in place then.
    """
    try:
        with _new_key_file(path) as name:
            name.replace(path)
        return path.read_bytes()
    except OSError as error:
        msg = f"cannot replace the key file {path}: {error.strerror or error}; check its permissions"
        raise StorageError(msg) from error


def _make_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # A link appears whole and, unlike a rename, never replaces the key that another process just made.
    with _new_key_file(path) as name, suppress(FileExistsError):
        os.link(name, path)


@contextmanager
def _new_key_file(path: Path) -> Iterator[Path]:
    """Lend a file with a new key beside `path`, readable by its owner alone."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(_KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)
