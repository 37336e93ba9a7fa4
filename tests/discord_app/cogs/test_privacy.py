from dataclasses import replace

from tests.discord_app.conftest import Town, seen_text, shown
from tests.discord_app.stories import BOUGHT, UNKNOWN


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
