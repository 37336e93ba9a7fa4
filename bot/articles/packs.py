"""A `.zip` of several files that hold articles."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from bot.articles.archives import Archive, Bounds, shorten
from bot.articles.sources import check_sources
from bot.curation.gathering import SOURCES_NAME, explain_type, is_about_folder
from bot.errors import ArticleError
from bot.ports import Entry, Readers

PACK = ".zip"
_MOST_FILES = 200
_FACTOR = 10
_LONGEST_NAME = 200
_HIDDEN = "__MACOSX"


def split_pack(data: bytes, name: str, max_bytes: int, readers: Readers) -> tuple[Entry, ...]:
    """Return what the files of an archive hold, unread, each named by the archive and its own name.

    Folders in it mean nothing. A `sources.toml` in it gives what the files do not state themselves. What is
    no article is left out, and the first entry notes it.

    Raises:
        ArticleError: if it is damaged, encrypted or too large, if it holds another archive, if a name leads
            out of it, or if two files have one name.
    """
    archive = Archive(data, name, Bounds(_MOST_FILES, _FACTOR * max_bytes))
    members = _find_members(archive.members, name)
    stated: Mapping[str, Mapping[str, object]] = {}
    if SOURCES_NAME in members:
        found = archive.read(members.pop(SOURCES_NAME))
        stated = check_sources(found, f"{name}, {SOURCES_NAME}", members.__contains__)
    entries: list[Entry] = []
    notes: list[str] = []
    for base, member in members.items():
        if Path(base).suffix.lower() == PACK:
            msg = f"{name}: {shorten(base)} is an archive in the archive; pack its files themselves"
            raise ArticleError(msg)
        if is_about_folder(base) or not readers.handles(base):
            reason = "is no article" if is_about_folder(base) else explain_type(base)
            notes.append(f"{shorten(base)} was left out: it {reason}")
            continue
        for entry in readers.split(archive.read(member), f"{name}, {base}"):
            stem = None if entry.stem is None else Path(base).stem
            entries.append(replace(entry, stem=stem, stated=stated.get(base, {})))
    if not entries:
        msg = f"{name}: holds no article{''.join(f'; {note}' for note in notes[:1])}; put some into it"
        raise ArticleError(msg)
    return (replace(entries[0], notes=tuple(notes)), *entries[1:])


def _find_members(members: Sequence[ZipInfo], name: str) -> dict[str, ZipInfo]:
    """Return the members by their names without folders, those that are hidden left out."""
    found: dict[str, ZipInfo] = {}
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in member.filename:
            msg = f"{name}: the name {shorten(member.filename)} leads out of the archive; pack the file anew"
            raise ArticleError(msg)
        if path.name.startswith(".") or _HIDDEN in path.parts:
            continue
        if not path.name.isprintable() or len(path.name) > _LONGEST_NAME:
            msg = f"{name}: {shorten(path.name)} is no usable name; give the file a short one"
            raise ArticleError(msg)
        if path.name in found:
            msg = f"{name}: holds two files called {shorten(path.name)}; give one another name"
            raise ArticleError(msg)
        found[path.name] = member
    return found
