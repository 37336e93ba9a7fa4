import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.tokens import fold_accents, split_tokens


def words(text: str) -> list[str]:
    return [token.text for token in split_tokens(text)]


@pytest.mark.parametrize(
    "number", ["10,000", "10000", "10k", "10K", "10 thousand", "10 Thousand", "10-thousand", "ten thousand"]
)
def test_numbers_have_one_form(number: str) -> None:
    assert words(f"about {number} boats") == ["about", "10000", "boats"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$1bn", ["1000000000"]),
        ("$1 billion", ["1000000000"]),
        ("2.5 million", ["2500000"]),
        ("3.14", ["3.14"]),
        ("2018, 2019", ["2018", "2019"]),
        ("1,2", ["1", "2"]),
        ("the bridge's", ["the", "bridge"]),
        ("the bridges’ ends", ["the", "bridges", "ends"]),
        ("don't", ["don't"]),
        ("U.S. ports", ["us", "ports"]),
        ("large-scale", ["large", "scale"]),
        ("zero\u200bwidth", ["zerowidth"]),
        ("soft\u00adhyphen", ["softhyphen"]),
        ("ﬁne ＷＩＤＥ", ["fine", "wide"]),
        ("A100s 3rd", ["a100s", "3rd"]),
        ("two weeks", ["2", "weeks"]),
        ("a hundred and twenty boats", ["a", "120", "boats"]),
        ("one hundred, half a million", ["100", "500000"]),
        ("twenty-five five", ["25", "5"]),
        ("one of them, dozens of weights", ["one", "of", "them", "dozens", "of", "weights"]),
        ("Nov 2022, 5 Mar, Sept. 3rd", ["november", "2022", "5", "march", "september", "3rd"]),
        ("the mar of 10 years, dec", ["the", "mar", "of", "10", "years", "dec"]),
        ("the 1950's, 1950s, 1950’s and '50s", ["the", "1950s", "1950s", "1950s", "and", "50s"]),
        ("1950 sets", ["1950", "sets"]),
        ("", []),
        ("?! …", []),
    ],
)
def test_words_and_numbers(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_accents_fold() -> None:
    assert fold_accents("café") == fold_accents("cafe\u0301") == "cafe"


@given(st.text())
def test_tokens_stand_in_order_and_inside_the_text(text: str) -> None:
    end = 0
    for token in split_tokens(text):
        assert end <= token.start < token.end <= len(text)
        end = token.end


@given(st.integers(1000, 10**12))
def test_thousands_separators_do_not_matter(number: int) -> None:
    assert words(f"{number:,}") == words(str(number))
