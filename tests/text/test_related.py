from importlib.resources import files

from bot.text.analysis import Analyzer
from bot.text.related import related_words
from bot.text.tokens import split_tokens


def read_groups() -> list[list[str]]:
    lines = files("bot.text").joinpath("related.txt").read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


def test_every_group_has_two_words_at_least_and_none_of_them_twice() -> None:
    for group in read_groups():
        assert len(set(group)) == len(group) >= 2, group


def test_no_group_stands_there_twice() -> None:
    groups = [frozenset(group) for group in read_groups()]
    assert len(set(groups)) == len(groups)


def test_every_word_is_one_that_a_text_can_hold() -> None:
    for group in read_groups():
        for word in group:
            assert [token.text for token in split_tokens(word.upper())] == [word]


def test_being_related_goes_both_ways_and_never_to_oneself() -> None:
    related = related_words()
    for word, others in related.items():
        assert word not in others
        assert others
        assert all(word in related[other] for other in others)


def test_it_does_not_carry_over_from_one_group_to_the_next() -> None:
    related = related_words()
    assert "weight" in related["heavy"]
    assert any(others - related[other] - {other} for others in related.values() for other in others)


def test_no_group_is_of_one_stem_only() -> None:
    # Words of one stem match anyway: such a group would do nothing.
    analyzer = Analyzer("en")
    for group in read_groups():
        assert len({analyzer.read(word).terms for word in group}) >= 2, group
