"""Settings of communities: the newest holds, the older ones stay."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.domain import TERMINAL, Article, Community, CommunityKind, MadeBy
from bot.storage.articles import SqlArticleStore
from bot.storage.database import Database
from bot.storage.settings import SqlSettings

GUILD = Community(CommunityKind.GUILD, "10")
OTHER = Community(CommunityKind.GUILD, "11")


async def test_the_newest_value_holds_and_the_older_ones_stay(database: Database, file: Path) -> None:
    settings = SqlSettings(database)
    for value in ("a", ["b", 1], {"c": 2.5}):
        await settings.put(GUILD, "story", value)
    await settings.put(GUILD, "quotes", 3)
    assert await settings.get(GUILD) == {"story": {"c": 2.5}, "quotes": 3}
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute("SELECT count(*) FROM settings").fetchone() == (4,)


async def test_none_unsets(database: Database) -> None:
    settings = SqlSettings(database)
    await settings.put(TERMINAL, "story", "a")
    await settings.put(TERMINAL, "story", None)
    assert await settings.get(TERMINAL) == {}


async def test_communities_keep_to_themselves(database: Database) -> None:
    settings = SqlSettings(database)
    await settings.put(GUILD, "story", "a")
    assert await settings.get(OTHER) == {}
    assert await settings.get(Community(CommunityKind.DIRECT, "10")) == {}


async def test_the_mark_changes_with_every_setting_and_every_new_story(database: Database) -> None:
    settings, store = SqlSettings(database), SqlArticleStore(database)
    marks = [await settings.mark()]
    await settings.put(GUILD, "story", "a")
    marks.append(await settings.mark())
    article = Article(id="a", title="A", body="It is.", story="new")
    await store.publish([article], made_by=MadeBy.IMPORT)
    marks.append(await settings.mark())
    assert len(set(marks)) == 3
    assert await settings.mark() == marks[-1]


async def test_communities_that_have_set_a_key_are_found(database: Database) -> None:
    settings = SqlSettings(database)
    for community, value in ((GUILD, "a"), (OTHER, "b"), (OTHER, None), (TERMINAL, "c")):
        await settings.put(community, "story", value)
    await settings.put(OTHER, "quotes", 3)
    assert await settings.communities("story") == [GUILD, TERMINAL]
