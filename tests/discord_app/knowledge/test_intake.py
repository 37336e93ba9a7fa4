import asyncio
import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles.cleaning import clean
from bot.articles.readers import ArticleReaders
from bot.discord_app.knowledge.intake import FIELD_CHARS, Intake, Typed, divide_text, make_id, prefill
from bot.discord_app.knowledge.source_lines import parse_source_lines, render_source_lines
from bot.domain import Article
from bot.errors import ArticleError
from bot.text.identifiers import is_identifier
from tests.curation.test_exporting import bodies, fields


def without_controls(text: str) -> str:
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) != "Cc")


def tidy(body: str) -> str:
    """Return a body as readers make it: no white space at the ends of lines, none of them blank."""
    blocks = (
        "\n".join(filter(None, (line.strip() for line in block.split("\n"))))
        for block in without_controls(body).split("\n\n")
    )
    return "\n\n".join(filter(None, blocks))


INTAKE = Intake(ArticleReaders(max_bytes=1_000_000), 1_000_000)


@given(bodies, fields, fields, st.lists(fields.filter(bool), max_size=2).map(tuple), st.dates() | st.none())
@settings(max_examples=150, deadline=None)
async def test_what_a_form_shows_comes_back_as_the_same_article_when_nothing_is_changed(
    body: str, title: str | None, publisher: str | None, based_on: tuple[str, ...], day: date | None
) -> None:
    # No file with control characters is taken in, and nobody can type them.
    typed = tidy(body)
    article = Article(
        id="a",
        title=title or "A title that no block repeats",
        body=clean(typed.split("\n\n") if typed else (), title or "A title that no block repeats").body,
        publisher=publisher,
        based_on=based_on,
        published=day,
        url="https://x.example/a?b=c:d#e",
        language="en",
    )
    if not article.body:
        return
    shown = prefill(article)
    assert shown is not None
    read = await INTAKE.read_typed(shown, article)
    assert read.article == article
    assert not read.dropped


async def test_an_article_of_several_fields_comes_back_as_it_was() -> None:
    blocks = [f"{'Long words stand in paragraph '} {number} of this text. " * 20 for number in range(9)]
    article = Article("a", "A title", "\n\n".join(block.strip() for block in blocks))
    shown = prefill(article)
    assert shown is not None
    assert len(shown.texts) == 3
    assert max(map(len, shown.texts)) <= FIELD_CHARS
    assert (await INTAKE.read_typed(shown, article)).article == article


@given(st.lists(st.integers(1, 3 * FIELD_CHARS), min_size=1, max_size=8))
def test_a_text_is_divided_between_blocks_or_not_at_all(lengths: list[int]) -> None:
    body = "\n\n".join("x" * length for length in lengths)
    parts = divide_text(body)
    if parts is None:
        assert len(body) > FIELD_CHARS
    else:
        assert "\n\n".join(parts) == body
        assert len(parts) <= 3
        assert all(len(part) <= FIELD_CHARS for part in parts)


async def test_what_looks_like_markup_is_the_text_itself() -> None:
    typed = Typed(
        "A title", "", ("It cost 5 * 3 * 2 [sic] euros & more, the_council_said `so`.\n1. It is a line.",)
    )
    read = await INTAKE.read_typed(typed)
    assert read.article.body == typed.texts[0]


async def test_an_article_that_is_typed_states_its_source_in_lines() -> None:
    source = "Publisher: The Post: online\n\nPUBLISHED: 2031-02-03\nbased on: One\nBased_on: Two\nauthor:"
    read = await INTAKE.read_typed(Typed("The bridge, again", source, ("The bridge opened on Monday.",)))
    article = read.article
    assert (article.id, article.title) == ("the-bridge-again", "The bridge, again")
    assert (article.publisher, article.published, article.author) == (
        "The Post: online",
        date(2031, 2, 3),
        None,
    )
    assert article.based_on == ("One", "Two")


async def test_a_stated_id_goes_before_the_one_made_from_the_title() -> None:
    read = await INTAKE.read_typed(Typed("The bridge", "id: bridge-2", ("The bridge opened on Monday.",)))
    assert read.article.id == "bridge-2"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("The Post", "the line “The Post” of the source: begin it with publisher, author"),
        ("paper: The Post", "the line “paper: The Post” of the source: begin it"),
        ("author: A\nauthor: B", "two lines of “author”"),
        ("published: yesterday", "'yesterday' is no date; write year-month-day"),
        ("url: javascript:alert(1)", "is no web address"),
    ],
)
async def test_a_source_that_cannot_be_read_says_which_line(source: str, said: str) -> None:
    with pytest.raises(ArticleError, match=said):
        await INTAKE.read_typed(Typed("A title", source, ("The bridge opened on Monday.",)))


def test_the_id_of_an_article_that_is_there_cannot_be_typed_over() -> None:
    with pytest.raises(ArticleError, match="begin it with"):
        parse_source_lines("id: other")


def test_source_lines_name_what_is_known_and_nothing_else() -> None:
    article = Article("a", "A title", "Text.", publisher="The Post", published=date(2031, 2, 3))
    assert render_source_lines(article) == "publisher: The Post\npublished: 2031-02-03"


@given(st.text(min_size=1))
def test_any_title_makes_an_id(title: str) -> None:
    assert is_identifier(make_id(title)) or make_id(title) == "readme"


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("Élan: the “café”, 2031!", "elan-the-cafe-2031"),
        ("جسر الميناء", "article-"),
        ("港の橋 2031", "article-"),
        ("x" * 300, "x" * 60),
    ],
)
def test_an_id_is_made_of_the_latin_letters_of_a_title_or_is_a_short_hash(title: str, made: str) -> None:
    assert make_id(title).startswith(made)
    assert len(make_id(title)) <= 60


async def test_the_files_of_two_moderators_are_in_memory_at_a_time_and_no_more() -> None:
    released, reading = asyncio.Event(), 0

    class Held:
        filename, size = "a.txt", 40

        async def read(self) -> bytes:
            nonlocal reading
            reading += 1
            await released.wait()
            return b"Bridge closes\n\nThe bridge closed on Monday."

    intake = Intake(ArticleReaders(max_bytes=1_000_000), 1_000_000)
    file: Any = Held()
    article = Article("a", "A bridge", "It is open.")
    work = [*(intake.read_files([file]) for _ in range(5)), intake.read_edited_file(file, article)]
    tasks = [asyncio.ensure_future(each) for each in work]
    for _ in range(50):
        await asyncio.sleep(0)
    assert reading == 2
    released.set()
    await asyncio.gather(*tasks)
    assert reading == 6
