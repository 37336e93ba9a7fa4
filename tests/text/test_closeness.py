import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.closeness import agree, contradict
from bot.text.quantities import Quantity, find_quantities


def the_one(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("nearly 10,000 boats", "10,000 boats"),
        ("about 10,000 boats", "10k boats"),
        ("nearly 10,000 boats", "9,500 boats"),
        ("about 100 boats", "108 boats"),
        ("thousands of boats", "ten thousand boats"),
        ("more than 5,000 boats", "5,100 boats"),
        ("2.5 million boats", "2,512,345 boats"),
        ("$1bn", "1 billion dollars"),
        ("12 %", "12.4 percent"),
        ("two-thirds of them", "67 %"),
        ("two weeks", "14 days"),
        ("1 mile", "1.61 km"),
        ("in March", "18 March 2023"),
        ("the 1990s", "in 1994"),
        ("2019-2021", "2020"),
        ("last year", "last year"),
    ],
)
def test_quantities_that_say_the_same(one: str, other: str) -> None:
    assert agree(the_one(one), the_one(other))
    assert not contradict(the_one(one), the_one(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2 million boats", "3 million boats"),
        ("203 boats", "207 boats"),
        ("nearly 10,000 boats", "8,000 boats"),
        ("nearly 10,000 boats", "12,000 boats"),
        ("up to 30 boats", "40 boats"),
        ("$2 million", "$3 million"),
        ("12 %", "14 %"),
        ("two weeks", "10 days"),
        ("2015", "2018"),
        ("3 May", "7 May"),
        ("March 2022", "March 2023"),
        ("Monday", "Tuesday"),
    ],
)
def test_quantities_that_cannot_both_be_right(one: str, other: str) -> None:
    assert contradict(the_one(one), the_one(other))
    assert not agree(the_one(one), the_one(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("more than 5,000 boats", "9,200 boats"),
        ("at most 100 boats", "10 boats"),
        ("$2 million", "€3 million"),
        ("2 km", "3 kg"),
        ("2 boats", "3 days"),
        ("in March", "2015"),
        ("last year", "2015"),
        ("last year", "two years ago"),
    ],
)
def test_quantities_that_do_not_bear_on_each_other(one: str, other: str) -> None:
    assert not agree(the_one(one), the_one(other))
    assert not contradict(the_one(one), the_one(other))


_QUANTITIES = st.builds(
    lambda words, number, unit: the_one(f"{words} {number:,} {unit}"),
    st.sampled_from(["", "about", "nearly", "more than", "at most"]),
    st.integers(2, 10**7),
    st.sampled_from(["boats", "km", "miles", "%", "euros", "days", "weeks"]),
)


@given(_QUANTITIES, _QUANTITIES)
def test_both_are_symmetric_and_never_hold_together(one: Quantity, other: Quantity) -> None:
    assert agree(one, other) == agree(other, one)
    assert contradict(one, other) == contradict(other, one)
    assert not (agree(one, other) and contradict(one, other))
    assert agree(one, one)
