"""Whether a name is a person's, told by the text around it; no list of names is needed."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property

from bot.provenance.persons import is_introduced, is_thing_shaped, strip_roles
from bot.text.name_runs import Name, find_names

_PLACED = {"at", "in", "from", "to", "into", "near", "inside", "outside", "via", "the", "a", "an"}
_MOST_WORDS = 3


class Sort(StrEnum):
    """What a name is the name of, as far as the text around it tells."""

    PERSON = "person"
    THING = "thing"
    UNKNOWN = "unknown"


class Cast:
    """The names of one article, told apart: persons from everything else.

    A person's name has a title or a role before it ("mayor", "engineers"), an age or "who" behind it, a
    sentence with "he" or "she" right after a sentence that it opens; or it has two or three words, of which
    the article uses the last alone. Words such as "Inc" or "Council", digits and capitals within tell a
    thing, and so does "at", "in" or "the" before the name where nothing speaks for a person.
    """

    def __init__(self, body: str) -> None:
        self._body = body

    def sort_of(self, name: str) -> Sort:
        """Return what a name is the name of."""
        full = self.full_form(name)
        if is_thing_shaped(full) or len(full.split()) > _MOST_WORDS:
            return Sort.THING
        if self._is_introduced(full) or self.short_form(full) != full:
            return Sort.PERSON
        placed = any(found.text == full and found.preceded in _PLACED for found in self._found)
        return Sort.THING if placed else Sort.UNKNOWN

    def spelling(self, name: str) -> str:
        """Return a name with the capitals that the article gives it, if it holds it."""
        return self._spellings.get(name.lower(), name)

    def full_form(self, name: str) -> str:
        """Return the one longer name that ends with a name of one word, else the name itself."""
        if " " in name:
            return name
        longer = {found for found in self.names if found.endswith(f" {name}")}
        return longer.pop() if len(longer) == 1 else name

    def short_form(self, name: str) -> str:
        """Return the last word of a name if the text uses it alone, without “the”, and for this name only."""
        last = name.rpartition(" ")[2]
        alone = any(found.text == last and found.preceded not in {"the", "a", "an"} for found in self._found)
        return last if alone and self.full_form(last) == name else name

    def pronouns_of(self, name: str) -> frozenset[str]:
        """Return which of “he” and “she” a sentence has behind a name, or the next begins with."""
        behind = rf"\b{re.escape(self.short_form(name))}\b[^.!?\n]*?(?:\b|[.!?]\s+)"
        found = re.finditer(rf"{behind}(?i:(he|him|his)|(?:she|hers?))\b", self._body)
        return frozenset("he" if match[1] else "she" for match in found)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that the article holds, each as it stands there, without titles and roles."""
        return frozenset(found.text for found in self._found)

    @cached_property
    def names_within(self) -> frozenset[str]:
        """The names whose capital tells something: within a sentence, or in a name of several words."""
        return frozenset(found.text for found in self._found if found.preceded or " " in found.text)

    @cached_property
    def _spellings(self) -> Mapping[str, str]:
        return {name.lower(): name for name in sorted(self.names)}

    @cached_property
    def _found(self) -> tuple[Name, ...]:
        return tuple(_without_role(name) for name in find_names(self._body))

    def _is_introduced(self, name: str) -> bool:
        opens = rf"(?:^|[.!?\n]\s*){re.escape(name)}\b[^.!?\n]*[.!?]\s+(?:He|She|His|Her)\b"
        return is_introduced(name, self._body) or re.search(opens, self._body) is not None


def _without_role(name: Name) -> Name:
    bare = strip_roles(name.text)
    if bare == name.text:
        return name
    return Name(bare, name.end - len(bare), name.end)
