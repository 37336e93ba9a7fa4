import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import AnswerKind, Correction
from bot.text.analysis import Analyzer
from bot.text.questions import QuestionAnalyzer
from bot.text.vocabulary import Vocabulary

ARTICLE = (
    "The mayor, Ada Marsh, closed the harbour bridge of Dunford. A graphics card fell into the water. "
    "The GPU was bought by the BBC, said Marsh."
)
ALIASES = (("GPU", "graphics card"), ("BBC", "British Broadcasting Corporation"))


def make_analyzer(language: str = "en") -> QuestionAnalyzer:
    return QuestionAnalyzer(Analyzer(language, ALIASES), Vocabulary([ARTICLE]), ALIASES, language)


def names(question: str) -> list[str]:
    return [term.surface for term in make_analyzer().analyse(question).terms if term.is_name]


def test_the_text_that_is_searched_is_the_corrected_one() -> None:
    query = make_analyzer().analyse("whne was the birdge closed?")
    assert query.text == "when was the bridge closed?"
    assert query.corrections == (Correction("whne", "when"), Correction("birdge", "bridge"))
    assert [term.surface for term in query.terms] == ["bridge", "closed"]
    assert query.kind is AnswerKind.DATE


def test_it_tells_what_is_asked_for() -> None:
    query = make_analyzer().analyse("Which harbour bridges did Ada Marsh close?")
    assert (query.kind, query.focus) == (AnswerKind.CHOICE, "harbour bridges")


def test_it_tells_names_from_other_words() -> None:
    assert names("did ada marsh meet Tim Cook at the bridge") == ["ada", "marsh", "Tim", "Cook"]
    assert names("was the bbc there?") == ["bbc"]


def test_what_also_has_a_name_in_small_letters_is_no_name() -> None:
    assert names("Who bought the GPU?") == []
    assert names("Who bought the Graphics Card?") == []


def test_terms_are_the_units_of_the_analyzer_each_once() -> None:
    question = "Did the BBC buy a graphics card and another graphics card?"
    units = {unit.stems: unit.concept for unit in Analyzer("en", ALIASES).units(question)}
    assert [(term.stems, term.concept) for term in make_analyzer().analyse(question).terms] == list(
        units.items()
    )


@pytest.mark.parametrize("language", ["de", "xx"])
def test_rules_for_english_are_for_english_articles_only(language: str) -> None:
    query = make_analyzer(language).analyse("Was ist das?")
    assert query.kind is AnswerKind.KEYWORDS
    assert query.corrections == ()


@given(st.text(max_size=80))
@settings(deadline=None)
def test_any_question_can_be_analysed(question: str) -> None:
    query = make_analyzer().analyse(question)
    assert all(term.surface in query.text for term in query.terms)
