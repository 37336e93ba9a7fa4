"""The reader of `.jsonl`: one article a line."""

import json

from bot.articles.draft import Draft
from bot.articles.metadata import fold_names
from bot.articles.plain import read_lines
from bot.errors import ArticleError
from bot.ports import Entry

_BOM = b"\xef\xbb\xbf"


def split_lines(data: bytes, name: str, suffix: str) -> tuple[Entry, ...]:
    """Return one entry for each line that is not blank, named by its number."""
    lines = enumerate(data.removeprefix(_BOM).split(b"\n"), start=1)
    return tuple(Entry(f"{name}, line {n}", suffix, line, None) for n, line in lines if line.strip())


def read_line(data: bytes, name: str) -> Draft:
    """Return the article of one line.

    Raises:
        ArticleError: if the line is no JSON object in UTF-8 with an id and a text.
    """
    try:
        fields = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        msg = f"{name}: is not UTF-8; save the file as UTF-8"
        raise ArticleError(msg) from None
    except (ValueError, RecursionError) as error:
        where = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        msg = f"{name}: is not valid JSON{where}; each line must be one object in curly brackets"
        raise ArticleError(msg) from None
    fields = fold_names(fields) if isinstance(fields, dict) else {}
    if not isinstance(text := fields.pop("text", None), str):
        msg = f"{name}: must be one JSON object with `id`, `title` and `text`, the text in double quotes"
        raise ArticleError(msg)
    if not fields.get("id"):
        msg = f"{name}: has no `id`; add one that no other line has"
        raise ArticleError(msg)
    if any("\ud800" <= c <= "\udfff" or c == "\0" for c in text):
        msg = f"{name}: has a broken character (half of a pair, or NUL) in its text; write it anew"
        raise ArticleError(msg)
    return Draft(read_lines(text.replace("\r\n", "\n").replace("\r", "\n")).blocks, fields)
