"""What was fetched from the web becomes an entry for the readers."""

import codecs
import hashlib
import re
import unicodedata
from urllib.parse import unquote, urlsplit

from bot.ports import Entry, Fetched

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_TEXTS = frozenset({".html", ".txt", ".md"})
_STEM_CHARS = 60


def to_entry(fetched: Fetched) -> Entry:
    """Return a page as an entry, unread: its id is made from its address, and it is known under both.

    Two addresses never have one id, and one address has the same id whenever it is fetched.
    """
    suffix = _SUFFIXES.get(fetched.media_type, ".html")
    data = _decode(fetched) if suffix in _TEXTS else fetched.data
    return Entry(fetched.url, suffix, data, _make_stem(fetched.final_url), url=fetched.final_url)


def _decode(fetched: Fetched) -> bytes:
    """Return a text as UTF-8 if the server states another encoding and it is in that; else as it came."""
    try:
        encoding = codecs.lookup(fetched.charset or "utf-8").name
        is_other = encoding not in {"utf-8", "ascii"} and not fetched.data.startswith(codecs.BOM_UTF8)
        return fetched.data.decode(encoding).encode("utf-8") if is_other else fetched.data
    except (LookupError, ValueError):
        return fetched.data


def _make_stem(url: str) -> str:
    parts = urlsplit(url)
    last = unquote(parts.path).rstrip("/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    letters = unicodedata.normalize("NFKD", last).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9_]+", "-", letters).strip("-_")[:_STEM_CHARS].rstrip("-_")
    host = re.sub(r"[^a-z0-9]+", "-", parts.hostname or "").strip("-")[:_STEM_CHARS]
    return f"{plain or host or 'page'}-{hashlib.sha256(url.encode()).hexdigest()[:8]}"
