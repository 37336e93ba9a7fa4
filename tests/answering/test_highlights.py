import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.answering.highlights import find_highlight
from tests.builders import make_index

INDEX = make_index()


@pytest.mark.parametrize(
    ("question", "quote", "expected"),
    [
        ("How many boats came?", "On Monday, 1,200 boats came.", "1,200"),
        ("How many boats came?", "A dozen boats came.", "A dozen"),
        ("How much did it cost?", "The repair cost $2.5 million in all.", "$2.5 million"),
        ("How long was it closed?", "In 2020 it was closed for six weeks.", "six weeks"),
        ("How long a closure was it?", "A 3-month closure was ordered.", "3-month"),
        ("When was it closed?", "The mayor closed it on 3 May 2021.", "3 May 2021"),
        ("Since when is it closed?", "It has been closed since February.", "February"),
        ("In which year did it open?", "It opened in 1987 with a parade.", "1987"),
        ("Who found the crack?", "The crack was found by diver Ana Lind on Monday.", "Ana Lind"),
        ("Who found the crack?", "Nobody knows.", None),
        ("Who found the crack?", "Then Ana Lind found the crack.", "Ana Lind"),
        ("Who found the crack?", "Finally Ana Lind found the crack.", "Ana Lind"),
        ("Who found the crack?", "In January a crack was found with AI tools by Bo Marsh.", "Bo Marsh"),
        ("Who found the crack?", "The Spanish diver Ana Lind found a crack for Blue Line.", "Ana Lind"),
        ("Who found the crack?", "Blue Line Holding found the crack on Monday.", "Blue Line Holding"),
        ("Who found the crack in Dunford?", "In Lindvik and Dunford, Marsh found cracks.", "Marsh"),
        ("Who found the crack?", "The crack was found in January by divers.", None),
        ("Why was it closed?", "A crack was found in 2020.", None),
        ("Why was the bridge closed?", "The bridge was closed on Monday by the tall mayor.", None),
        (
            "Why was the bridge closed?",
            "In May the bridge closed; a crack led to doubts.",
            "a crack",
        ),
        ("How many of the 12 boats came?", "Of the 12 boats, 7 came.", "7"),
        ("How many cars burnt in 2023?", "In all, 20 cars burnt.", "20"),
        ("Who besides Annabel came?", "It was only Ann who came.", "Ann"),
        ("How many boats came?", "Boats came: 10,000\nin all.", "10,000"),
        ("How many boats came on 3 May 2021?", "Boats came.", None),
        (
            "Why was it closed?",
            "It was closed because a crack was found, the mayor said.",
            "because a crack was found",
        ),
        ("Why was it closed?", "In May it was closed to save fuel.", "to save fuel"),
        ("How was it closed?", "It was closed by means of a chain.", "by means of a chain"),
        ("Where did the ferry sail?", "In all, the ferry sailed to Lindvik.", "Lindvik"),
        ("What did divers find?", "Divers found a deep crack in the pier.", "deep crack in the pier"),
        ("What did divers find?", "In May, the mayor spoke.", None),
        ("Was the bridge closed?", "The bridge was closed on Monday.", None),
        ("harbour bridge", "The harbour bridge is old.", None),
    ],
)
def test_the_answering_words_are_found(question: str, quote: str, expected: str | None) -> None:
    highlight = find_highlight(INDEX.analyse(question), quote)
    assert (highlight and highlight.of(quote)) == expected


QUESTIONS = [
    "How many boats?", "When did it close?", "Who came?", "How long was it closed?", "Why was it closed?",
    "What came?", "Where is it?", "How did it close?",
]  # fmt: skip
WORDS = ["it", "boats", "came", "closed", "3", "May", "in", "Lindvik", "because", ",", ".", "by", "a"]


@example("How many boats?", "0\r")
@example("Why was it closed?", "CAUSE .")
@given(st.sampled_from(QUESTIONS), st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_a_highlight_lies_inside_the_quote(question: str, quote: str) -> None:
    highlight = find_highlight(INDEX.analyse(question), quote)
    if highlight is not None:
        assert highlight.of(quote).strip() == highlight.of(quote) != ""
