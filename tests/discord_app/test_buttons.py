import pytest

from bot.discord_app.feedback import TOO_OLD
from tests.discord_app.conftest import Town, labels, seen_text, shown
from tests.discord_app.stories import BOUGHT, PRICE, UNKNOWN


@pytest.fixture(params=["running", "restarted"])
async def life(request: pytest.FixtureRequest) -> str:
    """Every button works for as long as its message stands: while the bot runs, and after a restart."""
    return str(request.param)


async def relive(town: Town, life: str) -> None:
    if life == "restarted":
        await town.restart()


async def test_more_sources_shows_the_further_quotes_to_who_asks_for_them(town: Town, life: str) -> None:
    answer = await town.ask(BOUGHT)
    assert "More sources" in labels(answer)
    await relive(town, life)
    result = await town.member.click(answer, label="More sources")
    assert result.ephemeral
    more = seen_text(shown(result))
    assert "> Town officials paid the shipyard" in more
    assert "Island Daily — [Electric ferries" in more
    assert "bought 48 electric ferries in March" not in more


async def test_there_is_no_more_where_there_is_one_quote(town: Town) -> None:
    answer = await town.ask(PRICE)
    assert answer.embeds
    assert "More sources" not in labels(answer)


async def test_the_last_vote_of_a_person_counts(town: Town, life: str) -> None:
    answer = await town.ask(BOUGHT)
    await relive(town, life)
    first = await town.member.click(answer, label="Helpful")
    second = await town.member.click(answer, label="Not helpful")
    other = town.guild.add_member(town.env.create_user("bob"))
    await other.click(answer, label="Helpful")
    assert first.ephemeral
    assert shown(first).content == "Thanks: noted as helpful."
    assert shown(second).content.startswith("Thanks: noted as not helpful.")
    assert await town.read("SELECT vote FROM votes ORDER BY id") == [("not_helpful",), ("helpful",)]


async def test_an_answer_that_was_none_can_be_voted_on(town: Town) -> None:
    answer = await town.ask(UNKNOWN)
    await town.member.click(answer, label="Not helpful")
    assert await town.read("SELECT vote FROM votes") == [("not_helpful",)]


async def test_a_follow_up_is_answered_as_a_new_question(town: Town, life: str) -> None:
    answer = await town.ask(BOUGHT)
    await relive(town, life)
    form = await town.member.click(answer, label="Follow up")
    result = await town.member.submit_modal(form, {"question": PRICE})
    assert not result.ephemeral
    assert "310 million euros" in seen_text(shown(result))
    assert "Follow up" in labels(shown(result))
    assert [kind for (kind,) in await town.read("SELECT asked_by FROM queries ORDER BY rowid")] == [
        "slash",
        "follow-up",
    ]


async def test_a_follow_up_to_a_private_answer_stays_private(town: Town) -> None:
    answer = await town.member.slash(town.channel, "ask", question=BOUGHT, private=True)
    form = await town.member.click(shown(answer), label="Follow up")
    result = await town.member.submit_modal(form, {"question": PRICE})
    assert result.ephemeral


async def test_buttons_of_an_answer_that_is_no_longer_in_the_log_say_so(town: Town) -> None:
    answer = await town.ask(BOUGHT)
    stored = town.env.backend.get_message(answer.channel.id, answer.id)
    for component in stored.components[0]["components"]:
        component["custom_id"] = component["custom_id"][:-32] + "0" * 32
    for label in ("Helpful", "More sources"):
        result = await town.member.click(answer, label=label)
        assert shown(result).content == TOO_OLD


async def test_a_button_that_fails_says_one_line(
    town: Town, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await town.ask(BOUGHT)

    async def fail(*_: object) -> None:
        raise ZeroDivisionError("a secret of the machine")

    monkeypatch.setattr(town.bot.desk.services.log, "vote", fail)
    result = await town.member.click(answer, label="Helpful")
    line = shown(result).content
    assert "Something went wrong" in line
    assert "secret" not in line
    assert f"error {line.split('`')[1]} in component 'answer:helpful:" in caplog.text


async def test_buttons_work_in_direct_messages(town: Town) -> None:
    await town.member.send_dm(BOUGHT)
    (answer,) = town.answers(town.member.user.dm_channel)
    result = await town.member.user.click(answer, label="More sources")
    assert "Island Daily" in seen_text(shown(result))
    await town.member.user.click(answer, label="Helpful")
    assert await town.read("SELECT vote FROM votes") == [("helpful",)]
