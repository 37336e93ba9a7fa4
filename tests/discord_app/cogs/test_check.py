import pytest

from bot.discord_app.cogs.check import CLOSEST, NO_TEXT, NOTHING
from tests.discord_app.conftest import Town, labels, seen_text, shown
from tests.discord_app.stories import BOUGHT

MENU = "Check against the articles"


@pytest.mark.parametrize(
    "claim",
    [
        "Lindvik bought electric ferries",
        "I heard something on the radio today. Lindvik bought 48 electric ferries! What a summer.",
        "Lindvik bought electric ferries. " + "And then there was a great deal of other talk. " * 20,
    ],
)
async def test_a_message_is_met_with_the_closest_quotes_for_the_asker_alone(town: Town, claim: str) -> None:
    message = await town.member.send(town.channel, claim)
    result = await town.member.context_menu(town.channel, MENU, message)
    assert town.responses() == [5]
    assert result.ephemeral
    answer = shown(result)
    assert answer.content == CLOSEST
    assert "> The town of Lindvik bought" in seen_text(answer)
    assert labels(answer) == ["Helpful", "Not helpful", "Report"]
    ((kind, answered),) = await town.read("SELECT channel_kind, answered FROM queries")
    assert (kind, answered) == ("check", 1)


async def test_a_message_that_the_articles_do_not_speak_of_is_not_judged(town: Town) -> None:
    message = await town.member.send(town.channel, "Zebras climb mountains.")
    result = await town.member.context_menu(town.channel, MENU, message)
    assert shown(result).content == NOTHING
    assert "true or false" in NOTHING


async def test_a_message_without_text_gets_a_sensible_reply(town: Town) -> None:
    answer = await town.ask(BOUGHT)
    picture = await town.member.send(town.channel, attachments=[("a.png", b"png")])
    emoji = await town.member.send(town.channel, "🎉🎉")
    for message in (picture, emoji):
        result = await town.member.context_menu(town.channel, MENU, message)
        assert result.ephemeral
        assert shown(result).content == NO_TEXT
    # Of a slash answer, the text is the question in small print.
    result = await town.member.context_menu(town.channel, MENU, answer)
    assert shown(result).content in {CLOSEST, NOTHING}


async def test_checks_count_as_questions_for_the_pace(town: Town) -> None:
    await town.restart(cooldown_questions=1, cooldown_seconds=30)
    message = await town.member.send(town.channel, "Lindvik bought electric ferries")
    await town.member.context_menu(town.channel, MENU, message)
    result = await town.member.context_menu(town.channel, MENU, message)
    assert "asking fast" in shown(result).content
