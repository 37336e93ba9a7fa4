"""The registry of readers: which format is read by what, and the road from bytes to a cleaned article."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.articles.draft import Draft
from bot.articles.sources import SOURCES_NAME, read_sources
from bot.domain import Article
from bot.errors import ArticleError
from bot.ports import Entry, ReadArticle

_BULK = ".jsonl"
_TITLE_CHARS = 100


class ArticleReaders:
    """Reads Markdown, plain text, HTML and `.jsonl`; `max_bytes` is the largest article that it takes."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Return the endings of the files that can be read."""
        return (".md", ".txt", ".html", ".htm", _BULK)

    def handles(self, name: str) -> bool:
        """Tell whether files of that name can be read, by their ending."""
        return Path(name).suffix.lower() in self.suffixes

    def open(self, path: Path) -> Sequence[Entry]:
        """Return what a file on disk holds, unread; see `Readers.open`."""
        try:
            if path.suffix.lower() != _BULK:
                self._check_size(path.stat().st_size, str(path))
            data = path.read_bytes()
        except OSError as error:
            msg = f"{path}: cannot be opened ({error.strerror}); check the path and its permissions"
            raise ArticleError(msg) from None
        return self.split(data, str(path))

    def split(self, data: bytes, name: str) -> Sequence[Entry]:
        """Return what a file's bytes hold, unread; see `Readers.split`."""
        suffix = Path(name).suffix.lower()
        if not self.handles(name):
            msg = f"{name}: is of an unknown type; use one of {' '.join(self.suffixes)}"
            raise ArticleError(msg)
        if suffix == _BULK:
            from bot.articles.bulk import split_lines  # noqa: PLC0415

            entries = split_lines(data, name, suffix)
        else:
            entries = (Entry(name, suffix, data, Path(name).stem),) if data.strip() else ()
        if not entries:
            msg = f"{name}: is empty; put an article into it or leave it out"
            raise ArticleError(msg)
        return entries

    def read(self, entry: Entry, stated: Mapping[str, object] | None = None) -> ReadArticle:
        """Read and clean one article; see `Readers.read`."""
        from bot.articles.cleaning import clean  # noqa: PLC0415 - its rules take a moment to compile
        from bot.articles.metadata import Stated, check_fields, is_stated  # noqa: PLC0415

        self._check_size(len(entry.data), entry.name)
        draft = _read_draft(entry)
        own = {name: value for name, value in draft.fields.items() if is_stated(value)}
        fields = check_fields({**(stated or {}), **own}, entry.name)
        unknown = Stated.unknown({**(stated or {}), **own})
        notes = (*draft.notes, *(f"the field {name!r} is unknown and was ignored" for name in unknown))
        if not draft.blocks:
            msg = f"{entry.name}: holds no text; put an article into it or leave it out"
            raise ArticleError(msg)
        title = fields.title or _take_title(draft)
        cleaned = clean(draft.blocks, title)
        if not cleaned.kept:
            reasons = ", ".join(sorted({part.reason for part in cleaned.dropped}))
            msg = f"{entry.name}: nothing is left after cleaning ({reasons}); it needs at least one paragraph"
            raise ArticleError(msg)
        article_id = fields.id or check_fields({"id": entry.stem}, entry.name).id or ""
        known = fields.model_dump(exclude={"id", "title"})
        article = Article(id=article_id, title=title, body=cleaned.body, **known)
        return ReadArticle(article, (*draft.dropped, *cleaned.dropped), notes)

    def sources(self, path: Path) -> Mapping[str, Mapping[str, object]]:
        """Return what the `sources.toml` in a folder states; see `Readers.sources`."""
        return read_sources(path / SOURCES_NAME)

    def _check_size(self, size: int, name: str) -> None:
        if size > self._max_bytes:
            msg = (
                f"{name}: has {size:,} bytes, more than the {self._max_bytes:,} allowed; "
                "divide it or raise STORYDESK_MAX_ARTICLE_BYTES"
            )
            raise ArticleError(msg)


def _read_draft(entry: Entry) -> Draft:
    if entry.suffix == _BULK:
        from bot.articles.bulk import read_line  # noqa: PLC0415

        return read_line(entry.data, entry.name)
    from bot.articles.encoding import decode  # noqa: PLC0415

    text = decode(entry.data, entry.name)
    if entry.suffix == ".md":
        from bot.articles.markdown import read_markdown  # noqa: PLC0415

        return read_markdown(text, entry.name)
    if entry.suffix == ".txt":
        from bot.articles.plain import read_plain  # noqa: PLC0415

        return read_plain(text)
    from bot.articles.html import read_html  # noqa: PLC0415

    return read_html(text, entry.name)


def _take_title(draft: Draft) -> str:
    """Return the title that the text shows: its first heading, or its first line, cut at a word."""
    from bot.articles.cleaning import clean  # noqa: PLC0415

    # A line of the page above the title (the way back to the front page, an advertisement) is none.
    first = next(iter(clean(draft.blocks, "").kept), draft.blocks[0])
    title = " ".join((draft.title or first.removeprefix("- ")).split())
    if len(title) <= _TITLE_CHARS:
        return title
    return title[:_TITLE_CHARS].rsplit(" ", 1)[0].rstrip(",;:–—- ") + "…"
