import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.analysis import Analyzer

ALIASES = (("GPU", "graphics processing unit", "graphics card"), ("US", "United States"))


@pytest.fixture
def analyzer() -> Analyzer:
    return Analyzer("en", ALIASES)


def test_forms_of_a_word_share_a_term(analyzer: Analyzer) -> None:
    assert analyzer.terms("repairing repaired repairs") == ["repair"] * 3


def test_plurals_of_abbreviations_share_a_term(analyzer: Analyzer) -> None:
    assert analyzer.terms("GPUs") == analyzer.terms("gpu")


def test_function_words_are_left_out(analyzer: Analyzer) -> None:
    assert analyzer.terms("How many of these did he have?") == []


def test_aliases_share_a_concept_besides_their_own_words(analyzer: Analyzer) -> None:
    card, unit = analyzer.terms("graphics cards"), analyzer.terms("graphics processing unit")
    assert set(card) & set(unit) == {"graphic", "=gpu"}
    assert analyzer.terms("GPU") == ["gpu", "=gpu"]


def test_a_part_of_an_alias_is_not_the_alias(analyzer: Analyzer) -> None:
    assert analyzer.terms("graphics") == ["graphic"]


def test_an_abbreviation_that_is_a_function_word_counts_in_capitals_only(analyzer: Analyzer) -> None:
    assert "=us" in analyzer.terms("ports of the US")
    assert analyzer.terms("he told us") == ["told"]
    assert "=us" not in analyzer.terms("HE TOLD US ABOUT IT")


def test_an_alias_phrase_is_one_unit_of_a_question(analyzer: Analyzer) -> None:
    text = "Did the graphics cards arrive?"
    units = list(analyzer.units(text))
    assert [text[unit.start : unit.end] for unit in units] == ["graphics cards", "arrive"]
    assert units[0].concept == "=gpu"


def test_an_irregular_form_shares_the_term_of_its_base() -> None:
    assert Analyzer("en").terms("bought buys went") == Analyzer("en").terms("buy buy go")
    assert Analyzer("de").terms("bought") != Analyzer("de").terms("buy")


def test_related_words_are_known_by_their_index_terms(analyzer: Analyzer) -> None:
    (house, *_), (home, *_) = analyzer.terms("houses"), analyzer.terms("homes")
    assert house in analyzer.related(home)
    assert home in analyzer.related(house)
    assert home not in analyzer.related(home)
    assert Analyzer("de").related(home) == frozenset()


def test_a_text_is_read_word_by_word_function_words_and_all(analyzer: Analyzer) -> None:
    text = "The graphics cards are in the US."
    reading = analyzer.read(text)
    assert [text[token.start : token.end] for token in reading.tokens] == text.rstrip(".").split()
    assert reading.terms == ("~the", "graphic", "card", "~are", "~in", "~the", "us")
    assert reading.carries == (False, True, True, False, False, False, True)
    assert reading.phrases == (("=gpu", 1, 2), ("=us", 6, 6))


def test_other_languages_have_their_own_stems() -> None:
    assert len(set(Analyzer("de").terms("Brücke Brücken"))) == 1


def test_a_language_without_a_stemmer_still_finds_its_words() -> None:
    assert Analyzer("ja").terms("テスト") == Analyzer("ja").terms("テスト")


@given(st.text(st.characters(codec="ascii")))
def test_case_does_not_matter(text: str) -> None:
    plain = Analyzer("en")
    assert plain.terms(text.lower()) == plain.terms(text.upper())


@given(st.text())
def test_units_stand_where_they_say(text: str) -> None:
    end = 0
    for unit in Analyzer("en", ALIASES).units(text):
        assert end <= unit.start < unit.end <= len(text)
        assert unit.stems
        end = unit.end
