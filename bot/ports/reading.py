"""What turns files into articles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bot.domain import Article
from bot.ports.fetching import Fetched


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as it came, unread: a whole file, or one line of a file of many.

    `name` is what to call it in a message, `suffix` the ending that says its format (with the dot, in small
    letters), `stem` the id that it has unless it states another; None where it must state one. `stated` fills
    the fields that it does not state itself; `url`, where it was fetched from, goes before what it states.
    `notes` are remarks for who brought it.
    """

    name: str
    suffix: str
    data: bytes
    stem: str | None
    stated: Mapping[str, object] = field(default_factory=dict)
    url: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A block that cleaning left out, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article as read and cleaned: what was kept is its body; `notes` are remarks for who brought it."""

    article: Article
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()


class Readers(Protocol):
    """What turns files into articles; every refusal is an ArticleError that says how to mend it."""

    def handles(self, name: str) -> bool:
        """Tell whether files of that name can be read, by their ending."""
        ...

    def open(self, path: Path) -> Sequence[Entry]:
        """Return what a file on disk holds, unread.

        Raises:
            ArticleError: if the file cannot be opened, is too large or holds nothing.
        """
        ...

    def split(self, data: bytes, name: str) -> Sequence[Entry]:
        """Return what a file's bytes hold, unread.

        Raises:
            ArticleError: if the type is unknown or there is nothing in it.
        """
        ...

    def receive(self, fetched: Fetched) -> Entry:
        """Return what was fetched from the web, unread."""
        ...

    def read(self, entry: Entry, stated: Mapping[str, object] | None = None) -> ReadArticle:
        """Read and clean one article; `stated` fills the fields that it does not state itself.

        Raises:
            ArticleError: if it cannot be taken in.
        """
        ...

    def sources(self, path: Path) -> Mapping[str, Mapping[str, object]]:
        """Return what the `sources.toml` of a folder states, by file name; nothing if there is none.

        Raises:
            ArticleError: if it cannot be used.
        """
        ...
