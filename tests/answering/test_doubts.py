from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.doubts import DOUBTS, Doubt, find_doubts
from tests.builders import make_index

INDEX = make_index("The mayor, Ada Marsh, met Bo Lind. Then Ada Marsh and Bo Lind closed a bridge in May.")


def find(question: str, quote: str) -> list[Doubt]:
    return find_doubts(INDEX.analyse(question), quote)


@pytest.mark.parametrize(
    ("question", "quote", "names"),
    [
        ("Did the bridge close?", "The bridge closed.", []),
        ("Did the bridge not close?", "The bridge closed.", ["denied word", "denied", "negative"]),
        ("Did the bridge not close?", "The bridge never closed.", ["negative"]),
        ("Did the bridge close?", "The bridge never closed.", ["denying word"]),
        ("Did the bridge close?", "The bridge closed, and boats could not pass.", []),
        ("Did Bo not sign the deal?", "Ada did not come, but Bo signed a deal.", ["denied word", "negative"]),
        ("Who was the non-local buyer?", "The local buyer came.", ["denied word", "denied", "negative"]),
        ("Did the president close it?", "The president went and closed it.", []),
        ("Was the north pier closed?", "The south pier was closed.", ["opposite", "other word"]),
        ("Was the north pier closed?", "The south pier and the north pier were closed.", []),
        ("Was the pier open or closed?", "The pier was closed.", []),
        ("Was the plan unknown?", "The plan was not known.", ["negative"]),
        ("Did the work begin?", "The work started and ended.", []),
        ("Did 12 boats come?", "13 boats came.", ["other figure"]),
        ("Did 12 boats come?", "12 boats and 3 cars came.", []),
        ("Did 12 boats come?", "Boats came.", []),
        ("Did 12 boats come?", "A dozen boats came.", []),
        ("What came in March 2031?", "Boats came in May 2031.", ["other figure"]),
        ("What came in 2031?", "Boats came in May 2031.", []),
        ("What came in 2031?", "Boats came in May 2032 and in 2031.", []),
        ("How many boats (march)?", "At the march on 2 May came 6 boats.", []),
        ("What is in Dock II?", "Boats are in Dock IV.", ["other numeral"]),
        ("What is in Dock II?", "Boats are in Dock IV and Dock II.", []),
        ("Was Ada Marsh there?", "The mayor, Bo Lind, was there.", ["other name"]),
        ("Was Ada Marsh there?", "The mayor, Ada Marsh, was there.", []),
        ("Was Ada Marsh there?", "The mayor was there.", []),
        ("Who signed the fishing deal?", "Ada signed the trade deal.", ["other word"]),
        ("Who signed the fishing deal?", "Ada signed the trade deal on fishing.", []),
        (
            "Who met the Marsh family?",
            "Ada met the Lind family.",
            ["other word", "other epithet", "other name"],
        ),
        ("Who owned the first boat?", "Ada owned a boat.", ["rank"]),
        ("Who owned the fastest boat?", "Ada owned a boat.", ["rank"]),
        ("Who owned the fastest boat?", "Ada owned the most rapid of boats.", []),
        ("Who owned the forest?", "Ada owned a boat.", []),
    ],
)
def test_a_quote_that_says_otherwise_is_in_doubt(question: str, quote: str, names: list[str]) -> None:
    assert [doubt.name for doubt in find(question, quote)] == names


@pytest.mark.parametrize(
    ("question", "quote", "words"),
    [
        ("Was the north pier closed?", "The south pier was closed.", "it says “south”, not “north”"),
        ("Did 12 boats come?", "13 boats came.", "it says “13”, not “12”"),
        ("What is in Dock II?", "Boats are in Dock IV.", "it says “Dock IV”, not “Dock II”"),
        ("Was Ada there?", "The mayor, Bo Lind, was there.", "it does not name “Ada”"),
        ("Who signed the peace deal?", "Ada signed a trade deal.", "it says “trade deal”, not “peace deal”"),
        ("Who owned the first boat?", "Ada owned a boat.", "it does not say “first”"),
        ("Did boats come?", "Boats did not come.", "it denies “come”"),
        ("Did boats not come?", "Boats came.", "the question denies “came”, and the quote does not"),
    ],
)
def test_what_is_said_of_a_doubt_names_the_words(question: str, quote: str, words: str) -> None:
    assert find(question, quote)[0].words == words


def test_a_name_weighs_by_its_share_of_the_question() -> None:
    quote = "The mayor, Bo Lind, closed a bridge."
    (most,) = find("Was it Ada?", quote)
    (half,) = find("Did Ada close it?", quote)
    assert (most.weight, half.weight) == (1.0, 0.5)


def test_the_gravest_comes_first() -> None:
    doubts = find("Did Ada not see 12 boats in the north?", "In the south, Bo saw 13 boats.")
    assert [doubt.name for doubt in doubts] == [
        "opposite", "other figure", "other name", "denied", "negative"
    ]  # fmt: skip


def test_words_that_only_english_has_are_no_doubts_in_another_language() -> None:
    query = make_index("No hay barcos. El puente norte se cerró.").analyse("¿No hay barcos?")
    assert query.language == "en"  # what an article states goes before what it is written in
    spanish = replace(query, language="es")
    assert find_doubts(query, "Hay barcos.")
    assert not find_doubts(spanish, "Hay barcos.")


PIECES = [
    "Ada",
    "Bo",
    "not",
    "12",
    "13",
    "north",
    "south",
    "came",
    "president",
    "?",
    ".",
    "in May",
    "unhappy",
    "happy",
]
TEXTS = st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)


@given(TEXTS, TEXTS)
def test_each_doubt_is_known_is_there_once_and_weighs_a_share(question: str, quote: str) -> None:
    doubts = find(question, quote)
    names = [doubt.name for doubt in doubts]
    assert len(set(names)) == len(names)
    assert set(names) <= set(DOUBTS)
    assert all(0 < doubt.weight <= 1 for doubt in doubts)
    assert all(doubt.words and not doubt.words.endswith(".") for doubt in doubts)


@given(TEXTS)
def test_a_quote_that_is_the_question_is_in_no_doubt(text: str) -> None:
    query = INDEX.analyse(text)
    assert {doubt.name for doubt in find_doubts(query, query.text)} <= {"negative"}
