"""TOML files that people write: read, with faults in our own words."""

import re
import tomllib
from typing import Any

from bot.errors import ArticleError

_LINE = re.compile(r"\(at line (\d+)")
_DATE = re.compile(rb"=\s*\d{4}-")


def read_tables(data: bytes, name: str) -> dict[str, Any]:
    """Return what a TOML file holds.

    Raises:
        ArticleError: if it is no TOML in UTF-8, naming the line.
    """
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        msg = f"{name}: is not UTF-8 at line {number}; save it as UTF-8"
    except (ValueError, RecursionError) as error:
        line = _LINE.search(str(error))
        where = f"at line {line[1]}" if line else "at its end"
        cure = "put text in double quotes and close every quotation mark and bracket"
        if line and _DATE.search(data.split(b"\n")[int(line[1]) - 1]):
            cure = "write a date as year-month-day, such as 2024-05-14"
        elif "overwrite" in str(error):
            cure = "a field stands there twice: keep one"
        msg = f"{name}: cannot be read {where}; {cure} (knowledge/README.md shows how to write it)"
    raise ArticleError(msg)
