"""Export: the live knowledge of a story as files that people can read, review and import again."""

import asyncio
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.curation.aliases import ALIASES_NAME, render_aliases
from bot.curation.markdown import render_article
from bot.curation.reports import ExportReport
from bot.errors import StorydeskError
from bot.ports import ArticleStore


async def export(store: ArticleStore, story: str, directory: Path) -> ExportReport:
    """Write the live articles and aliases of a story into a folder, one file an article.

    Importing the folder again changes nothing. Files of articles that are not live are named, not deleted.

    Raises:
        StorydeskError: if the folder cannot be written to.
        StorageError: if the database cannot be read.
    """
    knowledge = await store.knowledge(story)
    names = _name_files(revision.article.id for revision in knowledge.revisions)
    files = {names[r.article.id]: render_article(r.article) for r in knowledge.revisions}
    if knowledge.aliases:
        files[ALIASES_NAME] = render_aliases(knowledge.aliases, story)
    return await asyncio.to_thread(_write_files, directory, files)


def _name_files(article_ids: Iterable[str]) -> dict[str, str]:
    """Return a file name for each article, none the same as another where letter case does not count."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for article_id in sorted(article_ids):
        name = article_id
        while name.casefold() in taken:
            name += "_"
        taken.add(name.casefold())
        names[article_id] = f"{name}.md"
    return names


def _write_files(directory: Path, files: Mapping[str, str]) -> ExportReport:
    written, unchanged = [], []
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            path = directory / name
            data = text.encode()
            if path.is_file() and path.read_bytes() == data:
                unchanged.append(path)
                continue
            _replace(path, data)
            written.append(path)
        stale = [path for path in sorted(directory.iterdir()) if _is_ours(path) and path.name not in files]
    except (FileExistsError, NotADirectoryError):
        msg = f"{directory}: is a file, not a folder; name a folder to export to"
        raise StorydeskError(msg) from None
    except OSError as error:
        msg = (
            f"{error.filename or directory}: cannot be written ({error.strerror}); check disk and permissions"
        )
        raise StorydeskError(msg) from None
    return ExportReport(tuple(written), tuple(unchanged), tuple(stale))


def _is_ours(path: Path) -> bool:
    """Tell whether an import of the folder would read a file: of those, every one should be an export's."""
    is_article = path.suffix.lower() == ".md" and path.name.lower() != "readme.md"
    return path.is_file() and not path.name.startswith(".") and (is_article or path.name == ALIASES_NAME)


def _replace(path: Path, data: bytes) -> None:
    """Put a file in place as a whole, so that a crash leaves the old one or the new one."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".export-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes files for their owner alone; an export is as readable as its folder.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
