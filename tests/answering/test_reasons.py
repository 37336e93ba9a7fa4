import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.reasons import find_cues, find_reasons


def reasons(sentence: str) -> list[str]:
    return [span.of(sentence) for span in find_reasons(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It closed because a crack was found, the mayor said.", ["because a crack was found"]),
        ("Owing to a crack; and to rust, it closed.", ["Owing to a crack"]),
        ("It closed for safety reasons.", ["for safety reasons"]),
        ("It was closed to prevent an accident.", ["to prevent an accident"]),
        ("It closed since it had a crack.", ["since it had a crack"]),
        ("The cause of the closure was a crack, or rust.", ["a crack, or rust"]),
        ("Its aim: a safe bridge.", ["a safe bridge"]),
        ("In May, a crack led to the closure.", ["a crack"]),
        ("A crack is the main reason for the closure.", ["A crack"]),
        ("The closure was caused by a crack.", ["caused by a crack"]),
    ],
)
def test_a_clause_that_gives_a_reason_is_told_by_its_words(sentence: str, expected: list[str]) -> None:
    assert reasons(sentence) == expected
    assert find_cues(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "It has been closed since May.",
        "It has been closed since the last flood.",
        "It is likely to help, and the town wants to keep it.",
        "The cause is not known.",
        "There are many causes of traffic.",
        "The closure was triggered at night.",
        "The results in most towns were alike.",
        "A crack was found.",
        "Die Brücke ist gesperrt, weil ein Riss gefunden wurde.",
        "",
    ],
)
def test_words_that_only_look_like_it_give_none(sentence: str) -> None:
    assert find_cues(sentence) == []
    assert reasons(sentence) == []


def test_where_the_reason_went_before_no_words_of_the_sentence_are_it() -> None:
    assert find_cues("Therefore the bridge closed.")
    assert reasons("Therefore the bridge closed.") == []


WORDS = [
    "a",
    "crack",
    "cause",
    "of",
    "was",
    "because",
    "led to",
    "to keep",
    "since",
    ",",
    ".",
    ":",
    "that",
    "\n",
]


@given(st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_a_reason_stands_in_the_sentence_without_loose_ends(sentence: str) -> None:
    for span in find_reasons(sentence):
        assert span.of(sentence) == span.of(sentence).strip() != ""
    end = 0
    for span in find_cues(sentence):
        assert end <= span.start < span.end <= len(sentence)
        end = span.end
