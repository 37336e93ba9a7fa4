"""Who waits to be told of an answer, in the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, or_, select, update

from bot.domain import Community, CommunityKind, Notice
from bot.ports import Waiting
from bot.storage import schema
from bot.storage.database import Database

_notices = schema.notices.c


class SqlNotices:
    """The notices that wait. Implements `bot.ports.NoticeStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, notice: Notice, *, most: int) -> Notice | None:
        """Keep a notice and return it, or the one that the person has for the same question.

        None if the person has `most` already.
        """
        own = select(schema.notices).where(_notices.person == notice.person)
        async with self._database.write() as connection:
            held = [read_notice(row) for row in (await connection.execute(own)).all()]
            for other in held:
                if _asks(other) == _asks(notice):
                    return other
            if len(held) >= most:
                return None
            row = {
                "id": notice.id,
                "person": notice.person,
                "seal": notice.seal,
                "community_kind": notice.community.kind.value,
                "community_id": notice.community.id,
                "story": notice.story,
                "question": notice.question,
                "made_at": notice.made_at,
            }
            await connection.execute(insert(schema.notices).values(**row))
        return notice

    async def of(self, person: str) -> Sequence[Notice]:
        """Return what a person waits for, oldest first."""
        query = select(schema.notices).where(_notices.person == person).order_by(_notices.made_at)
        async with self._database.read() as connection:
            return [read_notice(row) for row in (await connection.execute(query)).all()]

    async def withdraw(self, person: str, notice_id: str | None = None) -> int:
        """Delete one notice of a person, or all; return how many."""
        which = [_notices.person == person, *([] if notice_id is None else [_notices.id == notice_id])]
        async with self._database.write() as connection:
            count = (await connection.execute(delete(schema.notices).where(*which))).rowcount
        await self._database.empty_journal()
        return count

    async def sources(self) -> Sequence[tuple[Community, str]]:
        """Return where somebody waits for an answer: communities with the stories that were asked about."""
        where = (_notices.community_kind, _notices.community_id, _notices.story)
        async with self._database.read() as connection:
            rows = (await connection.execute(select(*where).distinct().order_by(*where))).all()
        return [(_read_community(row), row.story) for row in rows]

    async def waiting(
        self, community: Community, story: str, state: str, *, stale: datetime
    ) -> Sequence[Waiting]:
        """Return what waits there, was not looked at in a state of the story, nor claimed after `stale`."""
        query = (
            select(schema.notices)
            .where(
                _notices.community_kind == community.kind,
                _notices.community_id == community.id,
                _notices.story == story,
                or_(_notices.checked.is_(None), _notices.checked != state),
                _is_free(stale),
            )
            .order_by(_notices.made_at)
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return [Waiting(read_notice(row), row.claimed_at) for row in rows]

    async def check(self, notice_ids: Sequence[str], state: str) -> None:
        """Keep that a state of the story does not answer the questions of notices."""
        change = update(schema.notices).where(_notices.id.in_(notice_ids))
        async with self._database.write() as connection:
            await connection.execute(change.values(checked=state))

    async def claim(self, notice_id: str, *, at: datetime, stale: datetime) -> bool:
        """Take it on to tell a notice; False if it is gone, or another process took it on after `stale`."""
        change = update(schema.notices).where(_notices.id == notice_id, _is_free(stale))
        async with self._database.write() as connection:
            return (await connection.execute(change.values(claimed_at=at))).rowcount == 1

    async def drop(self, notice_id: str) -> None:
        """Forget a notice: it was told, or cannot be."""
        async with self._database.write() as connection:
            await connection.execute(delete(schema.notices).where(_notices.id == notice_id))

    async def forget_before(self, moment: datetime) -> int:
        """Delete the notices made before a moment; return how many."""
        async with self._database.write() as connection:
            outdated = delete(schema.notices).where(_notices.made_at < moment)
            return (await connection.execute(outdated)).rowcount


def read_notice(row: Row[Any]) -> Notice:
    """Return the notice that a row of `notices` holds."""
    return Notice(
        id=row.id,
        person=row.person,
        seal=row.seal,
        community=_read_community(row),
        story=row.story,
        question=row.question,
        made_at=row.made_at,
    )


def _read_community(row: Any) -> Community:
    return Community(CommunityKind(row.community_kind), row.community_id)


def _asks(notice: Notice) -> tuple[Community, str, str]:
    return notice.community, notice.story, notice.question


def _is_free(stale: datetime) -> Any:
    return or_(_notices.claimed_at.is_(None), _notices.claimed_at < stale)
