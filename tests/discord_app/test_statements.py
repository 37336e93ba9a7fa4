"""Statements beside an answer: told apart from quotes, within Discord's limits, and nothing in them acts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.wording import STATEMENT_HEADING
from bot.curation.statements import make_statement as curate
from bot.discord_app.escaping import escape
from bot.discord_app.knowledge.wordings import render_statements
from bot.discord_app.rendering import render_answer
from bot.discord_app.statements import add_statements, render_pieces, render_statement
from bot.domain import Statement
from bot.errors import ChangeError
from tests.discord_app.test_rendering import LONG, make_answer, make_quote

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


def test_the_longest_statement_is_shown_whole_wherever_it_is_shown() -> None:
    about, text, signed = ("long word " * 50)[:100].strip(), ("*so* " * 100)[:499] + "!", "S" * 60
    until = NOW + timedelta(days=1)
    statement = curate(about, text, signed, made_at=NOW, expires_at=until)
    rendered = render_answer(make_answer(make_quote("So it is. " * 300)), echo=True)
    seen = add_statements(rendered, [statement] * 2).embeds[-1].description or ""
    listed = render_statements([statement]).embeds[0].description or ""
    for said in (seen, listed):
        assert escape(about) in said
        assert escape(text) in said
        assert f"signed {signed}" in said
    pieces = render_pieces(statement)
    assert "\n".join(pieces).split() == render_statement(statement).split()
    assert all(len(piece) <= 900 for piece in pieces)


def test_a_statement_that_is_too_long_to_be_shown_is_refused() -> None:
    until = NOW + timedelta(days=1)
    for parts in (("a" * 101, "b", "c"), ("a", "b" * 501, "c"), ("a", "b", "c" * 61)):
        with pytest.raises(ChangeError, match="needs 1 to"):
            curate(*parts, made_at=NOW, expires_at=until)


def test_where_there_is_no_room_in_plain_text_it_says_that_there_is_a_statement() -> None:
    statement = make_statement("the strike", "We *wait*! " * 45, "The team")
    answer = replace(make_answer(make_quote("*" * 2000)), statements=(statement,))
    shown = add_statements(render_answer(answer, echo=True), answer.statements)
    assert shown.text.endswith("-# The moderators made a statement on this, which does not fit here.")
    assert len(shown.intro) + len(shown.text) + 1 <= 2000


def test_statements_that_there_is_no_room_for_are_counted() -> None:
    statement = make_statement("the strike", "We *wait*! " * 45, "The team")
    answer = render_answer(make_answer(make_quote("So it is. " * 300)), echo=True)
    assert (add_statements(answer, [statement] * 9).embeds[-1].description or "").endswith(" more")


@given(st.lists(st.text(min_size=1, max_size=60) | LONG.map(lambda text: text[:60]), min_size=3, max_size=3))
def test_whatever_a_statement_says_the_message_fits(parts: list[str]) -> None:
    about, text, signed = parts
    statements = (make_statement(about, (text * 500)[:500], signed),) * 3
    answer = replace(make_answer(make_quote("So it is. " * 300)), statements=statements)
    shown = add_statements(render_answer(answer, echo=True), statements)
    assert sum(map(len, shown.embeds)) <= 6000
    assert len(shown.embeds[-1].description or "") <= 4096
    assert len(shown.intro) + len(shown.text) + 1 <= 2000
