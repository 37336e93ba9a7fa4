"""Drafts and the audit trail in the database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain import (
    Act,
    AliasChange,
    Article,
    ArticleChange,
    Change,
    ChangeKind,
    Draft,
    Statement,
)
from bot.errors import StorageError
from bot.ports import AuditTrail, Drafts
from bot.storage.curation import SqlAuditTrail
from bot.storage.database import Database
from bot.storage.drafts import SqlDrafts

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ARTICLE = Article(
    id="bridge",
    title="“Opened” – 🌉",
    body="The bridge opened.\n\nIt cost €3.",
    published=date(2024, 2, 29),
    based_on=("first", "second"),
)
CHANGE = Change(
    story="guild-7",
    kind=ChangeKind.IMPORT,
    articles=(
        ArticleChange("bridge", None, ARTICLE),
        ArticleChange("theft", 3, 1),
        ArticleChange("ship", 1, None),
    ),
    aliases=AliasChange(2, (("car", "auto"), ("ship", "vessel"))),
    statements=(Statement("s", "the strike", "We wait.", "The team", NOW, NOW + timedelta(days=1)),),
    ended=("t",),
    reason="why",
    copied_from="default",
)
DRAFT = Draft("d1", CHANGE, base=4, community_id="7", moderator_id=42, made_at=NOW)


@pytest.fixture
def drafts(database: Database) -> Drafts:
    return SqlDrafts(database)


@pytest.fixture
def trail(database: Database) -> AuditTrail:
    return SqlAuditTrail(database)


async def test_a_draft_comes_back_as_it_was_put(drafts: Drafts) -> None:
    await drafts.put(DRAFT)
    assert await drafts.get("d1") == DRAFT
    assert await drafts.on("guild-7") == [DRAFT]
    assert await drafts.on("default") == []


async def test_a_draft_is_taken_once(drafts: Drafts) -> None:
    await drafts.put(DRAFT)
    assert await drafts.take("d1") == DRAFT
    assert await drafts.take("d1") is None
    assert await drafts.get("d1") is None


async def test_a_draft_takes_the_place_of_the_one_with_its_id(drafts: Drafts) -> None:
    await drafts.put(DRAFT)
    other = Draft("d1", Change("default", ChangeKind.ADD), 1, "7", None, NOW)
    await drafts.put(other)
    assert await drafts.get("d1") == other


async def test_making_changing_and_laying_a_draft_anew_are_in_the_audit_trail(
    drafts: Drafts, trail: AuditTrail
) -> None:
    await drafts.put(DRAFT)
    assert await drafts.replace("d1", DRAFT)
    assert await drafts.replace("d1", replace(DRAFT, id="d2"))
    assert not await drafts.replace("d1", DRAFT)
    acts = await trail.acts("7")
    kind = CHANGE.kind
    assert [act.command for act in acts] == [f"rebase {kind}", f"redraft {kind}", f"draft {kind}"]
    assert {(act.actor, act.at, act.done, act.notes) for act in acts} == {("42", NOW, True, ("why",))}


async def test_a_draft_that_cannot_be_recorded_is_not_kept(drafts: Drafts, database: Database) -> None:
    async with database.write() as connection:
        await connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON acts BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    with pytest.raises(StorageError):
        await drafts.put(DRAFT)
    assert await drafts.get("d1") is None


async def test_old_drafts_are_forgotten(drafts: Drafts) -> None:
    await drafts.put(DRAFT)
    assert await drafts.forget(NOW) == 0
    assert await drafts.forget(NOW + timedelta(seconds=1)) == 1
    assert await drafts.get("d1") is None


async def test_the_trail_keeps_acts_by_community_newest_first(trail: AuditTrail) -> None:
    done = Act(NOW, "7", "42", "knowledge retire", "bridge", done=True, story="guild-7", version=3)
    refused = Act(NOW, "7", "ab12", "knowledge add", "", done=False, notes=("no moderator",))
    other = Act(NOW, "8", "1", "settings", "story", done=True)
    for act in (done, refused, other):
        await trail.record(act)
    assert await trail.acts("7") == [refused, done]
    assert await trail.acts("7", limit=1) == [refused]
    assert await trail.acts("8") == [other]
