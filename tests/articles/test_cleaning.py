import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles.cleaning import clean

PROSE = (
    "The council closed the old bridge on Monday after divers had found cracks in its northern arm.",
    "It will stay closed for eleven weeks, and lorries will be sent round by the coast road until then.",
    "Nobody on the quay was surprised, because the hinge had been making a noise since the summer.",
)
LINES = (
    *PROSE,
    "A title",
    "Published",
    "By Ana Example",
    "5 min read",
    "ADVERTISEMENT",
    "Related stories",
    "About the author",
    "Ana Example has written for three papers. In her spare time she rows.",
    "Newsletter",
    "Sign up for our newsletter to get the best of the week in your inbox.",
    "What it costs",
    "## What it costs",
    "- one of two",
    "$5.00 $6.00",
    "Prices last checked on Monday",
    "* * *",
    "ENDS",
    "Comments (3)",
    "Why?",
    "© 2024 The Example",
)
blocks = st.lists(
    st.sampled_from(LINES) | st.from_regex(r"[A-Za-z#$.?|-]([A-Za-z#$.?| -]{0,20}[a-z.?])?", fullmatch=True),
    max_size=14,
)


@given(blocks)
@settings(max_examples=300)
def test_every_block_is_kept_or_dropped_and_stays_as_it_was_in_its_order(given_blocks: list[str]) -> None:
    cleaned = clean(given_blocks, "A title")
    dropped = [part.text for part in cleaned.dropped]
    assert sorted([*cleaned.kept, *dropped]) == sorted(given_blocks)
    for some in (cleaned.kept, dropped):
        rest = iter(given_blocks)
        assert all(block in rest for block in some)
    assert all(part.reason for part in cleaned.dropped)


@given(blocks)
@settings(max_examples=300)
def test_cleaning_what_was_cleaned_drops_nothing(given_blocks: list[str]) -> None:
    once = clean(given_blocks, "A title")
    assert clean(once.kept, "A title") == type(once)(once.kept, ())


def _drop(*extra: str, title: str = "A title") -> dict[str, str]:
    return {part.text: part.reason for part in clean((*PROSE, *extra), title).dropped}


@pytest.mark.parametrize(
    "line",
    [
        "Published",
        "Updated 14 May 2024, 10.15",
        "2 minutes & 12 seconds read time",
        "By Ana Example and Bo Other | 14 May 2024 | Updated 2:15 p.m.",
        "Advertisement",
        "Ad · scroll on",
        "Share this story on Chirp",
        "Read more: The bridge that nobody wanted",
        "Tags: bridges, harbours",
        "Back to top",
        "All rights reserved.",
        "Photo: the bridge on Monday night",
        "This website uses cookies so that it can remember you.",
        "Did you find this article helpful?",
        "Please e-mail us at desk@paper.example if you have a question.",
        "We may earn a commission when you buy through our links.",
        "Already a subscriber? Log in to read on.",
        "Explore More See all news",
        "Get the week’s best stories delivered to your inbox every Friday.",
        "------",
    ],
)
def test_a_line_of_the_page_is_dropped_wherever_it_stands(line: str) -> None:
    assert line in _drop(line)
    assert clean((PROSE[0], line, *PROSE[1:]), "A title").kept == PROSE


def test_a_repeated_title_is_dropped_with_what_stands_above_it() -> None:
    cleaned = clean(("The Example", "Wind: light", "A TITLE!", *PROSE), "A title")
    assert cleaned.kept == PROSE
    assert [part.reason for part in cleaned.dropped] == [
        "stands above the title",
        "stands above the title",
        "repeats the title",
    ]


def test_a_title_in_the_middle_of_the_article_takes_nothing_with_it() -> None:
    assert clean((*PROSE, "A title", PROSE[0]), "A title").kept == (*PROSE, PROSE[0])


def test_what_follows_an_about_the_author_label_belongs_to_it() -> None:
    text = "News on this page is made by several people who also make a magazine that comes out every week."
    assert set(_drop("About the Author", text)) == {"About the Author", text}


def test_a_label_at_the_head_takes_no_more_than_the_block_below_it() -> None:
    bio = "Ana Example is a reporter who writes on harbours."
    assert clean(("About the author", bio, *PROSE), "A title").kept == PROSE


def test_a_list_of_links_ends_where_prose_goes_on() -> None:
    found = clean((PROSE[0], "Related stories", "Chip shop to open", "Tides to rise", *PROSE[1:]), "A title")
    assert found.kept == PROSE


def test_a_price_notice_takes_the_table_above_it_and_no_prose() -> None:
    table = ("Rucksack, 22 litres", "Barley & Sons $38.50", "Outlet $41.00")
    notice = "Prices seen at noon today; they may be different when you get there."
    assert clean((PROSE[0], *table, notice, *PROSE[1:]), "A title").kept == PROSE


def test_short_lines_between_boilerplate_go_and_headings_of_the_article_stay() -> None:
    assert "What is in her bag?" in _drop("Buy at Shop", "What is in her bag?", "Newsletter")
    assert clean((PROSE[0], "What it costs", PROSE[1]), "A title").dropped == ()


def test_a_biography_is_told_from_news_about_a_reporter() -> None:
    bio = "Ana has written for three papers. In her spare time, she rows."
    assert bio in _drop(bio, "Newsletter")
    assert clean((bio, *PROSE), "A title").kept == (bio, *PROSE)


def test_a_paragraph_that_is_half_news_stays() -> None:
    mixed = f"{PROSE[0]} Sign up for our newsletter."
    assert clean((mixed,), "A title").kept == (mixed,)


@pytest.mark.parametrize(
    "given_blocks",
    [
        ["your we our sign up cookies " * 20_000],
        ["Related", "Comments", "$5", "Prices checked at noon"] * 3_000,
        ["Ana has written for three papers. In her spare time, she rows."] * 3_000,
    ],
    ids=["one endless sentence", "labels alone", "biographies alone"],
)
def test_an_article_made_to_be_slow_comes_to_an_end_whole(given_blocks: list[str]) -> None:
    # With rules that are quadratic in the length this would not end within the life of a test run.
    cleaned = clean(given_blocks, "A title")
    assert len(cleaned.kept) + len(cleaned.dropped) == len(given_blocks)
