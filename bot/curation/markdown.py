"""An article as Markdown with front matter that reads back as the same article."""

import re
from collections.abc import Mapping

from bot.domain import DEFAULT_STORY, Article
from bot.text.blocks import BlockKind, split_blocks

_ANYWHERE = re.compile(r"([\\`*_\[\]<>&|])")
_LINE_START = re.compile(r"(?m)^([#+=~-]|\d{1,9}(?=[.)]))")


def render_article(article: Article) -> str:
    """Return the text of an article's file: its id and what is known of it, then its body."""
    fields = {
        "id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "author": article.author,
        "url": article.url,
        "published": article.published,
        "language": article.language,
        "story": article.story if article.story != DEFAULT_STORY else None,
        "origin": article.origin,
        "based_on": list(article.based_on),
    }
    return render_fields(fields, article.body)


def render_fields(fields: Mapping[str, object], body: str) -> str:
    """Return the text of a file that states these fields, those with a value, above a body."""
    import frontmatter  # noqa: PLC0415 - only needed here

    post = frontmatter.Post(render_body(body))
    post.metadata = {name: value for name, value in fields.items() if value}
    return frontmatter.dumps(post, sort_keys=False, width=10_000) + "\n"


def render_body(body: str) -> str:
    """Return a body as Markdown: every sign that Markdown would take for its own is escaped."""
    rendered = []
    for block in split_blocks(body):
        text = block.span.of(body)
        mark = body[: block.span.start].rpartition("\n")[2] if block.kind is not BlockKind.PARAGRAPH else ""
        if mark.startswith("#"):
            rendered.append(mark + _ANYWHERE.sub(r"\\\1", text).replace("#", "\\#"))
        else:
            escaped = _LINE_START.sub(_escape_start, _ANYWHERE.sub(r"\\\1", text))
            rendered.append(mark + escaped.replace("\n", "\n" + " " * len(mark)))
    return "\n\n".join(rendered)


def _escape_start(start: re.Match[str]) -> str:
    # A number is no list if the sign behind it is escaped.
    return f"{start[1]}\\" if start[1].isdigit() else f"\\{start[1]}"
