"""Which story is read where."""

from pathlib import Path

import pytest

from bot.curation.stories import CHANNEL_STORIES, STORY, choose_story
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
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from bot.storage.settings import SqlSettings

SEVEN = Community(CommunityKind.GUILD, "7")
DIRECT = Community(CommunityKind.DIRECT)


async def publish(store: SqlArticleStore, story: str, owner: str) -> None:
    article = Article(id="a", title="A", body="It is.", story=story)
    added = (ArticleChange("a", None, article),)
    change = Change(story, ChangeKind.ADD, added, copied_from="nothing" if owner else None, owner=owner)
    await store.apply(change, Maker(MadeBy.MODERATOR))


@pytest.mark.parametrize(
    ("own", "chosen", "channels", "expected"),
    [
        (False, None, {}, "default"),
        (True, None, {}, "server-7"),
        (True, "default", {}, "default"),
        (True, "other", {}, "other"),
        (True, "server-8", {}, "server-7"),
        (False, "nowhere", {}, "default"),
        (True, None, {"5": "other"}, "other"),
        (True, "other", {"5": "server-8"}, "other"),
        (True, None, {"6": "other"}, "server-7"),
    ],
)
async def test_a_channel_goes_before_its_server_and_that_before_its_own_story(
    tmp_path: Path, own: bool, chosen: str | None, channels: dict[str, str], expected: str
) -> None:
    async with open_database(f"sqlite:///{tmp_path / 'storydesk.db'}") as database:
        store, settings = SqlArticleStore(database), SqlSettings(database)
        for story, owner in (("default", ""), ("other", ""), ("server-8", "8")):
            await publish(store, story, owner)
        if own:
            await publish(store, "server-7", "7")
        await settings.put(SEVEN, STORY, chosen)
        await settings.put(SEVEN, CHANNEL_STORIES, channels)
        assert await choose_story(store, settings, SEVEN, default="default", channel_id=5) == expected
        for elsewhere in (DIRECT, TERMINAL):
            assert await choose_story(store, settings, elsewhere, default="default") == "default"
