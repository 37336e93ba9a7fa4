"""The decision whether to answer, by one calibrated score, and its reason in words."""

import math
from collections.abc import Iterable, Mapping, Sequence

from bot.answering.config import AnsweringConfig
from bot.answering.doubts import DOUBTS, Doubt, find_doubts
from bot.answering.evidence import Evidence
from bot.answering.features import FEATURES
from bot.answering.weights import load_weights
from bot.domain import AnalysedQuery, AnswerKind, Band, Decision

STANDING = {
    "margin": "how far the best quote's score is above the second's, up to 4",
    "lead of five": "how far it is above the fifth's, up to 6",
    "length": "how many carrying words the question has, up to 10",
}
DECIDING = (*FEATURES, *STANDING, *DOUBTS)
"""The names of everything that the decision is made from."""

# A quote that covers less of the question, with its heading and title, is hardly on the topic. Fitted weights
# do not see this where there are few articles, because the best quote is then the best there is. Of 2,000
# right quotes of the development sets five cover less.
LEAST_COVERAGE = 0.4
TOO_LITTLE = "too little covered"
COVERAGE_PENALTY = 20.0  # what each share that is lacking takes from the log odds

_RECORDED = 10
_EVEN_ODDS = 0.5
_WANTED = {
    AnswerKind.DATE: "date",
    AnswerKind.COUNT: "number",
    AnswerKind.MEASURE: "figure",
    AnswerKind.MONEY: "amount",
    AnswerKind.SHARE: "share",
    AnswerKind.DURATION: "length of time",
    AnswerKind.AGE: "age",
    AnswerKind.PERSON: "name",
    AnswerKind.REASON: "reason",
}
_IN_PART = "The quote covers a part of the question"
_MARGIN, _LEAD_OF_FIVE, _LENGTH = 4.0, 6.0, 10
_FIFTH = 5


def decide(query: AnalysedQuery, evidence: tuple[Evidence, ...], config: AnsweringConfig) -> Decision:
    """Return the record of the decision: answered exactly when the score reaches the threshold.

    The score, from 0 to 1, is a product of two probabilities: that the articles speak of the matter, and that
    the best quote answers the question if they do. Each is a logistic regression on what was measured of the
    quote, on how it stands among the others, and on the doubts about it. They were fitted on questions with
    known answers (`tests/fitting`) and mean as much as those are like the questions that are asked. The band
    is strong where the score reaches its threshold, no word of the question is missing, and what is asked for
    is there by its form.
    """
    doubts = find_doubts(query, evidence[0].text) if evidence else []
    measures = measure_decision(query, evidence, doubts) if evidence else {}
    weights = load_weights()
    topic, answer = _weigh(measures, weights.topic), _weigh(measures, weights.answer)
    if evidence and evidence[0].coverage < LEAST_COVERAGE:
        topic[TOO_LITTLE] = COVERAGE_PENALTY * (evidence[0].coverage - LEAST_COVERAGE)
    score = probability(topic.values()) * probability(answer.values()) if evidence else 0.0
    if not evidence or score < config.answer_threshold:
        band = Band.NONE
    else:
        complete = not evidence[0].candidate.missing and not measures["lacks"]
        sure = score >= config.strong_threshold and complete
        band = Band.STRONG if sure else Band.PARTIAL
    return Decision(
        query=query,
        candidates=tuple(item.candidate for item in evidence[:_RECORDED]),
        score=score,
        threshold=config.answer_threshold,
        strong_threshold=config.strong_threshold,
        band=band,
        why=_reason(query, evidence, band, doubts),
        topic=topic,
        answer=answer,
    )


def measure_decision(
    query: AnalysedQuery, evidence: Sequence[Evidence], doubts: Sequence[Doubt]
) -> dict[str, float]:
    """Return what the decision is made from, by the names of `DECIDING`; there is evidence."""
    best = evidence[0]
    scores = [item.candidate.score for item in evidence]
    return {
        **best.measures,
        "margin": min(scores[0] - scores[1], _MARGIN) / _MARGIN if len(scores) > 1 else 1.0,
        "lead of five": (
            min(scores[0] - scores[_FIFTH - 1], _LEAD_OF_FIVE) / _LEAD_OF_FIVE
            if len(scores) >= _FIFTH
            else 1.0
        ),
        "length": min(len(query.terms), _LENGTH) / _LENGTH,
        **dict.fromkeys(DOUBTS, 0.0),
        **{doubt.name: doubt.weight for doubt in doubts},
    }


def probability(parts: Iterable[float]) -> float:
    """Return the probability of which these are the parts of the log odds."""
    return 1 / (1 + math.exp(-sum(parts)))


def estimate_topic(decision: Decision) -> float:
    """Return the probability that the articles speak of the matter of a question; 0 if nothing was found.

    That the best quote covers too little of the question counts against an answer, but not against this, and
    a question with a name that stands with the best quote has at least even odds: what is asked of the
    story's persons and places is on its matter, though no sentence speaks of it.
    """
    parts = [part for name, part in decision.topic.items() if name != TOO_LITTLE]
    if not parts:
        return 0.0
    names = {term.surface for term in decision.query.terms if term.is_name}
    is_named = not names <= set(decision.candidates[0].missing)
    return max(probability(parts), _EVEN_ODDS if is_named else 0.0)


def _weigh(measures: Mapping[str, float], weights: Mapping[str, float]) -> dict[str, float]:
    """Return what each measure adds to the log odds."""
    if not measures:
        return {}
    parts = {name: value * weights.get(name, 0.0) for name, value in measures.items()}
    return {"constant": weights["constant"], **{name: part for name, part in parts.items() if part}}


def _reason(query: AnalysedQuery, evidence: tuple[Evidence, ...], band: Band, doubts: Sequence[Doubt]) -> str:
    if not query.terms:
        return "The question holds no word to search for."
    if not evidence:
        return f"No sentence holds {_listed([term.surface for term in query.terms], 'or')}."
    best = evidence[0].candidate
    # That a word is missing is said once.
    repeats = [f"it does not {verb} “{word}”" for word in best.missing for verb in ("say", "name")]
    lacking = _WANTED.get(query.kind) if evidence[0].measures["lacks"] else None
    but = [f"it gives no {lacking}"] if lacking else []
    but = [*but, *(doubt.words for doubt in doubts if doubt.words not in repeats)][:1]
    if band is Band.NONE:
        if best.missing:
            but.insert(0, f"it does not cover {_listed(best.missing, 'or')}")
        elif not but:  # each word is covered, or each phrase in part
            but = ["it has the words of the question, but hardly an answer"]
        return f"The nearest sentence was not enough: {'; '.join(but)}."
    if best.covered:
        said = f"The quote covers {_listed(best.covered, 'and')}"
    else:
        around = [term.surface for term in query.terms if term.surface not in best.missing]
        said = f"The quote's title or heading covers {_listed(around, 'and')}" if around else _IN_PART
    said = f"{said}, but not {_listed(best.missing, 'or')}" if best.missing else said
    return f"{said}; {but[0]}." if but and band is Band.PARTIAL else f"{said}."


def _listed(words: Sequence[str], joint: str) -> str:
    quoted = [f"“{word}”" for word in words]
    return f" {joint} ".join(part for part in (", ".join(quoted[:-1]), *quoted[-1:]) if part)
