"""The reader of web pages: trafilatura finds the main text, and what it left out is listed."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from bot.articles.draft import Draft, to_blocks
from bot.errors import ArticleError
from bot.ports import Dropped

_INLINE_EXTRACTED = frozenset({"hi", "ref", "lb", "graphic", "del", "figure"})
_INLINE_PAGE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em"),
        *("font", "i", "img", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small"),
        *("span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
_UNSEEN = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "title",
        "svg",
        "iframe",
        "object",
        "audio",
        "video",
        "select",
    )
)
_OUTSIDE = "is not part of the page's main text"
_SHORT = 40
_BREAK = re.compile(r"\n\s*(?![a-zß-ÿ\s])")
_TITLE_BREAK = re.compile(r"\s+[|–—·»:-]\s+|:\s+")


def read_html(text: str, name: str) -> Draft:
    """Return the blocks of a page's main text, what the page states of itself, and what else stood on it.

    Raises:
        ArticleError: if there is no text on the page.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415 - heavy
    from trafilatura.settings import Document  # noqa: PLC0415
    from trafilatura.utils import load_html  # noqa: PLC0415

    page = load_html(text)
    if page is None:
        msg = f"{name}: is no HTML page; save the page again, or save its text as .txt"
        raise ArticleError(msg)
    everything = tuple(_find_blocks(page, _INLINE_PAGE))
    language = (page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    found = bare_extraction(
        text,
        with_metadata=True,
        include_comments=False,
        # A date that only occurs in the text would be a guess.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if not isinstance(found, Document):
        return Draft(everything, {"language": language[:2]})
    blocks = tuple(_sort_blocks(_find_blocks(found.body, _INLINE_EXTRACTED), everything))
    fields = {
        "title": _find_title(page, found.title, everything),
        "author": found.author,
        "publisher": found.sitename,
        "url": found.url,
        "published": found.date,
        "language": language.replace("_", "-").split("-")[0].lower(),
    }
    return Draft(blocks, fields, dropped=tuple(_find_left_out(everything, blocks)))


def read_page(text: str) -> tuple[str, ...]:
    """Return the blocks of a page that is nothing but the text of an article."""
    from trafilatura.utils import load_html  # noqa: PLC0415 - heavy

    page = load_html(f"<html><body>{text}</body></html>")
    if page is None:
        return ()
    for cell in page.iter("td", "th"):
        if len(cell) == 1 and cell[0].tag == "p":
            cell[0].drop_tag()
    return tuple(_find_blocks(page, _INLINE_PAGE))


class _Flow:
    """Text on its way into blocks: pieces are gathered until an element that is no inline one ends them."""

    def __init__(self, inline: Collection[str]) -> None:
        self.blocks: list[str] = []
        self._inline = inline
        self._pieces: list[str] = []
        self._prefix = ""

    def end_block(self, prefix: str = "") -> None:
        """Make a block of what was gathered; `prefix` marks the block that begins now."""
        text = "".join(self._pieces).strip()
        if self._prefix.startswith("#"):
            text = " ".join(text.split())
        if text:
            # A line break ends a block, unless the next line runs on with a small letter.
            self.blocks.extend(to_blocks(_BREAK.sub("\n\n", text), self._prefix))
            self._prefix = ""
        self._pieces = []
        self._prefix = prefix or self._prefix

    def take(self, element: Any) -> None:
        """Take the text of an element and of all that is in it."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNSEEN:
            return
        if tag in {"row", "tr"} and self._is_data(element):
            cells = (" ".join("".join(cell.itertext()).split()) for cell in element)
            self.end_block()
            self._pieces.append(" | ".join(filter(None, cells)))
            self.end_block()
            return
        if tag in {"lb", "br"}:
            self._pieces.append("\n")
        is_block = tag not in self._inline
        if is_block:
            self.end_block(_find_prefix(element))
        self._gather(element.text)
        for child in element:
            self.take(child)
            self._gather(child.tail)
        if is_block:
            self.end_block()
            self._prefix = ""

    def _is_data(self, row: Any) -> bool:
        """Tell a row of a table of data from a table that lays out a page: its cells hold words alone."""
        inside = [element.tag for cell in row for element in cell.iterdescendants()]
        return all(tag in self._inline and tag not in {"lb", "br"} for tag in inside)

    def _gather(self, text: str | None) -> None:
        if text:
            space = " " if text[0].isspace() else "", " " if text[-1].isspace() else ""
            self._pieces.append(space[0] + " ".join(text.split()) + space[1] if text.strip() else " ")


def _find_blocks(root: Any, inline: Collection[str]) -> list[str]:
    flow = _Flow(inline)
    flow.take(root)
    flow.end_block()
    return flow.blocks


def _find_prefix(element: Any) -> str:
    tag = element.get("rend", "") if element.tag == "head" else element.tag
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":  # noqa: PLR2004 - h1 to h6
        return "#" * int(tag[1]) + " "
    return "- " if tag in {"item", "li"} else ""


def _sort_blocks(blocks: Sequence[str], everything: Iterable[str]) -> list[str]:
    """Return the blocks in the order of the page, which trafilatura loses where tables are nested.

    A short block, which may occur more than once, stays behind the one before it.
    """
    page = "\n".join(map(_squeeze, everything))
    places = [0]
    for block in blocks:
        plain = _squeeze(block)
        places.append(max(page.find(plain), 0) if len(plain) >= _SHORT else 0)
        places[-1] = places[-1] or places[-2]
    order = sorted(range(len(blocks)), key=lambda i: places[i + 1])
    return [blocks[i] for i in order]


def _find_title(page: Any, found: str | None, everything: Iterable[str]) -> str | None:
    """Return the page's title without the site's name: the longest part of it that stands in the page."""
    stated = " ".join("".join(page.xpath("string(//title)")).split())
    parts = [found or "", stated, *_TITLE_BREAK.split(stated)]
    shown = {_squeeze(block).casefold() for block in everything}
    return max((part for part in parts if _squeeze(part).casefold() in shown), key=len, default=found)


def _find_left_out(everything: Collection[str], kept: Collection[str]) -> Iterator[Dropped]:
    """Yield the page's blocks that are not in what was kept, compared without marks and white space."""
    counts = Counter(map(_squeeze, kept))
    together = "\n".join(counts)
    for block in everything:
        plain = _squeeze(block)
        if counts[plain] > 0:
            counts[plain] -= 1
        elif len(plain) < _SHORT or plain not in together:
            yield Dropped(block, _OUTSIDE)


def _squeeze(block: str) -> str:
    return "".join(block.lstrip("#- ").split())
