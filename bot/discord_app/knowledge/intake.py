"""How an article gets in from Discord: attachments, addresses, and what is typed into a form."""

import asyncio
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

import discord

from bot.curation.gathering import explain_type
from bot.curation.markdown import render_article, render_fields
from bot.discord_app.knowledge.source_lines import parse_source_lines, render_source_lines
from bot.domain import DEFAULT_STORY, Article
from bot.errors import ArticleError, FetchError, ImportRefusedError
from bot.ports import Entry, Fetcher, ReadArticle, Readers

FIELD_CHARS = 4000
"""The most that Discord takes in one field of a form."""
TEXT_FIELDS = 3
"""How many fields of a form hold the text."""
FETCHING_IS_OFF = (
    "fetching is off; the operator can allow it (STORYDESK_ALLOW_FETCHING). Attach the page as a file"
)

_OF_MANY = {".jsonl", ".zip"}
_TIMES_AS_LARGE = 10
_MOST_ENTRIES = 200
_AT_ONCE = 2
_ID_CHARS = 60
_LEGIBLE = 0.75
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form holds: the title, the lines on the source, and the text in as many fields as it has."""

    title: str
    source: str
    texts: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the whole text; where one field ends and the next begins, so do paragraphs."""
        return "\n\n".join(filter(None, map(str.strip, self.texts)))


class Intake:
    """Reads what moderators bring; a large file is refused before it is loaded.

    Everything goes through the readers and the cleaning that files go through, beside the event loop. The
    files of two moderators are in memory at a time; a third one's wait.
    """

    def __init__(self, readers: Readers, max_bytes: int, fetcher: Fetcher | None = None) -> None:
        self._readers = readers
        self._max_bytes = max_bytes
        self._fetcher = fetcher
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def read_files(self, files: Sequence[discord.Attachment]) -> tuple[ReadArticle, ...]:
        """Return the articles of attachments, in order.

        Raises:
            ImportRefusedError: with a reason for each file or article that cannot be taken in, and for each
                id that several have.
        """
        refusals = [fault for file in files if (fault := self._find_fault(file.filename, file.size))]
        if refusals:
            raise ImportRefusedError(refusals)
        async with self._room:
            return await self._read_attached(files)

    async def read_url(self, url: str) -> tuple[ReadArticle, ...]:
        """Return the article at a web address.

        Raises:
            FetchError: if it is not fetched, or fetching is not allowed.
            ArticleError: if what it gives is nothing that can be read.
            ImportRefusedError: if it cannot be taken in.
        """
        if self._fetcher is None:
            raise FetchError(FETCHING_IS_OFF)
        fetched = await self._fetcher.fetch(url)
        entry = await asyncio.to_thread(self._readers.receive, fetched)
        return await self._read_all([entry], [])

    async def read_edited_file(self, file: discord.Attachment, article: Article) -> ReadArticle:
        """Return the new content of an article; what the file does not state stays as it is.

        Raises:
            ArticleError: if it cannot be taken in, or holds several articles or another one.
        """
        if fault := self._find_fault(file.filename, file.size):
            raise ArticleError(fault)
        async with self._room:
            entries = await asyncio.to_thread(self._readers.split, await file.read(), file.filename)
        if len(entries) != 1:
            msg = f"{file.filename}: holds {len(entries)} articles; attach the text of {article.id!r} alone"
            raise ArticleError(msg)
        known = {name: value for name, value in asdict(article).items() if name not in {"id", "body"}}
        read = await asyncio.to_thread(self._readers.read, replace(entries[0], stem=article.id), known)
        if read.article.id != article.id:
            msg = f"{file.filename}: says that it is {read.article.id!r}, not {article.id!r}; mend its id"
            raise ArticleError(msg)
        return read

    async def read_typed(self, typed: Typed, article: Article | None = None) -> ReadArticle:
        """Return the article that was typed; with `article`, as its new content: all of it was in the form.

        Raises:
            ArticleError: if it cannot be taken in.
        """
        fields = dict(parse_source_lines(typed.source, with_id=article is None))
        title = " ".join(typed.title.split())
        if article is None:
            fields = {"id": make_id(title)} | fields
        else:
            fields["id"] = article.id
        entry = _to_entry({"title": title} | fields, typed.text)
        return await asyncio.to_thread(self._readers.read, entry)

    async def _read_attached(self, files: Sequence[discord.Attachment]) -> tuple[ReadArticle, ...]:
        entries: list[Entry] = []
        refusals: list[str] = []
        for file in files:
            try:
                data = await file.read()
                entries += await asyncio.to_thread(self._readers.split, data, file.filename)
            except discord.HTTPException:
                refusals.append(f"{file.filename}: Discord does not hand it out any more; attach it again")
            except ArticleError as error:
                refusals.append(str(error))
        return await self._read_all(entries, refusals)

    async def _read_all(self, entries: Sequence[Entry], refusals: list[str]) -> tuple[ReadArticle, ...]:
        if len(entries) > _MOST_ENTRIES:
            msg = f"{len(entries):,} articles at once are too many; bring at most {_MOST_ENTRIES}"
            raise ImportRefusedError([*refusals, msg])
        read: list[ReadArticle] = []
        for entry in entries:
            try:
                read.append(await asyncio.to_thread(self._readers.read, entry))
            except ArticleError as error:
                refusals.append(str(error))
        refusals += _find_repeated(item.article.id for item in read)
        if refusals:
            raise ImportRefusedError(refusals)
        return tuple(read)

    def _find_fault(self, name: str, size: int) -> str | None:
        """Return why a file of that name and size cannot be taken in; None if nothing speaks against it."""
        if not self._readers.handles(name):
            return f"{name}: {explain_type(name)}"
        suffix = Path(name).suffix.lower()
        most = self._max_bytes * (_TIMES_AS_LARGE if suffix in _OF_MANY else 1)
        if size > most:
            return f"{name}: has {size:,} bytes, more than the {most:,} allowed; divide it"
        return None


def prefill(article: Article, *, with_id: bool = False) -> Typed | None:
    """Return what a form shows to edit an article; None if there is no room for it.

    What comes back unchanged is read as the same article. `with_id` its id can be changed, too.
    """
    source = render_source_lines(article, with_id=with_id)
    texts = divide_text(article.body)
    if texts is None or len(source) > FIELD_CHARS:
        return None
    return Typed(article.title, source, texts)


def divide_text(body: str) -> tuple[str, ...] | None:
    """Return a body in at most three parts that fit into the fields of a form, divided between blocks."""
    parts: list[str] = []
    for block in body.split("\n\n"):
        if parts and len(parts[-1]) + len(block) + 2 <= FIELD_CHARS:
            parts[-1] += f"\n\n{block}"
        else:
            parts.append(block)
    fits = len(parts) <= TEXT_FIELDS and all(len(part) <= FIELD_CHARS for part in parts)
    return tuple(parts) if fits else None


def to_file(article: Article) -> tuple[str, bytes]:
    """Return an article as a file to work on: its name and its Markdown."""
    return f"{article.id}.md", render_article(replace(article, story=DEFAULT_STORY)).encode()


def keep_typed(typed: Typed) -> bytes:
    """Return what was typed as plain text, so that nobody has to type it twice."""
    return "\n\n".join(filter(None, (typed.title, typed.source, typed.text))).encode()


def make_id(title: str) -> str:
    """Return an id made from a title: its Latin letters and digits, else a short hash of it."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    words = _NOT_IN_ID.sub("-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")
    made = words[:_ID_CHARS].rstrip("-")
    share = sum(c.isalnum() for c in words) / max(sum(c.isalnum() for c in title), 1)
    return made if made and share >= _LEGIBLE else f"article-{sha256(title.encode()).hexdigest()[:8]}"


def _to_entry(fields: Mapping[str, object], text: str) -> Entry:
    """Return an article as a Markdown file would hold it.

    Of all formats this one brings any body back as it was, lines within a paragraph included. What looks like
    Markdown is escaped: what is typed here is the body itself.
    """
    # Form feeds and the like are line breaks to some and none to others: here only \n is one.
    lines = (line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    data = render_fields(fields, "\n".join(lines)).encode("utf-8", "replace")
    return Entry("the text", ".md", data, str(fields["id"]))


def _find_repeated(ids: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    repeated: dict[str, None] = {}
    for article_id in ids:
        if article_id in seen:
            repeated[article_id] = None
        seen.add(article_id)
    return [f"several articles have the id {article_id!r}; give each its own" for article_id in repeated]
