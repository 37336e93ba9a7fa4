import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.dependence import leans_on_previous, may_lean_on_previous, starts_with_pronoun


@pytest.mark.parametrize(
    "sentence",
    [
        "She came.",
        "“He came.”",
        "The company paid.",
        "However, the mayor spoke.",
        "In 1990, the company paid.",
        "Later, they paid.",
        "Divers closed its pier.",
        "As a result, Dunford burnt.",
    ],
)
def test_a_sentence_with_a_pronoun_or_a_connective_in_front_leans_on_the_one_before(sentence: str) -> None:
    assert leans_on_previous(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "Dunford closed.",
        "The Hague burnt.",
        "In 1990, Ana Lind paid.",
        "Yesterday Ana Lind closed it.",
        "Mayors closed old bridges.",
        "Theory is grey.",
        "Itself, a bridge.",
        "Die Brücke wurde gesperrt.",
    ],
)
def test_a_sentence_that_names_its_subject_stands_alone(sentence: str) -> None:
    assert not leans_on_previous(sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("She came.", True),
        ("“Their boat sank.”", True),
        ("The mayor came.", False),
        ("Itself.", False),
        ("", False),
    ],
)
def test_only_personal_pronouns_in_front_count_as_such(sentence: str, expected: bool) -> None:
    assert starts_with_pronoun(sentence) is expected


def test_a_pronoun_or_a_definite_noun_phrase_after_a_name_may_lean() -> None:
    assert may_lean_on_previous("Yesterday Ana Lind closed it.")
    assert may_lean_on_previous("Ana Lind closed the bridge.")
    assert not may_lean_on_previous("Ana Lind closed The Hague.")
    assert not may_lean_on_previous("Ana Lind closed bridges" + " and bridges" * 10 + " of the town.")


@given(
    st.text() | st.lists(st.sampled_from(["The", "she", "In", "May,", "the", "it", "Ada", "“"])).map(" ".join)
)
def test_what_begins_with_a_pronoun_leans_and_may_lean(sentence: str) -> None:
    if starts_with_pronoun(sentence):
        assert leans_on_previous(sentence)
        assert may_lean_on_previous(sentence)
