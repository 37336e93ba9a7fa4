import discord
import pytest
import simcord

from bot.discord_app.feedback import ALREADY_REPORTED
from tests.discord_app.conftest import Town, seen_text, shown
from tests.discord_app.stories import BOUGHT, PRICE

REASON = "Wrong *number*, @everyone! [see](https://evil.example)"


async def report(member: simcord.MemberActor, answer: discord.Message, **values: str) -> str:
    form = await member.click(answer, label="Report")
    result = await member.submit_modal(form, values)
    assert result.ephemeral
    return str(shown(result).content)


async def test_a_report_reaches_the_moderators_channel_that_is_set(town: Town) -> None:
    moderators = town.guild.create_text_channel("moderators")
    await town.restart(report_channels=frozenset({moderators.id, 12345}))
    answer = await town.ask(BOUGHT)
    thanks = await report(town.member, answer, reason=REASON)
    (note,) = town.answers(moderators)
    text = seen_text(note)
    assert thanks == "Thank you. The moderators were told."
    assert "> The town of Lindvik bought 48 electric ferries" in text
    assert "Harbour Post — [Lindvik buys 48 electric ferries]" in text
    assert answer.jump_url in text
    assert r"Wrong \*number\*, \@everyone! \[see\](https\://evil.example)" in text
    assert "ada" not in text
    ((reason, entries),) = await town.read("SELECT max(reason), count(*) FROM reports")
    assert entries == 1
    assert "evil.example" not in reason


async def test_a_report_says_whom_its_quotes_name_as_the_answer_did(town: Town) -> None:
    moderators = town.guild.create_text_channel("moderators")
    await town.restart(report_channels=frozenset({moderators.id}))
    answer = await town.ask(PRICE)
    await report(town.member, answer, reason="wrong")
    (note,) = town.answers(moderators)
    assert "12 April 2031 · official" in seen_text(answer)
    assert "12 April 2031 · official" in seen_text(note)


async def test_a_person_who_reports_an_answer_again_is_thanked_and_nothing_else(town: Town) -> None:
    moderators = town.guild.create_text_channel("moderators")
    await town.restart(report_channels=frozenset({moderators.id}))
    answer = await town.ask(BOUGHT)
    other = town.guild.add_member(town.env.create_user("bob"))
    thanks = [
        await report(who, answer, reason=f"wrong {n}")
        for n, who in enumerate((town.member, town.member, other))
    ]
    told = "Thank you. The moderators were told."
    assert thanks == [told, ALREADY_REPORTED, told]
    assert len(town.answers(moderators)) == 2
    assert await town.read("SELECT reason FROM reports ORDER BY id") == [("wrong 0",), ("wrong 2",)]


async def test_each_server_gets_its_own_reports(town: Town) -> None:
    other_guild = town.env.create_guild("Elsewhere")
    other_channel = other_guild.create_text_channel("story")
    here, there = (guild.create_text_channel("moderators") for guild in (town.guild, other_guild))
    bob = other_guild.add_member(town.env.create_user("bob"))
    await town.restart(report_channels=frozenset({here.id, there.id}))
    result = await bob.slash(other_channel, "ask", question=BOUGHT)
    await report(bob, shown(result))
    assert town.answers(here) == []
    (note,) = town.answers(there)
    assert "none given" in seen_text(note)


async def test_without_a_setting_discords_own_channel_for_moderators_is_used(town: Town) -> None:
    updates = town.guild.create_text_channel("updates")
    town.env.backend.get_guild(town.guild.id).public_updates_channel_id = updates.id
    await town.restart()
    assert await report(town.member, await town.ask(BOUGHT)) == "Thank you. The moderators were told."
    assert len(town.answers(updates)) == 1


@pytest.mark.parametrize("may_send", [True, False])
async def test_a_report_that_nobody_can_be_told_of_is_kept(town: Town, may_send: bool) -> None:
    channels: frozenset[int] = frozenset()
    if not may_send:
        closed = town.guild.create_text_channel(
            "closed", overwrites={town.bot_handle: discord.PermissionOverwrite(send_messages=False)}
        )
        channels = frozenset({closed.id})
    await town.restart(report_channels=channels)
    assert await report(town.member, await town.ask(BOUGHT), reason="wrong") == "Thank you. It is noted."
    assert await town.read("SELECT reason FROM reports") == [("wrong",)]


async def test_a_report_of_a_private_answer_links_to_nothing_that_others_cannot_open(town: Town) -> None:
    moderators = town.guild.create_text_channel("moderators")
    await town.restart(report_channels=frozenset({moderators.id}))
    result = await town.member.slash(town.channel, "ask", question=BOUGHT, private=True)
    await report(town.member, shown(result), reason="wrong")
    assert "discord.com/channels" not in seen_text(town.answers(moderators)[0])


async def test_a_report_survives_a_restart_of_the_bot(town: Town) -> None:
    moderators = town.guild.create_text_channel("moderators")
    answer = await town.ask(BOUGHT)
    await town.restart(report_channels=frozenset({moderators.id}))
    await report(town.member, answer, reason="wrong")
    assert "bought 48 electric ferries" in seen_text(town.answers(moderators)[0])
