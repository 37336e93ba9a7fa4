from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.bounds import Bound
from bot.text.quantities import Quantity, QuantityKind, find_quantities


def found(text: str) -> list[str]:
    return [quantity.span.of(text) for quantity in find_quantities(text)]


def the_one(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10k boats", 10_000),
        ("10,000 boats", 10_000),
        ("ten thousand boats", 10_000),
        ("Twenty-five boats", 25),
        ("a hundred and twenty boats", 120),
        ("2.5 million boats", 2_500_000),
        ("two and a half million boats", 2_500_000),
        ("half a million boats", 500_000),
        ("a dozen boats", 12),
        ("three dozen boats", 36),
        ("one boat sank", 1),
        ("a 12-man crew", 12),
    ],
)
def test_counts(text: str, value: float) -> None:
    quantity = the_one(text)
    assert (quantity.kind, quantity.value, quantity.unit) == (QuantityKind.COUNT, value, None)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("hundreds of thousands of boats", 200_000, 1_000_000),
        ("dozens of boats", 24, 120),
        ("several hundred boats", 200, 1_000),
        ("10 to 15 boats", 10, 15),
        ("between 10 and 15 boats", 10, 15),
        ("two or three hundred boats", 200, 300),
    ],
)
def test_vague_numbers_and_ranges(text: str, low: float, high: float) -> None:
    quantity = the_one(text)
    assert (quantity.low, quantity.high, quantity.value) == (low, high, None)
    assert quantity.approximate


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("$1bn", QuantityKind.MONEY, 1e9, "USD"),
        ("€3.5 million", QuantityKind.MONEY, 3.5e6, "EUR"),
        ("1 billion dollars", QuantityKind.MONEY, 1e9, "USD"),
        ("US$5", QuantityKind.MONEY, 5, "USD"),
        ("EUR 20", QuantityKind.MONEY, 20, "EUR"),
        ("20 €", QuantityKind.MONEY, 20, "EUR"),
        ("30 Canadian dollars", QuantityKind.MONEY, 30, "CAD"),
        ("50 pounds", QuantityKind.MONEY, 50, "GBP"),
        ("75 cents", QuantityKind.MONEY, 75, "cent"),
        ("It weighed 50 pounds.", QuantityKind.MEASURE, 50, "pound"),
        ("12 %", QuantityKind.SHARE, 12, "percent"),
        ("12 percent", QuantityKind.SHARE, 12, "percent"),
        ("half of them", QuantityKind.SHARE, 50, "percent"),
        ("one in five adults", QuantityKind.SHARE, 20, "percent"),
        ("a six-month delay", QuantityKind.DURATION, 6, "month"),
        ("two weeks", QuantityKind.DURATION, 2, "week"),
        ("5 days", QuantityKind.DURATION, 5, "day"),
        ("for a week", QuantityKind.DURATION, 1, "week"),
        ("half an hour", QuantityKind.DURATION, 0.5, "hour"),
        ("aged 45", QuantityKind.AGE, 45, "year"),
        ("a 45-year-old driver", QuantityKind.AGE, 45, "year"),
        ("5 km", QuantityKind.MEASURE, 5, "kilometre"),
        ("six feet", QuantityKind.MEASURE, 6, "foot"),
        ("30 sq km", QuantityKind.MEASURE, 30, "square kilometre"),
        ("10 square miles", QuantityKind.MEASURE, 10, "square mile"),
        ("100 MW", QuantityKind.MEASURE, 100, "megawatt"),
        ("at 5.30 pm", QuantityKind.TIME_OF_DAY, 17.5, "hour"),
    ],
)
def test_units(text: str, kind: QuantityKind, value: float, unit: str | None) -> None:
    quantity = the_one(text)
    assert (quantity.kind, quantity.value, quantity.unit) == (kind, value, unit)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("$2-3 million", 2e6, 3e6), ("$2 million to $3 million", 2e6, 3e6), ("between €5 and €7", 5, 7)],
)
def test_ranges_of_money_share_their_scale(text: str, low: float, high: float) -> None:
    quantity = the_one(text)
    assert (quantity.kind, quantity.low, quantity.high) == (QuantityKind.MONEY, low, high)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("nearly 10,000 boats", Bound.NEARLY),
        ("Almost a dozen boats", Bound.NEARLY),
        ("just under $5", Bound.NEARLY),
        ("about ten boats", Bound.ABOUT),
        ("100 or so boats", Bound.ABOUT),
        ("more than $5", Bound.AT_LEAST),
        ("at least two weeks", Bound.AT_LEAST),
        ("10,000+ boats", Bound.AT_LEAST),
        ("no more than 30 boats", Bound.AT_MOST),
        ("up to 30 boats", Bound.AT_MOST),
        ("around 2015", Bound.ABOUT),
        ("10,000 boats", None),
        ("over there are 30 boats", None),
    ],
)
def test_words_around_a_number_limit_it(text: str, bound: Bound | None) -> None:
    assert the_one(text).bound is bound


@pytest.mark.parametrize(
    "text",
    [
        "No one came, and the second man left.",
        "one of the captains",
        "a one-way street",
        "page 3",
        "COVID-19 and the H100",
        "a Boeing 747, grounded",
        "version 1.2.3",
        "They won 3-1.",
        "It may rain. May I march on? The sun sat low.",
        "She scores often.",
        "twice a week",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert not any(found(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It took six hours to move 40 crates, 12 % of them empty, on 3 May 2021.",
            ["six hours", "40", "12 %", "3 May 2021"],
        ),
        ("From 2019-2021 some 300 came", ["2019-2021", "300"]),
        ("2000 boats sailed in 1500", ["2000", "1500"]),
    ],
)
def test_quantities_come_in_order(text: str, expected: Sequence[str]) -> None:
    assert found(text) == expected


_WORDS = """
    a an half two thousand ten million of and to between about nearly $ € 10 10,000 2.5 k bn % percent km
    years year-old May March 18 2023 1990s Mon. last ago in 5 pm 17:30 - – , . ( one third dozen dozens
"""
_PIECES = st.sampled_from(_WORDS.split())


@given(st.one_of(st.text(), st.lists(_PIECES, max_size=12).map(" ".join), st.lists(_PIECES).map("".join)))
def test_spans_stand_in_order_and_inside_the_text(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert end <= quantity.span.start < quantity.span.end <= len(text)
        assert (quantity.kind is QuantityKind.DATE) == (quantity.date is not None) == (quantity.low is None)
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
        end = quantity.span.end


@given(st.integers(1, 10**9))
def test_a_number_is_read_back(number: int) -> None:
    assert the_one(f"{number:,} boats").value == number
