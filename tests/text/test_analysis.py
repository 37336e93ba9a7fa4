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
    query = analyzer.analyse("Did the graphics cards arrive?")
    assert [term.surface for term in query.terms] == ["graphics cards", "arrive"]
    assert query.terms[0].concept == "=gpu"


def test_a_word_that_is_asked_twice_carries_once(analyzer: Analyzer) -> None:
    assert len(analyzer.analyse("bridge, bridges, BRIDGE").terms) == 1


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
    for term in Analyzer("en", ALIASES).analyse(text).terms:
        assert term.surface in text
        assert term.stems
