import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.wording import describe_agreement
from bot.discord_app.comparisons import render_comparisons
from bot.discord_app.delivery import message_fields
from bot.discord_app.escaping import fold
from bot.discord_app.rendering import (
    Rendered,
    render_answer,
    render_notice,
    render_quote,
    render_quotes,
    render_source,
)
from bot.domain import (
    Agreement,
    AnalysedQuery,
    Answer,
    Article,
    Attribution,
    Band,
    Comparison,
    Correction,
    Decision,
    MadeBy,
    Quote,
    Reading,
    Relation,
    Revision,
    Span,
)
from tests.discord_app.test_escaping import unescape

NAMES = st.none() | st.text(max_size=300)
URLS = st.none() | st.text(max_size=50).map(lambda path: "https://x.example/" + path)
LONG = st.text(min_size=1, max_size=60).map(lambda text: text * 150)


def make_quote(text: str, *, highlight: Span | None = None, **article: object) -> Quote:
    fields = {"id": "a", "title": "A title", "body": text} | article
    revision = Revision(Article(**fields), 1, datetime(2031, 1, 1, tzinfo=UTC), MadeBy.SHIPPED)  # type: ignore[arg-type]
    return Quote(revision, Span(0, len(text)), text, highlight, 1.0)


def make_answer(
    *quotes: Quote, band: Band = Band.STRONG, why: str = "Why.", question: str = "How?"
) -> Answer:
    decision = Decision(AnalysedQuery(question, ()), (), 1.0, 0.5, 0.8, band if quotes else Band.NONE, why)
    return Answer(question, bool(quotes), quotes, decision, Agreement(len(quotes), (), len(quotes)))


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    text = draw(st.text(min_size=1, max_size=500) | LONG)
    start = draw(st.integers(0, len(text) - 1))
    highlight = draw(st.none() | st.just(Span(start, len(text))) | st.just(Span(start, start + 1)))
    quote = make_quote(
        text,
        highlight=highlight,
        id=draw(st.sampled_from("abcdefghij")),
        title=draw(st.text(min_size=1, max_size=400)),
        publisher=draw(NAMES),
        url=draw(URLS),
        published=draw(st.none() | st.dates()),
    )
    return replace(quote, attribution=draw(st.none() | st.sampled_from(Attribution)))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    shown = tuple(draw(st.lists(quotes(), max_size=4)))
    answer = make_answer(
        *shown,
        band=draw(st.sampled_from([Band.STRONG, Band.PARTIAL])),
        why=draw(st.text(max_size=600)),
        question=draw(st.text(max_size=4000)),
    )
    names = tuple(draw(st.lists(st.text(max_size=200), max_size=6)))
    suggestions = tuple(draw(st.lists(st.text(max_size=400), max_size=5)))
    compared = tuple(draw(st.lists(comparisons(len(shown)), max_size=3))) if shown else ()
    agreement = Agreement(draw(st.integers(1, 9)), names, 1, comparisons=compared)
    notes = tuple(draw(st.lists(st.text(max_size=400), max_size=4)))
    corrections = draw(st.sampled_from([(), (Correction("whne", "when"),)]))
    query = replace(answer.decision.query, corrections=corrections)
    return replace(
        answer,
        agreement=agreement,
        suggestions=suggestions,
        notes=notes,
        decision=replace(answer.decision, query=query),
    )


@st.composite
def comparisons(draw: st.DrawFn, places: int) -> Comparison:
    readings = []
    for place in draw(st.lists(st.integers(0, places - 1), min_size=2, max_size=9)):
        value = draw(st.text(min_size=1, max_size=200))
        of = draw(st.text(max_size=200)) + value + draw(st.text(max_size=200))
        readings.append(Reading(place, value, of))
    return Comparison(draw(st.sampled_from(Relation)), tuple(readings))


def assert_fits(rendered: Rendered) -> None:
    assert len(rendered.embeds) <= 10
    assert sum(len(embed) for embed in rendered.embeds) <= 6000
    for embed in rendered.embeds:
        assert 0 < len(embed.description or "") <= 4096
        assert len(embed.footer.text or "") <= 2048
        assert embed.url is None
    for embeds in (True, False):
        assert len(message_fields(rendered, embeds=embeds).get("content") or "") <= 2000


@given(answers(), st.booleans())
def test_every_answer_fits_into_discords_limits(answer: Answer, echo: bool) -> None:
    assert_fits(render_answer(answer, echo=echo))


@given(st.lists(quotes(), min_size=1, max_size=10))
def test_every_set_of_further_quotes_fits_into_discords_limits(shown: list[Quote]) -> None:
    assert_fits(render_quotes(shown))


@given(
    st.lists(st.sampled_from("*_a").map(lambda text: text * 4000) | LONG, min_size=1, max_size=10),
    st.text(min_size=1, max_size=400),
    st.integers(0, 380),
)
def test_many_quotes_of_one_article_fit_into_one_embed(texts: list[str], title: str, url: int) -> None:
    address = "https://x.example/" + "a" * url
    rendered = render_quotes([make_quote(text, title=title, url=address) for text in texts])
    assert_fits(rendered)
    (embed,) = rendered.embeds
    lines = (embed.description or "").split("\n")
    assert len([line for line in lines if line.startswith("> ")]) == len(texts)


@given(st.lists(LONG, min_size=1, max_size=10), st.sampled_from("*a"))
def test_quotes_of_articles_with_long_addresses_fit_too(texts: list[str], letter: str) -> None:
    address, name = "https://x.example/" + "a" * 380, letter * 400
    shown = [make_quote(t, id=str(i), title=name, publisher=name, url=address) for i, t in enumerate(texts)]
    assert_fits(render_quotes(shown))


@given(quotes())
def test_a_quote_that_fits_is_shown_word_for_word(quote: Quote) -> None:
    line = render_quote(quote, 100_000)
    assert line.startswith("> ")
    assert "\n" not in line
    seen = line.removeprefix("> ")
    if quote.highlight and fold(quote.highlight.of(quote.text)):
        before, marked, after = split_bold(seen)
        assert unescape(before) + unescape(marked) + unescape(after) == fold(quote.text)
        assert unescape(marked) == fold(quote.highlight.of(quote.text))
    else:
        assert unescape(seen) == fold(quote.text)


def split_bold(line: str) -> tuple[str, str, str]:
    """Part a line at the only two pairs of asterisks that no backslash takes away."""
    places, i = [], 0
    while i < len(line):
        if line.startswith("**", i):
            places.append(i)
        i += 2 if line[i] in "\\*" else 1
    start, end = places
    return line[:start], line[start + 2 : end], line[end + 2 :]


@given(quotes(), st.integers(60, 400))
def test_a_quote_that_is_cut_is_a_beginning_and_says_so(quote: Quote, room: int) -> None:
    line = render_quote(quote, room)
    assert len(line) <= room
    if line != render_quote(quote, 100_000):
        assert line.endswith(r" \[…\]")
        shown = unescape(line.removeprefix("> ").removesuffix(r" \[…\]"))
        if quote.highlight is None:
            assert fold(quote.text).startswith(shown)


def test_the_answering_words_are_bold() -> None:
    quote = make_quote("They bought 48 *new*\nferries.", highlight=Span(12, 14))
    assert render_quote(quote, 500) == r"> They bought **48** \*new\* ferries."


def test_an_answer_says_quote_then_source_then_band() -> None:
    quote = make_quote("It is so.", publisher="Post", url="https://x.example", published=date(2031, 4, 2))
    rendered = render_answer(make_answer(quote, why="The quote covers “so”."), echo=True)
    embed = rendered.embeds[0]
    assert rendered.intro == "-# How?"
    assert embed.description == "> It is so.\n\nPost — [A title](https://x.example) · 2 April 2031"
    assert embed.footer.text == "Strong: The quote covers “so”."
    assert embed.colour != render_answer(make_answer(quote, band=Band.PARTIAL), echo=True).embeds[0].colour
    assert rendered.text == f"{embed.description}\n-# Strong: The quote covers “so”."


def test_an_answer_that_is_not_sure_says_so_in_words_and_colour() -> None:
    why = "The quote covers “ferries”, but not “price”."
    rendered = render_answer(make_answer(make_quote("It is so."), band=Band.PARTIAL, why=why), echo=False)
    embed = rendered.embeds[0]
    assert embed.footer.text == f"Partial: {why}"
    assert rendered.text.endswith(f"\n-# Partial: {why}")
    others = {
        render_answer(answer, echo=False).embeds[0].colour
        for answer in (make_answer(make_quote("It is so.")), make_answer())
    }
    assert len(others | {embed.colour}) == 3


def test_what_is_not_known_of_a_source_is_left_out() -> None:
    assert render_source(make_quote("x").article) == "A title"
    assert render_source(make_quote("x", url="javascript:alert(1)").article) == "A title"


def test_a_long_title_is_shortened_and_its_address_stays_behind_it() -> None:
    url = "https://x.example/" + "path/" * 50
    source = render_source(make_quote("x", title="Very long words " * 20, url=url).article)
    assert source.startswith("[Very long words")
    assert f"…]({url})" in source
    assert source.index("]") < 100


@pytest.mark.parametrize(
    ("agreement", "line"),
    [
        (Agreement(4, ("Wire",), 1), "3 articles, 1 origin: Wire; 1 article names no source"),
        (Agreement(5, ("Wire",), 2), "3 articles, 1 origin: Wire; 2 articles name no source"),
        (
            Agreement(5, ("Wire",), 3, copies=1),
            "2 articles, 1 origin: Wire; 3 articles name no source; 1 of them repeats the text of another",
        ),
        (
            Agreement(2, ("Wire", "Post"), 0),
            "2 articles, 2 origins: Wire, Post; no relation between them was found",
        ),
        (Agreement(3, (), 3), "3 articles name no source; no relation between them was found"),
        (Agreement(3, (), 3, copies=2), "3 articles name no source; 2 of them repeat the text of another"),
        (Agreement(1, (), 1), "1 article names no source"),
        (Agreement(1, ("Wire",), 0), "1 article, 1 origin: Wire"),
        (Agreement(5, ("A", "B", "C", "D"), 0), "5 articles, 4 origins: A, B, C and 1 more"),
    ],
)
def test_agreement_counts_origins_and_never_calls_the_unknown_independent(
    agreement: Agreement, line: str
) -> None:
    assert describe_agreement(agreement) == line
    assert "independent" not in line


def test_an_article_that_tells_its_publishers_own_report_needs_no_line_on_origins() -> None:
    quote = make_quote("It is so.", publisher="Post")
    own = replace(make_answer(quote), agreement=Agreement(1, ("Post",), 0))
    retold = replace(make_answer(quote), agreement=Agreement(1, ("Wire",), 0))
    assert "origin" not in (render_answer(own, echo=False).embeds[0].description or "")
    assert "1 origin: Wire" in (render_answer(retold, echo=False).embeds[0].description or "")


def test_a_quote_says_beside_its_source_whom_it_names_for_what_it_says() -> None:
    day = date(2031, 4, 12)
    quote = replace(make_quote("It is so.", published=day), attribution=Attribution.ANONYMOUS)
    rendered = render_answer(make_answer(quote), echo=False)
    assert "A title · 12 April 2031 · anonymous sources" in (rendered.embeds[0].description or "")
    assert "A title · 12 April 2031 · anonymous sources" in rendered.text
    assert render_quotes([quote]).text.endswith("A title · 12 April 2031 · anonymous sources")


def test_quotes_of_one_article_have_their_own_labels_where_they_differ() -> None:
    named = replace(make_quote("One."), attribution=Attribution.NAMED)
    bare = make_quote("Two.")
    assert render_quotes([named, bare]).text == "> One.\n-# named source\n\n> Two.\n\nA title"
    assert render_quotes([named, named]).text == "> One.\n\n> One.\n\nA title · named source"
    assert render_quotes([bare, bare]).text == "> Two.\n\n> Two.\n\nA title"


def test_no_answer_names_topics_and_quotes_nothing() -> None:
    answer = replace(make_answer(), suggestions=("Ferries", "*Piers*"))
    embed = render_answer(answer, echo=False).embeds[0]
    expected = "**The articles don't say.**\n\nNearest topics:\n- Ferries\n- \\*Piers\\*"
    assert embed.description == expected


def test_quotes_of_one_article_share_an_embed_and_no_two_embeds_share_an_address() -> None:
    shown = [make_quote(f"Quote {i}.", id=id_, url="https://x.example") for i, id_ in enumerate("aba")]
    embeds = render_quotes(shown).embeds
    assert [(embed.description or "").count("> ") for embed in embeds] == [2, 1]
    assert all(embed.url is None for embed in embeds)


def make_difference(relation: Relation, *, published: date | None = date(2031, 4, 2)) -> Answer:
    one = make_quote("It cost *2* million.", publisher="Post", published=published)
    other = make_quote("They say it cost 3 million.", title="A [title]", id="b")
    readings = (
        Reading(0, "*2* million", "It cost *2* million"),
        Reading(1, "3 million", "it cost 3 million"),
    )
    answer = make_answer(one, other)
    agreement = replace(answer.agreement, groups=((0,), (1,)), comparisons=(Comparison(relation, readings),))
    return replace(answer, agreement=agreement)


@pytest.mark.parametrize("relation", [Relation.CONFLICT, Relation.OVER_TIME])
def test_values_that_differ_stand_side_by_side_with_who_says_so_and_when(relation: Relation) -> None:
    rendered = render_answer(make_difference(relation), echo=False)
    lines = r"- **\*2\* million** — Post, 2 April 2031" + "\n" + r"- **3 million** — *A \[title\]*"
    assert (rendered.embeds[0].description or "").endswith(f":**\n{lines}")
    assert f"{lines}\n\n-# Strong" in rendered.text


def test_different_things_are_shown_with_what_each_is_about() -> None:
    rendered = render_answer(make_difference(Relation.DIFFERENT_THINGS), echo=False)
    body = rendered.embeds[0].description or ""
    assert "The articles differ" not in body
    lines = (
        r"- It cost **\*2\* million** — Post, 2 April 2031"
        "\n"
        r"- it cost **3 million** — *A \[title\]*"
    )
    assert body.endswith(f"**What each one is about:**\n{lines}")


def test_a_plain_reply_shows_exactly_what_it_says() -> None:
    notice = "Whom do you mean: *Ada* Lind, @everyone or <@7>? Ask with the name."
    assert (
        render_notice(notice) == r"Whom do you mean: \*Ada\* Lind, \@everyone or \<\@7\>? Ask with the name."
    )
    assert unescape(render_notice(notice)) == notice
    assert len(render_notice("*" * 9000)) <= 2000


def test_what_stands_beside_an_answer_is_in_small_print() -> None:
    noted = replace(make_answer(make_quote("It is so.")), notes=("Old *news*.", "Undated."))
    rendered = render_answer(noted, echo=False)
    assert rendered.embeds[0].footer.text == "Strong: Why.\nOld *news*.\nUndated."
    assert rendered.text.endswith("\n-# Strong: Why.\n-# Old \\*news\\*.\n-# Undated.")
    silent = render_answer(replace(make_answer(), notes=("Old.",)), echo=False)
    assert silent.embeds[0].footer.text == "Why.\nOld."
    assert silent.text.endswith("\n-# Old.")


def with_readings(relation: Relation, *texts: str, value: str = "12") -> Answer:
    answer = make_answer(*(make_quote(text, id=str(n), publisher="Post") for n, text in enumerate(texts)))
    readings = tuple(Reading(place, value, text) for place, text in enumerate(texts))
    return replace(answer, agreement=Agreement(comparisons=(Comparison(relation, readings),)))


@pytest.mark.parametrize(
    ("of", "shown"),
    [
        ("many words " * 20 + "12 boats", r"…(?: many words| words)+ \*\*12\*\* boats"),
        ("They lost 12" + " more words" * 20, r"They lost \*\*12\*\*(?: more words| more)+…"),
        (
            "many words " * 20 + "12" + " more words" * 20,
            r"…(?: many words| words)+ \*\*12\*\*(?: more words| more)+…",
        ),
        ("a" * 200 + " 12", r"… \*\*12\*\*"),
        ("12 " + "a" * 200, r"\*\*12\*\*…"),
    ],
)
def test_what_a_value_is_of_is_cut_around_it_between_words(of: str, shown: str) -> None:
    lines = render_comparisons(with_readings(Relation.DIFFERENT_THINGS, of, "12 boats"), 1000).split("\n")
    assert re.fullmatch(rf"- {shown} — Post", lines[1])
    assert len(lines[1]) < 150


def test_many_values_are_counted_and_what_does_not_fit_is_left_out() -> None:
    answer = with_readings(Relation.CONFLICT, *["12 boats"] * 9)
    assert render_comparisons(answer, 1000).split("\n")[-1] == "- and 5 more"
    whole = len(render_comparisons(answer, 1000))
    for room in range(whole):
        cut = render_comparisons(answer, room)
        assert len(cut) <= room
        assert cut == "" or cut.count("**12**") >= 2
