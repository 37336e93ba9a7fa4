"""Words and numbers of a text, with where they stand: the one tokenisation of articles and questions."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Zero-width characters, the soft hyphen and combining accents stand inside words.
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_LETTER = rf"(?:[^\W_]|[{_INVISIBLE}\u0300-\u036f])"
_TOKEN = re.compile(
    rf"""
      (?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
      (?:(?P<suffix>k|m|mn|bn|tn)|\s?(?P<scale>thousand|million|billion|trillion))?(?!{_LETTER})
    | (?:[^\W\d_]\.){{2,}}
    | {_LETTER}+(?:['’]{_LETTER}+)*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_INVISIBLE_RUN = re.compile(f"[{_INVISIBLE}]+")
_POSSESSIVE = re.compile(r"'s?$")
_SCALES = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6,
    "bn": 1e9, "billion": 1e9, "tn": 1e12, "trillion": 1e12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number: `text` as the index knows it before stemming, and where it stands."""

    text: str
    start: int
    end: int


def split_tokens(text: str) -> Iterator[Token]:
    """Yield the words and numbers of `text` in order; `start` and `end` are offsets in `text` as given.

    Words are case-folded (Unicode NFKC), without possessive endings, invisible characters or the dots of
    abbreviations. Numbers are plain digits: `10,000`, `10k` and `10 thousand` are all `10000`.
    """
    for match in _TOKEN.finditer(text):
        word = _number(match) if match["number"] else _word(match[0])
        if word:
            yield Token(word, match.start(), match.end())


def fold_accents(word: str) -> str:
    """Return `word` without accents: what is typed without them finds what is written with them."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def _number(match: re.Match[str]) -> str:
    digits = match["number"].replace(",", "")
    scale = (match["suffix"] or match["scale"] or "").lower()
    if not scale:
        return digits
    value = float(digits) * _SCALES[scale]
    return f"{value:.0f}" if value.is_integer() else f"{value:f}".rstrip("0")


def _word(raw: str) -> str:
    word = raw if raw.isascii() else unicodedata.normalize("NFKC", _INVISIBLE_RUN.sub("", raw))
    word = word.casefold().replace("’", "'")
    if "." in word:
        return word.replace(".", "")
    return _POSSESSIVE.sub("", word) if "'" in word else word
