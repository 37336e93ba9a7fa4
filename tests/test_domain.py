from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Article, Quote, Span
from bot.errors import QuoteMismatchError
from tests.builders import make_revision

BODY = "The bridge is closed. It opens in May."


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 2)])
def test_a_span_is_never_empty_or_backwards(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="a span runs from"):
        Span(start, end)


@given(st.text(min_size=1), st.data())
def test_a_quote_is_what_the_body_holds_at_its_span(body: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    quote = Quote(make_revision(body), Span(start, end), body[start:end], None, 1.0)
    assert quote.article.body[quote.span.start : quote.span.end] == quote.text


@given(st.text(min_size=1), st.text())
def test_any_other_text_is_refused(body: str, text: str) -> None:
    span = Span(0, len(body))
    if text == body:
        assert Quote(make_revision(body), span, text, None, 1.0)
    else:
        with pytest.raises(QuoteMismatchError, match="does not match its article"):
            Quote(make_revision(body), span, text, None, 1.0)


def test_a_highlight_outside_the_quote_is_refused() -> None:
    with pytest.raises(QuoteMismatchError, match="highlight lies outside"):
        Quote(make_revision(BODY), Span(0, 21), BODY[:21], Span(10, 22), 1.0)


def test_a_quote_is_checked_again_against_the_article_that_it_carries() -> None:
    quote = Quote(make_revision(BODY), Span(0, 21), BODY[:21], None, 1.0)
    object.__setattr__(quote, "revision", make_revision(BODY.replace("closed", "open")))
    with pytest.raises(QuoteMismatchError):
        quote.verify()


@pytest.mark.parametrize(
    "change",
    [
        {"title": "New"},
        {"body": "New."},
        {"publisher": "New"},
        {"author": "New"},
        {"url": "https://new.example"},
        {"language": "de"},
        {"origin": "New"},
        {"based_on": ("New",)},
    ],
)
def test_every_field_tells_two_contents_apart(change: dict[str, object]) -> None:
    article = Article("bridge", "Bridge", BODY)
    assert replace(article, **change).content_hash != article.content_hash  # type: ignore[arg-type]


def test_the_same_content_has_the_same_hash_in_every_story() -> None:
    article = Article("bridge", "Bridge", BODY)
    assert replace(article, story="other", id="b").content_hash == article.content_hash
