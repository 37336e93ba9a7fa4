"""Cleaning: which blocks of an article are the article, and which are the page around it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.articles.parts import QUOTED, Part, to_part
from bot.articles.rules import Rule, Section, load_rules
from bot.articles.surroundings import find_surrounded
from bot.ports import Dropped

_LABEL_WORDS = 12
_OPENING_WORDS = 40
_VOICE_SHARE = 0.5
_VOICE_CHARS = 600  # No page speaks to its reader for longer in one breath; patterns are slow on more.
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=\S)")
_MASTHEAD_SHARE = 0.25
_EDGES = " \t\n:;,.|•·*»›<>-–—!…→←↑↓▼▲+[]()"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What cleaning kept, in order, and what it dropped, in order; together they are every block."""

    kept: tuple[str, ...]
    dropped: tuple[Dropped, ...]

    @property
    def body(self) -> str:
        """Return the kept blocks as a body: one blank line between them."""
        return "\n\n".join(self.kept)


def clean(blocks: Sequence[str], title: str) -> Cleaned:
    """Return which blocks are the article's own and which are not; only whole blocks are dropped.

    The rules are applied until nothing more is found, so that cleaning what was kept drops nothing.
    """
    reasons: dict[int, str] = {}
    left = list(range(len(blocks)))
    while found := _find_boilerplate([blocks[i] for i in left], title):
        reasons |= {left[i]: reason for i, reason in found.items()}
        left = [i for i in left if i not in reasons]
    dropped = (Dropped(blocks[i], reasons[i]) for i in sorted(reasons))
    return Cleaned(tuple(blocks[i] for i in left), tuple(dropped))


def _find_boilerplate(blocks: Iterable[str], title: str) -> dict[int, str]:
    """Return the reason for each block that is to go, by its position."""
    parts = [to_part(block) for block in blocks]
    found: dict[int, str] = {}
    opened: dict[int, Section] = {}
    words = list(accumulate((part.words for part in parts), initial=0))
    masthead = 0
    for i, part in enumerate(parts):
        if _is_title(part, title):
            found[i] = "repeats the title"
            # What stands above the title is the page's: unless it is too much for that.
            masthead = i if words[i] < _MASTHEAD_SHARE * (words[-1] - words[i]) else masthead
        elif not any(c.isalnum() for c in part.text):
            found[i] = "has no words"
        elif rule := _find_rule(part):
            found[i] = rule.reason
            # Of what speaks to the reader, only a headline opens a section.
            opened[i] = Section.NOTHING if part.is_prose and rule.opens is not Section.ABOVE else rule.opens
    found = dict.fromkeys(range(masthead), "stands above the title") | found
    return find_surrounded(parts, found, opened)


def _is_title(part: Part, title: str) -> bool:
    """Tell whether a block says what the title says, which may end in the name of the site."""
    mine, its = _squeeze(part.text), _squeeze(title)
    if not mine:
        return False
    rest = title.strip()[len(part.text) :].lstrip() if title.strip().startswith(part.text) else ""
    return mine == its or (part.words > 1 and rest[:1] in set("|–—-»·:") and bool(rest) and rest[:1] != ":")


def _find_rule(part: Part) -> Rule | None:
    """Return the first rule that a block falls under by itself."""
    rules = load_rules()
    text = part.text.replace("'", "’")
    if part.words <= _LABEL_WORDS:
        label = " ".join(text.strip(_EDGES).split())
        for rule in rules.labels:
            if rule.pattern.fullmatch(label):
                return rule
    if part.words <= _OPENING_WORDS:
        for rule in rules.openings:
            if rule.pattern.match(text):
                return rule
    return _find_voice(text)


def _find_voice(text: str) -> Rule | None:
    """Return the rule of the page's own voice, if at least half of a block, by length, is in it."""
    rules = load_rules().voices
    spoken = 0
    first: Rule | None = None
    sentences = _SENTENCE_END.split(text)
    for sentence in sentences:
        bare = QUOTED.sub("“”", sentence)[:_VOICE_CHARS]
        if rule := next((rule for rule in rules if rule.pattern.search(bare)), None):
            first = first or rule
            spoken += len(sentence)
    return first if spoken >= _VOICE_SHARE * sum(map(len, sentences)) else None


def _squeeze(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
