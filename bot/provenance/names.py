"""Names of whoever says something, found by their form, and which of them are names of one and the same."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.domain import AliasGroups
from bot.provenance.words import load_words
from bot.text.stopwords import ENGLISH

_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
# A word of a name: "Gazette", "Post-Dispatch", "J.", "St.", "AFP", "9to5Mac", "eWeek"; never its 's.
_WORD = (
    rf"(?:{_UPPER}[a-z]{{0,3}}\.(?=\s{_UPPER})"
    rf"|(?:{_UPPER}|\d+[a-z]+\d*{_UPPER}|[a-z]{_UPPER})\w*(?:(?:[.&’'-](?!s\b))+\w+)*)"
)
_JOINT = r"\s(?:(?:of|de|du|la|le|el|der|die|das|for|&)\s(?:the\s)?)?"
NAME = rf"(?<![\w’'.-])(?P<name>{_WORD}(?:{_JOINT}{_WORD}){{0,6}})"
"""A pattern for a name by its form, as the group `name`: up to seven capitalised words."""
_MIDWAY = re.compile(rf"[a-z,;’'\"”)]\s({_UPPER}\w+)")
_LOWER = re.compile(r"\b[a-zß-öø-ÿ]\w+")
_INSIDE = re.compile(rf"\w+(?:{_UPPER}|\d)")
_CAMEL = re.compile(rf"(?<=[a-z\d])(?={_UPPER})")
_SPLIT = re.compile(r"[\s&-]+")
_SMALL_WORDS = {"of", "the", "and", "for"}

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """How a text writes its words: those it has in small letters, and those it capitalises midway."""

    small: frozenset[str]
    capitals: frozenset[str]


def read_wording(text: str) -> Wording:
    """Return how a text writes its words; it tells a name at the start of a sentence from another word."""
    return Wording(frozenset(_LOWER.findall(text)), frozenset(_MIDWAY.findall(text)))


def trim_name(found: str, *, opens: bool, wording: Wording) -> str | None:
    """Return what of a capitalised run of words is a name, or None if nothing is.

    `opens` says that the run stands at the start of a sentence, where every word is capitalised: a single
    word is then a name only where the text writes it with a capital elsewhere too, or does not write it small
    and it is no plural ("Residents said").
    """
    words = found.split()
    lists = load_words()
    while words and opens and _is_no_part(words[0], lists["openers"]):
        words, opens = words[1:], False
        while words and words[0] in _SMALL_WORDS:  # "One of Harbour Gazette's reporters"
            words = words[1:]
    while len(words) > 1 and words[-1].lower() in lists["weekdays"]:
        words.pop()
    if not words or not words[0][0].isalnum():
        return None
    if len(words) == 1 and not _is_name(words[0], opens=opens, wording=wording):
        return None
    return " ".join(words)


def name_key(name: str) -> Key:
    """Return what is compared of a name: its words, case-folded, without an article or “.com”."""
    bare = (word.casefold().removesuffix(".com").strip(".") for word in name.split())
    words = [word for word in bare if word]
    return tuple(words[1:] if len(words) > 1 and words[0] in {"the", "a", "an"} else words)


def is_outlet_shaped(name: str, *, with_article: bool = False) -> bool:
    """Tell whether a name ends as those of many outlets do; of a single word, only after “the”."""
    words = [part for word in name.split() for part in _CAMEL.split(word)]
    single = len(words) == 1 and not with_article
    return not single and _SPLIT.split(words[-1])[-1].casefold() in load_words()["outlet_endings"]


def is_institution_shaped(name: str) -> bool:
    """Tell whether a name holds the word for a body ("City Council"), or is an abbreviation ("WHO")."""
    words = name.split()
    if len(words) == 1 and name.isupper() and len(name) > 1:
        return name.casefold() not in load_words()["roles"] | load_words()["titles"]
    return any(word.casefold() in load_words()["institutions"] for word in words)


class NameMerger:
    """Says of each of a set of names by which one it is called: “Insider” is “Business Insider”.

    A name is another, longer one if that begins or ends with its words, if it is the longer one's initials,
    or if the aliases say so. A name that fits several different longer ones could be any of them.
    """

    def __init__(self, names: Iterable[str], aliases: AliasGroups = ()) -> None:
        self._aliases = {name_key(member): name_key(group[0]) for group in aliases for member in group}
        self._shown: dict[Key, str] = {}
        for name in names:
            key = self._key(name)
            if key and len(name) > len(self._shown.get(key, "")):
                self._shown[key] = name

    def merge(self, name: str, *, by_beginning: bool = True) -> str | None:
        """Return the longest name of the set that `name` stands for; None if it could be one of several.

        Without `by_beginning` a name is not taken for one that begins with it: where nothing says that it
        names an outlet at all, "Lindvik" is a town, whatever the "Lindvik Post" is.
        """
        key = self._key(name)
        longer = sorted((k for k in self._shown if _is_short_for(key, k, by_beginning=by_beginning)), key=len)
        if not longer:
            return self._shown.get(key, name)
        longest = longer[-1]
        one = all(k == longest or _is_short_for(k, longest, by_beginning=True) for k in longer)
        return self._shown[longest] if one else None

    def _key(self, name: str) -> Key:
        key = name_key(name)
        return self._aliases.get(key, key)


def are_same(name: str, other: str) -> bool:
    """Tell whether two names, seen by themselves, are taken for one."""
    merger = NameMerger((name, other))
    return merger.merge(name) == merger.merge(other)


def _is_short_for(key: Key, longer: Key, *, by_beginning: bool) -> bool:
    if len(key) >= len(longer) or not key:
        return False
    if longer[-len(key) :] == key or (by_beginning and longer[: len(key)] == key):
        return True
    initials = "".join(word[0] for word in longer if word not in _SMALL_WORDS)
    return len(key) == 1 and len(key[0]) > 1 and key[0].replace(".", "") == initials


def _is_no_part(word: str, openers: Collection[str]) -> bool:
    return word.lower() in openers or (word.lower() in ENGLISH and not _is_abbreviation(word))


def _is_name(word: str, *, opens: bool, wording: Wording) -> bool:
    plain = word.lower()
    if _is_abbreviation(word) or _INSIDE.match(word):
        return True
    if plain in load_words()["never_names"] or plain in ENGLISH:
        return False
    if not opens or word in wording.capitals:
        return True
    return plain not in wording.small and not (plain.endswith("s") and not plain.endswith("ss"))


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word.isupper()
