import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.name_runs import find_names


def names(text: str, body: str = "") -> list[str]:
    return [name.text for name in find_names(text, body=body)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("When did Mira Halvorsen leave OpenRail's board?", ["Mira Halvorsen", "OpenRail"]),
        (
            "Is it true that AT&T bought O'Brien & Co. from the Bank of Lindvik?",
            ["AT&T", "O'Brien", "Co", "Bank of Lindvik"],
        ),
        ("where is the NATO of old, and what is a GPU", ["NATO", "GPU"]),
        ("I think that in March, on a Monday, A was asked.", []),
        ("WHO SANK THE FERRY MARIGOLD?", []),
        ("who sank the ferry?", []),
        ("", []),
        (
            "Petri, Varga and Brandt met. Then Anders van Dijk came.",
            ["Petri", "Varga", "Brandt", "Anders van Dijk"],
        ),
    ],
)
def test_names_are_told_by_their_capitals(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_the_first_word_of_a_sentence_is_a_name_if_nothing_speaks_against_it() -> None:
    assert names("Engineers from Holm came.", "Two engineers.") == ["Holm"]
    assert names("Kroll came. Helping Kroll is hard.") == ["Kroll", "Kroll"]
    assert names("Business Weekly reports it.", "He is in business.") == ["Weekly"]
    assert names("Business Weekly reports it.", "He is in business, Business Weekly said.") == [
        "Business Weekly"
    ]


def test_the_word_before_a_name_is_known() -> None:
    found = [(name.text, name.preceded) for name in find_names("Brandt met the “Gazette” in Holm.")]
    assert found == [("Brandt", ""), ("Gazette", "the"), ("Holm", "in")]


@given(st.text())
def test_a_name_stands_where_it_is_said_to_stand(text: str) -> None:
    end = 0
    for name in find_names(text):
        assert name.start >= end
        assert text[name.start : name.end] == name.text
        end = name.end
