import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.differences import Difference, describe_difference, find_closest, find_differences
from bot.answering.evidence import weigh_evidence
from tests.builders import make_index

SENTENCE = "Ana Lind bought 12 boats and two piers for 5 million euros on Monday."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lind bought 15 boats.", [("15", "12")]),
        ("Lind bought a dozen boats and three piers.", [("three", "two")]),
        (
            "Lind paid 7 million euros on Friday.",
            [("7 million euros", "5 million euros"), ("Friday", "Monday")],
        ),
        ("Lind bought more than 10 boats.", []),
        ("Lind bought boats on 3 May.", []),
        ("Bo Marsh bought 12 boats.", [("Bo Marsh", "Ana Lind")]),
        ("Marsh of Lindvik bought 12 boats from Blue Line, and Lind did.", []),
        ("Lind bought 15 cats.", []),  # of the boats or the piers
        ("", []),
    ],
)
def test_figures_dates_and_names_are_put_beside_those_in_their_place(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(one.said, one.found) for one in find_differences(text, SENTENCE)] == expected


def test_what_differs_is_told_without_a_judgement() -> None:
    said = [describe_difference(Difference("15", found), "question") for found in ("12", None)]
    assert said == [
        "The closest sentence says “12” where the question says “15”.",
        "The closest sentence does not name “15”.",
    ]


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        ("Lind bought 15 boats.", True),
        ("Lind bought 12 boats.", False),
        ("Lind sold 15 old zebras to sailors.", False),
        ("Lind 15", False),
    ],
)
def test_only_a_sentence_that_holds_nearly_all_the_rest_is_close(text: str, differs: bool) -> None:
    index = make_index(SENTENCE, "Nobody bought the casino.")
    query = index.analyse(text)
    assert (find_closest(query, weigh_evidence(index, query, most_chars=400)) is not None) is differs


WORDS = st.lists(
    st.sampled_from(["Ana Lind", "Bo", "12", "15", "boats", "on Monday", "in May", "two", "$5", "."])
)


@given(WORDS.map(" ".join) | st.text(), WORDS.map(" ".join) | st.text())
def test_a_difference_stands_word_for_word_on_either_side(text: str, sentence: str) -> None:
    for one in find_differences(text, sentence):
        assert one.said in text
        assert one.found is None or (one.found in sentence and one.found != one.said)
    assert find_differences(text, text) == ()
