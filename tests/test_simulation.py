"""The simulated month is the same one for one seed, and what varies a question keeps what it asks."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.simulation.month import SHARED, draw_month
from tests.simulation.variations import vary

QUESTION = "When did the council of Lindvik open the harbour bridge?"


@given(st.integers())
def test_a_variation_keeps_most_words_and_is_the_same_for_the_same_chance(seed: int) -> None:
    varied = vary(QUESTION, random.Random(seed))
    assert varied == vary(QUESTION, random.Random(seed))
    said = set(varied.lower().strip("?").split())
    carrying = {"when", "council", "lindvik", "open", "harbour", "bridge"}
    assert len(carrying & said) >= len(carrying) - 1  # one may be misspelt


def test_questions_vary() -> None:
    chance = random.Random(1)
    assert len({vary(QUESTION, chance) for _ in range(100)}) > 50


@pytest.mark.skipif(
    not (SHARED / "eval").is_dir(), reason="the question sets (../shared) are not here; they are not shipped"
)
def test_a_month_is_the_same_one_for_one_seed() -> None:
    month = draw_month(3, questions=300, people=90)
    assert month == draw_month(3, questions=300, people=90)
    assert month != draw_month(4, questions=300, people=90)
    assert (len(month), [asked.at for asked in month]) == (300, sorted(asked.at for asked in month))
    assert any(not asked.is_on_topic for asked in month)
