import pytest

from bot.retrieval.forms import ALIAS_WEIGHT, FAMILY_WEIGHT, RELATED_WEIGHT, Forms
from bot.text.analysis import Analyzer


@pytest.fixture
def analyzer() -> Analyzer:
    return Analyzer("en", (("GPU", "graphics card"),))


def match(analyzer: Analyzer, word: str, *known: str, concept: str | None = None) -> dict[str, float]:
    """How well the words of an index match a word, by the words."""
    numbers: dict[str, int] = {}
    for text in known:
        for term in analyzer.terms(text):
            numbers.setdefault(term, len(numbers) + 7)
    (stem, *_) = analyzer.terms(word)
    forms = Forms(analyzer, numbers).of(stem, concept)
    return {term: forms[number] for term, number in numbers.items() if number in forms}


def test_the_word_itself_matches_best_then_its_alias_its_family_and_what_is_related() -> None:
    assert 1.0 > ALIAS_WEIGHT > FAMILY_WEIGHT > RELATED_WEIGHT > 0


def test_a_word_matches_itself_in_any_form(analyzer: Analyzer) -> None:
    assert match(analyzer, "closed", "closing") == {"close": 1.0}
    assert match(analyzer, "bought", "buys") == {"buy": 1.0}


def test_a_concept_matches_for_less(analyzer: Analyzer) -> None:
    assert match(analyzer, "GPU", "graphics card", concept="=gpu") == {"=gpu": ALIAS_WEIGHT}
    assert match(analyzer, "GPU", "graphics card") == {}


def test_a_word_of_the_family_begins_alike_and_is_of_a_like_length(analyzer: Analyzer) -> None:
    found = match(analyzer, "decision", "decide", "delay", "decibelometers", "dec")
    assert found == {"decid": FAMILY_WEIGHT}


def test_the_family_is_the_whole_run_of_words_that_begin_alike(analyzer: Analyzer) -> None:
    words = ("architects", "architecture", "architectural", "archive", "zebra", "ant")
    assert set(match(analyzer, "architecture", *words)) == {"architect", "architectur"}


@pytest.mark.parametrize("word", ["cars", "10000", "A1B2C3", "h100"])
def test_short_words_and_numbers_have_no_family(analyzer: Analyzer, word: str) -> None:
    assert match(analyzer, word, "cart", "carpet", "100000", "10001", "a1b2c4", "h1000") == {}


def test_related_words_match_least(analyzer: Analyzer) -> None:
    assert match(analyzer, "house", "home") == {"home": RELATED_WEIGHT}
    assert match(analyzer, "house", "zebra") == {}


def test_what_matches_in_several_ways_counts_by_the_best() -> None:
    analyzer = Analyzer("en", (("home", "house"),))
    assert match(analyzer, "house", "home", "house", concept="=home")["=home"] == ALIAS_WEIGHT
    assert match(analyzer, "house", "house")["hous"] == 1.0


def test_other_languages_have_no_related_words() -> None:
    assert match(Analyzer("de"), "house", "home") == {}
