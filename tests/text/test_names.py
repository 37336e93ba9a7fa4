import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.names import find_capitalised, find_names
from bot.text.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    [
        "The mayor, Ada Marsh, closed the Harbour Bridge in May. Then Ada said that GPUs are near.",
        "It was a bridge near the open harbour of Dunford.",
    ]
)


def named(question: str) -> list[str]:
    return [re.findall(r"\w+", question[start:])[0] for start in sorted(find_names(question, VOCABULARY))]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Did Tim Cook call Ada Marsh?", ["Tim", "Cook", "Ada", "Marsh"]),
        ("did tim cook call ada marsh?", ["ada", "marsh"]),
        ("DID TIM COOK CALL ADA MARSH?", ["ADA", "MARSH"]),
        ("Did Tim Cook Open The Bridge Near Dunford?", ["Dunford"]),
        ("Marsh closed what?", ["Marsh"]),
        ("Painters closed what?", []),
        ("What did I see in May or on Monday?", []),
        ("Which GPUs and CPUs were used?", []),
        ("It is over. Painters said so, but who?", []),
        ("Who wrote “Gone away”?", []),
        ("", []),
        ("Кто закрыл Мост?", ["Мост"]),
    ],
)
def test_names_have_capitals_or_are_known_to_have_them(question: str, names: list[str]) -> None:
    assert named(question) == names


@given(st.text(max_size=80))
def test_names_are_words_of_the_question(question: str) -> None:
    found = find_names(question, VOCABULARY) | find_capitalised(question, VOCABULARY)
    assert all(question[start].isalpha() for start in found)
