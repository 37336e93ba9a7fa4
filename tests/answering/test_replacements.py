import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.replacements import Replacement, find_replacements
from bot.domain import AliasGroups
from bot.text.tokens import split_tokens
from tests.builders import make_index

BODY = "Ada signed a peace deal. The Lind family met the Marsh family. Boats came."


def find(question: str, quote: str, aliases: AliasGroups = ()) -> list[Replacement]:
    query = make_index(BODY, aliases=aliases).analyse(question)
    asked, said = list(split_tokens(query.text)), list(split_tokens(quote))
    return list(find_replacements(query, asked, quote, said))


def test_another_word_beside_the_same_one_stands_in_its_place() -> None:
    (found,) = find("Who signed the peace deal?", "Ada signed the trade deals.")
    assert found == Replacement("peace", "trade", "deal", elsewhere=False, named=False)


def test_it_is_said_that_the_word_stands_elsewhere_and_that_both_are_names() -> None:
    (found,) = find("Who signed the peace deal?", "For peace, Ada signed a trade deal.")
    assert found.elsewhere
    (found,) = find("Who met the Marsh family?", "Ada met the Lind family.")
    assert found.named


@pytest.mark.parametrize(
    "quote",
    [
        "Ada signed a peace deal.",
        "Ada signed a trade deal and a peace deal.",
        "Ada signed the deal.",
        "Ada signed a trade, a deal or a letter.",
        "Deal or no deal.",
        "Ada signed 3 deals.",
        "Ada came.",
        "",
    ],
)
def test_nothing_is_replaced_where_the_pair_stands_or_no_other_word_does(quote: str) -> None:
    assert not find("Who has a peace deal?", quote)


def test_a_word_that_means_the_same_replaces_nothing() -> None:
    assert not find("Who bought the big boat?", "Ada bought the large boat.")


def test_what_is_asked_for_and_what_has_aliases_is_not_replaced() -> None:
    assert not find("Which trade deal did Ada sign?", "Ada signed the peace deal.")
    aliases = (("EU", "European Union"),)
    assert find("Who wrote the EU law?", "Ada wrote the Union law.")
    assert not find("Who wrote the EU law?", "Ada wrote the Union law.", aliases)


def test_the_verb_behind_its_subject_is_no_pair_with_it() -> None:
    for question in (
        "Why did Ada sail?",
        "Is Ada sailing?",
        "Has the boat sailed?",
        "Why is the boat sailed?",
    ):
        assert not find(question, "Bo sailed. Lind sails.")
    assert not find("Was Ada sailing Marsh boats?", "Bo sailing was a joy.")
    assert find("Was the Marsh boat there?", "A Lind boat sailed.")


TEXTS = st.lists(
    st.sampled_from(["Ada", "the", "peace", "trade", "deal", "boat", "12", ",", "-", "?"]), max_size=10
)


@given(TEXTS.map(" ".join), TEXTS.map(" ".join))
def test_what_is_asked_and_said_are_words_of_the_two_texts(question: str, quote: str) -> None:
    for found in find(question, quote):
        assert f"{found.asked} {found.kept}" in " ".join(question.replace(" - ", " ").split())
        assert found.said in quote
        assert found.said not in question
    assert not find(quote, quote)
