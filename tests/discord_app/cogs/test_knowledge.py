"""The walk of a moderator through `/knowledge`, and what a member sees of it."""

from copy import deepcopy
from pathlib import Path

import discord
import pytest

from tests.discord_app.conftest import Newsroom, labels, seen_text, shown
from tests.discord_app.stories import BOUGHT, PURCHASE

SEED = Path(__file__).parents[4] / "shared" / "seeds" / "000_8aba8bd165319c83.txt"
TELESCOPE = """---
title: The observatory shows its telescope
publisher: Island Daily
published: 2031-06-02
language: en
---

The Marrow observatory showed its new telescope on Friday, and the town came to see it.

The telescope weighs 14 tonnes, said Ana Bell, the director of the observatory.

Sign up for our newsletter to get the news first.
"""
FILE = ("telescope.md", TELESCOPE.encode())
WEIGHT = "How much does the telescope weigh?"
NOT_SAID = "The articles don't say."


async def test_from_an_attachment_to_a_members_answer_and_through_every_change_of_it(
    newsroom: Newsroom,
) -> None:
    town, moderator = newsroom.town, newsroom.moderator
    assert NOT_SAID in seen_text(await town.ask(WEIGHT))

    added = await newsroom.do("add", file=FILE, reason="a reader asked")
    assert added.ephemeral
    preview = seen_text(shown(added))
    for said in (
        "The observatory shows its telescope",
        "Publisher: Island Daily\nPublished: 2 June 2031\nLanguage: en\nNot known: author, URL",
        "2 sentences in",
        "Left out: 1 block\n- a newsletter form: “Sign up for our newsletter",
        "Not found: it counts as unknown",
        "Of 1 question: **1 newly answered**.",
        "makes your server a story of its own",
        "Reason: a reader asked",
    ):
        assert said in preview
    assert labels(shown(added)) == ["Publish", "Edit", "Discard"]
    assert NOT_SAID in seen_text(await town.ask(WEIGHT))
    assert await newsroom.version() == 0

    published = await moderator.click(shown(added), label="Publish")
    said = seen_text(shown(published))
    assert "Published: version 1" in said
    assert "Your server has a story of its own now." in said
    assert labels(shown(published)) == ["Undo"]
    assert "14 tonnes" in seen_text(await town.ask(WEIGHT))
    assert "48" in seen_text(await town.ask(BOUGHT))

    form = await newsroom.do("edit", article="telescope", reason="the council corrected it")
    edited = await moderator.submit_modal(form, fill(form, text0=("14 tonnes", "15 tonnes")))
    preview = seen_text(shown(edited))
    assert "**−** The telescope weighs ~~14~~ tonnes" in preview
    assert "**+** The telescope weighs **15** tonnes" in preview
    assert "story of its own" not in preview
    await moderator.click(shown(edited), label="Publish")
    assert "15 tonnes" in seen_text(await town.ask(WEIGHT))

    history = await newsroom.do("history", article="telescope")
    told = seen_text(shown(history))
    assert told.index("Edited · revision 2") < told.index("Added · revision 1")
    assert f"<@{moderator.id}>" in told
    assert "Reason: the council corrected it" in told
    assert "**+** The telescope weighs **15** tonnes" in told
    assert labels(shown(history)) == ["Roll back to 1"]
    rolled = await moderator.click(shown(history), label="Roll back to 1")
    await moderator.click(shown(rolled), label="Publish")
    assert "14 tonnes" in seen_text(await town.ask(WEIGHT))

    retired = await newsroom.do("retire", article="telescope", reason="withdrawn")
    preview = seen_text(shown(retired))
    assert "It stops answering at once." in preview
    assert "1 lost" in preview
    await moderator.click(shown(retired), label="Publish")
    assert NOT_SAID in seen_text(await town.ask(WEIGHT))

    restored = await newsroom.do("restore", article="telescope")
    await moderator.click(shown(restored), label="Publish")
    assert "14 tonnes" in seen_text(await town.ask(WEIGHT))
    assert await newsroom.version() == 5
    me = str(moderator.id)
    assert await newsroom.acts() == [
        (me, f"{done} {what}", "telescope", True)
        for what in ("restore", "retire", "rollback", "edit", "add")
        for done in ("publish", "draft")
    ]


async def test_undo_takes_back_what_was_published_and_can_be_undone_itself(newsroom: Newsroom) -> None:
    town, moderator = newsroom.town, newsroom.moderator
    published = await newsroom.publish("add", file=FILE)
    await town.restart()
    undone = await moderator.click(published, label="Undo")
    assert "Undone: version 2\n`telescope` taken out." in seen_text(shown(undone))
    assert NOT_SAID in seen_text(await town.ask(WEIGHT))
    again = await moderator.click(shown(undone), label="Undo")
    assert "`telescope` back at revision 1" in seen_text(shown(again))
    assert "14 tonnes" in seen_text(await town.ask(WEIGHT))


async def test_what_is_discarded_changes_nothing(newsroom: Newsroom) -> None:
    added = await newsroom.do("add", file=FILE)
    discarded = await newsroom.moderator.click(shown(added), label="Discard")
    assert shown(discarded).content == "Discarded: nothing was changed."
    assert labels(shown(discarded)) == []
    assert await newsroom.version() == 0
    assert [act[1] for act in await newsroom.acts()] == ["discard add", "draft add"]


async def test_a_preview_outlives_a_restart(newsroom: Newsroom) -> None:
    town, moderator = newsroom.town, newsroom.moderator
    await town.ask(WEIGHT)
    added = await newsroom.do("add", file=FILE)
    await town.restart()
    cases = await moderator.select(shown(added), ["newly_answered"])
    assert "14 tonnes" in seen_text(shown(cases))
    published = await moderator.click(shown(added), label="Publish")
    assert "Published: version 1" in seen_text(shown(published))
    assert "14 tonnes" in seen_text(await town.ask(WEIGHT))


async def test_a_draft_that_was_published_already_is_gone(newsroom: Newsroom) -> None:
    added = shown(await newsroom.do("add", file=FILE))
    stored = newsroom.town.env.backend.get_message(added.channel.id, added.id)
    before = deepcopy(stored.components)
    await newsroom.moderator.click(added, label="Publish")
    stored.components[:] = before
    again = await newsroom.moderator.click(added, label="Publish")
    assert "Not done: this draft is gone" in newsroom.whispered(again)
    assert await newsroom.version() == 1


async def test_the_questions_of_the_dry_run_open_page_by_page(newsroom: Newsroom) -> None:
    town, moderator = newsroom.town, newsroom.moderator
    for question in (
        WEIGHT,
        "How many tonnes does the telescope weigh?",
        "Tell me how much the telescope weighs",
        "Who directs the observatory?",
    ):
        await town.ask(question)
    added = await newsroom.do("add", file=FILE)
    first = await moderator.select(shown(added), ["newly_answered"])
    assert first.ephemeral
    assert "page 1 of 2" in seen_text(shown(first))
    assert "Before: The articles don't say.\nAfter: Island Daily — The observatory" in seen_text(shown(first))
    second = await moderator.click(shown(first), label="Next")
    assert "page 2 of 2" in seen_text(shown(second))


async def test_the_dry_run_answers_as_the_server_has_its_questions_answered(newsroom: Newsroom) -> None:
    await newsroom.town.ask(WEIGHT)
    await newsroom.set("answer_threshold", 0.99)
    await newsroom.set("strong_threshold", 0.99)
    preview = seen_text(shown(await newsroom.do("add", file=FILE)))
    assert "Of 1 question: **1 stay as they are**." in preview


async def test_two_moderators_are_told_of_one_another_and_the_second_sees_the_difference(
    newsroom: Newsroom,
) -> None:
    first, second = newsroom.moderator, newsroom.second
    await newsroom.name_role()
    form = await newsroom.do("edit", article=PURCHASE.id)
    mine = await first.submit_modal(form, fill(form, text0=("310 million", "320 million")))
    form = await newsroom.do("edit", by=second, article=PURCHASE.id)
    theirs = await second.submit_modal(form, fill(form, text0=("in autumn", "in winter")))
    assert f"<@{first.id}> has a draft, too: edit of `{PURCHASE.id}`." in seen_text(shown(theirs))

    published = await second.click(shown(theirs), label="Publish")
    assert f"<@{first.id}>: edit of `{PURCHASE.id}`" in seen_text(shown(published))
    overtaken = await first.click(shown(mine), label="Publish")
    said = seen_text(shown(overtaken))
    assert "Somebody else was faster" in said
    assert "**+** The first ferry sails in **winter**" in said
    assert "**+** The first ferry sails in **autumn**" in said
    assert await newsroom.version() == 1

    await first.click(shown(overtaken), label="Publish")
    assert await newsroom.version() == 2
    assert (await newsroom.live())[PURCHASE.id] == 3


async def test_another_servers_story_stays_as_it_is(newsroom: Newsroom) -> None:
    await newsroom.publish("add", file=FILE)
    env = newsroom.town.env
    guild = env.create_guild("Elsewhere")
    channel = guild.create_text_channel("story")
    member = guild.add_member(env.create_user("carl"))
    answer = shown(await member.slash(channel, "ask", question=WEIGHT))
    assert NOT_SAID in seen_text(answer)


@pytest.mark.skipif(not SEED.is_file(), reason="the raw reports (../shared) are not here")
async def test_the_first_raw_report_by_attachment(newsroom: Newsroom) -> None:
    town = newsroom.town
    question = "How many GPUs did Elon Musk buy?"
    assert NOT_SAID in seen_text(await town.ask(question))
    added = await newsroom.do("add", file=(SEED.name, SEED.read_bytes()))
    preview = seen_text(shown(added))
    assert "Left out:" in preview
    assert "1 newly answered" in preview
    await newsroom.moderator.click(shown(added), label="Publish")
    assert "10,000" in seen_text(await town.ask(question))


def fill(form: object, **changed: tuple[str, str]) -> dict[str, str]:
    """Return what a form shows, with some words of some fields replaced by others."""
    values = read_form(form)
    for field, (old, new) in changed.items():
        assert old in values[field]
        values[field] = values[field].replace(old, new)
    return values


def read_form(form: object) -> dict[str, str]:
    """Return what stands in the text fields of a form."""
    modal = getattr(form, "modal", None)
    assert modal is not None
    fields = [label["component"] for label in modal["components"]]
    kind = discord.ComponentType.text_input.value
    return {field["custom_id"]: field.get("value") or "" for field in fields if field["type"] == kind}
