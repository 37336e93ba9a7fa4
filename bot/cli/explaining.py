"""The record of a decision in the terminal: the analysed question, what was weighed, and what came of it."""

import math
import textwrap
from collections.abc import Iterator, Mapping

from rich.console import RenderableType
from rich.text import Text

from bot.answering.decision import probability
from bot.cli.layout import Indented, fold_white_space, unbroken
from bot.domain import AnalysedQuery, Band, Candidate, Decision

_RECORD_CHARS = 400


def explain_decision(decision: Decision) -> Iterator[RenderableType]:
    """Yield the record of a decision, part by part."""
    yield from _query(decision.query)
    verdict = "answered" if decision.band is not Band.NONE else "not answered"
    yield _line(
        "Decision",
        f"{verdict}: score {decision.score:.3f}, threshold {decision.threshold:.3f}, "
        f"strong from {decision.strong_threshold:.3f}. {_cut(decision.why)}",
    )
    if decision.answer:
        yield _line("That the articles speak of it", _odds(decision.topic))
        yield _line("That the best quote answers it", _odds(decision.answer))
        yield Indented(Text("The score is the product of the two.", style="dim"), 0)
    for place, candidate in enumerate(decision.candidates, 1):
        yield from _candidate(place, candidate)


def _query(query: AnalysedQuery) -> Iterator[RenderableType]:
    terms = ", ".join(f"{term.surface} → {' '.join(term.index_terms)}" for term in query.terms)
    yield _line("\nQuery", _cut(terms) or "no words to search for")
    yield _line(
        "Asked for", query.kind.value if query.focus is None else f"{query.kind.value} ({query.focus})"
    )
    lists = {
        "Names": [term.surface for term in query.terms if term.is_name],
        "Corrected": [f"{made.typed} → {made.used}" for made in query.corrections],
        "Carried over": list(query.about),
    }
    for label, items in lists.items():
        if items:
            yield _line(label, _cut(", ".join(items)))


def _line(label: str, text: str) -> Indented:
    return Indented(Text.assemble((f"{label}: ", "bold"), text), 0)


def _odds(parts: Mapping[str, float]) -> str:
    """Return a probability with the parts of its log odds, the weightiest first."""
    shown = sorted(((name, part) for name, part in parts.items()), key=lambda item: -abs(item[1]))
    listed = ", ".join(
        f"{name} {part:+.2f}" for name, part in shown if not math.isclose(part, 0, abs_tol=5e-3)
    )
    return f"{probability(parts.values()):.3f} = {listed}"


def _candidate(place: int, candidate: Candidate) -> Iterator[RenderableType]:
    parts = ", ".join(f"{name} {value:.2f}" for name, value in candidate.components.items())
    yield unbroken(f"\n{place}. {candidate.score:.2f}  {candidate.revision.article.id}", style="bold")
    yield Indented(Text(parts, style="dim"), 3)
    yield Indented(Text(fold_white_space(candidate.span.of(candidate.revision.article.body))), 3)


def _cut(text: str) -> str:
    return textwrap.shorten(text, _RECORD_CHARS, placeholder=" …")
