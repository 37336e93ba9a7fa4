"""Which story a person reads in direct messages: that of a server that they share with the bot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import discord

from bot.curation.communities import Communities, Local
from bot.discord_app.memory import Memory
from bot.discord_app.shared_servers import SharedServers
from bot.domain import Community, CommunityKind
from bot.ports import QueryLog
from bot.refinement.hashing import PersonHasher

OPERATORS = "operator"
"""Stands for the operator's story where a server could be chosen."""

OPERATORS_NAME = "the story that I came with"
_ASKER = "asker"
_MOST_PEOPLE = 10_000


@dataclass(frozen=True, slots=True)
class Choice:
    """A story that a person can choose in direct messages: that of a server, by its id, or the operator's."""

    id: str
    name: str
    local: Local


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question is answered from, and by which settings.

    `choices` are all that a person may read in direct messages, where there are several. `chosen` is the one
    that is read, None where there is nothing to be said of it. While it is `undecided` which is meant,
    nothing is answered.
    """

    local: Local
    choices: tuple[Choice, ...] = ()
    chosen: Choice | None = None
    undecided: bool = False

    @property
    def story(self) -> str:
        """Return the story that is read."""
        return self.local.story


class DirectStories:
    """Knows what a person reads in direct messages.

    It is the story of the one server that they share with the bot; of several that which they chose, else
    that of the server where they asked last, as long as the log can tell. Servers that read the operator's
    story need not be looked for: whoever shares no other reads that one. A choice is kept in memory alone,
    under a keyed hash of the person, for at most `seconds`.
    """

    def __init__(
        self,
        client: discord.Client,
        communities: Communities,
        log: QueryLog,
        hasher: PersonHasher,
        *,
        seconds: float,
    ) -> None:
        self._client = client
        self._communities = communities
        self._log = log
        self._hasher = hasher
        self._shared = SharedServers(hasher)
        self._chosen: Memory[str, Choice] = Memory(most=_MOST_PEOPLE, seconds=seconds)

    async def read(self, user_id: int) -> Reading:
        """Return what a person reads now."""
        operator = await self._communities.at(Community(CommunityKind.DIRECT))
        servers = await self._find_apart()
        if not servers:
            return Reading(operator)
        asked = await self._log.about_person(self._hasher.hash(user_id))
        shared = await self._find_shared(user_id, _last_first(servers, asked), operator.story)
        if not shared:
            return Reading(operator)
        last = self._find_last(asked, shared, operator.story)
        common = Choice(OPERATORS, OPERATORS_NAME, operator)
        several = len(shared) > 1 or last == OPERATORS
        choices = (*shared, common) if several else tuple(shared)
        return _decide(choices, self.recall(user_id), last)

    async def choose(self, user_id: int, id_: str) -> Choice | None:
        """Remember what a person wants to read; None if it is none of their choices."""
        choices = (await self.read(user_id)).choices
        choice = next((choice for choice in choices if choice.id == id_), None)
        if choice is not None:
            self._chosen.put(self._hasher.hash(user_id), choice)
        return choice

    def recall(self, user_id: int) -> Choice | None:
        """Return what a person chose last, as long as it is remembered."""
        return self._chosen.get(self._hasher.hash(user_id))

    def forget(self, user_id: int) -> None:
        """Forget what a person chose, and which servers they share with the bot."""
        self._chosen.forget(self._hasher.hash(user_id))
        self._shared.forget(user_id)

    async def _find_apart(self) -> list[discord.Guild]:
        ids = await self._communities.find_apart()
        found = (self._client.get_guild(int(id_)) for id_ in sorted(ids) if id_.isdecimal())
        return [server for server in found if server is not None]

    async def _find_shared(
        self, user_id: int, servers: Sequence[discord.Guild], operators: str
    ) -> list[Choice]:
        choices = []
        for server in await self._shared.find(user_id, servers):
            local = await self._communities.at(Community(CommunityKind.GUILD, str(server.id)))
            if local.story != operators:
                choices.append(Choice(str(server.id), server.name, local))
        return choices

    def _find_last(
        self, asked: Sequence[Mapping[str, object]], shared: Sequence[Choice], operators: str
    ) -> str | None:
        """Return which of the choices a person asked last, as far as the log can tell; None if it cannot."""
        ids, stories = {choice.id for choice in shared}, {choice.local.story: choice.id for choice in shared}
        for trace in asked:
            if trace["role"] != _ASKER:
                continue
            community = str(trace["community_id"])
            if trace["community_kind"] == CommunityKind.DIRECT and trace["story"] in stories:
                return stories[str(trace["story"])]
            if trace["community_kind"] == CommunityKind.GUILD:
                if community in ids:
                    return community
                if trace["story"] == operators and self._client.get_guild(int(community)):
                    return OPERATORS
        return None


def _last_first(
    servers: Sequence[discord.Guild], asked: Sequence[Mapping[str, object]]
) -> list[discord.Guild]:
    """Return servers with those first where a person asked, because not all may be looked at."""
    where = {trace["community_id"] for trace in asked}
    return sorted(servers, key=lambda server: str(server.id) not in where)


def _decide(choices: tuple[Choice, ...], wanted: Choice | None, last: str | None) -> Reading:
    by_id = {choice.id: choice for choice in choices}
    only = choices[0].id if len(choices) == 1 else None
    chosen = by_id.get(wanted.id if wanted else "") or by_id.get(last or "") or by_id.get(only or "")
    offered = choices if len(choices) > 1 else ()
    if chosen is None:
        return Reading(choices[-1].local, offered, undecided=True)
    return Reading(chosen.local, offered, chosen)
