"""The difference of two bodies, by sentence."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from bot.curation import differences
from bot.curation.differences import SentenceChange, compare_bodies, list_sentences

SENTENCE = st.sampled_from(
    ["The bridge opened on Monday.", "It cost three million.", "A ship passed below.", "Nobody was hurt."]
)
BODY = st.lists(st.lists(SENTENCE, min_size=1, max_size=3).map(" ".join), max_size=4).map("\n\n".join)


def test_the_same_has_no_differences() -> None:
    assert compare_bodies("One is here. Two is there.", "One is here.\n\nTwo  is there.") == ()


def test_a_sentence_that_changed_is_paired_with_what_it_became() -> None:
    before = "The bridge opened on Monday. It cost three million. Nobody was hurt."
    after = "A new line. The bridge opened on Tuesday. Nobody was hurt."
    assert compare_bodies(before, after) == (
        SentenceChange(None, "A new line."),
        SentenceChange("The bridge opened on Monday.", "The bridge opened on Tuesday."),
        SentenceChange("It cost three million.", None),
    )


@given(BODY, BODY)
def test_every_sentence_is_kept_or_in_the_differences(before: str, after: str) -> None:
    changes = compare_bodies(before, after)
    gone = [change.before for change in changes if change.before is not None]
    new = [change.after for change in changes if change.after is not None]
    old, now = list(list_sentences(before)), list(list_sentences(after))
    assert len(old) - len(gone) == len(now) - len(new)
    for sentence in gone:
        old.remove(sentence)
    for sentence in new:
        now.remove(sentence)
    assert sorted(old) == sorted(now)


def test_a_partner_is_looked_for_among_the_next_sentences_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = Counter[str]()

    def count(one: str, other: str) -> float:
        looked[one] += 1
        return ratio(one, other)

    ratio = fuzz.ratio
    monkeypatch.setattr("bot.curation.differences.fuzz.ratio", count)
    old = " ".join(f"Boat number {n} sailed north." for n in range(300))
    new = " ".join(f"Lamp {n} was lit at dusk, it seems." for n in range(300))
    compare_bodies(old, new)
    assert len(looked) == 300
    assert max(looked.values()) <= 50


def test_the_same_two_texts_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = "A seal was counted here twice.", "A seal was counted there twice."
    first = compare_bodies(one, other)
    monkeypatch.setattr(differences, "list_sentences", None)
    assert compare_bodies(one, other) is first
