"""The decision whether to answer, by one score, and its reason in words."""

from collections.abc import Sequence

from bot.answering.config import AnsweringConfig
from bot.answering.evidence import Evidence
from bot.domain import AnalysedQuery, Band, Decision

_RECORDED = 10
_IN_PART = "The quote covers a part of the question"


def decide(query: AnalysedQuery, evidence: tuple[Evidence, ...], config: AnsweringConfig) -> Decision:
    """Return the record of the decision: answered exactly when the score reaches the threshold.

    The score is the coverage of the question by the best sentence, from 0 to 1.
    """
    score = evidence[0].coverage if evidence else 0.0
    if score < config.answer_threshold or not evidence:
        band = Band.NONE
    else:
        band = Band.STRONG if score >= config.strong_threshold else Band.PARTIAL
    return Decision(
        query=query,
        candidates=tuple(item.candidate for item in evidence[:_RECORDED]),
        score=score,
        threshold=config.answer_threshold,
        strong_threshold=config.strong_threshold,
        band=band,
        why=_reason(query, evidence, band),
    )


def _reason(query: AnalysedQuery, evidence: tuple[Evidence, ...], band: Band) -> str:
    if not query.terms:
        return "The question holds no word to search for."
    if not evidence:
        return f"No sentence holds {_listed([term.surface for term in query.terms], 'or')}."
    best = evidence[0].candidate
    if band is Band.NONE:
        if not best.missing:  # each phrase is covered in part
            return "The nearest sentence holds too little of the question."
        return f"The nearest sentence does not cover {_listed(best.missing, 'or')}."
    if best.covered:
        said = f"The quote covers {_listed(best.covered, 'and')}"
    else:
        around = [term.surface for term in query.terms if term.surface not in best.missing]
        said = f"The quote's title or heading covers {_listed(around, 'and')}" if around else _IN_PART
    return f"{said}, but not {_listed(best.missing, 'or')}." if best.missing else f"{said}."


def _listed(words: Sequence[str], joint: str) -> str:
    quoted = [f"“{word}”" for word in words]
    return f" {joint} ".join(part for part in (", ".join(quoted[:-1]), *quoted[-1:]) if part)
