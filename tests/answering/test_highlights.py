import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.answering.highlights import find_highlight


@pytest.mark.parametrize(
    ("question", "quote", "expected"),
    [
        ("How many boats came?", "On Monday, 1,200 boats came.", "1,200"),
        ("How many boats came?", "A dozen boats came.", "dozen"),
        ("How much did it cost?", "The repair cost $2.5 million in all.", "$2.5 million"),
        ("How long was it closed?", "In 2020 it was closed for six weeks.", "six weeks"),
        ("How long a closure was it?", "A 3-month closure was ordered.", "3-month"),
        ("When was it closed?", "The mayor closed it on 3 May 2021.", "3 May 2021"),
        ("Since when is it closed?", "It has been closed since February.", "February"),
        ("In which year did it open?", "It opened in 1987 with a parade.", "1987"),
        ("Who found the crack?", "The crack was found by diver Ana Lind on Monday.", "Ana Lind"),
        ("Who found the crack?", "Nobody knows.", None),
        ("Why was it closed?", "A crack was found in 2020.", None),
        ("How many of the 12 boats came?", "Of the 12 boats, 7 came.", "7"),
        ("How many cars burnt in 2023?", "In all, 20 cars burnt.", "20"),
        ("Who besides Annabel came?", "It was only Ann who came.", "Ann"),
        ("How many boats came?", "Boats came: 10,000\nin all.", "10,000"),
    ],
)
def test_the_answering_words_are_found(question: str, quote: str, expected: str | None) -> None:
    highlight = find_highlight(question, quote)
    assert (highlight and highlight.of(quote)) == expected


@example("How many?", "0\r")
@given(st.sampled_from(["How many?", "When?", "Who?", "How long?"]), st.text())
def test_a_highlight_lies_inside_the_quote(question: str, quote: str) -> None:
    highlight = find_highlight(question, quote)
    if highlight is not None:
        assert highlight.of(quote).strip() == highlight.of(quote) != ""
