import logging

import discord
import pytest

from bot.discord_app.cogs.messages import FOLLOW_UP_HINT, HINT
from tests.discord_app.conftest import Town, labels, seen_text, shown
from tests.discord_app.stories import BOUGHT, PRICE

QUOTE = "> The town of Lindvik bought **48** electric ferries in March."


async def kinds(town: Town) -> list[str]:
    return [kind for (kind,) in await town.read("SELECT asked_by FROM queries ORDER BY rowid")]


async def test_no_prefix_command_is_looked_for_in_a_mention(town: Town) -> None:
    faults: list[object] = []

    async def on_command_error(_: object, error: object) -> None:
        faults.append(error)

    town.bot.add_listener(on_command_error)
    await town.member.send(town.channel, f"{town.mention} {BOUGHT}")
    assert faults == []


async def test_a_mention_is_answered_with_a_reply(town: Town) -> None:
    question = await town.member.send(town.channel, f"{town.mention} {BOUGHT}")
    (answer,) = town.answers()
    assert QUOTE in seen_text(answer)
    assert answer.reference is not None
    assert answer.reference.message_id == question.id
    assert "Follow up" not in labels(answer)
    assert await town.read("SELECT question, asked_by FROM queries") == [(BOUGHT, "mention")]


async def test_a_pinged_reply_to_the_bot_is_a_question(town: Town) -> None:
    await town.member.send(town.channel, f"{town.mention} {BOUGHT}")
    await town.member.send(town.channel, PRICE, reply_to=town.answers()[0])
    assert "310 million euros" in seen_text(town.answers()[1])
    assert await kinds(town) == ["mention", "reply"]


async def test_a_reply_to_a_slash_answer_gets_a_hint_at_the_button(town: Town) -> None:
    answer = await town.ask(BOUGHT)
    await town.member.send(town.channel, PRICE, reply_to=answer)
    assert town.answers()[-1].content == FOLLOW_UP_HINT


async def test_a_direct_message_is_a_question(town: Town) -> None:
    await town.member.send_dm(BOUGHT)
    (answer,) = town.answers(town.member.user.dm_channel)
    assert QUOTE in seen_text(answer)
    rows = await town.read("SELECT community_kind, community_id, asked_by FROM queries")
    assert rows == [("dm", "", "dm")]


async def test_a_question_in_a_thread_is_answered_there(town: Town) -> None:
    start = await town.member.send(town.channel, "a place for a thread")
    thread = await start.create_thread(name="talk")
    handle = next(t for t in town.channel.threads if t.id == thread.id)
    await town.member.send(handle, f"{town.mention} {BOUGHT}")
    assert QUOTE in seen_text(town.answers(handle)[-1])


@pytest.mark.parametrize("content", ["{me}", "  {me} \n", "{me} <@&7> <:wave:12>"])
async def test_a_mention_without_a_question_gets_a_hint(town: Town, content: str) -> None:
    await town.member.send(town.channel, content.format(me=town.mention))
    assert [answer.content for answer in town.answers()] == [HINT]
    assert await kinds(town) == []


async def test_what_is_not_meant_for_the_bot_is_left_alone(town: Town) -> None:
    role = town.guild.create_role("Readers")
    other = town.guild.add_member(town.env.create_user("helper", bot=True))
    hook = town.guild.create_webhook(town.channel)
    await town.member.send(town.channel, BOUGHT)
    await town.member.send(town.channel, f"@everyone {BOUGHT}")
    await town.member.send(town.channel, f"{role.mention} {BOUGHT}")
    await other.send(town.channel, f"{town.mention} {BOUGHT}")
    await hook.send(f"{town.mention} {BOUGHT}")
    assert town.answers() == []


async def test_an_edited_question_is_not_answered_twice(town: Town) -> None:
    question = await town.member.send(town.channel, f"{town.mention} {BOUGHT}")
    await town.member.edit(question, f"{town.mention} {PRICE}")
    assert len(town.answers()) == 1


async def test_mentions_are_answered_only_in_the_channels_that_are_set(town: Town) -> None:
    other = town.guild.create_text_channel("other")
    start = await town.member.send(town.channel, "a place for a thread")
    thread = await start.create_thread(name="talk")
    handle = next(t for t in town.channel.threads if t.id == thread.id)
    await town.restart(mention_channels=frozenset({town.channel.id}))
    for channel in (town.channel, handle, other):
        await town.member.send(channel, f"{town.mention} {BOUGHT}")
    assert len(town.answers()) == 1
    assert len(town.answers(handle)) == 1
    assert town.answers(other) == []
    result = await town.member.slash(other, "ask", question=BOUGHT)
    assert QUOTE in seen_text(shown(result))


async def test_a_question_that_is_gone_is_answered_all_the_same(town: Town) -> None:
    gone = await town.member.send(town.channel, "soon gone")
    await town.member.delete(gone)
    with town.env._bot_scope():
        sent = await town.bot.desk.delivery.reply(gone, "here it is")
    assert sent is not None
    assert town.answers()[-1].content == "here it is"
    # Discord refuses a reply to a message that is gone unless it is told not to; simcord never does.
    body = town.env.http_requests[-1].json
    assert isinstance(body, dict)
    assert body["message_reference"]["fail_if_not_exists"] is False


async def test_a_channel_where_the_bot_may_not_speak_is_noted_once(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    muted = town.guild.create_text_channel(
        "muted", overwrites={town.bot_handle: discord.PermissionOverwrite(send_messages=False)}
    )
    with caplog.at_level(logging.INFO):
        await town.member.send(muted, f"{town.mention} {BOUGHT}")
        await town.member.send(muted, f"{town.mention} {PRICE}")
    assert town.answers(muted) == []
    notes = [r for r in caplog.records if f"cannot send in channel {muted.id}" in r.getMessage()]
    assert [note.levelno for note in notes] == [logging.INFO]
    assert await kinds(town) == []
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize("missing", ["embed_links", "read_message_history"])
async def test_the_bot_makes_do_without_a_permission(town: Town, missing: str) -> None:
    bare = town.guild.create_text_channel(
        "bare", overwrites={town.bot_handle: discord.PermissionOverwrite(**{missing: False})}
    )
    await town.member.send(bare, f"{town.mention} {BOUGHT}")
    (answer,) = town.answers(bare)
    assert QUOTE in seen_text(answer)
    assert bool(answer.embeds) is (missing != "embed_links")
    assert (answer.reference is None) is (missing == "read_message_history")


async def test_a_fault_is_answered_with_one_line(
    town: Town, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a secret of the machine")

    monkeypatch.setattr(town.bot.desk, "ask", fail)
    await town.member.send(town.channel, f"{town.mention} {BOUGHT}")
    assert town.env.errors
    (answer,) = town.answers()
    assert "Something went wrong" in answer.content
    assert "secret" not in answer.content
    assert answer.content.split("`")[1] in caplog.text


async def test_who_asks_fast_is_told_once_and_may_ask_again_later(town: Town) -> None:
    await town.restart(cooldown_questions=2, cooldown_seconds=30)
    for _ in range(5):
        await town.member.send(town.channel, f"{town.mention} {BOUGHT}")
    said = [seen_text(answer) for answer in town.answers()]
    assert [QUOTE in text for text in said] == [True, True, False]
    assert said[-1] == "You are asking fast: try again in 30 seconds."
    result = await town.member.slash(town.channel, "ask", question=BOUGHT)
    assert result.ephemeral
    assert "asking fast" in shown(result).content
    other = town.guild.add_member(town.env.create_user("bob"))
    await other.send(town.channel, f"{town.mention} {BOUGHT}")
    assert QUOTE in seen_text(town.answers()[-1])
    await town.env.advance_time(31)
    await town.member.send(town.channel, f"{town.mention} {PRICE}")
    assert "310 million" in seen_text(town.answers()[-1])
