"""`sources.toml`: what a folder's files do not state themselves."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from bot.errors import ArticleError

SOURCES_NAME = "sources.toml"


def read_sources(path: Path) -> Mapping[str, Mapping[str, object]]:
    """Return the fields that a `sources.toml` states, by file name; nothing if there is no such file.

    Raises:
        ArticleError: if it is broken, names a file that is not beside it, or names a file twice.
    """
    try:
        tables = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        msg = f"{path}: cannot be read ({error}); write [[article]] tables as knowledge/README.md shows"
        raise ArticleError(msg) from None
    entries = tables.get("article", [])
    if not isinstance(entries, list) or set(tables) - {"article"}:
        msg = f"{path}: must hold [[article]] tables and nothing else"
        raise ArticleError(msg)
    found: dict[str, Mapping[str, object]] = {}
    for entry in entries:
        file = entry.get("file") if isinstance(entry, dict) else None
        if not isinstance(file, str) or not file:
            msg = f'{path}: an [[article]] names no file; add file = "NAME" to it'
            raise ArticleError(msg)
        if file in found:
            msg = f"{path}: names {file!r} twice; keep one of the two tables"
            raise ArticleError(msg)
        if Path(file).name != file or not (path.parent / file).is_file():
            msg = f"{path}: names {file!r}, which is not beside it; mend the name or remove the table"
            raise ArticleError(msg)
        found[file] = {name: value for name, value in entry.items() if name != "file"}
    return found
