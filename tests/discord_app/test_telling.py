"""“Tell me”: one direct message, once, to who asked for it and to nobody else."""

import asyncio
from typing import Any

import discord
import pytest
import simcord

from bot.discord_app.feedback import TOO_OLD
from bot.discord_app.notifier import ANSWERED
from bot.discord_app.telling import GONE, TOO_MANY, WITHDRAWN
from bot.domain import Article
from tests.discord_app.composition import publish
from tests.discord_app.conftest import Town, labels, seen_text, shown
from tests.discord_app.stories import BOUGHT, UNKNOWN

ZEBRA = Article(
    id="zebra",
    title="Zebra on the summit",
    publisher="Harbour Post",
    language="en",
    body="The zebra climbed the mountain Kolvik on Friday, the wardens said.",
)
PAUSE = 31


async def wait_for_it(actor: simcord.MemberActor, town: Town) -> discord.Message:
    answer = shown(await actor.slash(town.channel, "ask", question=UNKNOWN))
    return shown(await actor.click(answer, label="Tell me"))


def told(town: Town, actor: simcord.MemberActor) -> list[discord.Message]:
    return town.answers(actor.user.dm_channel)


async def test_who_asked_for_it_is_told_once_with_the_quote_and_nobody_else_is(town: Town) -> None:
    bob = town.guild.add_member(town.env.create_user("bob"))
    await bob.slash(town.channel, "ask", question=UNKNOWN)
    confirmation = await wait_for_it(town.member, town)
    assert confirmation.flags.ephemeral
    assert UNKNOWN in confirmation.content
    assert "after 30 days" in confirmation.content
    await town.env.advance_time(PAUSE)
    assert told(town, town.member) == []
    await publish(town.file, [ZEBRA])
    await town.env.advance_time(PAUSE)
    (message,) = told(town, town.member)
    assert message.content == f"{ANSWERED}\n> {UNKNOWN}"
    assert "climbed the mountain Kolvik" in seen_text(message)
    assert "Harbour Post — Zebra on the summit" in seen_text(message)
    assert told(town, bob) == []
    await publish(town.file, [Article(id="more", title="More", body="A gull came by.", language="en")])
    await town.env.advance_time(PAUSE)
    assert len(told(town, town.member)) == 1
    assert await town.read("SELECT * FROM notices") == []
    assert len(await town.read("SELECT * FROM queries")) == 2


async def test_it_survives_a_restart_and_the_button_works_after_one(town: Town) -> None:
    answer = await town.ask(UNKNOWN)
    await town.restart()
    await town.member.click(answer, label="Tell me")
    await town.restart()
    await publish(town.file, [ZEBRA])
    await town.env.advance_time(PAUSE)
    assert len(told(town, town.member)) == 1


async def test_it_works_in_direct_messages(town: Town) -> None:
    await town.member.send_dm(UNKNOWN)
    (answer,) = told(town, town.member)
    await town.member.user.click(answer, label="Tell me")
    await publish(town.file, [ZEBRA])
    await town.env.advance_time(PAUSE)
    assert told(town, town.member)[-1].content.startswith(ANSWERED)


async def test_the_button_stands_under_what_is_not_answered_alone(town: Town) -> None:
    assert "Tell me" not in labels(await town.ask(BOUGHT))
    assert labels(await town.ask(UNKNOWN)) == ["Helpful", "Not helpful", "Tell me"]
    assert labels(await town.ask("hello!")) == []


async def test_a_withdrawn_wish_is_no_wish(town: Town) -> None:
    confirmation = await wait_for_it(town.member, town)
    await town.restart()
    await town.member.click(confirmation, label="Withdraw")
    assert town.channel.history(viewer=town.member)[-1].content == WITHDRAWN
    assert await town.read("SELECT * FROM notices") == []
    await publish(town.file, [ZEBRA])
    await town.env.advance_time(PAUSE)
    assert told(town, town.member) == []


async def test_withdrawing_what_was_told_says_that_there_is_nothing(town: Town) -> None:
    confirmation = await wait_for_it(town.member, town)
    await publish(town.file, [ZEBRA])
    await town.env.advance_time(PAUSE)
    await town.member.click(confirmation, label="Withdraw")
    assert town.channel.history(viewer=town.member)[-1].content == GONE


async def test_who_waits_for_a_lot_is_told_so(town: Town) -> None:
    said = ""
    for number in range(21):
        answer = await town.ask(f"Which mountain did zebra {number} climb?")
        said = shown(await town.member.click(answer, label="Tell me")).content
        assert (said == TOO_MANY) == (number == 20)


async def test_who_cannot_be_written_to_is_forgotten_without_a_word_of_who(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    await wait_for_it(town.member, town)
    await publish(town.file, [ZEBRA])
    town.env.inject_error("POST", "/channels/*/messages", status=403, code=50007, times=None)
    with caplog.at_level("INFO", "bot"):
        await town.env.advance_time(PAUSE)
    assert await town.read("SELECT * FROM notices") == []
    assert "cannot be written to" in caplog.text
    assert str(town.member.id) not in caplog.text


async def test_a_failure_of_discord_is_tried_again_and_told_once(town: Town) -> None:
    await wait_for_it(town.member, town)
    await publish(town.file, [ZEBRA])
    town.env.inject_error("POST", "/channels/*/messages", status=500)
    await town.env.advance_time(PAUSE)
    assert told(town, town.member) == []
    await town.change("UPDATE notices SET claimed_at = datetime(claimed_at, '-11 minutes')")
    await town.env.advance_time(PAUSE)
    assert len(told(town, town.member)) == 1
    assert await town.read("SELECT * FROM notices") == []


async def test_a_message_that_left_before_a_crash_is_not_sent_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await wait_for_it(town.member, town)
    await publish(town.file, [ZEBRA])

    async def crash(*_: Any) -> None:
        raise asyncio.CancelledError

    monkeypatch.setattr(town.bot.desk.services.notices, "drop", crash)
    await town.env.advance_time(PAUSE)
    assert len(told(town, town.member)) == 1
    assert len(await town.read("SELECT * FROM notices")) == 1
    # Before anything happened on simcord's clock, which is another one than that of the database.
    await town.change("UPDATE notices SET claimed_at = '2025-12-31 00:00:00.000000'")
    await town.restart()
    await town.env.advance_time(PAUSE)
    assert len(told(town, town.member)) == 1
    assert await town.read("SELECT * FROM notices") == []


async def test_a_question_that_is_no_longer_in_the_log_cannot_be_waited_for(town: Town) -> None:
    answer = await town.ask(UNKNOWN)
    await town.change("DELETE FROM queries")
    assert shown(await town.member.click(answer, label="Tell me")).content == TOO_OLD


async def test_who_opted_out_may_still_wait(town: Town) -> None:
    await town.member.slash(town.channel, "privacy opt-out")
    await wait_for_it(town.member, town)
    assert await town.read("SELECT * FROM queries") == []
    await publish(town.file, [ZEBRA])
    await town.env.advance_time(PAUSE)
    assert len(told(town, town.member)) == 1
