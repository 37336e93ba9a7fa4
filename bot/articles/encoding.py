"""From bytes to text: which encoding a file is in, and whether it is text at all."""

import codecs
import re
import unicodedata

from bot.errors import ArticleError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text document"),
    (b"SQLite format 3", "a database"),
)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
_SAVE_AS_TEXT = "save its text as a .txt, .md or .html file in UTF-8 and import that"


def decode(data: bytes, name: str) -> str:
    """Return the text of a file, without a byte order mark and with LF at its line ends.

    Tried in this order: a byte order mark, UTF-8, what an HTML page declares, what charset-normalizer finds.

    Raises:
        ArticleError: if it is binary, or in no encoding that can be told.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            msg = f"{name}: is {kind}, not text; {_SAVE_AS_TEXT}"
            raise ArticleError(msg)
    text = _decode_marked(data, name) or _decode_unmarked(data, name)
    if any(unicodedata.category(c) == "Cc" and not c.isspace() for c in set(text)) and _is_binary(text):
        msg = f"{name}: is binary, not text; {_SAVE_AS_TEXT}"
        raise ArticleError(msg)
    return text.replace("\r\n", "\n").replace("\r", "\n")


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
                msg = f"{name}: begins as {encoding} but breaks at byte {error.start}; save it again in UTF-8"
                raise ArticleError(msg) from None
    return None


def _decode_unmarked(data: bytes, name: str) -> str:
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    names = ["utf-8"] + ([declared.group(1).decode("ascii", "ignore")] if declared else [])
    for encoding in names:
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    if b"\0" not in data:
        from charset_normalizer import from_bytes  # noqa: PLC0415 - only few files need it

        if best := from_bytes(data).best():
            return str(best)
    msg = f"{name}: cannot be decoded (binary, or in an unknown encoding); {_SAVE_AS_TEXT}"
    raise ArticleError(msg)
