"""Names that articles give themselves to what they speak of: abbreviations, and words written as one."""

import re
from collections.abc import Iterable, Iterator

from bot.domain import AliasGroups
from bot.text.stopwords import ENGLISH
from bot.text.vocabulary import Vocabulary, fold_word

Pair = tuple[str, str]
"""A short form and the long one that it stands for."""

_BRACKETS = re.compile(r"\(([^()\n]{2,80})\)")
_MOST_CHARS_BEFORE = 200
_BREAK = re.compile(r"[.!?:;]\s|[()\n]")
_SHORT = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Za-z0-9][A-Za-z0-9&./-]{1,9}")
_PLURAL = re.compile(r"[A-Z0-9]{2,}s")
_SINGULAR = re.compile(r"(?<!s)s$")
_LAST_WORD = re.compile(r"(\S+)\s*$")
_FEWEST_WORDS, _MOST_MORE_WORDS = 2, 5
# Words that seldom give a letter to an abbreviation.
_LIGHT = frozenset(("of", "the", "and", "for", "in", "on", "a", "an", "to", "de", "la", "with", "by", "&"))
_COMPOUND = re.compile(r"\b[A-Z][a-z]+(?:[A-Z][a-z]*)+\b")
_PART = re.compile(r"[A-Z](?:[a-z]+|[A-Z]*(?![a-z]))")
_SHORTEST_PART = 3  # or two capitals, as in "OpenTV"; "Mc" and "De" are no words of their own


def find_abbreviations(text: str) -> tuple[Pair, ...]:
    """Return the abbreviations that a text defines in brackets, short form first, in order.

    "large language model (LLM)" and "LLM (large language model)" do. By the algorithm of Schwartz and Hearst
    (2003, https://psb.stanford.edu/psb-online/proceedings/psb03/schwartz.pdf), but stricter: each word of the
    long form gives a letter, its first one first, small words aside. A plural gives the singular of both.
    """
    found: dict[Pair, None] = {}
    for match in _BRACKETS.finditer(text):
        inside = match[1].strip()
        before = _BREAK.split(text[max(match.start() - _MOST_CHARS_BEFORE, 0) : match.start()])[-1]
        last = _LAST_WORD.search(before)
        if _SHORT.fullmatch(inside):
            pair = _find_long(inside, before.split(), whole=False)
        elif last and _SHORT.fullmatch(last[1]):
            pair = _find_long(last[1], inside.split(), whole=True)
        else:
            continue
        if pair is not None:
            found.setdefault(pair)
    return tuple(found)


def find_compounds(text: str) -> tuple[Pair, ...]:
    """Return the names that a text writes as one word of several, and the words: HarbourNet, Harbour Net.

    Left out are those with a function word or a mere syllable in them, and those whose words the text also
    holds one after the other in small letters, where they are no name.
    """
    found: dict[Pair, None] = {}
    for name in dict.fromkeys(_COMPOUND.findall(text)):
        parts = _PART.findall(name)
        whole = all(len(part) >= _SHORTEST_PART or (len(part) > 1 and part.isupper()) for part in parts)
        usable = whole and not any(part.casefold() in ENGLISH for part in parts)
        if len(parts) > 1 and usable and " ".join(parts).lower() not in text:
            found.setdefault((name, " ".join(parts)))
    return tuple(found)


def merge_groups(groups: AliasGroups, found: Iterable[Pair], vocabulary: Vocabulary) -> AliasGroups:
    """Return the alias groups of a story with the pairs that its articles hold, each term in one group.

    The groups that are given win: a pair of which they hold a term is dropped, unless it is one name, written
    apart. So is an abbreviation that the articles use for two things, or that is a word there ("ACT").
    """
    merged = [list(group) for group in groups]
    home = {term.casefold(): group for group in merged for term in group}
    given = set(home)
    for short, long in _drop_doubtful(found, vocabulary):
        known = [term.casefold() for term in (short, long) if term.casefold() in home]
        one_name = short.casefold() == long.casefold().replace(" ", "")
        if len(known) > 1 or (known and known[0] in given and not one_name):
            continue
        group = home[known[0]] if known else []
        if not known:
            merged.append(group)
        for term in (short, long):
            if term.casefold() not in home:
                group.append(term)
                home[term.casefold()] = group
    return tuple(tuple(group) for group in merged)


def _drop_doubtful(found: Iterable[Pair], vocabulary: Vocabulary) -> Iterator[Pair]:
    meanings: dict[str, dict[str, str]] = {}
    for short, long in found:
        if not vocabulary.is_written_small(fold_word(short)):
            meanings.setdefault(short, {}).setdefault(_SINGULAR.sub("", long.casefold()), long)
    for short, longs in meanings.items():
        if len(longs) == 1:
            yield short, next(iter(longs.values()))


def _find_long(short: str, words: list[str], *, whole: bool) -> Pair | None:
    """Return an abbreviation and the words that it stands for: all of them, or the last ones."""
    many = _PLURAL.fullmatch(short) is not None
    letters = [c.casefold() for c in (short[:-1] if many else short) if c.isalnum()]
    most = min(len(letters) + _MOST_MORE_WORDS, 2 * len(letters))
    counts = (len(words),) if whole else range(_FEWEST_WORDS, min(most, len(words)) + 1)
    for count in counts:
        long = [word.strip(",'\"“”‘’") for word in words[len(words) - count :]]
        light = not long or _LIGHT & {long[0].casefold(), long[-1].casefold()}
        if _FEWEST_WORDS <= count <= most and not light and short not in long and _spells(letters, long):
            phrase = " ".join(long)
            return (short[:-1], _SINGULAR.sub("", phrase)) if many else (short, phrase)
    return None


def _spells(letters: list[str], words: list[str]) -> bool:
    """Tell whether words spell letters: each gives its first one and maybe more, small words maybe none."""
    if not words:
        return not letters
    first, rest = words[0].casefold(), words[1:]
    if first in _LIGHT and _spells(letters, rest):
        return True
    return any(_spells(letters[used:], rest) for used in _count_given(letters, first))


def _count_given(letters: list[str], word: str) -> Iterator[int]:
    """Yield how many of the letters a word can give, its own first letter being the first of them."""
    place = -1
    for used, letter in enumerate(letters):
        place = word.find(letter, place + 1)
        if place < 0 or (used == 0 and place > 0):
            return
        yield used + 1
