"""Dates as English writes them, with as much of year, month and day as is said."""

import re
from dataclasses import dataclass

_MONTH_NAMES = "January February March April May June July August September October November December"
_MONTHS = _MONTH_NAMES.split()
_NUMBERS = {name.lower(): number for number, name in enumerate(_MONTHS, 1)}
MONTH_ABBREVIATIONS = {name[:3]: name for name in _NUMBERS if name != "may"} | {"sept": "september"}
"""The names of the months by their abbreviations, in small letters."""

_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_ORDINAL_WORDS = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first
"""
_ORDINALS = _ORDINAL_WORDS.split()
_RELATIVE_WORDS = "last this next previous early late mid earlier later yesterday today tomorrow tonight"
DATE_WORDS = frozenset(
    [
        *_NUMBERS,
        *MONTH_ABBREVIATIONS,
        *_WEEKDAYS,
        *(day[:3] for day in _WEEKDAYS),
        *_ORDINALS,
        *_RELATIVE_WORDS.split(),
    ]
)
"""The words, in small letters, that a date can begin with."""

_MONTH = rf"(?P<month>{'|'.join(_MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_DAY_NUMBER = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_DAY = rf"(?P<more>{_DAY_NUMBER}(?:\s?[-–—]\s?|\s(?:to|and|or)\s))?(?P<day>{_DAY_NUMBER})(?![^\W_]|[.,]?\d)"
_YEAR = r"(?P<year>1\d{3}|20\d{2})(?![^\W_]|[.,]?\d)"
_WEEKDAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?(?=,?\s+\d))"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_WHOLE = (
    _compile(rf"(?:{_WEEKDAY},?\s+)?{_DAY}(?:\s+of)?[\s-]+{_MONTH}(?:,?[\s-]+{_YEAR})?(?!\w)"),
    _compile(rf"(?:{_WEEKDAY},?\s+)?{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?"),
    _compile(rf"{_MONTH},?\s+(?:of\s+)?{_YEAR}"),
)
_ISO = _compile(r"(?P<year>1\d{3}|20\d{2})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\w)")
_NUMERIC = _compile(r"(?P<a>\d{1,2})(?P<sign>[./])(?P<b>\d{1,2})(?P=sign)(?P<year>1\d{3}|20\d{2})(?!\w)")
_ERA = _compile(r"(?P<year>\d{1,4})\s?(?P<era>BCE?|B\.C\.|AD|A\.D\.|CE)(?!\w)")
_DECADE = _compile(r"(?P<year>1\d{2}0|20\d0)['’]?s\b")
_CENTURY = _compile(
    rf"(?:(?P<number>[1-9]|1\d|2[01])(?:st|nd|rd|th)|(?P<word>{'|'.join(_ORDINALS)}))[-\s]century\b(?!\sB\.?C)"
)
_YEARS = _compile(
    r"(?P<first>1[5-9]\d{2}|20\d{2})(?:\s?[-–—/]\s?|\s(?:to|until|through)\s)"
    r"(?P<last>1[5-9]\d{2}|20\d{2}|\d{2})(?![^\W_]|[-.,]?\d)"
)
_BETWEEN_YEARS = _compile(
    r"(?P<first>1[5-9]\d{2}|20\d{2})\sand\s(?P<last>1[5-9]\d{2}|20\d{2})(?![^\W_]|[.,]?\d)"
)
_YEAR_ALONE = _compile(_YEAR + r"(?!-[^\W\d_])")
_MONTH_ALONE = _compile(rf"(?P<edge>(?:last|this|next|early|late|mid|earlier)[-\s])?{_MONTH}(?![^\W_])")
_WEEKDAY_ALONE = _compile(rf"(?:(?:last|this|next)\s)?{_WEEKDAY}\b")
_RELATIVE_ALONE = _compile(
    r"(?:yesterday|today|tomorrow|tonight"
    r"|(?:(?:early|late|earlier|later)\s)?(?:last|this|next|previous)\s"
    r"(?:week|weekend|month|year|decade|century|quarter|spring|summer|autumn|fall|winter|night|morning|evening))\b"
)

_MARKED = _compile(
    r"(?:^|[^\w])(?:in|on|since|by|until|till|from|of|during|through|before|after|between|to|circa|ca\.|year|"
    r"spring|summer|autumn|fall|winter|early|late|mid|last|next|this)[-\s]+(?:about\s|around\s)?$|\($"
)
_COUNTED = re.compile(r"\s(?:people|men|women|children|(?!this\b)[a-z]{2,}[^\Ws]s)\b")
_WORDS_TOO = {"may", "march", "mar", "sun", "sat", "dec", "jan"}
_NAMES_TOO = {"april", "may", "june", "august", "jan"}
_NAME_FOLLOWS = re.compile(r"\s[^\W\d_a-z][^\W\d_A-Z]")
_THE_MAY = re.compile(r"[Tt]he May\s[a-z]")
_EARLIEST_UNMARKED = 1600
_MOST_MONTHS = 12


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """What is said of a date: from `first_year` to `last_year`, which are one unless it is a range.

    Years before Christ are negative; a weekday counts from Monday, 0. `relative` holds the words, in small
    letters, of a date that only the day of writing gives ("last year"). What is not said is None.
    """

    first_year: int | None = None
    last_year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    relative: str | None = None

    @property
    def year(self) -> int | None:
        """Return the year, None if it is not one year or not said."""
        return self.first_year if self.first_year == self.last_year else None


def read_date(text: str, position: int) -> tuple[CalendarDate, int] | None:
    """Return the date that begins at `position`, as long as it goes, and where it ends; None if none does.

    A year alone is left to `read_year`. `May`, `March` and the like are dates only where a day, a year, a
    preposition or a capital within a sentence says so.
    """
    return (
        _read_whole(text, position)
        or _read_numeric(text, position)
        or _read_period(text, position)
        or _read_alone(text, position)
    )


def read_year(text: str, position: int) -> tuple[CalendarDate, int] | None:
    """Return the year that stands alone at `position` and where it ends; None if it is rather a count.

    It is one from 1600 on unless something counted follows ("2000 boats"), and before only with a word
    such as "in" before it.
    """
    match = _YEAR_ALONE.match(text, position)
    if match is None:
        return None
    year = int(match["year"])
    if not _MARKED.search(text[max(0, position - 20) : position]) and (
        year < _EARLIEST_UNMARKED or _COUNTED.match(text, match.end())
    ):
        return None
    return CalendarDate(year, year), match.end()


def _read_whole(text: str, position: int) -> tuple[CalendarDate, int] | None:
    for pattern in _WHOLE:
        match = pattern.match(text, position)
        if match is None:
            continue
        found = match.groupdict()
        written = found["month"]
        if (
            written.islower()
            and written.rstrip(".") in _WORDS_TOO
            and not (found["year"] or _is_marked(text, position))
        ):
            continue
        day = None if found.get("more") or not found.get("day") else int(re.sub(r"\D", "", found["day"]))
        year = int(found["year"]) if found["year"] else None
        weekday = _weekday(found.get("weekday"))
        return CalendarDate(year, year, _month(written), day, weekday), match.end()
    return None


def _read_numeric(text: str, position: int) -> tuple[CalendarDate, int] | None:
    if match := _ISO.match(text, position):
        year = int(match["year"])
        return CalendarDate(year, year, int(match["month"]), int(match["day"])), match.end()
    match = _NUMERIC.match(text, position)
    if match is None:
        return None
    year, first, second = int(match["year"]), int(match["a"]), int(match["b"])
    if second > _MOST_MONTHS >= first:  # as Americans write
        first, second = second, first
    elif match["sign"] == "/" and first <= _MOST_MONTHS:  # the day could be either
        return CalendarDate(year, year), match.end()
    return CalendarDate(year, year, second, first), match.end()


def _read_period(text: str, position: int) -> tuple[CalendarDate, int] | None:
    if match := _ERA.match(text, position):
        year = int(match["year"]) * (-1 if match["era"].upper().startswith("B") else 1)
        return CalendarDate(year, year), match.end()
    if match := _DECADE.match(text, position):
        return CalendarDate(int(match["year"]), int(match["year"]) + 9), match.end()
    if match := _CENTURY.match(text, position):
        number = int(match["number"] or _ORDINALS.index(match["word"].lower()) + 1)
        return CalendarDate(number * 100 - 99, number * 100), match.end()
    match = _YEARS.match(text, position)
    if match is None and text[max(0, position - 8) : position].lower() == "between ":
        match = _BETWEEN_YEARS.match(text, position)
    if match is None:
        return None
    first, last = int(match["first"]), match["last"]
    until = int(str(first)[: 4 - len(last)] + last)
    return (CalendarDate(first, until), match.end()) if first < until else None


def _read_alone(text: str, position: int) -> tuple[CalendarDate, int] | None:
    if match := _RELATIVE_ALONE.match(text, position):
        return CalendarDate(relative=" ".join(match[0].lower().split())), match.end()
    if match := _WEEKDAY_ALONE.match(text, position):
        return CalendarDate(weekday=_weekday(match["weekday"])), match.end()
    match = _MONTH_ALONE.match(text, position)
    if match is None or not (match["edge"] or _is_month(text, match)):
        return None
    return CalendarDate(month=_month(match["month"])), match.end()


def _is_month(text: str, match: re.Match[str]) -> bool:
    """Tell whether the name of a month, which stands without a day and a year, is meant as one."""
    written, before = match["month"], text[: match.start()]
    low = written.lower().rstrip(".")
    if _is_marked(text, match.start()):
        return not (low in _NAMES_TOO and _NAME_FOLLOWS.match(text, match.end()))
    if low in MONTH_ABBREVIATIONS or written.islower():
        return low not in _WORDS_TOO and low not in MONTH_ABBREVIATIONS and low != "august"
    starts_sentence = not before.strip() or before.rstrip()[-1] in ".!?:\"“‘('"
    if low == "may":
        return _THE_MAY.match(text, max(0, match.start() - len("the "))) is not None
    if low == "march" and starts_sentence:
        return False
    return not (low in _NAMES_TOO and _NAME_FOLLOWS.match(text, match.end()))


def _is_marked(text: str, position: int) -> bool:
    return _MARKED.search(text[max(0, position - 20) : position]) is not None


def _month(written: str) -> int:
    low = written.lower().rstrip(".")
    return _NUMBERS[MONTH_ABBREVIATIONS.get(low, low)]


def _weekday(written: str | None) -> int | None:
    return next((n for n, day in enumerate(_WEEKDAYS) if written and day[:3] == written[:3].lower()), None)
