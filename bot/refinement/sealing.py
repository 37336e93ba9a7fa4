"""Seals: ids of persons as they can be kept in the database and still be read by who holds the key."""

from base64 import urlsafe_b64encode
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

_KEY_BYTES = 32
_PURPOSE = b"storydesk: seals of persons who wait to be told"


class PersonSealer:
    """Encrypts ids of persons with a key that is derived from the one of their hashes, which is kept apart.

    The seals are Fernet tokens (https://github.com/fernet/spec), the key comes from HKDF-SHA256 (RFC 5869).
    Two seals of one id differ.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def seal(self, user_id: int) -> str:
        """Return the seal of an id."""
        return self._fernet.encrypt(str(user_id).encode()).decode()

    def unseal(self, seal: str) -> int | None:
        """Return the id of a seal; None if another key made it."""
        from cryptography.fernet import InvalidToken  # noqa: PLC0415 - see below

        try:
            return int(self._fernet.decrypt(seal))
        except InvalidToken:
            return None

    @cached_property
    def _fernet(self) -> "Fernet":
        # Here, because few questions need it, and a cold start must be fast.
        from cryptography.fernet import Fernet  # noqa: PLC0415
        from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

        derived = HKDF(SHA256(), _KEY_BYTES, salt=None, info=_PURPOSE).derive(self._key)
        return Fernet(urlsafe_b64encode(derived))
