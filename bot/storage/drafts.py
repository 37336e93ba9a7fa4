"""Changes that moderators look at before they are published, in the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.curation.acts import make_act
from bot.domain import Act, Change, Draft
from bot.storage import schema
from bot.storage.curation import record_act
from bot.storage.database import Database

_drafts = schema.drafts.c
_CHANGES = TypeAdapter(Change)


class SqlDrafts:
    """Changes that are looked at before they are published, in a database. Implements `bot.ports.Drafts`.

    That a draft was made, changed or laid anew is recorded with it, as surely as it is kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, draft: Draft) -> None:
        """Keep a draft, in place of one with its id."""
        async with self._database.write() as connection:
            await connection.execute(delete(schema.drafts).where(_drafts.id == draft.id))
            await connection.execute(insert(schema.drafts).values(**_draft_row(draft)))
            await _record(connection, draft, "draft")

    async def replace(self, draft_id: str, draft: Draft) -> bool:
        """Keep a draft in place of the one with an id; False, and nothing is kept, if that is gone."""
        change = update(schema.drafts).where(_drafts.id == draft_id).values(**_draft_row(draft))
        async with self._database.write() as connection:
            if not (await connection.execute(change)).rowcount:
                return False
            await _record(connection, draft, "redraft" if draft.id == draft_id else "rebase")
            return True

    async def get(self, draft_id: str) -> Draft | None:
        """Return a draft; None if it was published, thrown away or never there."""
        async with self._database.read() as connection:
            return await _find_draft(connection, draft_id)

    async def take(self, draft_id: str, *, act: Act | None = None) -> Draft | None:
        """Remove a draft and return it; None if another was faster. `act` is recorded with its removal."""
        async with self._database.write() as connection:
            draft = await _find_draft(connection, draft_id)
            await connection.execute(delete(schema.drafts).where(_drafts.id == draft_id))
            if draft is not None and act is not None:
                await record_act(connection, act)
        return draft

    async def on(self, story: str) -> Sequence[Draft]:
        """Return the drafts on a story, oldest first."""
        query = select(schema.drafts).where(_drafts.story == story).order_by(_drafts.made_at, _drafts.id)
        async with self._database.read() as connection:
            return [_read_draft(row) for row in await connection.execute(query)]

    async def forget(self, before: datetime) -> int:
        """Delete the drafts made before a moment; return how many."""
        async with self._database.write() as connection:
            return (await connection.execute(delete(schema.drafts).where(_drafts.made_at < before))).rowcount


async def _record(connection: AsyncConnection, draft: Draft, command: str) -> None:
    await record_act(connection, make_act(draft, draft.moderator_id, command, draft.made_at))


async def _find_draft(connection: AsyncConnection, draft_id: str) -> Draft | None:
    row = (await connection.execute(select(schema.drafts).where(_drafts.id == draft_id))).one_or_none()
    return None if row is None else _read_draft(row)


def _draft_row(draft: Draft) -> dict[str, Any]:
    return {
        "id": draft.id,
        "story": draft.change.story,
        "change": _CHANGES.dump_python(draft.change, mode="json"),
        "base": draft.base,
        "community_id": draft.community_id,
        "moderator_id": draft.moderator_id,
        "made_at": draft.made_at,
    }


def _read_draft(row: Row[Any]) -> Draft:
    return Draft(
        id=row.id,
        change=_CHANGES.validate_python(row.change, strict=False),
        base=row.base,
        community_id=row.community_id,
        moderator_id=row.moderator_id,
        made_at=row.made_at,
    )
