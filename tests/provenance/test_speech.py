import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.provenance.speech import mask_speech


@pytest.mark.parametrize(("opening", "closing"), ["“”", '""', "‘’"])
def test_speech_is_blanked_and_its_last_sign_stays(opening: str, closing: str) -> None:
    said = "We left the old house"
    blank = " " * len(said)
    text = f"{opening}{said},{closing} she said."
    assert mask_speech(text) == f"{opening}{blank},{closing} she said."


def test_a_few_words_in_marks_are_no_speech() -> None:
    text = "“The Verge” and ‘Harbour’ call it “far too old”."
    assert mask_speech(text) == text


def test_speech_may_have_begun_before_or_go_on_after() -> None:
    assert mask_speech("We all left the house,” she said. “And then we came").strip("”“ ,") == "she said."


@given(st.text(st.sampled_from('ab ,.“”"‘’\n'), max_size=80) | st.text(max_size=80))
def test_offsets_stay(text: str) -> None:
    masked = mask_speech(text)
    assert len(masked) == len(text)
    assert all(after in (before, " ") for before, after in zip(text, masked, strict=True))
