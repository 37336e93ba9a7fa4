"""The first change of a server: its own story, in every order of events, and nothing else switched."""

import asyncio
from dataclasses import replace

import pytest

from bot.curation.desk import CurationDesk
from bot.curation.drafting import Wish
from bot.curation.stories import CHANNEL_STORIES, STORY, choose_story
from bot.curation.workspaces import Workspace, find_workspace
from bot.domain import ArticleChange, Change, ChangeKind, Community, CommunityKind, MadeBy, Maker
from bot.errors import ChangeError
from tests.curation.test_publishing import (
    BRIDGE,
    FERRY,
    WISH,
    desk,
    live,
    publish,
    services,
)

__all__ = ["desk", "services"]

SEVEN = Community(CommunityKind.GUILD, "7")
EDITED = replace(BRIDGE, body="It opened on Tuesday.")
HALL = replace(FERRY, id="hall", title="The hall", body="The hall has nine doors.", story="other")


async def read_at(desk: CurationDesk, channel: int | None = None) -> str:
    return await choose_story(desk.store, desk.settings, SEVEN, default="default", channel_id=channel)


async def wish_at(desk: CurationDesk, channel: int) -> Wish:
    here, whole = await read_at(desk, channel), await read_at(desk)
    return Wish(await find_workspace(desk.store, "7", here, for_channels=here != whole), 42)


async def test_an_overtaken_first_change_stays_the_first_of_the_server(desk: CurationDesk) -> None:
    draft = await desk.drafting.edit(WISH, EDITED)
    await desk.store.publish([FERRY, replace(BRIDGE, body="It opened on Friday.")], made_by=MadeBy.IMPORT)
    overtaken = await desk.publisher.publish(draft.id, moderator_id=42)
    assert [item.article_id for item in overtaken.overtaken] == ["bridge"]
    assert overtaken.rebased is not None
    assert (await desk.previewer.preview(overtaken.rebased)).first
    await publish(desk, overtaken.rebased)
    assert await live(desk, "server-7") == {"bridge": 3, "ferry": 1}
    assert await desk.store.stories("7") == ["server-7"]
    assert await desk.store.stories("") == ["default"]


async def test_two_clicks_on_a_stale_draft_lay_it_anew_once(desk: CurationDesk) -> None:
    draft = await desk.drafting.edit(WISH, EDITED)
    await desk.store.publish([replace(BRIDGE, body="It opened on Friday.")], made_by=MadeBy.IMPORT)
    results = await asyncio.gather(
        *(desk.publisher.publish(draft.id, moderator_id=42) for _ in range(2)), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == ["ChangeError", "Published"]
    assert len(await desk.drafts.on("server-7")) == 1


async def test_a_form_that_was_open_meanwhile_overwrites_nothing_unseen(desk: CurationDesk) -> None:
    await publish(desk, await desk.drafting.edit(WISH, replace(BRIDGE, body="It opened on Friday.")))
    own = Wish(Workspace("7", "server-7", "server-7", "7"), 42)
    result = await desk.publisher.publish((await desk.drafting.edit(own, EDITED, seen=1)).id, moderator_id=42)
    assert [item.article_id for item in result.overtaken] == ["bridge"]
    assert await live(desk, "server-7") == {"bridge": 2}


async def test_aliases_of_two_moderators_on_one_base_both_stay(desk: CurationDesk) -> None:
    await publish(desk, await desk.drafting.join_aliases(WISH, ["bridge", "span"]))
    wish = Wish(Workspace("7", "server-7", "server-7", "7"), 42)
    mine = await desk.drafting.join_aliases(wish, ["bridge", "crossing"])
    gone = await desk.drafting.drop_alias(wish, "span")
    await publish(desk, await desk.drafting.join_aliases(wish, ["ferry", "boat"]))
    result = await desk.publisher.publish(mine.id, moderator_id=42)
    assert result.publication is None
    assert result.rebased is not None
    joined = await publish(desk, result.rebased)
    groups = (await desk.store.knowledge("server-7")).aliases
    assert groups == (("bridge", "span", "crossing"), ("ferry", "boat"))
    dropped = (await desk.publisher.publish(gone.id, moderator_id=42)).rebased
    assert dropped is not None
    await publish(desk, dropped)
    assert (await desk.store.knowledge("server-7")).aliases == (("bridge", "crossing"), ("ferry", "boat"))
    undone = (await desk.publisher.undo(wish, joined.version)).rebased
    assert undone is not None
    await publish(desk, undone)
    assert (await desk.store.knowledge("server-7")).aliases == (("bridge", "span"), ("ferry", "boat"))


async def test_a_term_that_left_its_group_meanwhile_changes_nothing(desk: CurationDesk) -> None:
    await publish(desk, await desk.drafting.join_aliases(WISH, ["bridge", "span"]))
    wish = Wish(Workspace("7", "server-7", "server-7", "7"), 42)
    first, second = [await desk.drafting.drop_alias(wish, "span") for _ in range(2)]
    await publish(desk, first)
    assert (await desk.publisher.publish(second.id, moderator_id=42)).publication is None
    assert (await desk.store.knowledge("server-7")).aliases == ()


async def test_what_was_retired_before_the_copy_comes_back_as_it_was_live(desk: CurationDesk) -> None:
    home = Wish(Workspace("", "default", "default"), None)
    await publish(desk, await desk.drafting.edit(home, EDITED))
    await publish(desk, await desk.drafting.roll_back(home, "bridge", 1))
    await publish(desk, await desk.drafting.retire(home, "bridge"))
    await publish(desk, await desk.drafting.add(WISH, [FERRY]))
    await publish(desk, await desk.drafting.restore(home, "bridge"))
    await publish(desk, await desk.drafting.edit(home, replace(BRIDGE, body="It opened at last.")))
    own = Wish(Workspace("7", "server-7", "server-7", "7"), 42)
    await publish(desk, await desk.drafting.restore(own, "bridge"))
    assert (await live(desk, "server-7"))["bridge"] == 1


async def test_a_channel_with_its_own_story_gets_a_copy_and_the_rest_of_the_server_reads_on(
    desk: CurationDesk,
) -> None:
    await desk.store.publish([HALL], made_by=MadeBy.IMPORT)
    await desk.settings.put(SEVEN, CHANNEL_STORIES, {"55": "other", "56": "other", "57": "default"})
    await publish(desk, await desk.drafting.add(await wish_at(desk, 55), [FERRY]))
    assert [await read_at(desk, channel) for channel in (55, 56, 57, None)] == [
        *["server-7-2"] * 2,
        *["default"] * 2,
    ]
    assert await live(desk, "server-7-2") == {"ferry": 1, "hall": 1}
    await publish(desk, await desk.drafting.add(WISH, [FERRY]))
    assert [await read_at(desk, channel) for channel in (55, 57, None)] == [
        "server-7-2",
        "server-7",
        "server-7",
    ]
    assert await live(desk, "server-7") == {"bridge": 1, "ferry": 1}


async def test_a_setting_made_after_the_first_change_stands(desk: CurationDesk) -> None:
    await publish(desk, await desk.drafting.add(WISH, [FERRY]))
    await desk.settings.put(SEVEN, STORY, "default")
    own = Wish(Workspace("7", "server-7", "server-7", "7"), 42)
    await publish(desk, await desk.drafting.edit(own, EDITED))
    assert await read_at(desk) == "default"
    with pytest.raises(ChangeError, match="has a copy of it, server-7"):
        await find_workspace(desk.store, "7", "default")


async def test_two_first_drafts_of_two_stories_never_land_in_one(desk: CurationDesk) -> None:
    await desk.store.publish([HALL], made_by=MadeBy.IMPORT)
    of_other = await desk.drafting.add(
        Wish(await find_workspace(desk.store, "7", "other"), 42), [replace(FERRY, id="boat")]
    )
    await publish(desk, await desk.drafting.add(WISH, [FERRY]))
    result = await desk.publisher.publish(of_other.id, moderator_id=42)
    assert result.rebased is not None
    await publish(desk, result.rebased)
    assert await live(desk, "server-7") == {"bridge": 1, "ferry": 1}
    assert await live(desk, "server-7-2") == {"boat": 1, "hall": 1}


@pytest.mark.parametrize(
    ("story", "copied_from", "owner"),
    [("server-7", None, ""), ("ours", None, "7"), ("ours", "default", "")],
)
async def test_no_story_of_a_server_begins_as_nobodys_or_as_a_copy_of_nothing(
    desk: CurationDesk,
    story: str,
    copied_from: str | None,
    owner: str,
) -> None:
    added = (ArticleChange("ferry", None, replace(FERRY, story=story)),)
    change = Change(story, ChangeKind.ADD, added, copied_from=copied_from, owner=owner)
    with pytest.raises(ChangeError, match="cannot begin like this"):
        await desk.store.apply(change, Maker(MadeBy.MODERATOR, 42))
    assert await desk.store.stories() == ["default"]
