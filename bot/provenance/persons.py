"""Persons, told by how a text introduces their names; no list of names is needed."""

import re

from bot.provenance.words import any_of, load_words

_TITLE = "(?:" + "|".join(sorted(title.title() for title in load_words()["titles"])) + r")\.?"
_ROLE = rf"(?i:{any_of('roles')}(?:es|s)?)"
_LEADING = re.compile(rf"(?:{_TITLE}|{_ROLE})\s(?=[^\W\d_])")
_BEFORE = re.compile(rf"\b(?:{_TITLE}|{_ROLE})\s(?:[A-Z]\w+\s)?\Z")
# "The mayor, Ada Lind, left", not "it hit the mayor, Coast Wire reports".
_BEFORE_COMMA = re.compile(rf"\b{_ROLE},\s\Z")
_ENDS = re.compile(r"[,.;)]|\s*\Z")
_AFTER = re.compile(r",?\s(?:who|himself|herself)\b|,\s\d\d?(?=[,.;)]|\s*\Z)")
_LOOK_BACK = 60  # a role, and a given name before the name
_THING = re.compile(
    rf"(?i:\b{any_of('outlet_endings', 'institutions', 'companies', 'places')}\b)"
    r"|\d|\b[^\W\d_a-z]{2,}s?\b|[a-z][A-Z]"
)


def is_introduced(name: str, text: str) -> bool:
    """Tell whether a text introduces a name as a person's: by a title, a role, an age, “who” or “herself”."""
    for match in re.finditer(rf"\b{re.escape(name)}\b", text):
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        if _BEFORE.search(before) or _AFTER.match(text, match.end()):
            return True
        if _BEFORE_COMMA.search(before) and _ENDS.match(text, match.end()):
            return True
    return False


def is_thing_shaped(name: str) -> bool:
    """Tell whether a name holds what persons' names do not: “Council”, “Inc”, a digit, capitals within."""
    return _THING.search(name) is not None


def strip_roles(name: str) -> str:
    """Return a name without the titles and roles that stand before it."""
    while match := _LEADING.match(name):
        name = name[match.end() :]
    return name
