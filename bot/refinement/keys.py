"""The key of the person hashes over time: whether it is the one that the database knows, and a new one."""

import logging
from collections.abc import Callable
from dataclasses import replace

from bot.domain import Notice, Removed
from bot.ports import Persons, State
from bot.refinement.hashing import PersonHasher
from bot.refinement.sealing import PersonSealer

FINGERPRINT = "fingerprint of the person key"
"""What the program remembers the key by that the hashes in the database were made with."""
OTHER_KEY = (
    "the key of the person hashes is another one than that of the database, so nobody finds what is kept of "
    "them, and nobody who opted out is known: bring the key back (STORYDESK_HASH_KEY, or person-hash.key in "
    "the data folder), or give it up: storydesk privacy rotate-key"
)

_log = logging.getLogger(__name__)


async def is_known_key(state: State, hasher: PersonHasher) -> bool:
    """Tell whether a key is the one that the database knows; the first one is remembered."""
    known = await state.get(FINGERPRINT)
    if known is None:
        await state.put(FINGERPRINT, hasher.fingerprint)
    return known in {None, hasher.fingerprint}


async def check_key(state: State, hasher: PersonHasher) -> None:
    """Say in the program's log if the key is another one than that of the database."""
    if not await is_known_key(state, hasher):
        _log.error("%s", OTHER_KEY)


async def take_up_key(persons: Persons, new: bytes, old: bytes | None) -> Removed:
    """Give up what another key tied to persons, and return what that was.

    With the `old` key, those who wait to be told still are.
    """
    return await persons.rotate(_renewal(new, old), PersonHasher(new).fingerprint)


def _renewal(new: bytes, old: bytes | None) -> Callable[[Notice], Notice | None]:
    """Return what turns a notice of the old key into one of the new."""

    def renew(notice: Notice) -> Notice | None:
        user_id = PersonSealer(old).unseal(notice.seal) if old else None
        if user_id is None:
            return None
        return replace(notice, person=PersonHasher(new).hash(user_id), seal=PersonSealer(new).seal(user_id))

    return renew
