"""Which servers a person shares with the bot, asked of Discord sparingly."""

import logging
from collections.abc import Sequence

import discord

from bot.discord_app.memory import Memory
from bot.refinement.hashing import PersonHasher

MOST_ASKED = 20
_SECONDS = 600.0
_MOST_PEOPLE = 1000

_log = logging.getLogger(__name__)


class SharedServers:
    """Finds out whose member a person is. The bot sees no list of members, so that each look is a request.

    At most 20 servers are looked at for one person, the first of those given; what was found is kept in
    memory for ten minutes, under a keyed hash of the person.
    """

    def __init__(self, hasher: PersonHasher) -> None:
        self._hasher = hasher
        self._kept: Memory[str, dict[int, bool]] = Memory(most=_MOST_PEOPLE, seconds=_SECONDS)

    async def find(self, user_id: int, servers: Sequence[discord.Guild]) -> list[discord.Guild]:
        """Return those of the servers that a person is a member of, in the order given."""
        person = self._hasher.hash(user_id)
        known = self._kept.get(person)
        if known is None:
            known = {}
            self._kept.put(person, known)
        for server in servers[:MOST_ASKED]:
            if server.id not in known:
                member = await _is_member(server, user_id)
                if member is not None:
                    known[server.id] = member
        return [server for server in servers[:MOST_ASKED] if known.get(server.id)]

    def forget(self, user_id: int) -> None:
        """Forget which servers a person is a member of."""
        self._kept.forget(self._hasher.hash(user_id))


async def _is_member(server: discord.Guild, user_id: int) -> bool | None:
    """Ask Discord whether a person is a member; None if it does not say."""
    try:
        await server.fetch_member(user_id)
    except discord.NotFound:
        return False
    except discord.HTTPException as error:
        _log.info("Discord does not say who is in server %d: %s", server.id, error)
        return None
    return True
