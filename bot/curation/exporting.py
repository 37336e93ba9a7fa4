"""Export: the live knowledge of a story as files that people can read, review and import again."""

import asyncio
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.curation.aliases import ALIASES_NAME, read_aliases, render_aliases
from bot.curation.markdown import render_article
from bot.curation.reports import ExportReport
from bot.domain import DEFAULT_STORY, AliasGroups
from bot.errors import ArticleError, StorydeskError
from bot.ports import ArticleStore, Knowledge

_ARTICLES = "articles"
_READ = frozenset({".md", ".txt", ".html", ".htm", ".jsonl"})


async def export(store: ArticleStore, story: str, directory: Path) -> ExportReport:
    """Write the live knowledge of a story into a folder: `articles/ID.md` and `aliases.toml`.

    Importing the folder again changes nothing, if it holds nothing else that an import reads: such files are
    named in the report, not deleted. An `aliases.toml` that holds the same groups stays as it is.

    Raises:
        StorydeskError: if the folder cannot be written to.
        StorageError: if the database cannot be read.
    """
    knowledge = await store.knowledge(story)
    texts = {directory / path: text for path, text in _render_articles(knowledge).items()}
    return await asyncio.to_thread(_write_files, directory, texts, knowledge.aliases, story)


def render_knowledge(knowledge: Knowledge) -> dict[str, str]:
    """Return the texts of an export by their paths in it: `articles/ID.md`, and `aliases.toml` if need be."""
    aliases = {ALIASES_NAME: render_aliases(knowledge.aliases, knowledge.story)} if knowledge.aliases else {}
    return _render_articles(knowledge) | aliases


def _render_articles(knowledge: Knowledge) -> dict[str, str]:
    names = _name_files(revision.article.id for revision in knowledge.revisions)
    return {f"{_ARTICLES}/{names[r.article.id]}": render_article(r.article) for r in knowledge.revisions}


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


def _write_files(
    directory: Path, texts: Mapping[Path, str], aliases: AliasGroups, story: str
) -> ExportReport:
    written, unchanged = [], []
    aliases_path = directory / ALIASES_NAME
    files = dict(texts) | ({aliases_path: render_aliases(aliases, story)} if aliases else {})
    try:
        (directory / _ARTICLES).mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            old = path.read_bytes() if path.is_file() else None
            if old == text.encode() or (path == aliases_path and old and _says(old, aliases, story)):
                unchanged.append(path)
                continue
            _replace(path, text.encode())
            written.append(path)
        found = (*directory.iterdir(), *(directory / _ARTICLES).rglob("*"))
        others = sorted({path for path in found if _is_read(path)} - set(files))
    except (FileExistsError, NotADirectoryError):
        msg = f"{directory}: is a file, not a folder; name a folder to export to"
        raise StorydeskError(msg) from None
    except OSError as error:
        msg = (
            f"{error.filename or directory}: cannot be written ({error.strerror}); check disk and permissions"
        )
        raise StorydeskError(msg) from None
    return ExportReport(tuple(written), tuple(unchanged), tuple(others))


def _says(data: bytes, aliases: AliasGroups, story: str) -> bool:
    """Tell whether a file of aliases, which people may have arranged and annotated, says the same."""
    try:
        stated, groups = read_aliases(data, ALIASES_NAME)
    except ArticleError:
        return False
    return (stated or DEFAULT_STORY) == story and set(map(frozenset, groups)) == set(map(frozenset, aliases))


def _is_read(path: Path) -> bool:
    """Tell whether an import of the folder would read a file."""
    is_article = path.suffix.lower() in _READ and path.name.lower() != "readme.md"
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
