import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.abbreviations import find_abbreviations, find_compounds, merge_groups
from bot.text.vocabulary import Vocabulary

EMPTY = Vocabulary([])


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("He trained a large language model (LLM) at home.", ("LLM", "large language model")),
        ("They bought graphics processing units (GPUs).", ("GPU", "graphics processing unit")),
        ("The GPU (graphics processing unit) is hot.", ("GPU", "graphics processing unit")),
        ("By the Ministry of Defence (MoD), it said.", ("MoD", "Ministry of Defence")),
        ("A Multi-Protocol Label Switching (MPLS) net", ("MPLS", "Multi-Protocol Label Switching")),
        ("At the Dunford Stock Exchange (DSE) and the DSE (a b)", ("DSE", "Dunford Stock Exchange")),
        ("the Treaty on the Safety of Boats (TSB)", ("TSB", "Treaty on the Safety of Boats")),
    ],
)
def test_an_abbreviation_in_brackets_is_found(text: str, pair: tuple[str, str]) -> None:
    assert find_abbreviations(text) == (pair,)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Dunford (DSE) closed the bridge.",
        "Ada Marsh (Labour) and Ben Hill (49) met (as planned).",
        "The end. Large language. Model (LLM) is odd.",
        "It is of the (OT) kind.",
        "The price of (EUR) tickets",
        "Apples and a pear (APPLES)",
        "(LLM) (GPU)",
        "Large language model (llm)",
        "LLM (a model)",
        "",
    ],
)
def test_what_the_words_before_do_not_spell_is_none(text: str) -> None:
    assert find_abbreviations(text) == ()


def test_names_written_as_one_word_are_found_with_their_words() -> None:
    text = "HarbourNet and OpenTV carried DeepSound's show. HarbourNet did so again."
    assert find_compounds(text) == (
        ("HarbourNet", "Harbour Net"),
        ("OpenTV", "Open TV"),
        ("DeepSound", "Deep Sound"),
    )


@pytest.mark.parametrize(
    "text", ["LinkedIn", "McKay", "DeVille", "WordLand is word land.", "DUNFORD", "iPhone", "Bridge"]
)
def test_a_name_whose_parts_are_no_words_or_are_said_apart_is_none(text: str) -> None:
    assert find_compounds(text) == ()


def test_what_was_found_becomes_groups_beside_those_of_moderators() -> None:
    groups = (("LLM", "chat model"), ("OpenTV", "the channel"))
    found = [("LLM", "large language model"), ("GPU", "graphics processing unit"), ("OpenTV", "Open TV")]
    assert merge_groups(groups, found, EMPTY) == (
        ("LLM", "chat model"),
        ("OpenTV", "the channel", "Open TV"),
        ("GPU", "graphics processing unit"),
    )


def test_an_abbreviation_of_two_things_is_left_out_and_plurals_are_one() -> None:
    found = [("TCR", "T cell receptor"), ("TCR", "T cell receptors"), ("ABC", "a b c"), ("ABC", "air base c")]
    assert merge_groups((), found, EMPTY) == (("TCR", "T cell receptor"),)


def test_an_abbreviation_that_is_a_word_of_the_articles_is_left_out() -> None:
    vocabulary = Vocabulary(["The mayor will act on it. He lives in ACT."])
    assert merge_groups((), [("ACT", "All Cities Today"), ("DSE", "Dunford Stock Exchange")], vocabulary) == (
        ("DSE", "Dunford Stock Exchange"),
    )


TERMS = st.sampled_from(["AB", "ab", "CD", "EF", "alpha beta", "Alpha Beta", "alpha betas", "c d"])


@given(st.lists(st.tuples(TERMS, TERMS), max_size=8))
def test_a_term_stands_in_one_group_only_and_groups_that_are_given_stay(found: list[tuple[str, str]]) -> None:
    given_groups = (("AB", "Alpha Beta"), ("gamma", "delta"))
    merged = merge_groups(given_groups, found, EMPTY)
    terms = [term.casefold() for group in merged for term in group]
    assert len(terms) == len(set(terms))
    assert merged[:2] == tuple(
        (*group, *more[len(group) :]) for group, more in zip(given_groups, merged, strict=False)
    )


@given(st.lists(st.sampled_from(["(", ")", "AB", "alpha", "beta", "ABs", ".", "\n", "of"])).map(" ".join))
def test_both_forms_stand_in_the_text(text: str) -> None:
    for short, long in find_abbreviations(text):
        assert short in text
        assert long.split()[0] in text
