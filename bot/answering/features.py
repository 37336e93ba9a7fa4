"""What is measured of each sentence that may answer a question.

A candidate is a quote: a sentence, with the one before it where it cannot be understood alone. Every
measure is a share from 0 to 1, so that it means the same for every question, story and size of corpus;
`FEATURES` says in words what each is. *Coverage* is the share of the question's words that a text holds,
each weighted by its idf and matched by itself, an alias, a word of its family or a related one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.answering.answers import find_answers, is_typed
from bot.answering.definitions import defines
from bot.answering.tables import Flags, Floats, Places, Tables
from bot.domain import AnalysedQuery, AnswerKind, Span
from bot.ports import NO_TERM, Found

FEATURES = {
    "own": "coverage by the sentence itself",
    "lead": "what the sentence that is taken along adds to that",
    "heading": "what the heading and the title add to the coverage by the quote",
    "before": "what the sentence before the quote adds to quote, heading and title",
    "after": "what the sentence after the quote adds to them",
    "opening": "what the first sentence of the passage adds to them",
    "whole": "what the whole passage adds to them",
    "title": "coverage by the heading and the title alone",
    "exact": "coverage by the quote, of words that match themselves only",
    "passage": "BM25 of the passage, against the best passage",
    "quote": "BM25 of the quote, every match counted, against the best quote",
    "run": "longest run of words that the question and the quote share, against the question's length",
    "pairs": "share of the question's pairs of neighbouring words that stand in the quote, weighted by idf",
    "start": "coverage by the first words of the sentence",
    "last": "how well the question's last carrying word is matched by the quote",
    "near": "coverage by the words near what may be the answer, by exp(-distance / 60 characters)",
    "beside": "how near the noun asked for (“which city”) is to what may be the answer",
    "adds": "1 where the sentence adds a carrying word to those of the question",
    "two": "1 where the quote takes the sentence before along",
    "long": "length of the quote in words, by its logarithm",
    "names": "share of the names in the question that quote, sentence before, heading and title lack",
    "numbers": "share of the numbers in the question that quote, heading and title lack",
    "missing": "idf of the rarest word that quote, heading and title lack, against the highest there is",
    "lacks": "1 where what is asked for has a form, and the sentence holds nothing of that form",
    "asks": "1 where the sentence is a question itself",
    "defines": "1 where a definition is asked for, and the sentence has the form of one",
}

_K1, _B = 0.5, 0.75  # of the BM25 formula over quotes; a word that is repeated in a quote says little more
_START_WORDS = 4
_NEAR_CHARS = 60.0
_BESIDE_CHARS = 10.0
_LONG_WORDS = 60
_PAIR = 2
# In how many candidates answers are looked for by their form: those that cover the question best.
_INSPECTED = 40


@dataclass(frozen=True, slots=True)
class Measured:
    """The candidates of a search and their measures.

    Candidate `i` is sentence `sentence[i]` of passage `passage[i]` of what was found; `leads[i]` tells
    whether it takes the one before along. `values[i]` are its measures in the order of `FEATURES`.
    `covered[r, i]` is how well the question's word `r` is matched by the quote, `around[r, i]` by the
    quote, its heading and its title.
    """

    passage: Places
    sentence: Places
    leads: Flags
    values: Floats
    covered: Floats
    around: Floats
    most_chars: int


def measure(query: AnalysedQuery, found: Found, *, most_chars: int) -> Measured | None:
    """Return every quote found that holds a word of the question, measured; None if there is none.

    `most_chars` is the most that a quote of several sentences may be long.
    """
    if not found.matchers or not any(passage.passage.sentences for passage in found.passages):
        return None
    tables = Tables(query, found, most_chars)
    chosen = np.flatnonzero(tables.quote.any(axis=0))
    if not len(chosen):  # only titles and headings share a word with the question
        return None
    values = {
        **_measure_coverage(tables),
        **_measure_similarity(tables),
        **_measure_order(tables),
        **_measure_gaps(tables),
        **_measure_shape(tables),
    }
    likely = values["own"] + values["lead"] + values["heading"] + values["before"]
    inspected = chosen[np.argsort(-likely[chosen], kind="stable")[:_INSPECTED]]
    values |= _measure_answers(tables, inspected)
    return Measured(
        tables.passage[chosen],
        tables.sentence[chosen],
        tables.leads[chosen],
        np.stack([values[name] for name in FEATURES], axis=1)[chosen],
        tables.quote[:, chosen],
        np.maximum(tables.quote, tables.context)[:, chosen],
        most_chars,
    )


def _measure_coverage(t: Tables) -> dict[str, Floats]:
    own, quote = t.cover(t.own), t.cover(t.quote)
    said = np.maximum(t.quote, t.context)
    named = t.cover(said)
    return {
        "own": own,
        "lead": quote - own,
        "heading": named - quote,
        "before": t.cover(np.maximum(said, t.before(t.own))) - named,
        "after": t.cover(np.maximum(said, t.after(t.own))) - named,
        "opening": t.cover(np.maximum(said, t.of_opening(t.own))) - named,
        "whole": t.cover(np.maximum(said, t.of_passage(t.own))) - named,
        "title": t.cover(t.context),
        "exact": t.cover((t.quote == 1.0).astype(float)),
        "start": t.cover(np.maximum.reduceat(t.matches * _is_at_start(t), t.first, axis=1)),
        "last": t.quote[-1],
    }


def _is_at_start(t: Tables) -> Flags:
    place = np.arange(len(t.terms)) - np.repeat(t.first, t.lengths)
    return place <= _START_WORDS


def _measure_similarity(t: Tables) -> dict[str, Floats]:
    lengths = t.with_lead((t.lengths - 1).astype(float), np.add)
    frequency = t.with_lead(np.add.reduceat(t.matches, t.first, axis=1), np.add)
    norm = _K1 * (1 - _B + _B * lengths / lengths.mean())
    scores = t.idf @ (frequency * (_K1 + 1) / (frequency + norm))
    passages = np.array([p.score for p in t.found.passages])
    return {
        "passage": (passages / passages.max())[t.passage],
        "quote": scores / max(scores.max(), 1e-9),
        "long": np.minimum(np.log1p(lengths) / np.log1p(_LONG_WORDS), 1.0),
    }


def _measure_order(t: Tables) -> dict[str, Floats]:
    """Measure how far a quote has the question's words, function words and all, in the question's order."""
    sequence = np.array(t.found.sequence)
    same = (sequence[:, None] == t.terms[None, :]) & (sequence != NO_TERM)[:, None]
    longest, pairs = np.zeros(len(t.first)), np.zeros((len(sequence), len(t.first)))
    running, length = same, 1
    while running.any():
        longest[t.any_word(running.any(axis=0))] = length
        if length == _PAIR:
            pairs = t.any_word(running).astype(float)
        longer = np.zeros_like(same)
        longer[:-1, :-1] = running[1:, 1:] & same[:-1, :-1]
        running, length = longer, length + 1
    weights = _weigh_pairs(t)
    return {
        "run": t.with_lead(longest) / len(sequence),
        "pairs": weights @ t.with_lead(pairs) / max(weights.sum(), 1e-9),
    }


def _weigh_pairs(t: Tables) -> Floats:
    """Return for each word of the question the idf of it and the next together; function words have none."""
    idf = {number: m.idf for m in t.found.matchers for number, share in m.forms.items() if share == 1.0}
    words = np.array([idf.get(number, 0.0) for number in t.found.sequence])
    weights: Floats = words + np.append(words[1:], -words[-1])
    return weights


def _measure_gaps(t: Tables) -> dict[str, Floats]:
    said = np.maximum(t.quote, t.context)
    is_name = np.array([t.query.terms[m.term].is_name for m in t.found.matchers])
    is_number = np.array([t.query.terms[m.term].stems[0][0].isdigit() for m in t.found.matchers])
    unsaid = np.where((said == 0) & ~t.asking[:, None], t.idf[:, None], 0.0)
    return {
        "names": _share_lacking(np.maximum(said, t.before(t.own)), t.weights * is_name),
        "numbers": _share_lacking(said, is_number.astype(float)),
        "missing": unsaid.max(axis=0) / max(t.idf.max(), 1e-9),
    }


def _share_lacking(table: Floats, weights: Floats) -> Floats:
    total = weights.sum()
    return 1 - weights @ table / total if total else np.zeros(table.shape[1])


def _measure_shape(t: Tables) -> dict[str, Floats]:
    new = np.add.reduceat((t.terms > NO_TERM) & ~t.matches.any(axis=0), t.first)
    asks = [t.text(i).endswith("?") for i in range(len(t.first))]
    thing = t.query.focus if t.query.kind is AnswerKind.DEFINITION else None
    defined = [thing is not None and defines(t.text(i), thing) for i in range(len(t.first))]
    return {
        "adds": (new > 0).astype(float),
        "two": t.leads.astype(float),
        "asks": np.array(asks, dtype=float),
        "defines": np.array(defined, dtype=float),
    }


def _measure_answers(t: Tables, inspected: Places) -> dict[str, Floats]:
    near, beside = np.zeros(len(t.first)), np.zeros(len(t.first))
    lacks = np.full(len(t.first), float(is_typed(t.query.kind)))
    starts, ends = t.column(lambda p: p.starts), t.column(lambda p: p.ends)
    for i in inspected.tolist():
        spans = find_answers(t.query, t.text(i))
        if spans:
            words = t.words_of_quote(i)
            distance = _distances(spans, t.span(i).start, starts[words], ends[words])
            held = t.matches[:, None, words]
            lacks[i] = 0.0
            near[i] = t.cover((held * np.exp(-distance / _NEAR_CHARS)).max(axis=2)).max()
            if t.asking.any():
                beside[i] = (held[t.asking] * np.exp(-distance / _BESIDE_CHARS)).max()
    return {"lacks": lacks, "near": near, "beside": beside}


def _distances(
    spans: Sequence[Span], offset: int, starts: NDArray[np.int32], ends: NDArray[np.int32]
) -> Floats:
    """Return how many characters lie between each span and each word; 0 where they touch."""
    begin = np.array([span.start + offset for span in spans])[:, None]
    end = np.array([span.end + offset for span in spans])[:, None]
    distances: Floats = np.maximum(np.maximum(starts - end, begin - ends), 0).astype(float)
    return distances
