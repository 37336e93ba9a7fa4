"""Which encoding a text is in that is not UTF-8 and does not say: told only where it is clear."""

import re
import unicodedata

_LETTERS = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿŒœªº"
_INSIDE_WORDS = "‘’–—…·´\xa0\xad"
_BESIDE_WORDS = "€‚„†‡‰‹›“”•™¡¢£¥§©®«»°±²³¶¹¼½¾¿×÷µ"
_WESTERN = frozenset(_LETTERS + _INSIDE_WORDS + _BESIDE_WORDS)
_UPPER = "".join(c for c in _LETTERS if c.isupper())
_UNLIKELY = re.compile(
    f"[^\\W\\d_][{_BESIDE_WORDS}][^\\W\\d_]"  # a sign within a word: J³rgen
    f"|[^\\W\\d_][‚„¿¡]"  # an opening sign behind a letter
    f"|(?<=[a-zß-ÿ])[{_UPPER}]|(?<=[A-Za-z])[{_UPPER}](?=[a-z])"  # a capital within a word: cafÃ, JÜrgen
    f"|[{_LETTERS}]{{3}}"  # another alphabet
    "|[ìù](?=[a-zß-ÿ])"  # a Czech letter
)
_MOST_ACCENTED = 0.4
_CLEAR_COHERENCE = 0.3
_CLEAR_CHAOS = 0.05
_OTHER_ALPHABET = 0.5


def guess_encoding(data: bytes) -> str | None:
    """Return the encoding of a text that is no UTF-8; None if it cannot clearly be told.

    Western text (cp1252) is told by letters and signs that stand where such a text has them, text in
    another alphabet by the frequency of its letters. Two Latin alphabets cannot be told apart: None.
    """
    if _is_western(data):
        return "cp1252"
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only few files need it

    best = from_bytes(data).best()
    if best is None or best.coherence < _CLEAR_COHERENCE or best.chaos > _CLEAR_CHAOS:
        return None
    letters = [c for c in str(best) if c.isalpha()]
    others = sum("LATIN" not in unicodedata.name(c, "LATIN") for c in letters)
    return best.encoding if others > _OTHER_ALPHABET * len(letters) else None


def is_nearly_utf8(data: bytes) -> bool:
    """Tell whether a text is UTF-8 but for some bytes: Western text with sequences that only UTF-8 has."""
    text = data.decode("utf-8", "surrogateescape")
    broken = sum("\udc80" <= c <= "\udcff" for c in text)
    whole = sum(c > "\x7f" for c in text) - broken
    is_mostly_ascii = sum(byte > 0x7F for byte in data) < len(data) / 5  # noqa: PLR2004 - no ASCII
    return whole > 0 and (whole >= broken or is_mostly_ascii)


def _is_western(data: bytes) -> bool:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    if any(c > "\x7f" and c not in _WESTERN for c in set(text)) or _UNLIKELY.search(text):
        return False
    letters = [c for c in text if c.isalpha()]
    return sum(c > "\x7f" for c in letters) <= _MOST_ACCENTED * len(letters)
