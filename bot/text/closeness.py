"""Whether two quantities say the same, or cannot both be right."""

from decimal import Decimal

from bot.text.bounds import Bound
from bot.text.dates import CalendarDate
from bot.text.quantities import Quantity, QuantityKind
from bot.text.units import find_unit

# How far an "about" reaches to either side, and a "nearly" downwards, as shares of the number.
ABOUT = 0.1
# A number is taken to be rounded to its last digit that is not 0, but by no more than this share of it.
ROUNDING = 0.01
# Shares are rounded to whole points, or to the last digit that is written.
_HALF_A_POINT = 0.5
# How far from the number "more than" and "at most" are still taken to mean the same number.
FAR_BOUND = 1.5

_UNBOUNDED = float("inf")


def agree(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities say the same: "nearly 10,000", "10,000", "about 10k" and "9,500" do.

    Numbers must be of one kind and in units that convert, and lie within each other's tolerance: their
    rounding (`ROUNDING`), 10 % where the words are "about" or "nearly" (`ABOUT`), and for "more than" and "at
    most" a half more or a third less (`FAR_BOUND`). Dates must share a part that is said of both (year,
    month, day, weekday or words such as "last year") and differ in none.
    """
    if one.date is not None and other.date is not None:
        return _share_part(one.date, other.date) and not _differ(one.date, other.date)
    return _comparable(one, other) and _overlap(_extent(one, FAR_BOUND), _extent(other, FAR_BOUND))


def contradict(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities of the same thing could not both be right.

    "More than 5,000" and "7,200" can, "March" and "18 March 2023" can, "last year" and "2015" can for all
    that is known. Quantities of different kinds, and amounts in different currencies, never contradict.
    """
    if one.date is not None and other.date is not None:
        return _differ(one.date, other.date)
    return _comparable(one, other) and not _overlap(_extent(one, _UNBOUNDED), _extent(other, _UNBOUNDED))


def _comparable(one: Quantity, other: Quantity) -> bool:
    if one.kind is not other.kind or one.low is None or other.low is None:
        return False
    first, second = find_unit(one.unit), find_unit(other.unit)
    if first is None or second is None:
        return one.unit == other.unit
    return first.dimension == second.dimension


def _extent(quantity: Quantity, far: float) -> tuple[float, float]:
    """Return from where to where a number reaches, in the base of its unit."""
    low, high = quantity.low or 0.0, quantity.high or 0.0
    is_share = quantity.kind is QuantityKind.SHARE
    start, end = low - _rounding(low, is_share=is_share), high + _rounding(high, is_share=is_share)
    if quantity.bound in {Bound.ABOUT, Bound.NEARLY}:
        start = low * (1 - ABOUT)
    if quantity.bound is Bound.ABOUT:
        end = high * (1 + ABOUT)
    elif quantity.bound is Bound.AT_LEAST:
        end = high * far
    elif quantity.bound is Bound.AT_MOST:
        start = low / far
    unit = find_unit(quantity.unit)
    size = unit.size if unit else 1.0
    return start * size, end * size


def _rounding(value: float, *, is_share: bool) -> float:
    if not value:
        return 0.0
    last_digit = 10.0 ** int(Decimal(repr(value)).normalize().as_tuple().exponent)
    return min(last_digit / 2, _HALF_A_POINT if is_share else abs(value) * ROUNDING)


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _share_part(one: CalendarDate, other: CalendarDate) -> bool:
    if one.relative is not None and one.relative == other.relative:
        return True
    return any(None not in pair for pair in _parts(one, other))


def _differ(one: CalendarDate, other: CalendarDate) -> bool:
    years, *parts = _parts(one, other)
    apart = None not in years and not _overlap(_years(one), _years(other))
    return apart or any(a != b for a, b in parts if a is not None and b is not None)


def _parts(one: CalendarDate, other: CalendarDate) -> tuple[tuple[int | None, int | None], ...]:
    return (
        (one.first_year, other.first_year),
        (one.month, other.month),
        (one.day, other.day),
        (one.weekday, other.weekday),
    )


def _years(date: CalendarDate) -> tuple[float, float]:
    return (date.first_year or 0, date.last_year or 0)
