"""Which files an import was given: files as named, folders with all that is in them."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.curation.aliases import ALIASES_NAME
from bot.curation.reports import Outcome, Status
from bot.ports import Readers

SOURCES_NAME = "sources.toml"
_README = "readme.md"
_KNOWN = ".md, .txt, .html, .pdf, .docx, .jsonl or .zip"
_DOCUMENTS = frozenset({".doc", ".odt", ".rtf", ".epub", ".pages", ".dotx", ".ppt", ".pptx"})
_MACROS = frozenset({".docm", ".dotm"})


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
            if not any(file.name == ALIASES_NAME or readers.handles(file.name) for file in files):
                _refuse(found, path, f"holds no article; name a folder with {_KNOWN} files")
        elif path.exists():
            _take(path, readers, found, seen, named=True)
        else:
            _refuse(found, path, "does not exist; check the path")
    if not (found.articles or found.aliases or any(o.status is Status.REFUSED for o in found.outcomes)):
        _refuse_all(found)
    return found


def explain_type(name: str) -> str:
    """Return why a file of an unknown type cannot be read, and what to do about it."""
    suffix = Path(name).suffix.lower()
    if suffix in _MACROS:
        return "may hold macros; save it as .docx"
    if suffix in _DOCUMENTS:
        return "cannot be read; save it as .docx or .pdf, or copy its text into a .txt or .md file"
    return f"is of an unknown type; use {_KNOWN}"


def is_about_folder(name: str) -> bool:
    """Tell whether a file of that name is about the folder that it is in, and no article."""
    return name in {ALIASES_NAME, SOURCES_NAME} or name.lower() == _README


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
    elif path.name == SOURCES_NAME:
        if named:
            _skip(found, path, "states what the files beside it leave out; name those, or their folder")
    elif path.name.lower() == _README:
        _skip(found, path, "is about the folder, not an article")
    elif readers.handles(path.name):
        found.articles.append(path)
    elif named:
        _refuse(found, path, explain_type(path.name))
    else:
        _skip(found, path, explain_type(path.name))


def _refuse(found: Gathered, path: Path, reason: str) -> None:
    found.outcomes.append(Outcome(str(path), Status.REFUSED, f"{path}: {reason}"))


def _skip(found: Gathered, path: Path, reason: str) -> None:
    found.outcomes.append(Outcome(str(path), Status.SKIPPED, reason))


def _refuse_all(found: Gathered) -> None:
    """Refuse what would only be skipped: an import that names nothing else is a mistake."""
    skipped, found.outcomes = found.outcomes, []
    for outcome in skipped:
        _refuse(found, Path(outcome.name), f"nothing to import: it {outcome.reason}")
