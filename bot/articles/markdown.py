"""The reader of Markdown with front matter."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.articles.draft import Draft, to_blocks
from bot.articles.front_matter import split_front_matter
from bot.ports import Dropped

if TYPE_CHECKING:
    from markdown_it.token import Token


def read_markdown(text: str, name: str) -> Draft:
    """Return the blocks of a Markdown text, rendered to plain text, and the fields of its front matter.

    Raises:
        ArticleError: if the front matter is broken.
    """
    from markdown_it import MarkdownIt  # noqa: PLC0415 - heavy

    fields, body, notes = split_front_matter(text, name)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    raw = tuple(Dropped(t.content.strip(), "raw HTML") for t in tokens if t.type == "html_block")
    blocks = tuple(_find_blocks(tokens))
    heading = next((block[2:] for block in blocks if block.startswith("# ")), None)
    return Draft(blocks, fields, dropped=raw, notes=notes, title=heading)


def _find_blocks(tokens: "list[Token]") -> Iterator[str]:
    """Yield the blocks; a row of a table is one, its cells divided by bars."""
    prefix = ""
    row: list[str] | None = None
    for token in tokens:
        if token.type == "heading_open":
            prefix = "#" * int(token.tag[1]) + " "
        elif token.type == "list_item_open":
            prefix = "- "
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield from to_blocks(" | ".join(row or []))
            row = None
        elif token.type in {"inline", "fence", "code_block"}:
            text = _to_text(token)
            if row is not None:
                row.append(text)
                continue
            yield from to_blocks(" ".join(text.split("\n")) if prefix.startswith("#") else text, prefix)
            prefix = ""


def _to_text(token: "Token") -> str:
    """Render inline markup to plain text: links to their text, no emphasis, pictures or raw HTML."""
    if token.children is None:
        return token.content
    texts = {"softbreak": "\n", "hardbreak": "\n"}
    plain = {"text", "text_special", "code_inline"}
    return "".join(t.content if t.type in plain else texts.get(t.type, "") for t in token.children)
