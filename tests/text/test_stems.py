import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.related import related_words
from bot.text.stems import family_prefix, is_of_family, mean_alike, related_stems, stem_english


@pytest.mark.parametrize(
    ("word", "stem"), [("bridges", "bridg"), ("went", "go"), ("children", "child"), ("cafés", "cafe")]
)
def test_all_forms_of_a_word_have_one_stem(word: str, stem: str) -> None:
    assert stem_english(word) == stem


def test_related_words_have_related_stems() -> None:
    word, others = next(iter(related_words().items()))
    assert related_stems()[stem_english(word)] >= {stem_english(o) for o in others} - {stem_english(word)}
    assert all(stem not in others for stem, others in related_stems().items())


@pytest.mark.parametrize(
    ("stem", "prefix"), [("instal", "inst"), ("explor", "expl"), ("boat", None), ("a100x", None), ("", None)]
)
def test_a_family_begins_with_all_but_the_last_three_letters(stem: str, prefix: str | None) -> None:
    assert family_prefix(stem) == prefix


def test_words_of_a_family_are_of_about_the_same_length() -> None:
    assert is_of_family("explor", "explorat")
    assert not is_of_family("explor", "exploratori" + "x")
    assert not is_of_family("boat", "boats")


def test_stems_mean_alike_that_are_the_same_of_a_family_or_related() -> None:
    assert mean_alike("boat", "boat")
    assert mean_alike("explor", "explorat")
    assert mean_alike(stem_english("buy"), stem_english("purchase"))
    assert not mean_alike("boat", "bridg")


@given(st.text())
def test_every_word_has_a_stem_that_means_like_it(word: str) -> None:
    assert mean_alike(stem_english(word), stem_english(word))
