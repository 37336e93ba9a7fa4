"""`sources.toml`: what a folder's files do not state themselves."""

from collections.abc import Callable, Mapping
from pathlib import Path

from bot.curation.gathering import SOURCES_NAME
from bot.curation.tables import read_tables
from bot.errors import ArticleError


def read_sources(folder: Path) -> Mapping[str, Mapping[str, object]]:
    """Return the fields that a folder's `sources.toml` states, by file name; nothing if there is none.

    Raises:
        ArticleError: if it is broken, names a file that is not beside it, or names a file twice.
    """
    path = folder / SOURCES_NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        msg = f"{path}: cannot be opened ({error.strerror}); check its permissions"
        raise ArticleError(msg) from None
    return check_sources(data, str(path), lambda file: (path.parent / file).is_file())


def check_sources(
    data: bytes, place: str, is_beside: Callable[[str], bool]
) -> Mapping[str, Mapping[str, object]]:
    """Return the fields that the bytes of a `sources.toml` state, by file name; `place` is what to call it.

    Raises:
        ArticleError: if it is broken, names a file that is not beside it, or names a file twice.
    """
    tables = read_tables(data, place)
    entries = tables.get("article", [])
    if not isinstance(entries, list) or set(tables) - {"article"}:
        msg = f"{place}: must hold [[article]] tables and nothing else"
        raise ArticleError(msg)
    found: dict[str, Mapping[str, object]] = {}
    for entry in entries:
        file = entry.get("file") if isinstance(entry, dict) else None
        if not isinstance(file, str) or not file:
            msg = f'{place}: an [[article]] names no file; add file = "NAME" to it'
            raise ArticleError(msg)
        if file in found:
            msg = f"{place}: names {file!r} twice; keep one of the two tables"
            raise ArticleError(msg)
        if Path(file).name != file or not is_beside(file):
            msg = f"{place}: names {file!r}, which is not beside it; mend the name or remove the table"
            raise ArticleError(msg)
        found[file] = {name: value for name, value in entry.items() if name != "file"}
    return found
