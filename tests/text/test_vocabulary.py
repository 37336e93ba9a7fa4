import gc

import pytest

from bot.text.vocabulary import Vocabulary, fold_word

ARTICLE = (
    "# Harbour Bridge Closed Again\n\nThe bridge was closed by Ada Marsh. Divers from Dunford went down, and "
    "divers found a crack. “Nobody is hurt,” said Marsh. Pumps ran. The city's GPUs and one GPU were off."
)


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary([ARTICLE], ["Dunford's café"])


def test_words_are_counted_whatever_their_case_and_ending(vocabulary: Vocabulary) -> None:
    assert vocabulary.count("bridge") == 2
    assert vocabulary.count("divers") == 2
    assert vocabulary.count("dunford") == 2
    assert vocabulary.count("city") == 1
    assert vocabulary.count("casino") == 0
    assert "crack" in set(vocabulary)
    assert len(vocabulary) == len(set(vocabulary))


def test_capitals_count_inside_sentences_only(vocabulary: Vocabulary) -> None:
    assert vocabulary.capitalised("marsh") == 1.0
    assert vocabulary.capitalised("divers") == 0.0
    assert vocabulary.capitalised("pumps") == 0.0
    assert vocabulary.capitalised("nobody") == 0.0
    assert vocabulary.capitalised("again") == 0.0
    assert vocabulary.capitalised("casino") == 0.0


def test_a_name_is_what_is_usually_written_with_a_capital(vocabulary: Vocabulary) -> None:
    assert vocabulary.is_name("marsh")
    assert not vocabulary.is_name("bridge")
    often = Vocabulary(["We saw the Apple and an apple.", "He sold the apple."])
    assert not often.is_name("apple")


def test_a_word_that_is_usually_written_small_is_told_from_an_abbreviation() -> None:
    many = Vocabulary(
        ["We act and they act. He lives in ACT.", "un (UN) " + "The UN met; so the UN said. " * 9]
    )
    assert many.is_written_small("act")
    assert not many.is_written_small("un")
    assert not many.is_written_small("casino")


def test_an_abbreviation_that_has_a_plural_is_no_name(vocabulary: Vocabulary) -> None:
    assert vocabulary.capitalised("gpu") == 1.0
    assert not vocabulary.is_name("gpu")
    assert not vocabulary.is_name("gpus")


def test_a_word_with_a_capital_within_is_spelt_as_the_articles_mostly_spell_it() -> None:
    vocabulary = Vocabulary(["OpenRail’s DPUs: OpenRail and Openrail, one DPU.", "RAIL is what the rail is."])
    assert [vocabulary.spelling(word) for word in ("openrail", "dpus", "dpu")] == ["OpenRail", "DPUs", "DPU"]
    assert vocabulary.spelling("rail") is vocabulary.spelling("one") is vocabulary.spelling("zebra") is None


def test_words_are_looked_up_without_accents(vocabulary: Vocabulary) -> None:
    assert fold_word("Café’s") == "cafe"
    assert vocabulary.count("cafe") == 1


def test_the_garbage_collector_passes_over_it(vocabulary: Vocabulary) -> None:
    large = [value for value in vars(vocabulary).values() if isinstance(value, dict)]
    assert large
    assert not any(gc.is_tracked(value) for value in large)
