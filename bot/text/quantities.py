"""Quantities of a text: counts, money, shares, durations, ages, measures and dates, as plain values."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain import Span
from bot.text.bounds import Bound, read_bound
from bot.text.currencies import read_currency_after, read_currency_before
from bot.text.dates import DATE_WORDS, CalendarDate, read_date, read_year
from bot.text.numbers import NUMBER_WORDS, Number, read_range, read_share
from bot.text.units import TIME, read_unit

PERCENT = "percent"


class QuantityKind(StrEnum):
    """What a quantity is one of."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    DURATION = "duration"
    AGE = "age"
    MEASURE = "measure"
    TIME_OF_DAY = "time of day"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity and where it stands: a number from `low` to `high`, or a date.

    `unit` is the code of a currency (ISO 4217; `cent` and `penny` where none is named), the name of a unit in
    the singular, or `percent`; a count has none. `bound` is what the words around make of it; `span` leaves
    them out, `bounded` takes them in. A time of day counts hours from midnight, an age years.
    """

    kind: QuantityKind
    span: Span
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    bound: Bound | None = None
    bounded: Span | None = None
    date: CalendarDate | None = None

    @property
    def value(self) -> float | None:
        """Return the number; None for a range, a vague number and a date."""
        return self.low if self.low == self.high else None

    @property
    def approximate(self) -> bool:
        """Tell whether the text itself says that the number is not exact."""
        return self.bound is not None or self.low != self.high


_WORD = re.compile(r"\d|[^\W\d_]+")
_STARTS = NUMBER_WORDS | DATE_WORDS | {"a", "an", "several"}
_CODE_CHARS = 4
# A number that belongs to a name: "H100", "COVID-19", "#3", "1.2.3", the "1" of "3-1".
_GLUED = re.compile(r"(?:[^\W\d]|[^\W\d]-|\d[-.,:/]|#)$")
_REST_OF_NUMBER = re.compile(r"\d+(?:[.,:/-]?[^\W_]+)*")
_LABEL = re.compile(
    r"\b(?:nos?\.|number|pages?|chapter|section|article|figure|table|room|flight|route|highway|version|part|"
    r"volume|phase|season|episode|level|grade|channel|verse|paragraph|appendix|rule)\s$",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b(?P<word>[^\W\d_a-z][^\W\d_]+)\s$")
_NO_NAME_WORDS = """
    the in on at by about around nearly almost some over more than only just least most for with all of from
    to and but that these those his her its their our another after before under up between there were are
    have had roughly approximately when while as if last next first since until
"""
_NO_NAMES = frozenset(_NO_NAME_WORDS.split())
_LARGEST_LABEL = 9999
_PLURAL = re.compile(
    r"\s(?:[^\W\d_]+\s)?(?:people|men|women|children|[^\W\d_]{2,}[^\Wsiu]s)\b", re.IGNORECASE
)
_SCORE_GOES_ON = re.compile(r"[-–:]\d")
_TIME_OF_DAY = re.compile(
    r"(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])(?:m\b|\.\s?m\.)"
    r"|(?P<hour24>[01]?\d|2[0-4]):(?P<minute24>[0-5]\d)(?![:\d])",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"[-\s]?(?:%|(?:per\s?cent|percentage\spoints?|pct)\b)", re.IGNORECASE)
_OLD = re.compile(r"[-\s]?years?[-\s]olds?\b", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged?(?:\sof|\sbetween)?|turned)\s$", re.IGNORECASE)
_OLDEST = 130
_AGO = re.compile(r"\sago\b", re.IGNORECASE)
_ONE_UNIT = re.compile(r"(?P<half>half[-\s])?an?(?=\s)", re.IGNORECASE)
_LASTING = re.compile(
    r"\b(?:for|in|within|after|about|over|than|takes?|took|lasts?|lasted|nearly|almost)\s$", re.IGNORECASE
)
_PRONOUN_BEFORE = re.compile(
    r"\b(?:no|any|every|each|this|that|the|which|some|another|only|as)[-\s]$", re.IGNORECASE
)
_COUNTED_AFTER = re.compile(
    r"\s(?!(?:of|who|that|which|would|can|could|must|is|was|has|had|another|day|or|and|to|in|on|at|by|for)\b)[a-z]"
)
_LOOK_BACK = 20


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order, none overlapping another, each with its span in `text`.

    Written for English; of other languages it knows what is written alike, such as digits. Ordinals, and
    numbers that belong to a name ("page 3", "H100"), are no quantities.
    """
    found: list[Quantity] = []
    end = 0
    for word in _WORD.finditer(text):
        start = word.start()
        is_digit = word[0].isdigit()
        if start < end or not (is_digit or word[0].lower() in _STARTS):
            continue
        quantity = _read_money(text, start, end) if is_digit else None
        if quantity is None and not _GLUED.search(text[max(0, start - 2) : start]):
            quantity = _read(text, start)
        if quantity is not None:
            found.append(quantity)
            end = quantity.span.end
        elif is_digit and (rest := _REST_OF_NUMBER.match(text, start)):
            end = rest.end()
    return tuple(_bounded(text, quantity) for quantity in found)


def _bounded(text: str, quantity: Quantity) -> Quantity:
    found = read_bound(text, quantity.span)
    if found is None or (quantity.date is not None and found[0] not in {Bound.ABOUT, Bound.NEARLY}):
        return quantity
    return replace(quantity, bound=found[0], bounded=found[1])


def _read(text: str, start: int) -> Quantity | None:
    if time := _TIME_OF_DAY.match(text, start):
        return _time_of_day(time)
    if dated := read_date(text, start):
        return Quantity(QuantityKind.DATE, Span(start, dated[1]), date=dated[0])
    if one := _read_one_unit(text, start):
        return one
    if share := read_share(text, start):
        return _number(QuantityKind.SHARE, start, share, share.end, PERCENT)
    number = read_range(text, start)
    if number is None:
        return None
    return _with_unit(text, start, number) or _bare(text, start, number)


def _number(kind: QuantityKind, start: int, number: Number, end: int, unit: str | None = None) -> Quantity:
    return Quantity(kind, Span(start, end), number.low, number.high, unit)


def _time_of_day(match: re.Match[str]) -> Quantity:
    hour = float(match["hour"] or match["hour24"]) + float(match["minute"] or match["minute24"] or 0) / 60
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    return Quantity(QuantityKind.TIME_OF_DAY, Span(*match.span()), hour, hour, "hour")


def _read_money(text: str, digits: int, earliest: int) -> Quantity | None:
    """Return the amount whose number begins at `digits`, with the currency before it."""
    for begin in range(max(digits - _CODE_CHARS, earliest), digits):
        currency = read_currency_before(text, begin)
        if currency is not None and currency[1] == digits:
            number = read_range(text, digits)
            return _number(QuantityKind.MONEY, begin, number, number.end, currency[0]) if number else None
    return None


def _read_one_unit(text: str, start: int) -> Quantity | None:
    """Return the duration of "for a week", "half an hour"; "a week" alone is often a rate, "twice a week"."""
    match = _ONE_UNIT.match(text, start)
    unit = read_unit(text, match.end()) if match else None
    if match is None or unit is None or unit[0].dimension != TIME:
        return None
    if _AGO.match(text, unit[1]):
        return _ago(text, start, unit[1])
    if not match["half"] and not _LASTING.search(text[max(0, start - _LOOK_BACK) : start]):
        return None
    value = 0.5 if match["half"] else 1.0
    return Quantity(QuantityKind.DURATION, Span(start, unit[1]), value, value, unit[0].name)


def _ago(text: str, start: int, end: int) -> Quantity:
    end += len(" ago")
    relative = CalendarDate(relative=" ".join(text[start:end].lower().split()))
    return Quantity(QuantityKind.DATE, Span(start, end), date=relative)


def _with_unit(text: str, start: int, number: Number) -> Quantity | None:
    if percent := _PERCENT.match(text, number.end):
        return _number(QuantityKind.SHARE, start, number, percent.end(), PERCENT)
    if old := _OLD.match(text, number.end):
        return _number(QuantityKind.AGE, start, number, old.end(), "year")
    if currency := read_currency_after(text, start, number.end):
        return _number(QuantityKind.MONEY, start, number, currency[1], currency[0])
    unit = read_unit(text, number.end)
    if unit is not None and unit[0].dimension == TIME and _AGO.match(text, unit[1]):
        return _ago(text, start, unit[1])
    if unit is not None:
        kind = QuantityKind.DURATION if unit[0].dimension == TIME else QuantityKind.MEASURE
        return _number(kind, start, number, unit[1], unit[0].name)
    return None


def _bare(text: str, start: int, number: Number) -> Quantity | None:
    """Return what a number without a unit is: an age, a year, a count, or nothing."""
    before = text[max(0, start - _LOOK_BACK) : start]
    if _AGED.search(before) and number.high < _OLDEST:
        return _number(QuantityKind.AGE, start, number, number.end, "year")
    if text[start].isdigit():
        year = read_year(text, start)
        if year is not None and year[1] == number.end:
            return Quantity(QuantityKind.DATE, Span(start, year[1]), date=year[0])
        if _is_label(text, before, number) or _SCORE_GOES_ON.match(text, number.end):
            return None
    elif text.startswith("-", number.end):  # "one-way", "two-faced"
        return None
    if text[start : number.end].lower() == "one" and (
        _PRONOUN_BEFORE.search(before) or not _COUNTED_AFTER.match(text, number.end)
    ):
        return None
    return _number(QuantityKind.COUNT, start, number, number.end)


def _is_label(text: str, before: str, number: Number) -> bool:
    """Tell whether a plain number rather belongs to the name before it: "Apollo 11 landed"."""
    if _LABEL.search(before):
        return True
    name = _NAME.search(before)
    if (
        name is None
        or name["word"].lower() in _NO_NAMES
        or number.scale != 1.0
        or number.low > _LARGEST_LABEL
    ):
        return False
    return not _PLURAL.match(text, number.end)
