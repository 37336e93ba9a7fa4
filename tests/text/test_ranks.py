import pytest

from bot.text.ranks import is_rank, is_superlative


@pytest.mark.parametrize("word", ["first", "tenth", "last", "only", "least", "largest", "earliest"])
def test_ordinals_and_superlatives_are_words_of_rank(word: str) -> None:
    assert is_rank(word)


@pytest.mark.parametrize("word", ["", "forest", "interest", "west", "best-known", "bridge", "one", "1st"])
def test_other_words_are_not(word: str) -> None:
    assert not is_rank(word)


def test_only_superlatives_have_their_form() -> None:
    assert is_superlative("largest")
    assert not is_superlative("first")
    assert not is_superlative("request")
