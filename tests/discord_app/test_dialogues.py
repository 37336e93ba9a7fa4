"""Dialogues held in Discord: in direct messages, in threads, by replies, and with the Follow up button."""

import re

import discord
import pytest
import simcord

from tests.dialogues import Dialogue, ExpectedTurn, articles_of, each_dialogue
from tests.discord_app.composition import publish
from tests.discord_app.conftest import Town, labels, seen_text, shown

FOUNDED = "When did Mira Halvorsen found Nordlys Robotics?"
QUIT = "and when did she quit?"
ABOUT = "-# about: Mira Halvorsen, Nordlys Robotics"
WHOM = "Whom do you mean by “she”? Ask with the name."


@each_dialogue("dm")
async def test_in_direct_messages(town: Town, dialogue: Dialogue) -> None:
    await tell(town, dialogue.story)
    for turn in dialogue.turns:
        await wait(town, turn)
        await town.member.send_dm(turn.ask)
        check(town.answers(town.member.user.dm_channel)[-1], turn)


@each_dialogue("thread")
async def test_in_a_thread(town: Town, dialogue: Dialogue) -> None:
    await tell(town, dialogue.story)
    thread = await open_thread(town)
    for turn in dialogue.turns:
        await wait(town, turn)
        await town.member.send(thread, f"{town.mention} {turn.ask}")
        check(town.answers(thread)[-1], turn)


@each_dialogue("reply")
async def test_in_a_chain_of_replies(town: Town, dialogue: Dialogue) -> None:
    await tell(town, dialogue.story)
    for number, turn in enumerate(dialogue.turns):
        await wait(town, turn)
        earlier = town.answers()[-1] if number else None
        await town.member.send(town.channel, f"{town.mention} {turn.ask}", reply_to=earlier)
        check(town.answers()[-1], turn)


@each_dialogue("follow-up")
async def test_with_the_follow_up_button(town: Town, dialogue: Dialogue) -> None:
    await tell(town, dialogue.story)
    answer = await town.ask(dialogue.turns[0].ask)
    check(answer, dialogue.turns[0])
    for turn in dialogue.turns[1:]:
        await wait(town, turn)
        answer = await follow_up(town, town.member, answer, turn.ask)
        check(answer, turn)
        if "Follow up" not in labels(answer):
            return


@pytest.fixture
async def story(town: Town) -> Town:
    await tell(town, "founder")
    return town


async def test_in_a_busy_channel_a_mention_stands_alone(story: Town) -> None:
    await story.member.send(story.channel, f"{story.mention} {FOUNDED}")
    await story.member.send(story.channel, f"{story.mention} {QUIT}")
    assert story.answers()[-1].content == WHOM


async def test_a_slash_question_stands_alone_wherever_it_is_asked(story: Town) -> None:
    thread = await open_thread(story)
    await story.member.send(thread, f"{story.mention} {FOUNDED}")
    result = await story.member.slash(thread, "ask", question=QUIT)
    assert shown(result).content == WHOM


async def test_a_slash_question_in_a_thread_can_be_gone_on_from_there(story: Town) -> None:
    thread = await open_thread(story)
    await story.member.slash(thread, "ask", question=FOUNDED)
    await story.member.send(thread, f"{story.mention} {QUIT}")
    assert ABOUT in story.answers(thread)[-1].content


async def test_what_was_asked_in_private_does_not_show_in_public(story: Town) -> None:
    thread = await open_thread(story)
    private = shown(await story.member.slash(thread, "ask", question=FOUNDED, private=True))
    await story.member.send(thread, f"{story.mention} {QUIT}")
    assert story.answers(thread)[-1].content == WHOM
    result = await press_follow_up(story, story.member, private, QUIT)
    assert result.ephemeral
    assert ABOUT in shown(result).content
    await story.member.send(thread, f"{story.mention} {QUIT}")
    assert story.answers(thread)[-1].content == WHOM


async def test_each_person_has_a_conversation_of_their_own_in_a_thread(story: Town) -> None:
    thread = await open_thread(story)
    other = story.guild.add_member(story.env.create_user("bob"))
    await story.member.send(thread, f"{story.mention} {FOUNDED}")
    await other.send(thread, f"{story.mention} {QUIT}")
    assert story.answers(thread)[-1].content == WHOM
    await story.member.send(thread, f"{story.mention} {QUIT}")
    assert ABOUT in story.answers(thread)[-1].content


async def test_anybody_can_go_on_from_a_public_answer(story: Town) -> None:
    other = story.guild.add_member(story.env.create_user("bob"))
    await story.member.send(story.channel, f"{story.mention} {FOUNDED}")
    await other.send(story.channel, f"{story.mention} {QUIT}", reply_to=story.answers()[-1])
    assert ABOUT in story.answers()[-1].content
    answer = await story.ask(FOUNDED)
    assert ABOUT in (await follow_up(story, other, answer, QUIT)).content


async def test_a_reply_goes_on_from_its_message_and_not_from_the_last_one(story: Town) -> None:
    await story.member.send(story.channel, f"{story.mention} {FOUNDED}")
    first = story.answers()[-1]
    await story.member.send(story.channel, f"{story.mention} What does Kestrel Motors make?", reply_to=first)
    await story.member.send(story.channel, f"{story.mention} {QUIT}", reply_to=first)
    assert ABOUT in story.answers()[-1].content


async def test_after_a_restart_a_follow_up_is_a_plain_question(story: Town) -> None:
    answer = await story.ask(FOUNDED)
    await story.restart(story="founder")
    assert (await follow_up(story, story.member, answer, QUIT)).content == WHOM
    again = "When did Halvorsen quit Nordlys Robotics?"
    assert "2016" in seen_text(await follow_up(story, story.member, answer, again))


async def test_what_follows_an_answer_as_of_a_day_is_answered_as_of_that_day(story: Town) -> None:
    answer = await story.ask(FOUNDED, as_of="2031-02-03")
    assert "published by 3 February 2031" in seen_text(answer)
    assert "published by 3 February 2031" in seen_text(await follow_up(story, story.member, answer, QUIT))


async def test_what_was_asked_is_out_of_memory_when_it_expires_though_nobody_asks_again(story: Town) -> None:
    kept = story.bot.desk.talks._conversations._kept
    await story.member.send_dm(FOUNDED)
    assert "Halvorsen" in repr(kept)
    await story.env.advance_time(10 * 60)
    await story.member.send(story.channel, f"{story.mention} What does Kestrel Motors make?")
    await story.env.advance_time(5 * 60 + 1)
    assert "Halvorsen" not in repr(kept)
    assert "Kestrel" in repr(kept)
    await story.env.advance_time(10 * 60)
    assert not kept


async def test_at_the_stop_everything_is_out_of_memory(story: Town) -> None:
    kept = story.bot.desk.talks._conversations._kept
    await story.member.send_dm(FOUNDED)
    assert kept
    await story.bot.close()
    assert not kept


async def test_with_no_minutes_nothing_is_remembered(story: Town) -> None:
    await story.restart(story="founder", conversation_minutes=0)
    await story.member.send_dm(FOUNDED)
    await story.member.send_dm(QUIT)
    assert story.answers(story.member.user.dm_channel)[-1].content == WHOM


async def test_nothing_of_a_conversation_reaches_the_disk_but_what_was_typed(story: Town) -> None:
    await story.member.send_dm(FOUNDED)
    await story.member.send_dm(QUIT)
    assert await story.read("SELECT question FROM queries ORDER BY rowid") == [(FOUNDED,), (QUIT,)]


async def tell(town: Town, story: str) -> None:
    """Let the bot read a story."""
    await publish(town.file, articles_of(story))
    await town.restart(story=story)


async def open_thread(town: Town) -> simcord.ChannelHandle:
    start = await town.member.send(town.channel, "a place for a thread")
    thread = await start.create_thread(name="talk")
    return next(t for t in town.channel.threads if t.id == thread.id)


async def press_follow_up(
    town: Town, member: simcord.MemberActor, answer: discord.Message, question: str
) -> simcord.InteractionResult:
    form = await member.click(answer, label="Follow up")
    return await member.submit_modal(form, {"question": question})


async def follow_up(
    town: Town, member: simcord.MemberActor, answer: discord.Message, question: str
) -> discord.Message:
    return shown(await press_follow_up(town, member, answer, question))


async def wait(town: Town, turn: ExpectedTurn) -> None:
    if turn.wait:
        await town.env.advance_time(turn.wait * 60)


def check(answer: discord.Message, turn: ExpectedTurn) -> None:
    text = re.sub(r"[\\*]", "", seen_text(answer))
    carried = re.search(r"^-# about: (.+)$", text, re.MULTILINE)
    assert sorted(carried[1].split(", ") if carried else []) == sorted(turn.about), text
    if turn.silent:
        assert "> " not in text
    else:
        assert (turn.replies or turn.says) in text
    if turn.marks:
        assert f"**{turn.marks}**" in seen_text(answer)
