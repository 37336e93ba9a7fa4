"""Statements beside an answer: told apart from quotes, within Discord's limits, and nothing in them acts."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.answering.wording import STATEMENT_HEADING
from bot.discord_app.rendering import render_answer
from bot.discord_app.statements import add_statements
from bot.domain import Statement
from tests.discord_app.test_rendering import make_answer, make_quote

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def make_statement(about: str, text: str, signed: str) -> Statement:
    return Statement("s", about, text, signed, NOW, NOW + timedelta(days=1))


def test_without_statements_an_answer_is_as_it_is() -> None:
    rendered = render_answer(make_answer(make_quote("It is so.")), echo=False)
    assert add_statements(rendered, ()) is rendered


def test_a_statement_stands_in_an_embed_of_its_own_with_who_signed_it_and_until_when() -> None:
    rendered = render_answer(make_answer(make_quote("It is so.")), echo=False)
    shown = add_statements(rendered, [make_statement("the strike", "We *wait*. @everyone", "The team")])
    assert shown.embeds[:-1] == rendered.embeds
    embed = shown.embeds[-1]
    assert embed.title == STATEMENT_HEADING
    assert embed.description is not None
    for part in ("**the strike**", "We \\*wait\\*.", "signed The team", f"<t:{1772452800}:f>"):
        assert part in embed.description
        assert part in shown.text
    assert "\\@everyone" in embed.description


@given(st.lists(st.text(min_size=1, max_size=1500), min_size=3, max_size=3))
def test_whatever_a_statement_says_the_message_fits(parts: list[str]) -> None:
    answer = render_answer(make_answer(make_quote("So it is. " * 300)), echo=True)
    shown = add_statements(answer, [make_statement(*parts)] * 3)
    assert sum(map(len, shown.embeds)) <= 6000
    assert len(shown.embeds[-1].description or "") <= 4096
    assert len(shown.intro) + len(shown.text) + 1 <= 2000
