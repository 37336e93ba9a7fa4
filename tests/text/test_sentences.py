from hypothesis import given
from hypothesis import strategies as st

from bot.text.sentences import split_sentences


def test_abbreviations_do_not_end_a_sentence() -> None:
    text = "Dr. Holm of the U.S. Navy came. She left at 3.15 p.m. on Monday."
    assert [span.of(text) for span in split_sentences(text)] == [
        "Dr. Holm of the U.S. Navy came.",
        "She left at 3.15 p.m. on Monday.",
    ]


@given(st.text())
def test_every_visible_character_stands_in_exactly_one_sentence(text: str) -> None:
    spans = split_sentences(text)
    covered = [position for span in spans for position in range(span.start, span.end)]
    assert len(covered) == len(set(covered))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)
    assert list(spans) == sorted(spans)
