"""The reader of Markdown with front matter."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bot.articles.draft import Draft, to_blocks
from bot.errors import ArticleError
from bot.ports import Dropped

if TYPE_CHECKING:
    from markdown_it.token import Token


def read_markdown(text: str, name: str) -> Draft:
    """Return the blocks of a Markdown text, rendered to plain text, and the fields of its front matter.

    Raises:
        ArticleError: if the front matter is broken.
    """
    from markdown_it import MarkdownIt  # noqa: PLC0415 - heavy

    fields, body = _split_front_matter(text, name)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    raw = tuple(Dropped(t.content.strip(), "raw HTML") for t in tokens if t.type == "html_block")
    blocks = tuple(_find_blocks(tokens))
    heading = next((block[2:] for block in blocks if block.startswith("# ")), None)
    return Draft(blocks, fields, dropped=raw, title=heading)


def _split_front_matter(text: str, name: str) -> tuple[dict[str, Any], str]:
    import yaml  # noqa: PLC0415 - what python-frontmatter reads front matter with, for its errors
    from frontmatter.default_handlers import YAMLHandler  # noqa: PLC0415

    handler = YAMLHandler()
    text = text.lstrip()
    if not handler.detect(text):
        return {}, text
    try:
        front, body = handler.split(text)
    except ValueError:
        msg = f"{name}: its front matter is not closed; end it with a line of three dashes (---)"
        raise ArticleError(msg) from None
    try:
        fields = handler.load(front)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        msg = f"{name}: its front matter is broken ({_explain(error)}); put text with : or # in double quotes"
        raise ArticleError(msg) from None
    if fields is not None and not isinstance(fields, dict):
        msg = f"{name}: its front matter is no list of fields; write one `field: value` a line"
        raise ArticleError(msg)
    return fields or {}, body


def _explain(error: Exception) -> str:
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    mark = getattr(error, "problem_mark", None)
    # The mark counts from 0 within the front matter, which begins after the line of dashes.
    return f"line {mark.line + 1}: {problem}" if mark else str(problem)


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
