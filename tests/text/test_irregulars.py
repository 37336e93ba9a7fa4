import pytest

from bot.text.analysis import Analyzer
from bot.text.irregulars import ENGLISH_FORMS
from bot.text.stopwords import ENGLISH
from bot.text.tokens import split_tokens


@pytest.mark.parametrize(
    ("form", "base"),
    [("bought", "buy"), ("went", "go"), ("children", "child"), ("best", "good"), ("led", "lead")],
)
def test_an_irregular_form_has_its_base(form: str, base: str) -> None:
    assert ENGLISH_FORMS[form] == base


def test_forms_are_words_in_small_letters_as_the_index_knows_them() -> None:
    for form, base in ENGLISH_FORMS.items():
        for word in (form, base):
            assert [token.text for token in split_tokens(word.upper())] == [word]


def test_a_base_is_no_form_of_another_word() -> None:
    assert not ENGLISH_FORMS.keys() & set(ENGLISH_FORMS.values())


def test_every_form_shares_the_index_term_of_its_base() -> None:
    analyzer = Analyzer("en")
    for form, base in ENGLISH_FORMS.items():
        if not ENGLISH & {form, base}:
            assert analyzer.terms(form) == analyzer.terms(base) != []


@pytest.mark.parametrize("word", ["lay", "saw", "ground", "wound"])
def test_what_is_more_often_another_word_is_left_alone(word: str) -> None:
    assert word not in ENGLISH_FORMS
