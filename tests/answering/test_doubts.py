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
        ("Did the bridge not close?", "The bridge closed.", ["denied", "negative"]),
        ("Did the bridge not close?", "The bridge never closed.", ["negative"]),
        ("Did the bridge close?", "The bridge never closed.", ["denying"]),
        ("Did the president close it?", "The president went and closed it.", []),
        ("Was the north pier closed?", "The south pier was closed.", ["opposite"]),
        ("Was the north pier closed?", "The south pier and the north pier were closed.", []),
        ("Did 12 boats come?", "13 boats came.", ["other number"]),
        ("Did 12 boats come?", "12 boats and 3 cars came.", []),
        ("Did 12 boats come?", "Boats came.", []),
        ("Did 12 boats come?", "A dozen boats came.", []),
        ("Was Ada Marsh there?", "The mayor, Bo Lind, was there.", ["other name"]),
        ("Was Ada Marsh there?", "The mayor, Ada Marsh, was there.", []),
        ("Was Ada Marsh there?", "The mayor was there.", []),
    ],
)
def test_a_quote_that_says_otherwise_is_in_doubt(question: str, quote: str, names: list[str]) -> None:
    assert [doubt.name for doubt in find(question, quote)] == names


def test_what_is_said_of_a_doubt_names_the_words() -> None:
    (doubt,) = find("Was the north pier closed?", "The south pier was closed.")
    assert doubt.words == "it says “south”, not “north”"
    (doubt,) = find("Did 12 boats come?", "13 boats came.")
    assert doubt.words == "it does not say “12”"
    (doubt,) = find("Was Ada there?", "The mayor, Bo Lind, was there.")
    assert doubt.words == "it does not name “Ada”"


def test_a_name_weighs_by_its_share_of_the_question() -> None:
    quote = "The mayor, Bo Lind, closed a bridge."
    (most,) = find("Was it Ada?", quote)
    (half,) = find("Did Ada close it?", quote)
    assert (most.weight, half.weight) == (1.0, 0.5)


def test_the_gravest_comes_first() -> None:
    doubts = find("Did Ada not see 12 boats in the north?", "In the south, Bo saw 13 boats.")
    assert [doubt.name for doubt in doubts] == [
        "opposite", "other number", "other name", "denied", "negative"
    ]  # fmt: skip


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
