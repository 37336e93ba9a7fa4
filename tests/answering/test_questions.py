from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.questions import MAX_QUESTION_CHARS, clean_question, cut_question, parse_day
from bot.errors import QuestionsError


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("  When was\n\tit closed?  ", "When was it closed?"),
        ("When\u200b was\u2060 it closed?", "When was it closed?"),
        ("```py\nWhen was it closed?\n```", "When was it closed?"),
        ("`When` was it closed?", "When was it closed?"),
        ("\u202eWhen", "When"),
        ("", ""),
        ("\u200b\u200b", ""),
    ],
)
def test_what_is_there_for_the_eye_only_is_taken_away(typed: str, plain: str) -> None:
    assert clean_question(typed) == plain


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_question(text)
    assert clean_question(once) == once
    assert len(once) <= MAX_QUESTION_CHARS
    assert "\n" not in once


def test_a_question_that_is_too_long_is_cut_between_words() -> None:
    words = "bridge " * 571  # 3997 characters with the last space
    assert cut_question(f"{words}pier is shut") == words.strip()
    assert cut_question(f"{words}was it shut") == f"{words}was"
    assert clean_question(f"{words}pier is shut") == words.strip()
    assert cut_question("橋" * 5000) == "橋" * MAX_QUESTION_CHARS
    assert cut_question(" " * 5000 + "When? ") == "When?"


@given(st.text(alphabet="ab \n", min_size=3900, max_size=4300))
def test_what_is_cut_off_begins_with_a_word(text: str) -> None:
    begun = cut_question(text)
    assert len(begun) <= MAX_QUESTION_CHARS
    left = text.strip().removeprefix(begun)
    assert not left or left[0].isspace() or not any(c.isspace() for c in begun[-200:])


@pytest.mark.parametrize(
    "text", ["2023-04-12", " 2023-04-12\n", "12 April 2023", "April 12, 2023", "12.4.2023"]
)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert parse_day(text) == date(2023, 4, 12)


@pytest.mark.parametrize(
    "text", ["", "  ", "yesterday", "2023", "April 2023", "2023-02-30", "4/5/2023", "x" * 200]
)
def test_what_is_no_day_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(QuestionsError, match=r"^“.{0,40}” is no day: write it as 2023-04-12$"):
        parse_day(text)


@given(st.text())
def test_any_text_is_a_day_or_refused(text: str) -> None:
    with suppress(QuestionsError):
        assert isinstance(parse_day(text), date)
