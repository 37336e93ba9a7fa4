from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.dates import CalendarDate
from bot.text.quantities import find_quantities


def dates(text: str) -> list[CalendarDate]:
    return [quantity.date for quantity in find_quantities(text) if quantity.date is not None]


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("Nov 2022", 2022, 11, None),
        ("November 2022", 2022, 11, None),
        ("18 March 2023", 2023, 3, 18),
        ("March 18, 2023", 2023, 3, 18),
        ("the 18th of March, 2023", 2023, 3, 18),
        ("18 march 2023", 2023, 3, 18),
        ("2023-03-18", 2023, 3, 18),
        ("3/18/2023", 2023, 3, 18),
        ("18.3.2023", 2023, 3, 18),
        ("3/4/2023", 2023, None, None),
        ("Sept. 5", None, 9, 5),
        ("3–7 May 2023", 2023, 5, None),
        ("in March", None, 3, None),
        ("since may", None, 5, None),
        ("the May election", None, 5, None),
        ("mid-June", None, 6, None),
        ("2015", 2015, None, None),
        ("in 1066", 1066, None, None),
        ("44 BC", -44, None, None),
    ],
)
def test_dates_are_read_as_far_as_they_say(
    text: str, year: int | None, month: int | None, day: int | None
) -> None:
    (read,) = dates(text)
    assert (read.year, read.month, read.day) == (year, month, day)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("the 1990s", 1990, 1999),
        ("2019-2021", 2019, 2021),
        ("2019–21", 2019, 2021),
        ("between 1999 and 2004", 1999, 2004),
        ("the 19th century", 1801, 1900),
    ],
)
def test_ranges_of_years(text: str, first: int, last: int) -> None:
    (read,) = dates(text)
    assert (read.first_year, read.last_year, read.year) == (first, last, None)


@pytest.mark.parametrize(
    "text", ["last year", "two weeks ago", "yesterday", "earlier this month", "a year ago"]
)
def test_dates_that_hang_on_the_day_of_writing(text: str) -> None:
    assert dates(text) == [CalendarDate(relative=text)]


def test_weekdays() -> None:
    assert dates("last Monday") == [CalendarDate(weekday=0)]
    assert dates("Sun, 3 May 2020") == [CalendarDate(2020, 2020, 5, 3, 6)]


@pytest.mark.parametrize(
    "text",
    ["Theresa May said so", "June Smith won", "a march of 300", "May I?", "1500 people", "2,015", "A2015"],
)
def test_what_is_no_date(text: str) -> None:
    assert not dates(text)


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2099, 12, 31)))
def test_a_written_date_is_read_back(written: date) -> None:
    (read,) = dates(f"on {written.day} {written:%B} {written.year}")
    assert (read.year, read.month, read.day) == (written.year, written.month, written.day)
