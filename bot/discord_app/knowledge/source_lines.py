"""What is known of an article as lines that a person can type: `publisher: The Post`."""

from collections.abc import Mapping

from bot.domain import Article
from bot.errors import ArticleError

FIELDS = ("publisher", "author", "url", "published", "language", "origin")
_ID = "id"
_BASED_ON = "based on"
_SHOWN = 40


def render_source_lines(article: Article, *, with_id: bool = False) -> str:
    """Return the lines that say what is known of an article, besides its title and text."""
    known = ((name, getattr(article, name)) for name in ([_ID] if with_id else []) + [*FIELDS])
    lines = [f"{name}: {value}" for name, value in known if value is not None]
    return "\n".join([*lines, *(f"{_BASED_ON}: {report}" for report in article.based_on)])


def parse_source_lines(text: str, *, with_id: bool = False) -> Mapping[str, object]:
    """Return the fields that lines state, unchecked; `based on` may stand in several, and an id `with_id`.

    Letter case and blank lines do not matter; a line that states nothing behind its colon is passed over.

    Raises:
        ArticleError: naming the first line that begins with none of the fields, or with one that was stated.
    """
    allowed = (*FIELDS, _BASED_ON, *([_ID] if with_id else []))
    fields: dict[str, object] = {}
    based_on: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, colon, value = line.partition(":")
        name, value = " ".join(name.replace("_", " ").split()).casefold(), value.strip()
        if not colon or name not in allowed:
            msg = f"the line “{line[:_SHOWN]}” of the source: begin it with {', '.join(allowed)} and a colon"
            raise ArticleError(msg)
        if name in fields:
            msg = f"the source has two lines of “{name}”; leave one"
            raise ArticleError(msg)
        if name == _BASED_ON:
            based_on += [value] if value else []
        elif value:
            fields[name] = value
    return fields | ({"based_on": based_on} if based_on else {})
