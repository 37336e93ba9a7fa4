"""A corrected answer: all that it quotes, within Discord's limits whatever stands in it."""

from dataclasses import replace
from datetime import UTC, datetime

import discord
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.wording import STATEMENT_HEADING
from bot.curation.recall import QuoteNow, Recalled
from bot.discord_app.knowledge.corrected_messages import arrange, write_over
from bot.discord_app.knowledge.corrections import render_correction
from bot.domain import Quote
from bot.ports import QuotedAnswer, Reach
from tests.discord_app.test_rendering import LONG, make_quote

ANSWER = QuotedAnswer(
    id="a",
    asked_at=datetime(2026, 3, 1, tzinfo=UTC),
    community_id="7",
    question="How so?",
    quotes=(),
    private=False,
    reach=Reach.OPEN,
    channel_id=4,
    message_id=5,
    helpful=0,
    not_helpful=0,
    reports=0,
)


def standing(recalled: Recalled) -> list[Quote]:
    return [quote.now for quote in recalled.quotes if quote.now is not None]


@given(
    st.lists(st.tuples(st.text(min_size=1, max_size=99) | LONG, st.booleans()), min_size=1, max_size=10),
    st.text(max_size=900),
)
def test_whatever_it_quotes_a_correction_fits_beside_two_statements(
    quoted: list[tuple[str, bool]], reason: str
) -> None:
    quotes = tuple(
        QuoteNow(
            make_quote(text), make_quote(f"{text}!", url=f"https://x.example/{'y' * 370}") if stays else None
        )
        for text, stays in quoted
    )
    recalled = Recalled(ANSWER, quotes)
    rendered = render_correction(recalled, standing(recalled), reason)
    (embed,) = rendered.embeds
    assert len(embed.description or "") <= 3800
    assert len(embed) <= 4000
    assert len(rendered.text) <= 1700


def test_four_plain_quotes_are_all_shown_whole_with_what_was_withdrawn() -> None:
    texts = [f"Sentence {number} says a thing of some length, as sentences do." for number in range(4)]
    same = [QuoteNow(make_quote(text), make_quote(text)) for text in texts[1:3]]
    other = QuoteNow(make_quote(texts[0]), make_quote("It says another thing."))
    recalled = Recalled(ANSWER, (other, *same, QuoteNow(make_quote(texts[3]), None)))
    said = render_correction(recalled, standing(recalled), "it was wrong").embeds[0].description or ""
    places = [
        said.index(part) for part in ("another thing", f"~~{texts[0]}~~", *texts[1:3], f"~~{texts[3]}~~")
    ]
    assert places == sorted(places)
    assert said.endswith("Reason: it was wrong")
    assert said.count("~~") == 4


def test_statements_stay_and_an_answer_that_is_not_whole_stays_below_its_correction() -> None:
    old, statement = discord.Embed(description="old"), discord.Embed(title=STATEMENT_HEADING)
    recalled = Recalled(ANSWER, (QuoteNow(make_quote("So it is."), None),))
    (correction,) = render_correction(recalled, [], "").embeds
    assert arrange([old, statement], [correction], recalled) == [correction, statement]
    broken = replace(recalled, is_whole=False)
    assert arrange([old, statement], [correction], broken) == [correction, old, statement]


def test_in_a_plain_message_the_question_above_and_the_statements_below_stay() -> None:
    statement = f"**{STATEMENT_HEADING}**\n\nWe wait."
    before = f"-# How so?\n-# From the story\n> So it is.\n\nSource\n-# Strong: so\n\n{statement}"
    after = write_over(before, "**Withdrawn**\nGone.")
    assert after == f"-# How so?\n-# From the story\n**Withdrawn**\nGone.\n\n{statement}"
    assert write_over(after, "**Corrected**\n> It is.").count("Withdrawn") == 0
    assert len(write_over(before, "x" * 1900)) <= 2000
