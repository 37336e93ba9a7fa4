"""The registry of readers: which format is read by what, and the road from bytes to a cleaned article."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bot.articles.documents import DOCUMENTS, read_document
from bot.articles.draft import Draft
from bot.articles.isolation import Isolation, Limits
from bot.articles.packs import PACK, split_pack
from bot.articles.pages import to_entry
from bot.articles.sources import read_sources
from bot.curation.gathering import SOURCES_NAME, explain_type
from bot.domain import Article
from bot.errors import ArticleError
from bot.ports import Entry, Fetched, ReadArticle

_BULK = ".jsonl"
_MANY = {_BULK: 50, PACK: 10}
"""How many times as large as an article a file of many may be."""
_OURS = frozenset({"id", "story", "origin", "based_on"})
_SAY_MORE = "below its title, write at least one paragraph of full sentences"


class ArticleReaders:
    """Reads Markdown, plain text, HTML, PDF, Word documents, `.jsonl`, and a `.zip` of them.

    `max_bytes` is the largest article that it takes, `limits` what opening a document may take.
    """

    def __init__(self, max_bytes: int, limits: Limits | None = None) -> None:
        self._max_bytes = max_bytes
        self._isolation = Isolation(limits or Limits())

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Return the endings of the files that can be read."""
        return (".md", ".txt", ".html", ".htm", *DOCUMENTS, _BULK, PACK)

    def handles(self, name: str) -> bool:
        """Tell whether files of that name can be read, by their ending."""
        return Path(name).suffix.lower() in self.suffixes

    def open(self, path: Path) -> Sequence[Entry]:
        """Return what a file on disk holds, unread; see `Readers.open`."""
        try:
            self._check_size(path.stat().st_size, str(path), _MANY.get(path.suffix.lower(), 1))
            data = path.read_bytes()
        except OSError as error:
            msg = f"{path}: cannot be opened ({error.strerror}); check the path and its permissions"
            raise ArticleError(msg) from None
        return self.split(data, str(path))

    def split(self, data: bytes, name: str) -> Sequence[Entry]:
        """Return what a file's bytes hold, unread; see `Readers.split`."""
        suffix = Path(name).suffix.lower()
        if not self.handles(name):
            msg = f"{name}: {explain_type(name)}"
            raise ArticleError(msg)
        self._check_size(len(data), name, _MANY.get(suffix, 1))
        if suffix == PACK:
            return split_pack(data, name, self._max_bytes, self)
        if suffix == _BULK:
            from bot.articles.bulk import split_lines  # noqa: PLC0415

            entries = split_lines(data, name, suffix)
        else:
            entries = (Entry(name, suffix, data, Path(name).stem),) if data.strip() else ()
        if not entries:
            msg = f"{name}: is empty; put an article into it or leave it out"
            raise ArticleError(msg)
        return entries

    def receive(self, fetched: Fetched) -> Entry:
        """Return what was fetched from the web, unread; see `Readers.receive`."""
        return to_entry(fetched)

    def read(self, entry: Entry, stated: Mapping[str, object] | None = None) -> ReadArticle:
        """Read and clean one article; see `Readers.read`."""
        from bot.articles.cleaning import clean  # noqa: PLC0415 - its rules take a moment to compile
        from bot.articles.identity import make_id  # noqa: PLC0415
        from bot.articles.metadata import Stated, check_fields, fold_names  # noqa: PLC0415
        from bot.articles.titles import take_title  # noqa: PLC0415

        self._check_size(len(entry.data), entry.name)
        draft = self._read_draft(entry)
        own, given = fold_names(draft.fields), fold_names({**(stated or {}), **entry.stated})
        if entry.url:  # a page on the web does not say which of our articles it is, nor whose report
            own = {name: value for name, value in own.items() if name not in _OURS} | {"url": entry.url}
        fields = check_fields(own, entry.name, given, _find_place(entry))
        unknown = Stated.unknown({**given, **own})
        notes = [
            *entry.notes,
            *draft.notes,
            *(f"the field {name!r} is unknown and was ignored" for name in unknown),
        ]
        if not draft.blocks:
            msg = f"{entry.name}: holds no text; put an article into it or leave it out"
            raise ArticleError(msg)
        title = fields.title or take_title(draft)
        if not fields.title:
            notes.append(f"the title was taken from the text: “{title}”")
        cleaned = clean(draft.blocks, title)
        if not cleaned.kept:
            reasons = ", ".join(sorted({part.reason for part in cleaned.dropped}))
            msg = f"{entry.name}: nothing is left after cleaning ({reasons}); {_SAY_MORE}"
            raise ArticleError(msg)
        article_id, remarks = (fields.id, ()) if fields.id else make_id(entry.stem or "", entry.name)
        known = fields.model_dump(exclude={"id", "title"})
        article = Article(id=article_id, title=title, body=cleaned.body, **known)
        return ReadArticle(article, (*draft.dropped, *cleaned.dropped), (*notes, *remarks))

    def sources(self, path: Path) -> Mapping[str, Mapping[str, object]]:
        """Return what the `sources.toml` in a folder states; see `Readers.sources`."""
        return read_sources(path)

    def _check_size(self, size: int, name: str, factor: int = 1) -> None:
        if size > (most := factor * self._max_bytes):
            msg = (
                f"{name}: has {size:,} bytes, more than the {most:,} allowed; "
                "divide it or raise STORYDESK_MAX_ARTICLE_BYTES"
            )
            raise ArticleError(msg)

    def _read_draft(self, entry: Entry) -> Draft:
        if entry.suffix in DOCUMENTS:
            return read_document(entry, self._isolation, self._max_bytes)
        if entry.suffix == _BULK:
            from bot.articles.bulk import read_line  # noqa: PLC0415

            return read_line(entry.data, entry.name)
        from bot.articles.encoding import decode  # noqa: PLC0415

        decoded = decode(entry.data, entry.name)
        draft = _read_text(decoded.text, entry)
        return replace(draft, notes=(*decoded.notes, *draft.notes))


def _find_place(entry: Entry) -> str:
    """Return where that stands which is stated of an entry, to be named in a message."""
    name = entry.name.partition(", line ")[0] if entry.suffix == _BULK else entry.name
    pack, mark, file = name.partition(f"{PACK}, ")
    if mark and entry.stated:
        return f'{pack}{PACK}, {SOURCES_NAME}, the table of file = "{file}"'
    path = Path(pack + PACK if mark else name)
    return f'{path.with_name(SOURCES_NAME)}, the table of file = "{path.name}"'


def _read_text(text: str, entry: Entry) -> Draft:
    if entry.suffix == ".md":
        from bot.articles.markdown import read_markdown  # noqa: PLC0415

        return read_markdown(text, entry.name)
    if entry.suffix == ".txt":
        from bot.articles.plain import read_plain  # noqa: PLC0415

        return read_plain(text)
    from bot.articles.html import read_html  # noqa: PLC0415

    return read_html(text, entry.name)
