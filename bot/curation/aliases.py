"""`aliases.toml`: the words of a story that mean the same."""

import json
from collections.abc import Iterable, Iterator

from bot.curation.tables import read_tables
from bot.domain import DEFAULT_STORY, AliasGroups
from bot.errors import ArticleError, ChangeError
from bot.text.identifiers import is_identifier

ALIASES_NAME = "aliases.toml"
_SHOWN = 60
_LEAST_TERMS = 2


def read_aliases(data: bytes, name: str) -> tuple[str | None, AliasGroups]:
    """Return the story that a file of aliases states, if any, and its groups.

    Raises:
        ArticleError: if it cannot be read, a group has fewer than two terms, or a term stands in two groups;
            naming every such fault.
    """
    table = read_tables(data, name)
    story, entries = table.get("story"), table.get("alias", [])
    if not isinstance(entries, list) or set(table) - {"story", "alias"}:
        msg = f'{name}: must hold [[alias]] tables with terms = ["…", "…"], and at most a story above them'
        raise ArticleError(msg)
    faults: list[str] = []
    if story is not None and not (isinstance(story, str) and is_identifier(story)):
        faults.append(f"its story {story!r} is no usable name (use letters, digits and - _ .)")
    groups: list[tuple[str, ...]] = []
    for number, entry in enumerate(entries, start=1):
        try:
            groups.append(_to_group(entry))
        except ValueError as error:
            faults.append(f"group {number} {error}")
    if repeated := sorted(set(find_repeated(tuple(groups)))):
        faults.append(f"in more than one group: {', '.join(repeated)} (keep each in one)")
    if faults:
        msg = f"{name}: {'; '.join(faults)}"
        raise ArticleError(msg)
    return story, tuple(groups)


def find_repeated(groups: AliasGroups) -> Iterator[str]:
    """Yield each term that stands in more than one group, ignoring case."""
    seen: set[str] = set()
    for group in groups:
        for term in {term.casefold(): term for term in group}.values():
            if term.casefold() in seen:
                yield term
            seen.add(term.casefold())


def check_groups(groups: Iterable[tuple[str, ...]]) -> AliasGroups:
    """Return groups with white space folded and each term once.

    Raises:
        ChangeError: if a group has fewer than two terms, or a term stands in two groups.
    """
    folded = tuple(_fold_terms(group) for group in groups)
    for group in folded:
        if len(group) < _LEAST_TERMS:
            msg = f"the group {', '.join(group)!r} has fewer than two terms; add one or remove the group"
            raise ChangeError(msg)
    if repeated := sorted(set(find_repeated(folded))):
        msg = f"in more than one group: {', '.join(repeated)}; keep each in one"
        raise ChangeError(msg)
    return folded


def render_aliases(groups: Iterable[Iterable[str]], story: str) -> str:
    """Return a file of aliases that reads back as these groups."""
    head = "" if story == DEFAULT_STORY else f"story = {_quote(story)}\n"
    tables = (f"[[alias]]\nterms = [{', '.join(map(_quote, group))}]\n" for group in groups)
    return "\n".join([head, *tables] if head else tables)


def _to_group(entry: object) -> tuple[str, ...]:
    terms = entry.get("terms") if isinstance(entry, dict) else None
    if not isinstance(terms, list) or not all(isinstance(term, str) for term in terms):
        msg = 'has no list of terms (write terms = ["…", "…"])'
        raise ValueError(msg)
    folded = _fold_terms(terms)
    if len(folded) < _LEAST_TERMS:
        msg = f"{str(terms)[:_SHOWN]} has fewer than two terms (add one or remove the group)"
        raise ValueError(msg)
    return folded


def _fold_terms(terms: Iterable[str]) -> tuple[str, ...]:
    return tuple({line.casefold(): line for term in terms if (line := " ".join(term.split()))}.values())


def _quote(text: str) -> str:
    # A JSON string is a TOML string but for DEL, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
