"""From bytes to text: which encoding a file is in, and whether it is text at all."""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from bot.articles.guessing import guess_encoding, is_nearly_utf8
from bot.errors import ArticleError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text document"),
    (b"SQLite format 3", "a database"),
)
_OTHER_NAMES = (
    (b"%PDF-", "a PDF", ".pdf"),
    (b"PK\x03\x04", "a ZIP archive or an office document", ".docx or .zip"),
)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
_SAVE_AS_TEXT = "save its text as a .txt, .md or .html file, as UTF-8, and import that"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, without a byte order mark and with LF at its line ends; `notes` say what to check."""

    text: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """Return the text of a file.

    Tried in this order: a byte order mark, UTF-8, what an HTML page declares, what the bytes clearly are.
    What is not certain is noted.

    Raises:
        ArticleError: if it is binary, broken, or in no encoding that can be told.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            msg = f"{name}: is {kind}, not text; {_SAVE_AS_TEXT}"
            raise ArticleError(msg)
    for magic, kind, ending in _OTHER_NAMES:
        if data.startswith(magic):
            msg = f"{name}: is {kind}, not text; give it a name that ends in {ending}"
            raise ArticleError(msg)
    encoding = None
    text = _decode_marked(data, name)
    if text is None:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            text, encoding = _decode_other(data, name, data.count(b"\n", 0, error.start) + 1)
    if any(unicodedata.category(c) == "Cc" and not c.isspace() for c in set(text)) and _is_binary(text):
        msg = f"{name}: is binary, not text; {_SAVE_AS_TEXT}"
        raise ArticleError(msg)
    notes = (f"read as {encoding} (not UTF-8); check names and accents",) if encoding else ()
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), notes)


def _is_binary(text: str) -> bool:
    """Allow a few stray control characters; a NUL is never text."""
    controls = sum(unicodedata.category(c) == "Cc" and not c.isspace() for c in text)
    return "\0" in text or controls * 100 > len(text)


def _decode_marked(data: bytes, name: str) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                msg = f"{name}: begins as {encoding} but breaks at byte {error.start}; save it again as UTF-8"
                raise ArticleError(msg) from None
    return None


def _decode_other(data: bytes, name: str, line: int) -> tuple[str, str]:
    """Return a text that is no UTF-8, which its line `line` shows, and the encoding it was read in."""
    if b"\0" in data:
        msg = f"{name}: is binary, or in an encoding that cannot be told; {_SAVE_AS_TEXT}"
        raise ArticleError(msg)
    declared = _find_declared(data)
    if declared in {None, "cp1252"} and is_nearly_utf8(data):
        msg = f"{name}: is not UTF-8 at line {line}: mend the characters there and save it as UTF-8"
        raise ArticleError(msg)
    if encoding := declared or guess_encoding(data):
        try:
            return data.decode(encoding), encoding
        except UnicodeError:
            pass
    msg = f"{name}: is not UTF-8 at line {line}, and its encoding cannot be told; save it as UTF-8"
    raise ArticleError(msg)


def _find_declared(data: bytes) -> str | None:
    """Return the encoding that a page declares, if it is one of text and not UTF-8, which it is not."""
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    try:
        encoding = codecs.lookup(declared[1].decode("ascii", "ignore")).name if declared else None
        b"".decode(encoding or "utf-8")
    except (LookupError, UnicodeError, ValueError):
        return None
    if encoding is None or encoding.startswith("utf") or "escape" in encoding:
        return None
    # As browsers do: pages that declare the smaller two are in the larger.
    return "cp1252" if encoding in {"iso8859-1", "ascii"} else encoding
