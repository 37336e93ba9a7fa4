"""Words and numbers of a text, with where they stand: the one tokenisation of articles and questions."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.text.dates import MONTH_ABBREVIATIONS
from bot.text.numbers import NUMBER_WORDS, SCALES, read_number_words

# Zero-width characters, the soft hyphen and combining accents stand inside words.
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_LETTER = rf"(?:[^\W_]|[{_INVISIBLE}\u0300-\u036f])"
_TOKEN = re.compile(
    rf"""
      (?P<decade>\d{{2,4}})['’]?s(?!{_LETTER})
    | (?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
      (?:(?P<suffix>k|m|mn|bn|tn)|[-\s]?(?P<scale>thousand|million|billion|trillion))?(?!{_LETTER})
    | (?:[^\W\d_]\.){{2,}}
    | {_LETTER}+(?:['’]{_LETTER}+)*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_INVISIBLE_RUN = re.compile(f"[{_INVISIBLE}]+")
_POSSESSIVE = re.compile(r"'s?$")
# "One" is a pronoun more often than a number.
_WRITTEN_OUT = (NUMBER_WORDS - {"one"}) | MONTH_ABBREVIATIONS.keys()
_ONE = re.compile(r"one[-\s](?:hundred|thousand|million|billion|trillion)\b", re.IGNORECASE)
_DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2}(?:st|nd|rd|th)?[-\s]$")
_DAY_OR_YEAR_AFTER = re.compile(r"\.?[-\s](?:\d{4}|\d{1,2}(?:st|nd|rd|th)?)(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number: `text` as the index knows it before stemming, and where it stands."""

    text: str
    start: int
    end: int


def split_tokens(text: str) -> Iterator[Token]:
    """Yield the words and numbers of `text` in order; `start` and `end` are offsets in `text` as given.

    Words are case-folded (Unicode NFKC), without possessive endings, invisible characters or the dots of
    abbreviations. Numbers are plain digits: `10,000`, `10k`, `10 thousand` and `ten thousand` are all
    `10000`, one token. `1950's` is `1950s`. An abbreviated month beside a day or a year has its full name.
    """
    end = 0
    for match in _TOKEN.finditer(text):
        start = match.start()
        if start < end:
            continue
        end = match.end()
        word = _read(match)
        if word in _WRITTEN_OUT or (word == "one" and _ONE.match(text, start)):
            word, end = _write_out(text, word, start, end)
        if word:
            yield Token(word, start, end)


def fold_accents(word: str) -> str:
    """Return `word` without accents: what is typed without them finds what is written with them."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def _read(match: re.Match[str]) -> str:
    if match["decade"]:
        return f"{match['decade']}s"
    return _number(match) if match["number"] else _word(match[0])


def _number(match: re.Match[str]) -> str:
    digits = match["number"].replace(",", "")
    scale = (match["suffix"] or match["scale"] or "").lower()
    if not scale:
        return digits
    return _digits(float(digits) * SCALES[scale])


def _write_out(text: str, word: str, start: int, end: int) -> tuple[str, int]:
    """Return a number in words as digits, an abbreviated month as its name, and where it ends."""
    if month := MONTH_ABBREVIATIONS.get(word):
        beside = _DAY_OR_YEAR_AFTER.match(text, end) or _DAY_BEFORE.search(text[max(0, start - 6) : start])
        return (month, end) if beside else (word, end)
    number = read_number_words(text, start)
    return (word, end) if number is None else (_digits(number.low), number.end)


def _digits(value: float) -> str:
    return f"{value:.0f}" if value.is_integer() else f"{value:f}".rstrip("0")


def _word(raw: str) -> str:
    word = raw if raw.isascii() else unicodedata.normalize("NFKC", _INVISIBLE_RUN.sub("", raw))
    word = word.casefold().replace("’", "'")
    if "." in word:
        return word.replace(".", "")
    return _POSSESSIVE.sub("", word) if "'" in word else word
