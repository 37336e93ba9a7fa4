"""What is different between two texts of an article, sentence by sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from rapidfuzz import fuzz

from bot.text.blocks import split_blocks
from bot.text.sentences import split_sentences

_ALIKE = 40.0
# A partner is looked for among so many sentences: otherwise thousands of new ones take seconds.
_REACH = 50
_KEPT_COMPARISONS = 16


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence that became another; `before` is None for a new one, `after` for one that is gone."""

    before: str | None
    after: str | None


def list_sentences(body: str, *, language: str = "en") -> tuple[str, ...]:
    """Return the sentences of a body in order, headings and list items too, white space folded."""
    return tuple(
        " ".join(span.of(text).split())
        for block in split_blocks(body)
        for text in (block.span.of(body),)
        for span in split_sentences(text, language=language)
    )


@lru_cache(_KEPT_COMPARISONS)
def compare_bodies(before: str, after: str, *, language: str = "en") -> tuple[SentenceChange, ...]:
    """Return what became of each sentence that is not the same in both, in reading order.

    Sentences are aligned as `difflib.SequenceMatcher` does; within a stretch that was replaced, each old
    sentence is paired with the likest of the next 50 new ones, if they are alike at all. Two long texts take
    a tenth of a second and more: on the event loop call it in a thread. The last comparisons are kept.
    """
    old, new = list_sentences(before, language=language), list_sentences(after, language=language)
    changes: list[SentenceChange] = []
    for tag, start, end, to_start, to_end in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag != "equal":
            changes.extend(_pair(old[start:end], new[to_start:to_end]))
    return tuple(changes)


def _pair(old: Sequence[str], new: Sequence[str]) -> Iterator[SentenceChange]:
    """Pair replaced sentences in order; a partner is the likest of the next ones that are left."""
    place = 0
    for sentence in old:
        ratios = [fuzz.ratio(sentence, other) for other in new[place : place + _REACH]]
        best = max(range(len(ratios)), key=ratios.__getitem__, default=None)
        if best is None or ratios[best] < _ALIKE:
            yield SentenceChange(sentence, None)
            continue
        yield from (SentenceChange(None, added) for added in new[place : place + best])
        yield SentenceChange(sentence, new[place + best])
        place += best + 1
    yield from (SentenceChange(None, added) for added in new[place:])
