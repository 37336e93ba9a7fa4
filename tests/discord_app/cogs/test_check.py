from dataclasses import replace
from typing import Any

import pytest

from bot.answering.checking import CheckedText
from bot.answering.wording import ONLY_QUOTES
from bot.discord_app.cogs.check import NO_TEXT, NOTHING
from tests.discord_app.composition import OneService
from tests.discord_app.conftest import Town, labels, seen_text, shown
from tests.discord_app.stories import BOUGHT

CLOSEST = "The closest that the articles say."
SMALL_PRINT = f"-# {ONLY_QUOTES}"
MENU = "Check against the articles"


@pytest.mark.parametrize(
    ("claim", "besides"),
    [
        ("Lindvik bought electric ferries", []),
        (
            "I heard something on the radio today. Lindvik bought 48 electric ferries! What a summer.",
            ["I found nothing on: “I heard something on the radio today.”, “What a summer.”"],
        ),
        (
            "Lindvik bought electric ferries. " + "And then there was a great deal of other talk. " * 20,
            ["I found nothing on: “And then there was a great deal of other talk.”"],
        ),
        (
            "Lindvik bought 50 electric ferries in March",
            ["The closest sentence says “48” where the message says “50”."],
        ),
    ],
)
async def test_a_message_is_met_with_the_closest_quotes_for_the_asker_alone(
    town: Town, claim: str, besides: list[str]
) -> None:
    message = await town.member.send(town.channel, claim)
    result = await town.member.context_menu(town.channel, MENU, message)
    assert town.responses() == [5]
    assert result.ephemeral
    answer = shown(result)
    assert answer.content.splitlines() == [CLOSEST, *besides, SMALL_PRINT]
    assert "> The town of Lindvik bought" in seen_text(answer)
    assert labels(answer) == ["Helpful", "Not helpful", "Report"]
    ((kind, answered),) = await town.read("SELECT asked_by, answered FROM queries")
    assert (kind, answered) == ("check", 1)


async def test_what_stands_word_for_word_is_said_to_and_bold(town: Town) -> None:
    claim = "It says: “bought 48 electric ferries”, and the ferries cost 310 million euros, the harbour said."
    message = await town.member.send(town.channel, claim)
    answer = shown(await town.member.context_menu(town.channel, MENU, message))
    assert answer.content.startswith(
        "Words of it stand word for word in: **Lindvik buys 48 electric ferries**."
    )
    assert answer.content.endswith(f"\n-# {ONLY_QUOTES}")
    text = seen_text(answer)
    assert "> **The ferries cost 310 million euros, the harbour** board said." in text
    assert "> The town of Lindvik **bought 48 electric ferries** in March." in text


async def test_the_closest_quotes_stand_beside_those_with_the_same_words(town: Town) -> None:
    claim = "The ferries cost 310 million euros, the harbour board said. Critics call ferries slow in winter."
    message = await town.member.send(town.channel, claim)
    answer = shown(await town.member.context_menu(town.channel, MENU, message))
    assert "**Lindvik buys 48 electric ferries**. The other quotes are the closest that the" in answer.content
    assert "> Critics call the ferries too slow for winter storms." in seen_text(answer)


async def test_a_title_cannot_do_anything_above_the_quotes(town: Town) -> None:
    message = await town.member.send(town.channel, "The tender number is 77_88: ask")
    answer = shown(await town.member.context_menu(town.channel, MENU, message))
    assert r"word in: **Tender \*note\* \[draft\] \@everyone**" in answer.content


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
    assert shown(result).content in {f"{CLOSEST}\n{SMALL_PRINT}", NOTHING}


async def test_the_text_of_somebody_elses_message_is_not_kept(town: Town) -> None:
    other = town.guild.add_member(town.env.create_user("bob"))
    message = await other.send(town.channel, "Lindvik bought electric ferries, says my cousin Theodora.")
    answer = shown(await town.member.context_menu(town.channel, MENU, message))
    await town.member.click(answer, label="Helpful")
    await town.member.submit_modal(await town.member.click(answer, label="Report"), {"reason": "no"})
    rows = await town.read("SELECT question, answered, score > 0, asked_by, channel_kind FROM queries")
    assert rows == [("", 1, 1, "check", "text")]
    assert await town.read("SELECT count(*) > 0 FROM query_quotes") == [(1,)]
    kept = seen_text(shown(await town.member.slash(town.channel, "privacy show")))
    assert "- You checked a message, " in kept
    assert "- You voted “helpful” on what was found on a message" in kept
    assert "- You reported what was found on a message" in kept
    await town.bot.close()
    assert b"Theodora" not in b"".join(path.read_bytes() for path in town.file.parent.iterdir())


async def test_a_quote_that_is_not_in_its_article_is_never_shown(town: Town) -> None:
    class Forged(OneService):
        async def compare(self, text: str, **options: Any) -> CheckedText:
            check = await super().compare(text, **options)
            for quote in check.answer.quotes:
                object.__setattr__(quote, "text", "Lindvik bought 4,800 ferries.")
            return check

    services = town.bot.desk.services
    town.bot.desk.services = replace(services, answers=Forged(services.indexes))
    message = await town.member.send(town.channel, "Lindvik bought electric ferries")
    assert shown(await town.member.context_menu(town.channel, MENU, message)).content == NOTHING
    assert await town.read("SELECT answered, score FROM queries") == [(0, 0.0)]


async def test_checks_count_as_questions_for_the_pace(town: Town) -> None:
    await town.restart(cooldown_questions=1, cooldown_seconds=30)
    message = await town.member.send(town.channel, "Lindvik bought electric ferries")
    await town.member.context_menu(town.channel, MENU, message)
    result = await town.member.context_menu(town.channel, MENU, message)
    assert "asking fast" in shown(result).content
