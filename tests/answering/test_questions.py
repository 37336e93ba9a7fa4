import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.questions import MAX_QUESTION_CHARS, clean_question


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
