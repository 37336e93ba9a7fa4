import logging
from dataclasses import replace
from time import perf_counter
from typing import Any

import discord
import pytest

from bot.answering.notices import EMPTY, TOO_LONG
from bot.discord_app.cogs.ask import NO_DAY
from bot.domain import Answer
from tests.discord_app.composition import OneService, publish
from tests.discord_app.conftest import Town, labels, seen_text, shown
from tests.discord_app.stories import (
    BOUGHT,
    DEPARTED,
    DEPARTURE,
    OTHER_DEPARTURE,
    PRICE,
    TENDER,
    UNKNOWN,
)

QUOTE = "> The town of Lindvik bought **48** electric ferries in March."


class WatchedAnswers(OneService):
    """The real service, which notes what was sent before it began, and when."""

    def __init__(self, town: Town) -> None:
        super().__init__(town.bot.desk.services.indexes)
        self._town = town
        self.sent_before: list[str] = []
        self.began_at = 0.0

    async def answer(self, question: str, **options: Any) -> Answer:
        self.began_at = perf_counter()
        self.sent_before = [request.path for request in self._town.env.http_requests]
        return await super().answer(question, **options)


async def test_a_question_gets_the_quote_its_source_and_how_sure_that_is(town: Town) -> None:
    answer = await town.ask(BOUGHT)
    embed = answer.embeds[0]
    assert (embed.description or "").startswith(QUOTE)
    assert "Harbour Post — [Lindvik buys 48 electric ferries](https://harbour.example" in seen_text(answer)
    assert "12 April 2031" in seen_text(answer)
    assert (embed.footer.text or "").startswith("Strong: The quote covers")
    assert answer.content == f"-# {BOUGHT}"
    assert labels(answer)[-4:] == ["Follow up", "Helpful", "Not helpful", "Report"]


async def test_a_question_that_the_articles_do_not_answer_gets_no_quote(town: Town) -> None:
    answer = await town.ask(UNKNOWN)
    assert "The articles don't say." in seen_text(answer)
    assert "> " not in seen_text(answer)
    assert labels(answer) == ["Helpful", "Not helpful", "Tell me"]


async def test_a_quote_that_is_not_in_its_article_is_never_sent(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    class Forged(OneService):
        async def answer(self, question: str, **options: Any) -> Answer:
            answer = await super().answer(question, **options)
            object.__setattr__(answer.quotes[0], "text", "Lindvik bought 4,800 ferries.")
            return answer

    services = town.bot.desk.services
    town.bot.desk.services = replace(services, answers=Forged(services.indexes))
    text = seen_text(await town.ask(PRICE))
    assert "The articles don't say." in text
    assert "4,800" not in text
    assert "quote does not match its article: 'ferries-bought'" in caplog.text
    assert await town.read("SELECT answered FROM queries") == [(0,)]
    assert await town.read("SELECT * FROM query_quotes") == []


async def test_a_question_is_acknowledged_at_once_and_before_any_work(town: Town) -> None:
    watched = WatchedAnswers(town)
    town.bot.desk.services = replace(town.bot.desk.services, answers=watched)
    asked_at = perf_counter()
    await town.member.slash(town.channel, "ask", question=BOUGHT)
    assert town.responses() == [5]
    assert watched.sent_before[-1].endswith("/callback")
    assert watched.began_at - asked_at < 1.0


async def test_a_private_question_is_answered_for_the_asker_alone(town: Town) -> None:
    private = await town.member.slash(town.channel, "ask", question=BOUGHT, private=True)
    public = await town.member.slash(town.channel, "ask", question=BOUGHT)
    assert private.ephemeral
    assert not public.ephemeral
    assert not town.channel.history()[-1].flags.ephemeral


async def test_questions_are_answered_in_threads_and_in_direct_messages(town: Town) -> None:
    await town.member.send(town.channel, "a place for a thread")
    message = town.channel.last_message
    assert message is not None
    thread = await message.create_thread(name="talk")
    handle = next(t for t in town.channel.threads if t.id == thread.id)
    result = await town.member.slash(handle, "ask", question=BOUGHT)
    assert QUOTE in seen_text(shown(result))
    direct = await town.member.user.slash("ask", question=BOUGHT)
    assert QUOTE in seen_text(shown(direct))
    rows = await town.read("SELECT community_kind, community_id, channel_kind FROM queries ORDER BY rowid")
    assert rows == [("guild", str(town.guild.id), "thread"), ("dm", "", "dm")]


@pytest.mark.parametrize(
    "question",
    [
        BOUGHT.upper(),
        f"```{BOUGHT}```",
        f"```py\n{BOUGHT}\n```",
        f"\u200b{BOUGHT[:9]}\u200b{BOUGHT[9:]}\u2060",
        f"@everyone <@123456789012345678> {BOUGHT}",
        f"**{BOUGHT}** ||now||",
        f"  {BOUGHT}\n\n  ",
    ],
)
async def test_a_question_is_understood_however_it_is_dressed(town: Town, question: str) -> None:
    answer = await town.ask(question)
    assert "bought" in seen_text(answer)
    assert "ferries" in seen_text(answer)
    assert answer.embeds[0].footer.text
    assert "`" not in answer.content.replace(r"\`", "")
    assert "@" not in answer.content.replace(r"\@", "")


async def test_a_misspelt_question_is_answered_and_says_what_it_was_taken_for(town: Town) -> None:
    answer = await town.ask("How many electirc ferries did Lindvik buy?")
    assert answer.content == (
        "-# How many electirc ferries did Lindvik buy?\n"
        "-# Showing results for “How many electric ferries did Lindvik buy?”"
    )
    assert (answer.embeds[0].description or "").startswith(QUOTE)


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        (" \n ", EMPTY),
        ("\u200b\u200b", EMPTY),
        ("😀😀", EMPTY),
        ("?!…", EMPTY),
        ("word " * 800, TOO_LONG),
        ("x" * 4000, TOO_LONG),
        ("Wie viele Fähren hat die Stadt denn gekauft, und warum?", "The articles are in English."),
        ("thanks, that helped!", "You're welcome."),
        ("Write me a poem about ferries.", "I can only quote the articles"),
    ],
)
async def test_what_is_no_question_gets_a_plain_reply_without_buttons(
    town: Town, question: str, reply: str
) -> None:
    answer = await town.ask(question)
    assert answer.content.startswith(reply)
    assert not answer.embeds
    assert not labels(answer)


async def test_text_of_an_article_cannot_do_anything_in_discord(town: Town) -> None:
    shown_text = (await town.ask(TENDER)).embeds[0].description or ""
    description = shown_text.replace("**", "")  # the highlight; those of the article are escaped
    assert r"\*\*tender\*\* number" in shown_text
    assert r"\@everyone" in description
    assert r"\<\@123456789012345678\>" in description
    assert r"\[the desk\](https\://evil.example/x)" in description
    assert "javascript" not in description


async def test_an_answer_is_logged_after_it_was_sent_and_without_a_name(town: Town) -> None:
    answer = await town.ask(PRICE)
    rows = await town.read(
        "SELECT question, channel_kind, asked_by, answered, person, channel_id, message_id FROM queries "
        "JOIN traces ON traces.query_id = queries.id"
    )
    ((question, *kinds, answered, person, channel_id, message_id),) = rows
    assert question == PRICE
    assert kinds == ["text", "slash"]
    assert (answered, channel_id, message_id) == (1, town.channel.id, answer.id)
    assert str(town.member.id) not in person


async def test_what_could_name_a_person_does_not_reach_the_log(town: Town) -> None:
    await town.ask("Did <@123456789012345678> or ada@example.org or https://ada.example buy ferries?")
    ((question,),) = await town.read("SELECT question FROM queries")
    assert "ferries" in question
    assert not {"@", "ada", "123456789012345678"} & set(question.split())
    assert "example" not in question


async def test_only_what_asks_something_of_the_articles_is_logged(town: Town) -> None:
    await town.ask("  ")
    await town.ask("😀")
    await town.ask("Thanks!")
    await town.ask("Translate the tender into French.")
    await town.ask(UNKNOWN)
    assert await town.read("SELECT question, answered FROM queries") == [(UNKNOWN, 0)]


async def test_a_fault_shows_one_friendly_line_and_its_reference_is_in_the_log(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(OneService):
        async def answer(self, question: str, **options: Any) -> Answer:
            raise ZeroDivisionError("a secret of the machine")

    services = town.bot.desk.services
    town.bot.desk.services = replace(services, answers=Broken(services.indexes))
    with caplog.at_level(logging.ERROR):
        answer = await town.ask(BOUGHT)
    assert town.env.errors
    assert "Something went wrong" in answer.content
    assert "secret" not in answer.content
    reference = answer.content.split("`")[1]
    assert len(reference) == 8
    assert f"error {reference} in command 'ask'" in caplog.text
    assert "a secret of the machine" in caplog.text


async def test_an_interaction_that_ran_out_is_only_noted(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    town.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062)
    with caplog.at_level(logging.INFO):
        await town.member.slash(town.channel, "ask", question=BOUGHT)
    assert isinstance(town.env.errors[0].__cause__, discord.NotFound)
    assert "could not reply in command 'ask'" in caplog.text
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_where_no_embeds_are_allowed_the_answer_is_plain_text(town: Town) -> None:
    bare = town.guild.create_text_channel(
        "bare", overwrites={town.guild.default_role: discord.PermissionOverwrite(embed_links=False)}
    )
    result = await town.member.slash(bare, "ask", question=BOUGHT)
    message = shown(result)
    assert not message.embeds
    assert message.content.startswith(f"-# {BOUGHT}\n{QUOTE}")
    assert labels(message)


async def test_a_conflict_is_seen_in_the_first_message_and_both_are_quoted_behind_it(town: Town) -> None:
    await publish(town.file, (DEPARTURE, OTHER_DEPARTURE))
    result = await town.member.slash(town.channel, "ask", question=DEPARTED)
    answer = shown(result)
    compared = "- **2 May** — Island Daily, 3 May 2031\n- **5 May** — Harbour Post, 4 May 2031"
    assert f"**The articles differ:**\n{compared}" in seen_text(answer)
    assert seen_text(answer).count("\n> ") == 1
    assert result.response is not None
    more = shown(await town.member.click(result.response, label="More sources"))
    assert "3 May 2031" in seen_text(more) or "4 May 2031" in seen_text(more)


async def test_as_of_a_day_only_what_was_published_by_then_is_quoted(town: Town) -> None:
    await publish(town.file, (DEPARTURE, OTHER_DEPARTURE))
    text = seen_text(await town.ask(DEPARTED, as_of="2031-05-03"))
    assert "2 May" in text
    assert "5 May" not in text
    assert (
        "Only what was published by 3 May 2031 was searched. 1 article without a date was left out." in text
    )


async def test_as_of_a_day_before_every_article_says_so(town: Town) -> None:
    text = seen_text(await town.ask(DEPARTED, as_of="1 May 1999"))
    assert text == "No article was published by 1 May 1999. 1 article without a date was left out."


async def test_what_is_no_day_is_refused_to_the_asker_alone(town: Town) -> None:
    result = await town.member.slash(town.channel, "ask", question=DEPARTED, as_of="@everyone")
    assert result.ephemeral
    assert seen_text(shown(result)) == NO_DAY
    assert await town.read("SELECT * FROM queries") == []
