"""What is boilerplate by where it stands: what a label opens, and what lies between boilerplate."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, islice

from bot.articles.parts import Part
from bot.articles.rules import Section, load_rules
from bot.text.blocks import BlockKind

_MONEY = re.compile(r"[$€£¥₹] ?\d|\d ?[$€£¥₹]")
_AUTHOR = re.compile(r"(?:[Bb]y|BY):? ((?:[A-ZÀ-Þ][\w.’'-]+ ?){2,4})")
_BETWEEN = "stands between boilerplate"
_BIOGRAPHY = "a biography of the author"
_TEASER_WORDS = 25
_LINE_WORDS = 12
_HEAD_LINE_WORDS = 6
_LONGEST_RUN = 5
_BIOGRAPHY_CHARS = 2000
_LONGEST_TABLE = 40
_LOWEST = 6  # the rank of what is not marked as a heading


def find_surrounded(
    parts: Sequence[Part], found: Mapping[int, str], opened: Mapping[int, Section]
) -> dict[int, str]:
    """Return what was found, and what is boilerplate because of it, by position."""
    reasons = dict(found)
    words = list(accumulate((part.words for part in parts), initial=0))
    links_end = rest_end = 0
    rest_rank = _LOWEST
    for label, section in opened.items():
        if section is Section.LINKS and label < links_end:
            continue  # lies among the links of a label above, which took what follows
        rank = parts[label].level or _LOWEST
        if section is Section.REST and label < rest_end and rank >= rest_rank:
            continue  # what follows it was taken with a label above
        in_tail = 2 * words[label] > words[-1]
        members = _find_members(parts, reasons, label, section, in_tail=in_tail)
        reasons |= {i: f"belongs to {found[label]}" for i in members if i not in reasons}
        if section is Section.LINKS and members:
            links_end = members[-1] + 1
        elif section is Section.REST and members and in_tail:
            rest_end, rest_rank = members[-1] + 1, rank
    size = -1
    while size != len(reasons):
        size = len(reasons)
        _add_biographies(parts, reasons)
        _add_between(parts, reasons)
    return reasons


def _find_members(
    parts: Sequence[Part], reasons: Mapping[int, str], label: int, section: Section, *, in_tail: bool
) -> list[int]:
    """Return the blocks that belong to a label, which stands in the second half of the article or not."""
    if section is Section.ABOVE:
        return _take_prices_above(parts, label)
    if section is Section.NEXT:
        below = range(label + 1, len(parts))
        return [i for i in below[:1] if not parts[i].is_prose or parts[i].is_address]
    if section is Section.REST:
        return list(islice(_take_until_heading(parts, reasons, label), None if in_tail else 1))
    if section is Section.LINKS:
        return _take_links(parts, reasons, label, _TEASER_WORDS if in_tail else _LINE_WORDS)
    return []


def _take_until_heading(parts: Sequence[Part], reasons: Mapping[int, str], label: int) -> Iterator[int]:
    """Yield what follows a label up to a marked heading of its rank that is not boilerplate itself."""
    for i in range(label + 1, len(parts)):
        if 0 < parts[i].level <= (parts[label].level or _LOWEST) and i not in reasons:
            return
        yield i


def _take_prices_above(parts: Sequence[Part], notice: int) -> list[int]:
    """Return the lines of the table of prices that a notice stands below; nothing if it has no prices."""
    start = notice
    while start and notice - start < _LONGEST_TABLE and not parts[start - 1].is_prose:
        start -= 1
    has_prices = any(_MONEY.search(part.text) for part in parts[start:notice])
    return list(range(start, notice)) if has_prices else []


def _take_links(parts: Sequence[Part], reasons: Mapping[int, str], label: int, longest: int) -> list[int]:
    """Return the lines below a label up to the next prose; short prose may be the teaser of a link."""
    members: list[int] = []
    for i in _take_until_heading(parts, reasons, label):
        teaser = parts[i].words < longest and (i + 1 in reasons or members[-1:] == [i - 1])
        if parts[i].is_prose and i not in reasons and not teaser:
            break
        members.append(i)
    return members


def _add_biographies(parts: Sequence[Part], reasons: dict[int, str]) -> None:
    """Add the blocks that tell of the author.

    In the second half, a paragraph that begins with the name of the byline does. Without it, one trait
    tells where only boilerplate follows, two where some stands beside it or nothing follows.
    """
    authors = tuple(m[1].strip().casefold() for i in reasons if (m := _AUTHOR.match(parts[i].text)))
    ends = True
    for i in reversed(range(len(parts))):
        if i in reasons:
            continue
        named = bool(authors) and 2 * i > len(parts) and parts[i].text.casefold().startswith(authors)
        beside = i - 1 in reasons or i + 1 in reasons
        needed = (1 if i + 1 < len(parts) else 2) if ends else 2
        if parts[i].is_prose and (named or ((ends or beside) and _count_traits(parts[i]) >= needed)):
            reasons[i] = _BIOGRAPHY
        else:
            ends = False


def _count_traits(part: Part) -> int:
    text = part.text[:_BIOGRAPHY_CHARS].replace("'", "’")
    return sum(bool(trait.search(text)) for trait in load_rules().biography)


def _add_between(parts: Sequence[Part], reasons: dict[int, str]) -> None:
    """Add the runs of short lines that have boilerplate, or an end of the article, on both sides."""
    first_prose = next((i for i, part in enumerate(parts) if part.is_prose), len(parts))
    start = 0
    while start < len(parts):
        if start in reasons or parts[start].is_prose:
            start += 1
            continue
        end = start
        while end < len(parts) and end not in reasons and not parts[end].is_prose:
            end += 1
        if _is_between(parts, reasons, start, end, at_head=start <= first_prose):
            reasons.update(dict.fromkeys(range(start, end), _BETWEEN))
        start = end


def _is_between(
    parts: Sequence[Part], reasons: Mapping[int, str], start: int, end: int, *, at_head: bool
) -> bool:
    before, after = start - 1 in reasons, end in reasons
    at_end = end == len(parts)
    longest = _HEAD_LINE_WORDS if at_head else _LINE_WORDS
    if any(part.words > longest for part in parts[start:end]):
        return False
    if any(part.kind is BlockKind.ITEM for part in parts[start:end]) and not (before and (after or at_end)):
        return False
    closed = (before and (after or at_end)) or (start == 0 and after)
    return closed and (end - start <= _LONGEST_RUN or at_head or at_end)
