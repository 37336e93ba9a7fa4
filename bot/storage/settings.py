"""What communities have set: a table that is only added to, of which the newest entry holds."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.curation.stories import CHANNEL_STORIES, STORY
from bot.domain import Act, Change, Community, CommunityKind
from bot.storage import schema
from bot.storage.curation import record_act
from bot.storage.database import Database

_settings = schema.settings.c
# Stories are never removed and never change hands, so that their number tells of each new one.
_MARK = "SELECT (SELECT max(id) FROM settings), (SELECT count(*) FROM stories)"
_PROGRAM = Community(CommunityKind.TERMINAL, "program")


class SqlSettings:
    """The settings of communities, in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, community: Community) -> Mapping[str, object]:
        """Return what a community has set, by key; what it unset is not in it."""
        async with self._database.read() as connection:
            return await find_settings(connection, community)

    async def mark(self) -> Hashable:
        """Return a mark that stays equal until a community sets something or a story is begun, anywhere."""
        return await self._database.glances.row(_MARK)

    async def communities(self, key: str) -> Sequence[Community]:
        """Return the communities that have set a key, by their kinds and ids."""
        newest = (
            select(func.max(_settings.id))
            .where(_settings.key == key)
            .group_by(_settings.community_kind, _settings.community_id)
        )
        query = (
            select(_settings.community_kind, _settings.community_id, _settings.value)
            .where(_settings.id.in_(newest))
            .order_by(_settings.community_kind, _settings.community_id)
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return [
            Community(CommunityKind(row.community_kind), row.community_id)
            for row in rows
            if row.value is not None
        ]

    async def put(self, community: Community, key: str, value: object, *, act: Act | None = None) -> None:
        """Set a key to a value that JSON can hold; None unsets it. `act` is recorded with it, or neither is.

        Raises:
            StorageError: if the database cannot be written; nothing was stored then.
        """
        async with self._database.write() as connection:
            await put_setting(connection, community, key, value)
            if act is not None:
                await record_act(connection, act)


async def find_settings(connection: AsyncConnection, community: Community) -> Mapping[str, object]:
    """Return what a community has set, by key, as a transaction that is under way sees it."""
    newest = (
        select(func.max(_settings.id))
        .where(_settings.community_kind == community.kind, _settings.community_id == community.id)
        .group_by(_settings.key)
    )
    query = select(_settings.key, _settings.value).where(_settings.id.in_(newest))
    rows = (await connection.execute(query)).all()
    return {row.key: row.value for row in rows if row.value is not None}


async def find_state(connection: AsyncConnection, key: str) -> str | None:
    """Return what the program remembers under a key, as a transaction that is under way sees it."""
    value = (await find_settings(connection, _PROGRAM)).get(key)
    return value if isinstance(value, str) else None


async def put_setting(connection: AsyncConnection, community: Community, key: str, value: object) -> None:
    """Set a key of a community inside a transaction that is under way."""
    row = {
        "community_kind": community.kind.value,
        "community_id": community.id,
        "key": key,
        "value": value,
        "set_at": datetime.now(UTC),
    }
    await connection.execute(insert(schema.settings).values(**row))


async def put_state(connection: AsyncConnection, key: str, value: str) -> None:
    """Have the program remember a value inside a transaction that is under way."""
    await put_setting(connection, _PROGRAM, key, value)


async def turn_to_copy(connection: AsyncConnection, change: Change) -> None:
    """Let a server read its new story wherever it read what that is a copy of."""
    server = Community(CommunityKind.GUILD, change.owner)
    by_channel = (await find_settings(connection, server)).get(CHANNEL_STORIES)
    if isinstance(by_channel, dict) and change.copied_from in by_channel.values():
        turned = {c: change.story if s == change.copied_from else s for c, s in by_channel.items()}
        await put_setting(connection, server, CHANNEL_STORIES, turned)
    if not change.for_channels:
        await put_setting(connection, server, STORY, change.story)


class SqlState:
    """What the program itself remembers from one start to the next, kept beside the settings."""

    def __init__(self, database: Database) -> None:
        self._settings = SqlSettings(database)

    async def get(self, key: str) -> str | None:
        """Return what was put under a key last; None if nothing was."""
        value = (await self._settings.get(_PROGRAM)).get(key)
        return value if isinstance(value, str) else None

    async def put(self, key: str, value: str) -> None:
        """Remember a value under a key."""
        await self._settings.put(_PROGRAM, key, value)
