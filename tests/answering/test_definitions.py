import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.definitions import defines


@pytest.mark.parametrize(
    "sentence",
    [
        "A bascule bridge is a bridge that opens.",
        "Bascule bridges are rare.",
        "The term bascule bridge refers to a bridge that opens.",
        "The bascule bridge, common in ports, is a bridge that opens.",
        "It was called a bascule bridge.",
        "Some opened, known as bascule bridges.",
        "A bascule bridge or drawbridge opens.",
        "A bascule bridge (a drawbridge) opens.",
    ],
)
def test_a_sentence_with_the_form_of_a_definition_defines(sentence: str) -> None:
    assert defines(sentence, "bascule bridge")


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "The bascule bridge closed.",
        "In May the bascule bridge was closed.",
        "The bascule bridge closed; it is old.",
        "A bascule bridge (1931) closed.",
        "It was called a bridge.",
    ],
)
def test_one_that_only_speaks_of_the_thing_does_not(sentence: str) -> None:
    assert not defines(sentence, "bascule bridge")


@given(st.text(max_size=40), st.text(max_size=20))
def test_any_text_can_be_asked_about(sentence: str, thing: str) -> None:
    assert defines(sentence, thing) in {True, False}
    assert not defines(sentence, "")
