"""Which files an import was given: files as named, folders with all that is in them."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.curation.aliases import ALIASES_NAME
from bot.curation.reports import Outcome, Status
from bot.ports import Readers

_SOURCES_NAME = "sources.toml"
_README = "readme.md"


@dataclass(slots=True)
class Gathered:
    """The files of an import, each once, in order, and what is to be said of the others."""

    articles: list[Path] = field(default_factory=list)
    aliases: list[Path] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)


def gather_files(paths: Iterable[Path], readers: Readers) -> Gathered:
    """Return the files that are to be read; hidden ones in folders are passed over."""
    found = Gathered()
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            files = list(_walk(path, found))
            for file in files:
                _take(file, readers, found, seen, named=False)
            if not any(file in found.aliases or readers.handles(file.name) for file in files):
                _refuse(found, path, "holds no article; name a folder with .md, .txt, .html or .jsonl files")
        elif path.exists():
            _take(path, readers, found, seen, named=True)
        else:
            _refuse(found, path, "does not exist; check the path")
    return found


def _walk(folder: Path, found: Gathered) -> Iterator[Path]:
    def report(error: OSError) -> None:
        _refuse(found, Path(error.filename), f"cannot be opened ({error.strerror}); check its permissions")

    for place, folders, files in os.walk(folder, onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(files) if not name.startswith("."))


def _take(path: Path, readers: Readers, found: Gathered, seen: set[Path], *, named: bool) -> None:
    if (real := path.resolve()) in seen:
        return
    seen.add(real)
    if path.name == ALIASES_NAME:
        found.aliases.append(path)
    elif path.name == _SOURCES_NAME:
        return
    elif path.name.lower() == _README:
        _skip(found, path, "is about the folder, not an article")
    elif readers.handles(path.name):
        found.articles.append(path)
    elif named:
        _refuse(found, path, "is of an unknown type; use .md, .txt, .html or .jsonl")
    else:
        _skip(found, path, "is of an unknown type")


def _refuse(found: Gathered, path: Path, reason: str) -> None:
    found.outcomes.append(Outcome(str(path), Status.REFUSED, f"{path}: {reason}"))


def _skip(found: Gathered, path: Path, reason: str) -> None:
    found.outcomes.append(Outcome(str(path), Status.SKIPPED, f"{path}: {reason}"))
