"""Who may do what: whoever may not is told so in one line, changes nothing, and stands in the audit trail."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import discord
import pytest
import simcord

from bot.discord_app.knowledge.desk import NOT_YOURS_NOW, OTHER_SERVER, digest_of
from bot.discord_app.moderation import NO_SERVER, NOT_A_MODERATOR
from tests.discord_app.cogs.test_knowledge import FILE, fill
from tests.discord_app.composition import publish
from tests.discord_app.conftest import Newsroom, labels, seen_text, shown
from tests.discord_app.stories import BOUGHT, PURCHASE

COMMANDS: list[tuple[str, dict[str, Any]]] = [
    ("add", {}),
    ("add", {"file": FILE}),
    ("add", {"file": FILE, "private": False}),
    ("edit", {"article": PURCHASE.id}),
    ("edit", {"article": PURCHASE.id, "file": FILE}),
    ("retire", {"article": PURCHASE.id}),
    ("restore", {"article": PURCHASE.id}),
    ("rollback", {"article": PURCHASE.id, "revision": 1}),
    ("list", {}),
    ("show", {"article": PURCHASE.id}),
    ("history", {"article": PURCHASE.id}),
    ("import", {"file": FILE}),
    ("export", {}),
    ("alias list", {}),
    ("alias suggest", {}),
    ("alias add", {"terms": "ferry, boat"}),
    ("alias remove", {"term": "ferry"}),
    ("statement make", {}),
    ("statement list", {}),
    ("statement end", {"statement": "0"}),
]


async def refused(newsroom: Newsroom, person: simcord.MemberActor) -> list[tuple[str, bool]]:
    """Return what the audit trail says of a person who is no moderator: never by their id."""
    acts = await newsroom.acts()
    assert str(person.id) not in {actor for actor, *_ in acts}
    actor = newsroom.town.bot.desk.services.hasher.hash(person.id)
    return [(command, done) for who, command, _, done in acts if who == actor]


async def drafts(newsroom: Newsroom) -> list[tuple[Any, ...]]:
    return await newsroom.town.read("SELECT id FROM drafts")


@pytest.mark.parametrize(("command", "options"), COMMANDS)
async def test_a_member_who_sees_a_command_may_not_use_it(
    newsroom: Newsroom, command: str, options: dict[str, Any]
) -> None:
    member = newsroom.town.member
    result = await newsroom.do(command, by=member, **options)
    assert result.ephemeral
    assert shown(result).content == NOT_A_MODERATOR
    assert (await newsroom.version(), await drafts(newsroom)) == (0, [])
    assert await refused(newsroom, member) == [(command, False)]


async def test_a_refusal_is_recorded_before_it_is_told(newsroom: Newsroom) -> None:
    with closing(sqlite3.connect(newsroom.town.file)) as connection:
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON acts BEGIN SELECT RAISE(ABORT, 'full'); END")
    result = await newsroom.do("list", by=newsroom.town.member)
    assert result.ephemeral
    assert shown(result).content not in {"", NOT_A_MODERATOR}
    assert newsroom.town.env.errors


async def test_every_command_is_among_those_that_are_refused_here(newsroom: Newsroom) -> None:
    offered = newsroom.moderator.available_commands(newsroom.town.channel)
    knowledge = {name.removeprefix("knowledge ") for name in offered if name.startswith("knowledge ")}
    assert knowledge == {command for command, _ in COMMANDS}


@pytest.mark.parametrize(
    ("command", "option", "filled"),
    [
        ("edit", "article", {}),
        ("retire", "article", {}),
        ("restore", "article", {}),
        ("show", "article", {}),
        ("history", "article", {}),
        ("rollback", "article", {}),
        ("rollback", "revision", {"article": PURCHASE.id}),
        ("alias remove", "term", {}),
        ("statement end", "statement", {}),
    ],
)
async def test_a_member_is_offered_nothing_while_typing(
    newsroom: Newsroom, command: str, option: str, filled: dict[str, str]
) -> None:
    channel, name = newsroom.town.channel, f"knowledge {command}"
    assert await newsroom.town.member.autocomplete(channel, name, option, "", **filled) == []


async def test_a_role_makes_a_moderator_when_it_is_named_and_for_as_long(newsroom: Newsroom) -> None:
    second = newsroom.second
    assert shown(await newsroom.do("list", by=second)).content == NOT_A_MODERATOR
    await newsroom.name_role()
    assert "3 live" in seen_text(shown(await newsroom.do("list", by=second)))
    await newsroom.take_role(second)
    assert shown(await newsroom.do("list", by=second)).content == NOT_A_MODERATOR


async def test_the_commands_are_hidden_from_members_until_the_server_opens_them(newsroom: Newsroom) -> None:
    env = newsroom.town.env
    guild = env.create_guild("Elsewhere")
    channel = guild.create_text_channel("story")
    member = guild.add_member(env.create_user("carl"))
    assert not [c for c in member.available_commands(channel) if c.startswith("knowledge")]
    assert not [c for c in member.user.available_commands() if c.startswith("knowledge")]


Press = Callable[[Newsroom, discord.Message, simcord.MemberActor], Awaitable[simcord.InteractionResult]]


def press(label: str) -> Press:
    async def click(
        newsroom: Newsroom, message: discord.Message, by: simcord.MemberActor
    ) -> simcord.InteractionResult:
        return await by.click(message, label=label)

    return click


@pytest.mark.parametrize("label", ["Publish", "Edit", "Discard"])
async def test_a_member_may_not_press_the_buttons_of_a_preview_that_all_see(
    newsroom: Newsroom, label: str
) -> None:
    member = newsroom.town.member
    preview = shown(await newsroom.do("add", file=FILE, private=False))
    before = seen_text(preview)
    result = await press(label)(newsroom, preview, member)
    assert said(result) == NOT_A_MODERATOR
    assert result.modal is None
    assert seen_text(preview) == before
    assert (await newsroom.version(), len(await drafts(newsroom))) == (0, 1)
    assert await refused(newsroom, member) == [({"Edit": "edit the draft"}.get(label, label.lower()), False)]


@pytest.mark.parametrize("label", ["Publish", "Edit", "Discard"])
async def test_another_moderator_is_told_whose_preview_it_is(newsroom: Newsroom, label: str) -> None:
    await newsroom.name_role()
    preview = shown(await newsroom.do("add", file=FILE, private=False))
    result = await press(label)(newsroom, preview, newsroom.second)
    assert f"the draft of <@{newsroom.moderator.id}>" in said(result)
    assert (await newsroom.version(), len(await drafts(newsroom))) == (0, 1)
    assert [done for _, done in await refused(newsroom, newsroom.second)] == [False]


async def test_another_moderator_may_look_at_the_dry_run_and_a_member_may_not(newsroom: Newsroom) -> None:
    await newsroom.name_role()
    await newsroom.town.ask("How much does the telescope weigh?")
    preview = shown(await newsroom.do("add", file=FILE, private=False))
    seen = await newsroom.second.select(preview, ["newly_answered"])
    assert "14 tonnes" in seen_text(shown(seen))
    refusal = await newsroom.town.member.select(preview, ["newly_answered"])
    assert said(refusal) == NOT_A_MODERATOR


@pytest.mark.parametrize("label", ["Publish", "Edit", "Discard"])
async def test_who_lost_the_role_cannot_use_their_own_preview_any_more(
    newsroom: Newsroom, label: str
) -> None:
    await newsroom.name_role()
    second = newsroom.second
    preview = shown(await newsroom.do("add", by=second, file=FILE))
    await newsroom.take_role(second)
    assert said(await press(label)(newsroom, preview, second)) == NOT_A_MODERATOR
    assert (await newsroom.version(), len(await drafts(newsroom))) == (0, 1)


async def test_a_form_that_is_sent_after_the_role_is_lost_changes_nothing(newsroom: Newsroom) -> None:
    await newsroom.name_role()
    second = newsroom.second
    opened = await newsroom.do("edit", by=second, article=PURCHASE.id)
    await newsroom.take_role(second)
    result = await second.submit_modal(opened, fill(opened, text0=("310", "320")))
    assert said(result) == NOT_A_MODERATOR
    assert await drafts(newsroom) == []


async def test_the_form_of_a_draft_that_is_sent_after_the_role_is_lost_changes_nothing(
    newsroom: Newsroom,
) -> None:
    await newsroom.name_role()
    second = newsroom.second
    preview = shown(await newsroom.do("add", by=second, file=FILE))
    form = await second.click(preview, label="Edit")
    before = await newsroom.town.read("SELECT change FROM drafts")
    await newsroom.take_role(second)
    result = await second.submit_modal(form, fill(form, text0=("14", "15")))
    assert said(result) == NOT_A_MODERATOR
    assert await newsroom.town.read("SELECT change FROM drafts") == before


async def test_the_pages_of_a_list_that_all_see_turn_for_moderators_alone(newsroom: Newsroom) -> None:
    await newsroom.publish("add", **FIVE)
    await newsroom.publish("import", **{k: (f"b{f[0]}", f[1]) for k, f in FIVE.items()})
    listed = shown(await newsroom.do("list", private=False))
    assert "Next" in labels(listed)
    assert said(await newsroom.town.member.click(listed, label="Next")) == NOT_A_MODERATOR
    assert "page 1 of 2" in seen_text(listed)


FIVE = {
    name: (f"{name}.txt", f"Report {name}\n\nThe report {name} says that bird number {name} sings.".encode())
    for name in ("file", "file2", "file3", "file4", "file5")
}


async def test_a_member_may_not_undo_or_roll_back(newsroom: Newsroom) -> None:
    member = newsroom.town.member
    preview = shown(await newsroom.do("add", file=FILE, private=False))
    published = shown(await newsroom.moderator.click(preview, label="Publish"))
    assert said(await member.click(published, label="Undo")) == NOT_A_MODERATOR
    await newsroom.publish("retire", article="telescope")
    history = shown(await newsroom.do("history", article="telescope", private=False))
    assert said(await member.click(history, label="Roll back to 1")) == NOT_A_MODERATOR
    assert await newsroom.version() == 2
    assert await refused(newsroom, member) == [("rollback", False), ("undo", False)]


async def test_a_draft_cannot_be_published_from_another_server(newsroom: Newsroom) -> None:
    """Nobody can do that in Discord itself: the ids of buttons are changed here as a forger would."""
    elsewhere = await newsroom.open_elsewhere()
    await newsroom.do("add", file=FILE)
    ((theirs,),) = await drafts(newsroom)
    preview = await elsewhere.preview()
    for label in ("Publish", "Discard", "Edit"):
        elsewhere.forge(preview, lambda old: f"{old[:-32]}{theirs}")
        assert said(await elsewhere.moderator.click(preview, label=label)) == OTHER_SERVER
    assert await newsroom.version() == 0
    assert (theirs,) in await drafts(newsroom)


async def test_a_draft_cannot_be_published_in_a_direct_message(newsroom: Newsroom) -> None:
    town, moderator = newsroom.town, newsroom.moderator
    await newsroom.do("add", file=FILE)
    ((mine,),) = await drafts(newsroom)
    await moderator.send_dm(BOUGHT)
    (answer,) = town.answers(moderator.user.dm_channel)
    stored = town.env.backend.get_message(answer.channel.id, answer.id)
    stored.components[0]["components"][0]["custom_id"] = f"draft:publish:{mine}"
    label = labels(answer)[0]
    assert said(await moderator.user.click(answer, label=label)) == NO_SERVER
    assert await newsroom.version() == 0


async def test_a_publication_cannot_be_undone_from_another_server(newsroom: Newsroom) -> None:
    elsewhere = await newsroom.open_elsewhere()
    await newsroom.publish("add", file=FILE)
    preview = await elsewhere.preview()
    published = shown(await elsewhere.moderator.click(preview, label="Publish"))
    story = digest_of(f"server-{newsroom.town.guild.id}")
    elsewhere.forge(published, lambda _: f"undo:1:{story}")
    assert said(await elsewhere.moderator.click(published, label="Undo")) == OTHER_SERVER
    assert await newsroom.version() == 1
    assert "telescope" in await newsroom.live()


async def test_a_draft_of_a_home_server_is_not_published_after_it_is_none_any_more(
    newsroom: Newsroom,
) -> None:
    town, moderator = newsroom.town, newsroom.moderator
    await town.restart(home_servers=frozenset({town.guild.id}))
    preview = shown(await newsroom.do("add", file=FILE))
    form = await moderator.click(preview, label="Edit")
    before = (await newsroom.version("default"), await town.read("SELECT change FROM drafts"))
    town.bot.desk.readings._home_servers = frozenset()
    assert said(await moderator.submit_modal(form, fill(form, text0=("14", "15")))) == NOT_YOURS_NOW
    assert said(await moderator.click(preview, label="Publish")) == NOT_YOURS_NOW
    assert (await newsroom.version("default"), await town.read("SELECT change FROM drafts")) == before
    acts = [(command, done) for _, command, _, done in await newsroom.acts() if not done]
    assert acts == [("publish", False), ("edit the draft", False)]
    # What nobody may publish can be thrown away.
    await moderator.click(preview, label="Discard")
    assert await drafts(newsroom) == []


async def test_a_draft_on_a_story_that_the_channel_no_longer_reads_is_not_published(
    newsroom: Newsroom,
) -> None:
    town = newsroom.town
    await publish(town.file, [replace(PURCHASE, story="other")])
    preview = shown(await newsroom.do("add", file=FILE))
    await newsroom.set("channel_stories", {str(town.channel.id): "other"})
    assert said(await newsroom.moderator.click(preview, label="Publish")) == NOT_YOURS_NOW
    assert await newsroom.version() == 0


def said(result: simcord.InteractionResult) -> str:
    """Return the one line that only who acted sees, beside a message or as the response itself."""
    lines = [m for m in [*result.followups, result.response] if m is not None and m.ephemeral]
    return lines[0].content if lines else ""
