from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.opposites import denies, find_denied, find_opposite
from bot.text.related import related_words
from bot.text.stopwords import ENGLISH
from bot.text.tokens import split_tokens


def read_groups() -> list[list[str]]:
    lines = files("bot.text").joinpath("opposites.txt").read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(
    "text",
    [
        "It is not so.", "I don't know.", "He didn’t.", "They dont.", "It works without.", "Nothing came.",
        "It failed.", "They were UNABLE to.", "It cannot be.",
    ],
)  # fmt: skip
def test_a_word_of_negation_denies(text: str) -> None:
    assert denies(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A note.",
        "The president went to a restaurant.",
        "They want paint.",
        "A knot.",
        "Important agents.",
    ],
)
def test_letters_of_one_inside_another_word_do_not(text: str) -> None:
    assert not denies(text)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("It did not close.", {"close"}),
        ("They never signed the new treaty.", {"sign", "new"}),
        ("Ada's non-local buyer", {"local", "buyer"}),
        ("He refused to sign.", {"sign"}),
        ("It closed, not without the help of the very old mayor of the town.", {"help"}),
        ("It is not new, but old.", {"new"}),
        ("It closed.", set()),
        ("It is not.", set()),
        ("", set()),
    ],
)
def test_the_two_carrying_words_behind_one_of_negation_are_denied(text: str, denied: set[str]) -> None:
    assert find_denied(text, list(split_tokens(text))) == denied


@pytest.mark.parametrize(
    ("word", "words", "expected"),
    [
        ("north", {"the", "south"}, "south"),
        ("south", {"the", "north"}, "north"),
        ("north", {"north", "south"}, None),
        ("legal", {"illegal"}, "illegal"),
        ("unhappy", {"happy"}, "happy"),
        ("bridge", {"pier"}, None),
        ("act", {"inact"}, None),
        ("under", {"der"}, None),
        ("first", {"third", "second"}, "second"),
    ],
)
def test_the_word_that_excludes_another_is_found_where_that_one_is_missing(
    word: str, words: set[str], expected: str | None
) -> None:
    assert find_opposite(word, words) == expected


def test_every_group_has_two_words_at_least_none_twice_and_no_group_stands_there_twice() -> None:
    groups = read_groups()
    for group in groups:
        assert len(set(group)) == len(group) >= 2, group
    assert len({frozenset(group) for group in groups}) == len(groups)


def test_every_word_is_one_that_a_text_can_hold_and_no_group_of_function_words() -> None:
    for group in read_groups():
        for word in group:
            assert [token.text for token in split_tokens(word.upper())] == [word]
        assert set(group) - ENGLISH, group


def test_no_words_exclude_one_another_and_are_used_for_one_another() -> None:
    # "mother" asked for and "father" told is no match: either list may hold a pair, never both.
    pairs = [(word, other) for word, others in related_words().items() for other in others]
    assert [(word, other) for word, other in pairs if find_opposite(word, {other})] == []


@given(st.sampled_from(read_groups()), st.data())
def test_words_of_a_group_exclude_one_another(group: list[str], data: st.DataObject) -> None:
    one, other = data.draw(st.permutations(group))[:2]
    assert find_opposite(one, {other}) == other
    assert find_opposite(other, {one}) == one
    assert find_opposite(one, {one, other}) is None
