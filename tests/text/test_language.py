import pytest

from bot.text.language import detect_language, foreign_language, language_name

ENGLISH = "The bridge was closed on Monday because a crack had been found in one of its piers."
GERMAN = "Die Brücke wurde am Montag gesperrt, weil in einem ihrer Pfeiler ein Riss gefunden worden war."


def test_the_language_of_an_article_is_detected() -> None:
    assert detect_language(ENGLISH) == "en"
    assert detect_language(GERMAN) == "de"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wann wurde die Brücke gesperrt?", "de"),
        ("Combien de temps le pont est-il resté fermé ?", "fr"),
        ("橋はいつ閉鎖されましたか", "ja"),
    ],
)
def test_a_question_in_another_language_is_told_from_those_expected(question: str, language: str) -> None:
    assert foreign_language(question, {"en"}) == language
    assert foreign_language(question, {"en", language}) is None


@pytest.mark.parametrize(
    "question",
    ["When was the bridge closed?", "bridge?", "", "12", "wen teh", "Starlink Ukraine", "Bonn Paris"],
)
def test_what_could_be_the_expected_language_is_let_through(question: str) -> None:
    assert foreign_language(question, {"en"}) is None


def test_languages_have_names() -> None:
    assert language_name("de") == "German"
    assert language_name("xx") == "xx"
