"""What holds in a community, as it is read and changed by several processes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.curation.communities import Communities
from bot.curation.preferences import Preferences, Source, find_preference
from bot.curation.stories import CHANNEL_STORIES, STORY
from bot.domain import (
    TERMINAL,
    Article,
    ArticleChange,
    Change,
    ChangeKind,
    Community,
    CommunityKind,
    MadeBy,
    Maker,
)
from bot.errors import PreferenceError, StorageError
from bot.storage.articles import SqlArticleStore
from bot.storage.curation import SqlAuditTrail
from bot.storage.database import Database, open_database
from bot.storage.settings import SqlSettings

SEVEN, EIGHT = (Community(CommunityKind.GUILD, id_) for id_ in ("7", "8"))
DIRECT = Community(CommunityKind.DIRECT)
LENGTH = find_preference("quote_max_chars")


async def begin_story(database: Database, story: str, owner: str = "") -> None:
    article = Article(id="a", title="A", body="It is.", story=story)
    added = (ArticleChange("a", None, article),)
    change = Change(story, ChangeKind.ADD, added, copied_from="nothing" if owner else None, owner=owner)
    await SqlArticleStore(database).apply(change, Maker(MadeBy.MODERATOR))


def open_communities(database: Database) -> Communities:
    store, settings = SqlArticleStore(database), SqlSettings(database)
    return Communities(store, settings, SqlAuditTrail(database), Preferences(), {"cooldown_seconds"})


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    return tmp_path / "storydesk.db"


@pytest.fixture
async def database(file: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite:///{file}") as database:
        await begin_story(database, "default")
        yield database


async def test_a_change_holds_in_another_process_from_the_next_question_on(
    database: Database, file: Path
) -> None:
    here = open_communities(database)
    assert (await here.at(SEVEN)).preferences.quote_max_chars == 400
    async with open_database(f"sqlite:///{file}") as other:
        await open_communities(other).change(SEVEN, LENGTH, 200, "1")
        assert (await here.at(SEVEN)).preferences.quote_max_chars == 200
        await begin_story(other, "server-7", "7")
    assert (await here.at(SEVEN)).story == "server-7"
    assert (await here.at(EIGHT)).story == "default"
    assert (await here.at(EIGHT)).preferences == Preferences()


async def test_what_was_read_is_kept_until_something_changes(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    communities, reads = open_communities(database), []
    get = SqlSettings.get

    async def watched(self: SqlSettings, community: Community) -> object:
        reads.append(community)
        return await get(self, community)

    monkeypatch.setattr(SqlSettings, "get", watched)
    for _ in range(3):
        await communities.at(SEVEN, 5)
    assert reads == [SEVEN]
    await communities.change(EIGHT, LENGTH, 200, "1")
    await communities.at(SEVEN)
    assert reads.count(SEVEN) == 2


async def test_a_change_and_the_way_back_are_in_the_audit_trail(database: Database) -> None:
    communities = open_communities(database)
    after = await communities.change(SEVEN, LENGTH, 200, "1")
    assert after.resolved.sources[LENGTH.key] is Source.OWN
    after = await communities.change(SEVEN, LENGTH, None, "2")
    assert after.preferences.quote_max_chars == 400
    assert after.resolved.sources["cooldown_seconds"] is Source.ENVIRONMENT
    await communities.refuse(SEVEN, LENGTH.key, "hash")
    acts = await SqlAuditTrail(database).acts("7")
    assert [(act.actor, act.done, act.command, act.subject) for act in acts] == [
        ("hash", False, "settings", LENGTH.key),
        ("2", True, "settings", LENGTH.key),
        ("1", True, "settings", LENGTH.key),
    ]
    assert [act.notes for act in acts] == [(), ("200 → 400",), ("400 → 200",)]


async def test_what_cannot_be_recorded_is_not_set(database: Database) -> None:
    async with database.write() as connection:
        await connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON acts BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    with pytest.raises(StorageError):
        await open_communities(database).change(SEVEN, LENGTH, 200, "1")
    assert await SqlSettings(database).get(SEVEN) == {}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (STORY, "server-8"),
        (STORY, "nowhere"),
        (CHANNEL_STORIES, {"5": "server-8"}),
        ("strong_threshold", 0.1),
    ],
)
async def test_what_cannot_hold_is_refused_and_not_stored(
    database: Database, key: str, value: object
) -> None:
    await begin_story(database, "server-8", "8")
    communities = open_communities(database)
    with pytest.raises(PreferenceError):
        await communities.change(SEVEN, find_preference(key), value, "1")
    assert await SqlSettings(database).get(SEVEN) == {}
    assert await SqlAuditTrail(database).acts("7") == []


async def test_a_story_that_was_set_and_is_another_servers_is_not_read_and_told(database: Database) -> None:
    await begin_story(database, "server-8", "8")
    for key, value in ((STORY, "server-8"), (CHANNEL_STORIES, {"5": "server-8", "6": "default"})):
        await SqlSettings(database).put(SEVEN, key, value)
    local = await open_communities(database).at(SEVEN, 5)
    assert local.story == "default"
    assert local.readable == ("default",)
    assert local.preferences.channel_stories == {"6": "default"}
    assert set(local.resolved.faults) == {STORY, CHANNEL_STORIES}


async def test_only_servers_with_another_story_are_apart(database: Database) -> None:
    communities = open_communities(database)
    assert await communities.find_apart() == frozenset()
    await begin_story(database, "server-8", "8")
    await SqlSettings(database).put(SEVEN, STORY, "default")
    await SqlSettings(database).put(Community(CommunityKind.GUILD, "9"), STORY, "default")
    await SqlSettings(database).put(Community(CommunityKind.GUILD, "9"), STORY, None)
    await SqlSettings(database).put(TERMINAL, STORY, "default")
    assert await communities.find_apart() == {"7", "8"}


async def test_outside_of_servers_the_operators_word_holds(database: Database) -> None:
    await SqlSettings(database).put(DIRECT, LENGTH.key, 200)
    local = await open_communities(database).at(DIRECT)
    assert (local.story, local.preferences) == ("default", Preferences())
