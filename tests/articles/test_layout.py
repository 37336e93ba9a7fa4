import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.hyphenation import Mender
from bot.articles.layout import Line, lay_out

STEP = 12.0
WIDTH = 200.0
LETTER = 5.0


def set_lines(*texts: str, page: int = 0, top: float = 700, left: float = 50, size: float = 10) -> list[Line]:
    """Return lines below one another; one that ends in a hyphen is divided there."""
    return [
        Line(
            text.removesuffix("-"),
            page,
            left,
            left + len(text) * LETTER,
            top - STEP * i,
            size,
            divided=text.endswith("-"),
        )
        for i, text in enumerate(texts)
    ]


FULL = "The bridge was closed on Monday by them,"
MORE = "and it will be opened again in the month"


def test_lines_up_to_the_margin_are_one_paragraph() -> None:
    assert lay_out(set_lines(FULL, MORE, "of June.")).blocks == (f"{FULL} {MORE} of June.",)


@pytest.mark.parametrize("last", ["of June.", "of June"])
def test_a_line_that_had_room_for_the_next_word_ends_a_paragraph(last: str) -> None:
    assert lay_out(set_lines(FULL, MORE, last, FULL, MORE)).blocks == (
        f"{FULL} {MORE} {last}",
        f"{FULL} {MORE}",
    )


def test_an_indent_begins_a_paragraph() -> None:
    lines = [
        *set_lines(FULL, MORE),
        *set_lines(FULL[:38], top=700 - 2 * STEP, left=62),
        *set_lines(MORE, top=664),
    ]
    assert lay_out(lines).blocks == (f"{FULL} {MORE}", f"{FULL[:38]} {MORE}")


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    end = set_lines("of the year, said she.", page=1)
    lines = [*set_lines(FULL, MORE), *set_lines(FULL, MORE, left=300), *end]
    assert lay_out(lines).blocks == (f"{FULL} {MORE} {FULL} {MORE} of the year, said she.",)


def test_larger_letters_are_headings_and_the_largest_of_the_first_page_the_title() -> None:
    lines = [
        *set_lines("The bridge", top=760, size=20),
        *set_lines("The cost", top=720, size=14),
        *set_lines(FULL, MORE),
        *set_lines("Larger still", page=1, top=760, size=30),
    ]
    laid = lay_out(lines)
    assert laid.blocks == ("## The bridge", "## The cost", f"{FULL} {MORE}", "## Larger still")
    assert laid.title == "The bridge"


def test_a_page_number_recurs_though_it_changes_and_a_repeated_line_of_the_text_does_not() -> None:
    lines = [
        line
        for page in range(3)
        for line in (
            *set_lines(FULL, MORE, page=page, top=700),
            *set_lines(f"Page {page}", page=page, top=30),
        )
    ]
    laid = lay_out(lines)
    assert laid.edges == ("Page 0", "Page 1", "Page 2")
    assert laid.blocks == (f"{FULL} {MORE} {FULL} {MORE} {FULL} {MORE}",)


def test_lines_of_chinese_are_joined_without_a_space() -> None:
    lines = set_lines("大桥星期一关闭了因为检查员发现了", "裂缝")
    assert lay_out(lines).blocks == ("大桥星期一关闭了因为检查员发现了裂缝",)


def test_lines_from_right_to_left_stay_one_paragraph() -> None:
    first, second = "أغلق الجسر يوم الاثنين بعد أن وجد المفتشون", "شقوقا فيه."
    lines = set_lines(first, second)
    assert lay_out(lines).blocks == (f"{first} {second}",)


def test_bullets_begin_items() -> None:
    assert lay_out(set_lines("• one of them", "• two of them")).blocks == ("- one of them", "- two of them")


@pytest.mark.parametrize(
    ("known", "tail", "head", "joined"),
    [
        ("", "an inspec", "tor came", "an inspector came"),
        ("the long-term plan", "a long", "term plan", "a long-term plan"),
        ("the inspectors", "an in", "spectors", "an inspectors"),
        ("", "engineer-in", "chief", "engineer-in-chief"),
        ("", "Anglo", "Saxon", "Anglo-Saxon"),
        ("", "COVID", "19", "COVID-19"),
        ("", "Straßenverkehrs", "ordnung", "Straßenverkehrsordnung"),
    ],
)
def test_a_divided_word_is_put_together(known: str, tail: str, head: str, joined: str) -> None:
    mender = Mender([known])
    assert mender.join(tail, head) == joined
    assert mender.notes()[0].startswith("words divided at the end of a line were put together; check them: ")


def test_where_no_word_was_divided_nothing_is_noted() -> None:
    assert Mender(["a"]).notes() == ()


LINES = st.builds(
    Line,
    st.text(st.sampled_from("abc .-•AZ大ا\u0301"), min_size=1, max_size=20).filter(str.strip),
    st.integers(0, 3),
    *[st.floats(0, 500)] * 3,
    st.floats(0.1, 40),
    st.booleans(),
)


@given(st.lists(LINES, max_size=40))
def test_no_letter_is_lost_but_at_the_edges_and_none_is_added(
    lines: list[Line],
) -> None:
    laid = lay_out(lines)
    if not laid.edges:
        assert _letters(laid.blocks) == _letters(line.text for line in lines)
    assert all(block.strip() and "\n" not in block for block in laid.blocks)


def _letters(texts: Iterable[str]) -> str:
    return re.sub(r"[\W_]", "", "".join(texts))
