import logging
from dataclasses import replace
from datetime import date

import pytest

from bot.answering.remarks import note_age
from bot.discord_app.rendering import render_answer
from bot.discord_app.verification import NEXT_BEST, verify_quotes
from bot.domain import Agreement, Answer, Band, Quote, Relation
from tests.discord_app.test_rendering import make_answer, make_difference, make_quote


def alter(quote: Quote) -> Quote:
    """Return the quote with words that do not stand in its article."""
    object.__setattr__(quote, "text", "Words that nobody wrote.")
    return quote


def test_a_quote_that_does_not_stand_in_its_article_is_left_out_and_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    good, bad = make_quote("True words."), alter(make_quote("Other words.", id="bad"))
    with caplog.at_level(logging.ERROR):
        verified = verify_quotes(make_answer(bad, good))
    assert verified.quotes == (good,)
    assert "'bad'" in caplog.text


def test_an_answer_without_a_true_quote_left_is_no_answer() -> None:
    verified = verify_quotes(make_answer(alter(make_quote("Other words."))))
    assert not verified.answered
    assert verified.band is Band.NONE
    assert verified.answered == (verified.score >= verified.decision.threshold)
    embed = render_answer(verified, echo=False).embeds[0]
    assert "The articles don't say." in (embed.description or "")
    assert "nobody wrote" not in str(embed.to_dict())


def test_what_is_compared_follows_the_quotes_that_are_verbatim() -> None:
    answer = make_difference(Relation.CONFLICT)
    alter(answer.quotes[0])
    kept = verify_quotes(answer)
    assert [quote.article.id for quote in kept.quotes] == ["b"]
    assert kept.agreement.groups == ((0,),)
    assert kept.agreement.comparisons == ()


def make_aged_answer(*days: date | None) -> Answer:
    """Return an answer with a quote a day, of two origins, and the note that the newest article is old."""
    quotes = [make_quote(f"Words {n}.", id=f"a{n}", published=day) for n, day in enumerate(days)]
    answer = make_answer(*quotes, why="It covers “words”.")
    age = note_age(quotes, date.max, 1) or ""
    agreement = Agreement(len(quotes), ("Coast Wire", "Semaphore"), 0, groups=((0, 1),))
    return replace(answer, agreement=agreement, notes=("Only a part was searched.", age))


def test_nothing_is_said_any_more_of_a_quote_that_was_left_out() -> None:
    answer = make_aged_answer(date(2031, 4, 2), date(2030, 1, 5))
    alter(answer.quotes[0])
    kept = verify_quotes(answer)
    assert kept.answered
    assert (kept.band, kept.why) == (Band.PARTIAL, NEXT_BEST)
    assert kept.notes == ("Only a part was searched.", "The newest article on this is of 5 January 2030.")
    assert kept.agreement == Agreement(groups=((0,),))
    seen = str(render_answer(kept, echo=False).embeds[0].to_dict())
    for gone in ("covers", "Coast Wire", "2031"):
        assert gone not in seen


def test_where_a_further_quote_is_left_out_the_first_keeps_its_reason() -> None:
    answer = make_aged_answer(date(2030, 1, 5), None)
    alter(answer.quotes[1])
    kept = verify_quotes(answer)
    assert (kept.band, kept.why) == (Band.STRONG, "It covers “words”.")
    assert kept.notes[1] == "The newest article on this is of 5 January 2030."
    assert kept.agreement.origin_names == ()


def test_without_a_dated_article_left_nothing_is_said_of_the_age() -> None:
    answer = make_aged_answer(date(2030, 1, 5), None)
    alter(answer.quotes[0])
    assert verify_quotes(answer).notes == ("Only a part was searched.",)


def test_an_answer_of_true_quotes_stays_as_it_is() -> None:
    answer = make_aged_answer(date(2031, 4, 2), None)
    assert verify_quotes(answer) is answer
