import json
import sqlite3
from contextlib import AsyncExitStack, closing
from dataclasses import replace

import discord
import pytest

from bot.discord_app.cogs.privacy import NOT_OUT, OPTED_IN
from bot.discord_app.privacy_buttons import NOTHING_KEPT
from bot.storage.database import Database
from tests.discord_app.conftest import Town, labels, seen_text, shown
from tests.discord_app.stories import BOUGHT, PRICE, UNKNOWN


async def show(town: Town) -> str:
    result = await town.member.slash(town.channel, "privacy show")
    assert result.ephemeral
    return seen_text(shown(result))


async def test_a_person_of_whom_nothing_is_kept_reads_just_that(town: Town) -> None:
    other = town.guild.add_member(town.env.create_user("bob"))
    await other.slash(town.channel, "ask", question=BOUGHT)
    assert "Nothing is kept that could be tied to you." in await show(town)


async def test_questions_votes_and_reports_are_told_in_plain_words(town: Town) -> None:
    answer = await town.ask(BOUGHT)
    await town.member.click(answer, label="Not helpful")
    await town.member.submit_modal(await town.member.click(answer, label="Report"), {"reason": "wrong"})
    text = await show(town)
    assert f"- You asked “{BOUGHT}”" in text
    assert f"- You voted “not helpful” on the answer to “{BOUGHT}”" in text
    assert f"- You reported the answer to “{BOUGHT}”" in text
    assert "deleted after 30 days" in text


async def test_a_long_list_is_cut_and_nothing_in_it_is_markdown(town: Town) -> None:
    for i in range(20):
        await town.ask(f"{UNKNOWN} **{i}** @everyone " + "long " * 60)
    text = await show(town)
    assert "- and 5 more" in text
    assert "**" not in text
    assert len(text) < 4096


async def test_a_setting_of_no_days_is_said_as_it_is(town: Town) -> None:
    town.bot.desk.config = replace(town.bot.desk.config, trace_retention_days=0)
    assert "deleted at once" in await show(town)


async def press(town: Town, message: discord.Message, label: str) -> str:
    await town.member.click(message, label=label)
    return next(seen_text(now) for now in town.channel.history(viewer=town.member) if now.id == message.id)


async def test_deleting_asks_first_then_says_what_was_removed(town: Town) -> None:
    answer = await town.ask(BOUGHT)
    await town.member.click(answer, label="Not helpful")
    await town.member.submit_modal(await town.member.click(answer, label="Report"), {"reason": "zebra words"})
    await town.member.click(await town.ask(UNKNOWN), label="Tell me")
    question = await town.member.slash(town.channel, "privacy delete")
    assert question.ephemeral
    assert labels(shown(question)) == ["Delete", "Delete and opt out"]
    assert "2 requests" not in await show(town)
    assert len(await town.read("SELECT * FROM traces")) == 4
    said = await press(town, shown(question), "Delete")
    for line in ("- 2 questions:", "- 1 vote:", "- 1 report:", "- 1 request to be told:"):
        assert line in said
    assert "last conversations is gone" in said
    for table, count in (("traces", 0), ("notices", 0), ("opt_outs", 0), ("queries", 2), ("votes", 1)):
        assert len(await town.read(f"SELECT * FROM {table}")) == count, table
    assert await town.read("SELECT DISTINCT question FROM queries") == [("",)]
    assert await town.read("SELECT reason FROM reports") == [("",)]
    assert "Nothing is kept that could be tied to you." in await show(town)


async def test_deleting_says_when_there_was_nothing(town: Town) -> None:
    question = await town.member.slash(town.channel, "privacy delete")
    await town.restart()
    assert NOTHING_KEPT in await press(town, shown(question), "Delete")


async def test_deleting_ends_the_conversation_that_is_remembered(town: Town) -> None:
    await town.member.send_dm(BOUGHT)
    talks = town.bot.desk.talks._conversations._kept
    assert talks
    question = await town.member.user.slash("privacy delete")
    await town.member.user.click(shown(question), label="Delete")
    assert not talks


async def test_another_persons_conversation_that_went_on_from_it_is_forgotten_too(town: Town) -> None:
    answer = await town.ask(BOUGHT)
    bob = town.guild.add_member(town.env.create_user("bob"))
    form = await bob.click(answer, label="Follow up")
    await bob.submit_modal(form, {"question": PRICE})
    await bob.slash(town.channel, "ask", question=UNKNOWN)
    talks = town.bot.desk.talks._conversations._kept
    before = len(talks)
    await press(town, shown(await town.member.slash(town.channel, "privacy delete")), "Delete")
    assert 0 < len(talks) < before
    assert not [turn for _, turns in talks.values() for turn in turns if turn.query.text == BOUGHT]


async def test_who_opts_out_is_answered_and_not_logged_until_they_opt_in(town: Town) -> None:
    result = await town.member.slash(town.channel, "privacy opt-out")
    assert result.ephemeral
    answer = await town.ask(BOUGHT)
    assert "48 electric ferries" in seen_text(answer)
    more = await town.member.click(answer, label="More sources")
    assert "Island Daily" in seen_text(shown(more))
    assert await town.read("SELECT * FROM queries") == []
    assert await town.read("SELECT * FROM traces") == []
    assert "You opted out" in await show(town)
    assert shown(await town.member.slash(town.channel, "privacy opt-in")).content == OPTED_IN
    assert shown(await town.member.slash(town.channel, "privacy opt-in")).content == NOT_OUT
    await town.ask(PRICE)
    assert await town.read("SELECT question FROM queries") == [(PRICE,)]


async def test_the_opt_out_goes_with_a_deletion_only_if_wanted(town: Town) -> None:
    first = await town.member.slash(town.channel, "privacy delete")
    assert "You opted out" in await press(town, shown(first), "Delete and opt out")
    second = await town.member.slash(town.channel, "privacy delete")
    assert labels(shown(second)) == ["Delete", "Delete the opt-out, too"]
    await press(town, shown(second), "Delete")
    assert len(await town.read("SELECT * FROM opt_outs")) == 1
    third = await town.member.slash(town.channel, "privacy delete")
    assert "- 1 opt-out:" in await press(town, shown(third), "Delete the opt-out, too")
    assert await town.read("SELECT * FROM opt_outs") == []


async def test_the_export_is_a_file_of_everything(town: Town) -> None:
    await town.member.click(await town.ask(UNKNOWN), label="Tell me")
    result = await town.member.slash(town.channel, "privacy export")
    assert result.ephemeral
    (attachment,) = shown(result).attachments
    assert attachment.filename == "storydesk-privacy.json"
    document = json.loads(await attachment.read())
    assert [trace["question"] for trace in document["kept"]] == [UNKNOWN]
    assert document["kept"][0]["channel_id"] == str(town.channel.id)
    assert [notice["question"] for notice in document["notices"]] == [UNKNOWN]
    assert document["opted_out_since"] is None


async def test_what_a_person_waits_for_is_shown_and_can_be_withdrawn_there(town: Town) -> None:
    await town.member.click(await town.ask(UNKNOWN), label="Tell me")
    result = await town.member.slash(town.channel, "privacy show")
    assert f"You wait to be told an answer to\n> {UNKNOWN}" in seen_text(shown(result))
    await town.restart()
    assert "Withdrawn: 1." in await press(town, shown(result), "Withdraw what I wait for")
    assert await town.read("SELECT * FROM notices") == []


async def test_everything_works_in_direct_messages(town: Town) -> None:
    await town.member.send_dm(BOUGHT)
    for command in ("show", "export", "opt-out", "opt-in"):
        assert (await town.member.user.slash(f"privacy {command}")).response is not None


SECRETS = ("zorblax", "quennell", "jane.doe@example.org", "415-555-2671", "example.com/users/jane")


async def test_nothing_that_names_a_person_is_in_the_files_or_the_program_log(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "bot")
    zorblax = town.guild.add_member(town.env.create_user("zorblax", global_name="Zoe Quennell"))
    question = (
        f"Does {town.member.user.mention} or Quennell or zorblax, jane.doe@example.org, 415-555-2671, know "
        "example.com/users/jane and which mountain the zebra did climb?"
    )
    answer = shown(await zorblax.slash(town.channel, "ask", question=question))
    await zorblax.click(answer, label="Tell me")
    thanks = await zorblax.click(answer, label="Not helpful")
    await zorblax.click(shown(thanks), label="Missing")
    await zorblax.send(town.channel, f"{town.mention} {BOUGHT} I am Quennell")
    await zorblax.slash(town.channel, "privacy opt-out")
    told = caplog.text.encode()
    content = told + b"".join(path.read_bytes() for path in town.file.parent.iterdir())
    assert b"[name]" in content
    for id_ in (town.member.id, zorblax.id):
        assert str(id_).encode() not in content
        assert id_.to_bytes(8, "big") not in content
    for secret in SECRETS:
        assert secret.encode() not in content.lower(), secret


async def set_pragma(database: Database, pragma: str) -> None:
    """Set something on every connection that the bot may use."""
    async with AsyncExitStack() as stack:
        for connection in [await stack.enter_async_context(database.read()) for _ in range(5)]:
            await connection.exec_driver_sql(f"PRAGMA {pragma}")


@pytest.mark.parametrize("pragma", ["max_page_count = 1", "busy_timeout = 0"])
async def test_a_full_or_locked_database_neither_slows_nor_loses_an_answer(
    town: Town, pragma: str, caplog: pytest.LogCaptureFixture
) -> None:
    log = town.bot.desk.services.log
    await log.flush()
    await set_pragma(log._store._database, pragma)  # type: ignore[attr-defined]
    with closing(sqlite3.connect(town.file, isolation_level=None)) as other:
        if pragma.startswith("busy"):
            other.execute("BEGIN IMMEDIATE")
        for _ in range(12):
            assert "48 electric ferries" in seen_text(await town.ask(" ".join([BOUGHT] * 20)))
        other.rollback()
    said = [record for record in caplog.records if "cannot be written" in record.getMessage()]
    assert len(said) == 1
    await set_pragma(log._store._database, "max_page_count = 1000000")  # type: ignore[attr-defined]
    assert await town.read("SELECT count(*) FROM queries") == [(12,)]
