import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.text.slips import rank_slip, undo_slips

WORDS = st.text(alphabet="abcdefgh", min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("typed", "meant", "rank"),
    [
        ("mnay", "many", 0),
        ("mmany", "many", 0),
        ("comitee", "committee"[0:4] + "itee", 0),
        ("purchse", "purchase", 1),
        ("purxhase", "purchase", 1),
        ("puruhase", "purchase", 2),
        ("ridge", "bridge", 3),
        ("vridge", "bridge", 3),
        ("xridge", "bridge", 4),
    ],
)
def test_some_slips_are_likelier_than_others(typed: str, meant: str, rank: int) -> None:
    assert rank_slip(typed, meant) == rank


@given(WORDS)
def test_what_is_undone_is_one_slip_away(word: str) -> None:
    assert {OSA.distance(word, other) for other in undo_slips(word)} <= {0, 1}


@given(WORDS, st.data())
def test_every_slip_can_be_undone(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    for typed in (word[:at] + word[at + 1 :], word[:at] + "x" + word[at:], word[:at] + "x" + word[at + 1 :]):
        assert word in set(undo_slips(typed))
