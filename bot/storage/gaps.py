"""Which questions ask the same, and what moderators did about them; in a database."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import Community, CommunityKind, GapAct, GapActKind, GapScope
from bot.ports import Groups, Placement, UnplacedQuestion
from bot.storage import schema
from bot.storage.database import Database
from bot.storage.gap_scopes import find_scope, make_scope, select_scope
from bot.storage.schema.gaps import gap_acts, gap_questions, gap_scopes, gaps

_queries = schema.queries.c
_stories = schema.stories.c
_gaps = gaps.c
_placed = gap_questions.c
_acts = gap_acts.c


class SqlGaps:
    """The gaps and the acts on them. Implements `bot.ports.Gaps`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def scopes(self, *, since: datetime | None = None, story: str | None = None) -> Sequence[GapScope]:
        """Return the scopes of the questions asked since a moment, or ever, the most asked in first."""
        root = func.coalesce(_stories.copied_from, _queries.story)
        query = (
            select(_queries.community_kind, _queries.community_id, root.label("story"))
            .join_from(schema.queries, schema.stories, _stories.id == _queries.story, isouter=True)
            .where(_queries.question != "")
            .group_by(_queries.community_kind, _queries.community_id, root)
            .order_by(func.count().desc(), _queries.community_kind, _queries.community_id, root)
        )
        if since is not None:
            query = query.where(_queries.asked_at >= since)
        async with self._database.read() as connection:
            if story is not None:
                known = select(_stories.owner, _stories.copied_from).where(_stories.id == story)
                row = (await connection.execute(known)).one_or_none()
                query = query.where(root == ((row and row.copied_from) or story))
                if row and row.copied_from:
                    query = query.where(_queries.community_id == row.owner)
            rows = (await connection.execute(query)).all()
        return [
            GapScope(Community(CommunityKind(row.community_kind), row.community_id), row.story)
            for row in rows
        ]

    async def unplaced(self, scope: GapScope, *, limit: int) -> Sequence[UnplacedQuestion]:
        """Return the questions of a scope that belong to no group yet, oldest first."""
        async with self._database.read() as connection:
            placed = select(_placed.query_id).where(_placed.query_id == _queries.id).exists()
            query = (
                select(_queries.id, _queries.question)
                .where(select_scope(scope), _queries.question != "", ~placed)
                .order_by(_queries.asked_at, _queries.id)
                .limit(limit)
            )
            rows = (await connection.execute(query)).all()
        return [UnplacedQuestion(row.id, row.question) for row in rows]

    async def groups(self, scope: GapScope) -> Groups:
        """Return the groups of a scope as they are."""
        async with self._database.read() as connection:
            found = await find_scope(connection, scope)
            highest = select(func.max(_gaps.number)).where(_gaps.scope_id == found.id)
            known = (
                select(_placed.gap, _placed.words)
                .where(_placed.scope_id == found.id, _placed.words.is_not(None))
                .order_by(_placed.gap, _placed.query_id)
            )
            number = (await connection.execute(highest)).scalar_one()
            rows = (await connection.execute(known)).all()
        words: dict[int, list[str]] = {}
        for row in rows:
            words.setdefault(row.gap, []).append(row.words)
        return Groups(found.version, number or 0, words)

    async def standing(self, scope: GapScope) -> tuple[int, int]:
        """Return the version of a scope's groups, 0 before the first, and how many words they have."""
        async with self._database.read() as connection:
            found = await find_scope(connection, scope)
            known = select(func.count(_placed.words)).where(_placed.scope_id == found.id)
            return found.version, (await connection.execute(known)).scalar_one()

    async def place(self, scope: GapScope, version: int, placements: Sequence[Placement]) -> bool:
        """Keep where questions belong, all or none; False if the groups have another version by now.

        A question that went from the log meanwhile is left out.
        """
        async with self._database.write() as connection:
            found = await find_scope(connection, scope)
            if found.version != version:
                return False
            id_ = found.id or await make_scope(connection, scope)
            ids = [placement.query_id for placement in placements]
            logged = set(await connection.scalars(select(_queries.id).where(_queries.id.in_(ids))))
            kept = [placement for placement in placements if placement.query_id in logged]
            await _add_missing(connection, id_, {placement.gap for placement in kept})
            if kept:
                rows = [
                    {"query_id": p.query_id, "scope_id": id_, "gap": p.gap, "words": p.words} for p in kept
                ]
                await connection.execute(insert(gap_questions), rows)
            counted = update(gap_scopes).where(gap_scopes.c.id == id_).values(version=version + 1)
            await connection.execute(counted)
        return True

    async def acts(self, scope: GapScope) -> Mapping[int, Sequence[GapAct]]:
        """Return what was done about each gap of a scope, oldest first."""
        async with self._database.read() as connection:
            found = await find_scope(connection, scope)
            query = select(gap_acts).where(_acts.scope_id == found.id).order_by(_acts.id)
            rows = (await connection.execute(query)).all()
        acts: dict[int, list[GapAct]] = {}
        for row in rows:
            act = GapAct(row.gap, GapActKind(row.kind), row.at, row.moderator_id, row.subject)
            acts.setdefault(row.gap, []).append(act)
        return acts

    async def record(self, scope: GapScope, act: GapAct) -> bool:
        """Keep an act; False if there is no such gap, or it would repeat itself or one that there is not."""
        async with self._database.write() as connection:
            found = await find_scope(connection, scope)
            if await _find_root(connection, found.id, act.gap) is None:
                return False
            same_as = None
            if act.kind is GapActKind.DUPLICATE:
                same_as = await _find_root(connection, found.id, int(act.subject))
                if same_as is None or same_as == act.gap:
                    return False
            if act.kind is not GapActKind.ASSIGN:
                of_gap = (_gaps.scope_id == found.id) & (_gaps.number == act.gap)
                if same_as is not None:  # what repeated this one repeats the other now
                    of_gap |= (_gaps.scope_id == found.id) & (_gaps.same_as == act.gap)
                await connection.execute(update(gaps).where(of_gap).values(same_as=same_as))
            row = {
                "scope_id": found.id,
                "gap": act.gap,
                "kind": act.kind.value,
                "at": act.at,
                "moderator_id": act.moderator_id,
                "subject": act.subject,
            }
            await connection.execute(insert(gap_acts).values(**row))
        return True


async def _add_missing(connection: AsyncConnection, scope_id: int, numbers: set[int]) -> None:
    query = select(_gaps.number).where(_gaps.scope_id == scope_id, _gaps.number.in_(numbers))
    missing = numbers - set(await connection.scalars(query))
    if missing:
        rows = [{"scope_id": scope_id, "number": number} for number in sorted(missing)]
        await connection.execute(insert(gaps), rows)


async def _find_root(connection: AsyncConnection, scope_id: int, number: int) -> int | None:
    """Return the gap that a gap repeats, itself if it repeats none; None if there is no such gap."""
    query = select(_gaps.number, _gaps.same_as).where(_gaps.scope_id == scope_id, _gaps.number == number)
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else int(row.same_as or row.number)
