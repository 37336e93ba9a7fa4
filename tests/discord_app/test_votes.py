"""Votes, and in one more tap why an answer did not help."""

import pytest

from bot.discord_app.feedback import OPTED_OUT, TOO_OLD
from tests.discord_app.conftest import Town, labels, shown
from tests.discord_app.stories import BOUGHT, UNKNOWN

REASONS = ["Wrong quote", "Out of date", "Missing", "Other words"]


@pytest.mark.parametrize("life", ["running", "restarted"])
async def test_one_more_tap_says_why_and_the_last_tap_counts(town: Town, life: str) -> None:
    answer = await town.ask(BOUGHT)
    thanks = await town.member.click(answer, label="Not helpful")
    assert thanks.ephemeral
    assert labels(shown(thanks)) == REASONS
    if life == "restarted":
        await town.restart()
    for label, kept in (("Missing", "missing"), ("Wrong quote", "wrong_quote")):
        await town.member.click(shown(thanks), label=label)
        assert await town.read("SELECT vote, reason FROM votes") == [("not_helpful", kept)]
    said = town.channel.history(viewer=town.member)[-1]
    assert said.content == "Thanks: noted as not helpful, “wrong quote”."
    assert labels(said) == REASONS


async def test_a_change_of_mind_takes_the_reason_back(town: Town) -> None:
    answer = await town.ask(UNKNOWN)
    thanks = await town.member.click(answer, label="Not helpful")
    await town.member.click(shown(thanks), label="Other words")
    await town.member.click(answer, label="Helpful")
    assert await town.read("SELECT vote, reason FROM votes") == [("helpful", None)]


async def test_helpful_asks_nothing_more(town: Town) -> None:
    thanks = await town.member.click(await town.ask(BOUGHT), label="Helpful")
    assert labels(shown(thanks)) == []


async def test_a_vote_of_who_opted_out_is_not_kept_and_that_is_said(town: Town) -> None:
    answer = await town.ask(BOUGHT)
    other = town.guild.add_member(town.env.create_user("bob"))
    await other.slash(town.channel, "privacy opt-out")
    assert shown(await other.click(answer, label="Helpful")).content == OPTED_OUT
    report = await other.submit_modal(await other.click(answer, label="Report"), {"reason": "wrong"})
    assert shown(report).content == OPTED_OUT
    assert await town.read("SELECT id FROM votes UNION ALL SELECT id FROM reports") == []


async def test_an_answer_too_old_to_be_voted_on_says_so(town: Town) -> None:
    answer = await town.ask(BOUGHT)
    thanks = await town.member.click(answer, label="Not helpful")
    await town.change("UPDATE queries SET asked_at = '2020-01-01 00:00:00.000000'")
    for message, label in ((answer, "Helpful"), (shown(thanks), "Missing")):
        assert shown(await town.member.click(message, label=label)).content == TOO_OLD
