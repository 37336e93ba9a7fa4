"""The front matter of a Markdown file: fields between two lines of dashes."""

import re
from typing import Any

from bot.articles.metadata import Stated, fold_name
from bot.errors import ArticleError

_FENCE = re.compile(r"(?m)^(?:-{3,}|[-–—]*[–—][-–—]*)[ \t]*$")
_FIELD = re.compile(r"\s*([A-Za-z_ -]+?)\s*:")
_PLAIN = "---"
_SHOWN = 60


def split_front_matter(text: str, name: str) -> tuple[dict[str, Any], str, tuple[str, ...]]:
    """Return the fields of a text's front matter, the text below it, and remarks; no fields if it has none.

    Every value is text, or a list of texts: what it means is for others to judge. Dashes that a word
    processor made longer are understood.

    Raises:
        ArticleError: if the front matter is broken, naming the line of the file.
    """
    above = len(text) - len(text.lstrip())
    line = text.count("\n", 0, above) + 1
    text = text[above:]
    opening = _FENCE.match(text)
    if not opening or (not opening[0].startswith(_PLAIN) and not _is_field(text[opening.end() :])):
        return {}, text, ()
    closing = _FENCE.search(text, opening.end())
    if not closing:
        msg = f"{name}: its front matter is not closed; end it with a line of three dashes (---)"
        raise ArticleError(msg)
    fields = _load(text[opening.end() : closing.start()], name, line)
    typed = {fence[0].strip() for fence in (opening, closing) if not fence[0].startswith(_PLAIN)}
    notes = tuple(f"the line {line!r} was read as ---; write three hyphens" for line in sorted(typed))
    return fields, text[closing.end() :], notes


def _is_field(text: str) -> bool:
    field = _FIELD.match(text)
    return field is not None and fold_name(field[1]) in Stated.model_fields


def _load(front: str, name: str, line: int) -> dict[str, Any]:
    """Return the fields of front matter that begins behind the end of a line of the file."""
    import yaml  # noqa: PLC0415 - what python-frontmatter reads and writes front matter with

    class TextLoader(yaml.SafeLoader):
        """Reads every value as text, so that dates, numbers and `no` are what they look like."""

        yaml_implicit_resolvers = {  # noqa: RUF012 - the loader's own way to be told
            first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith(":null")]
            for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

    try:
        fields = yaml.load(front, Loader=TextLoader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        msg = f"{name}: its front matter cannot be read{_explain(error, front, line)}"
        raise ArticleError(msg) from None
    if fields is not None and not isinstance(fields, dict):
        msg = f"{name}: its front matter is no list of fields; write one `field: value` a line"
        raise ArticleError(msg)
    return fields or {}


def _explain(error: Exception, front: str, line: int) -> str:
    """Return where a fault is and how to mend it; the parser's own words are not for people."""
    problem = str(getattr(error, "problem", ""))
    mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
    if "mapping values" in problem or "block end" in problem:
        mark = getattr(error, "problem_mark", None)
    if mark is None:
        return "; write one `field: value` a line"
    lines = front.split("\n")
    number = min(mark.line, len(lines) - 1)
    shown = lines[number].strip()[:_SHOWN]
    where = f" at line {line + number} ({shown})" if shown else f" at line {line + number}"
    if "end of stream" in problem:
        return f"{where}; a quotation mark is opened there and not closed: close it"
    if "could not find" in problem:
        return f"{where}; a line needs a field and a colon, as in language: en"
    if "tab" in problem or "'\\t'" in problem:
        return f"{where}; replace the tab by spaces"
    cure = 'put the value in double quotes, as in title: "Bridge: closed", with no other double quotes in it'
    return f"{where}; {cure}"
