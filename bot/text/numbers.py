"""Numbers as English writes them: in digits, in words, with a scale, exact or vague."""

import re
from dataclasses import dataclass

from text_to_num import text2num

SCALES = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "million": 1e6,
    "b": 1e9, "bn": 1e9, "bln": 1e9, "billion": 1e9, "tn": 1e12, "trillion": 1e12,
}  # fmt: skip
"""What a word or suffix after a number multiplies it by; only scales that no unit is written like."""

_SMALL_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
)
_SMALL = _SMALL_WORDS.split()
_LARGE = ["hundred", "thousand", "million", "billion", "trillion"]
_CROWDS = {"dozens": 12.0, "scores": 20.0, "tens": 10.0} | {
    f"{word}s": value for word, value in zip(_LARGE, (1e2, 1e3, 1e6, 1e9, 1e12), strict=True)
}
NUMBER_WORDS = frozenset([*_SMALL, *_LARGE, "dozen", *_CROWDS, "half"])
"""The words that a number in words can begin with, but for the article and "few" before a large one."""

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![.,]?\d)|\d+(?:\.\d+)?(?![.,]?\d)"
_IN_DIGITS = re.compile(
    rf"(?P<digits>{_DIGITS})(?:(?P<suffix>k|m|mn|mln|bn|bln|b|tn)\b"
    rf"|[-\s]?(?P<scale>dozen|hundred|thousand|million|billion|trillion)\b)?(?![^\W_])",
    re.IGNORECASE,
)
_WORD = "|".join([*_SMALL, *_LARGE])
_RUN = re.compile(rf"(?:{_WORD})\b(?:(?:-|\s+(?:and\s+)?)(?:{_WORD})\b)*", re.IGNORECASE)
_ONE_OF = re.compile(rf"an?\s+(?=(?:{'|'.join(_LARGE)}|dozen)\b)", re.IGNORECASE)
_HALF_A = re.compile(r"half[-\s]an?[-\s](?P<scale>dozen|million|billion|trillion)\b", re.IGNORECASE)
_AND_A_HALF = re.compile(
    r"\s+and\s+a\s+(?P<part>half|quarter)\b(?:\s+(?P<scale>million|billion|trillion)\b)?", re.IGNORECASE
)
_JOINT = re.compile(r"(\s+and\s+|\s+|-)", re.IGNORECASE)
_DOZEN = re.compile(r"[-\s]?dozen\b", re.IGNORECASE)
_A_FEW = re.compile(
    r"(?:a\s+few|several)\s+(?P<scale>dozen|hundred|thousand|million|billion)\b", re.IGNORECASE
)
_CROWD = re.compile(
    rf"(?P<first>{'|'.join(_CROWDS)})\b(?:\s+of\s+(?P<second>{'|'.join(_CROWDS)})\b)?(?<!\bscores)(?<!\btens)",
    re.IGNORECASE,
)
_SCALE_OF_WORDS = {"hundred": 1e2} | SCALES
_VALUES = {word.removesuffix("s"): value for word, value in _CROWDS.items()} | {"dozen": 12.0}
_JOINT_OF_RANGE = re.compile(r"(?:\s?[-–—]\s?|\s(?:to|or)\s)[$€£]?", re.IGNORECASE)
_BETWEEN = re.compile(r"between\s[$€£]?$", re.IGNORECASE)
_JOINT_OF_BETWEEN = re.compile(r"\sand\s[$€£]?", re.IGNORECASE)
_FROM = re.compile(r"from\s[$€£]?$", re.IGNORECASE)
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_FRACTION = re.compile(
    rf"(?:(?P<a>an?|one)[-\s](?P<part>{'|'.join(_PARTS)})(?=\sof\b)"
    rf"|(?P<several>two|three|four)[-\s](?P<parts>{'|'.join(_PARTS)})s\b"
    r"|half(?=\s(?:of|the|its|his|her|their|all)\b))",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    rf"(?P<part>[1-9]|{'|'.join(_SMALL[:9])})\s(?:in|out\sof)\s(?:every\s)?(?P<whole>[1-9]\d?|{'|'.join(_SMALL)})"
    r"(?![^\W_]|[-.,:]?\d|\s(?:minutes?|hours?|days?|weeks?|months?|years?|decades?)\b)",
    re.IGNORECASE,
)
# "Dozens" are two dozen or more, and fewer than ten.
_FEWEST, _MOST = 2, 10


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it ends in its text: from `low` to `high`, which are one unless it is vague.

    `scale` is what its last word multiplied it by, which a number before it may share ("2 to 3 million").
    """

    low: float
    high: float
    end: int
    scale: float = 1.0


def read_number(text: str, position: int) -> Number | None:
    """Return the number that begins at `position`, as long as it goes; None if none does.

    Knows digits (`10,000`, `2.5 million`, `10k`), words (`ten thousand`, `a dozen`, `half a million`) and
    vague ones (`hundreds of thousands`: from 200,000 to 1,000,000). `10m` is ten million.
    """
    if text[position : position + 1].isdigit():
        return _read_digits(text, position)
    return _read_vague(text, position) or _read_words(text, position)


def read_range(text: str, position: int) -> Number | None:
    """Return the number at `position`, or the range that it begins: `10 to 15`, `$2-3 million`.

    "From 10 to 15" is none, but two numbers: it mostly tells of a change.
    """
    first = read_number(text, position)
    if first is None or _FROM.search(text, max(0, position - 12), position):
        return first
    is_between = _BETWEEN.search(text, max(0, position - 12), position)
    joint = (_JOINT_OF_BETWEEN if is_between else _JOINT_OF_RANGE).match(text, first.end)
    second = read_number(text, joint.end()) if joint else None
    if second is None or first.low >= second.high:
        return first
    shared = first.low * second.scale
    low = shared if first.scale == 1.0 and shared < second.high else first.low
    return Number(low, second.high, second.end, second.scale)


def read_share(text: str, position: int) -> Number | None:
    """Return the fraction in words that begins at `position`, in per cent: `two-thirds`, `one in five`."""
    if match := _FRACTION.match(text, position):
        count = _SMALL.index((match["several"] or "one").lower()) + 1
        name = (match["part"] or match["parts"] or "").lower()
        share = 100 * count / _PARTS[name] if name else 50.0
        return Number(share, share, match.end())
    match = _OUT_OF.match(text, position)
    if match is None:
        return None
    part, whole = read_number(match["part"], 0), read_number(match["whole"], 0)
    if part is None or whole is None or part.low >= whole.low:
        return None
    share = 100 * part.low / whole.low
    return Number(share, share, match.end())


def read_number_words(text: str, position: int) -> Number | None:
    """Return the number in words that begins at `position`, if it is one definite number."""
    return _read_words(text, position)


def _read_digits(text: str, position: int) -> Number | None:
    match = _IN_DIGITS.match(text, position)
    if match is None:
        return None
    written = (match["suffix"] or match["scale"] or "").lower()
    scale = SCALES.get(written) or _VALUES.get(written, 1.0)
    value = float(match["digits"].replace(",", "")) * scale
    return Number(value, value, match.end(), scale)


def _read_vague(text: str, position: int) -> Number | None:
    if few := _A_FEW.match(text, position):
        value = _VALUES[few["scale"].lower()]
        return Number(_FEWEST * value, _MOST * value, few.end(), value)
    if crowd := _CROWD.match(text, position):
        value = _CROWDS[crowd["first"].lower()] * _CROWDS.get((crowd["second"] or "").lower(), 1.0)
        return Number(_FEWEST * value, _MOST * value, crowd.end(), value)
    return None


def _read_words(text: str, position: int) -> Number | None:
    if half := _HALF_A.match(text, position):
        scale = _VALUES[half["scale"].lower()]
        return Number(scale / 2, scale / 2, half.end(), scale)
    start, one = position, ""
    if article := _ONE_OF.match(text, position):
        start, one = article.end(), "one "
        if dozen := _DOZEN.match(text, start):
            return Number(12.0, 12.0, dozen.end())
    run = _RUN.match(text, start)
    return None if run is None else _read_run(text, start, run[0], one)


def _read_run(text: str, start: int, words: str, one: str) -> Number | None:
    """Return the longest number that the words of a run begin with: "twenty ten" begins with 20."""
    parts = _JOINT.split(words)
    for used in range(len(parts), 0, -2):
        spoken = " ".join("".join(parts[:used]).replace("-", " ").lower().split())
        if not one and spoken.startswith(tuple(_LARGE)):
            one = "one "
        try:
            value = float(text2num(one + spoken, "en"))
        except ValueError:
            continue
        end = start + len("".join(parts[:used]))
        return _go_on(text, value, end, _SCALE_OF_WORDS.get(parts[used - 1].lower(), 1.0))
    return None


def _go_on(text: str, value: float, end: int, scale: float) -> Number:
    """Return a number in words with what may follow it: "and a half", "dozen"."""
    if more := _AND_A_HALF.match(text, end):
        scale = SCALES.get((more["scale"] or "").lower(), 1.0)
        value = (value + (0.5 if more["part"].lower() == "half" else 0.25)) * scale
        return Number(value, value, more.end(), scale)
    if dozen := _DOZEN.match(text, end):
        return Number(value * 12, value * 12, dozen.end(), 12.0)
    return Number(value, value, end, scale)
