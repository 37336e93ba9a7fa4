"""Whose report a part of an article tells, as far as the article says."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.domain import Span
from bot.provenance.citations import Citation
from bot.provenance.names import NameMerger
from bot.provenance.phrases import Says
from bot.provenance.references import Reference
from bot.provenance.sourcing import CitingSentence, Sourcing


@dataclass(frozen=True, slots=True)
class Outlets:
    """The outlets that the articles behind an answer know, by their longest names, and how names merge."""

    merger: NameMerger
    known: Collection[str]

    def call(self, name: str) -> str:
        """Return the name by which an outlet is called; one that could be several is left as it is."""
        return self.merger.merge(name) or name

    def is_one(self, name: str) -> bool:
        """Tell whether a name is that of one outlet: not empty, and not short for several."""
        return bool(name) and self.merger.merge(name) is not None

    def has(self, name: str) -> bool:
        """Tell whether a name that only says something is that of an outlet."""
        return self.merger.merge(name, by_beginning=False) in self.known


def find_origins(
    sourcing: Sourcing, span: Span, outlets: Outlets, publisher: str | None = None
) -> tuple[str, ...]:
    """Return who is named as the origin of what a span of an article says; empty where it is not known.

    That is whom its own sentence names, the last one if it has several; else whom the nearest sentence before
    it in the same paragraph names; else the one whom the whole article names, if it names exactly one. Where
    the article names several, nothing is guessed for a paragraph that names none. “The same report” is the
    nearest one before, in whatever paragraph; “another report” is one that nobody names.

    Only who reports is an origin: an outlet, an agency, a report that is referred to; in its own sentence
    also a body ("according to the City Council"). Who merely says something in the story is none. Of those
    who retell each other, only the one furthest back is named. Where an article says that its own outlet
    found out, that is its publisher, if it is known.
    """
    own = outlets.call(publisher) if publisher else ""
    refers = False
    for sentence in reversed(sourcing.sentences):
        if sentence.span.start >= span.end:
            continue
        if not (refers or sentence.block.start <= span.start < sentence.block.end):
            break
        names = _name(sentence, outlets, own, with_bodies=sentence.span.end > span.start)
        if names:
            return tuple(filter(outlets.is_one, names))
        if sentence.reference is Reference.UNNAMED:
            return ()
        refers = refers or sentence.reference is Reference.BEFORE
    return _find_everywhere(sourcing, outlets, own) if sourcing.whole else ()


def _find_everywhere(sourcing: Sourcing, outlets: Outlets, own: str) -> tuple[str, ...]:
    """Return the one origin that a whole article gives; none where it gives several, be it without a name."""
    found = [(s.reference, _name(s, outlets, own, with_bodies=False)) for s in sourcing.sentences]
    names = _distinct(name for _, some in found for name in some)
    one_more = any(reference is Reference.UNNAMED and not some for reference, some in found)
    return tuple(filter(outlets.is_one, names)) if len(names) == 1 and not one_more else ()


def _name(sentence: CitingSentence, outlets: Outlets, own: str, *, with_bodies: bool) -> tuple[str, ...]:
    """Return the names of a sentence's origins; an own outlet without a name is the empty name."""
    reporting = [c for c in sentence.citations if _reports(c, outlets)]
    if not reporting and sentence.own:
        return (own,)
    bodies = [c for c in sentence.citations if with_bodies and c.says is Says.ONCE]
    chosen = reporting or bodies
    furthest = max((c.depth for c in chosen), default=0)
    return _distinct(outlets.call(c.name) for c in chosen if c.depth == furthest)


def _reports(citation: Citation, outlets: Outlets) -> bool:
    return citation.says is Says.REPORTS or citation.shaped or outlets.has(citation.name)


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
