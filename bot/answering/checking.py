"""A text checked against the articles: what of it stands there word for word, and what comes closest."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from bot.answering.config import AnsweringConfig
from bot.answering.decision import decide
from bot.answering.differences import Difference, describe_difference, find_closest
from bot.answering.evidence import Evidence, weigh_evidence
from bot.answering.likeness import say_the_same
from bot.answering.matching import LEAST_WORDS, Match, RunFinder, choose_matches, is_said, quote_match
from bot.answering.parts import split_parts, split_pieces
from bot.answering.questions import clean_question, cut_question
from bot.answering.quotes import choose_quotes
from bot.domain import AnalysedQuery, Answer, Band, Decision, Passage, Quote, Span
from bot.ports import Retriever
from bot.provenance.agreement import Place, Provenance

_MOST_SUGGESTIONS = 3
# A run that holds fewer words to search for is a turn of phrase, unless it was put in quotation marks.
_LEAST_CARRYING_WORDS = 2
_LEAST_CARRYING_WORDS_QUOTED = 1
# From which share of a text that stands word for word on it is called strong.
_MOSTLY = 0.8
_MOST_COMPARED = 10


@dataclass(frozen=True, slots=True)
class CheckedText:
    """What the articles hold on a text; it says nothing of whether that is true.

    The answer's quotes begin with those that hold words of the text word for word, highlighted in them:
    `verbatim`. The others come closest to what is left of it. `differences` are what quotes have otherwise
    than the text: a figure, a date, a name. `unmatched` are the sentences of a longer text on which nothing
    was found.
    """

    answer: Answer
    verbatim: tuple[Quote, ...] = ()
    differences: tuple[Difference, ...] = ()
    unmatched: tuple[str, ...] = ()

    @property
    def closest(self) -> tuple[Quote, ...]:
        """Return the quotes that come closest."""
        return tuple(quote for quote in self.answer.quotes if quote not in self.verbatim)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A part of the text, or its beginning as a whole (None), with its evidence."""

    part: Span | None
    query: AnalysedQuery
    evidence: tuple[Evidence, ...]


_Left = tuple[Decision, tuple[Evidence, ...]]
_Differing = tuple[_Weighed, Evidence, tuple[Difference, ...]]


async def check_text(
    retriever: Retriever, text: str, config: AnsweringConfig, provenance: Provenance
) -> CheckedText:
    """Return what the articles hold on a text, its first 4000 characters.

    Each sentence is searched for by itself, because a quote that bears on one of them covers little of the
    rest. The event loop gets its turns in between.
    """
    text = "\n".join(clean_question(line) for line in cut_question(text).splitlines()).strip()
    finder, matches = RunFinder(text), list[Match]()
    weighed: list[_Weighed] = []
    parts = {part.of(text): part for part in split_parts(text)}  # what is repeated is searched for once
    beginning = next(split_pieces(text, 0, len(text))).of(text) if text else ""
    for words, part in ((beginning, None), *parts.items()):
        query = retriever.analyse(clean_question(words))
        evidence = weigh_evidence(retriever, query, most_chars=config.quote_max_chars)
        await asyncio.sleep(0)
        matches += [match for passage in _passages(evidence) for match in finder.find(passage)]
        weighed.append(_Weighed(part, query, evidence))
        await asyncio.sleep(0)
    kept = [match for match in choose_matches(matches) if _says_something(retriever, match)]
    check, places = await _compose(text, kept, weighed, config)
    agreement = await asyncio.to_thread(provenance.count, places, retriever.knowledge.aliases)
    return replace(check, answer=replace(check.answer, agreement=agreement))


def _passages(evidence: Sequence[Evidence]) -> list[Passage]:
    places = {(item.span.start, item.candidate.revision.article.id): item.passage for item in evidence}
    return list({(p.sentences[0], p.revision.article.id): p for p in places.values()}.values())


def _says_something(retriever: Retriever, match: Match) -> bool:
    said = match.span.of(match.passage.revision.article.body)
    least = _LEAST_CARRYING_WORDS if match.words >= LEAST_WORDS else _LEAST_CARRYING_WORDS_QUOTED
    return len(retriever.analyse(said).terms) >= least


async def _compose(
    text: str, matches: Sequence[Match], weighed: Sequence[_Weighed], config: AnsweringConfig
) -> tuple[CheckedText, list[Place]]:
    whole = weighed[0]
    verbatim = _keep_limits([quote_match(match, config.quote_max_chars) for match in matches], config)
    left = await _leave_out_said(weighed, matches, verbatim, config)
    differing = await _find_differing(weighed)
    left += _close_besides(differing, left, matches, verbatim, config)
    # What is highlighted stands word for word in the text; nothing of the closest does.
    closest = [replace(quote, highlight=None) for quote in _take_turns(left, config)]
    quotes = _keep_limits([*verbatim, *closest], config)
    decision = left[0][0] if left else decide(whole.query, whole.evidence, config)
    decision = replace(decision, query=whole.query)
    places = [(match.passage.revision, match.span) for match in matches]
    places += [(quote.revision, quote.span) for quote in quotes]
    places += [(item.candidate.revision, item.span) for item in _saying_the_same(left, quotes)]
    if verbatim:
        decision = _decide_on_words(decision, text, matches)
    elif left and left[0][0].band is Band.NONE:
        decision = _decide_on_difference(decision, differing)
    titles = dict.fromkeys(item.candidate.revision.article.title for item in whole.evidence)
    answer = Answer(
        question=clean_question(text),
        answered=bool(quotes),
        quotes=quotes,
        decision=decision,
        suggestions=() if quotes else tuple(titles)[:_MOST_SUGGESTIONS],
    )
    shown = [one for _, item, found in differing if _is_shown(item, quotes) for one in found]
    unmatched = _list_unmatched(text, weighed, matches, left) if quotes else ()
    return CheckedText(answer, verbatim, tuple(dict.fromkeys(shown)), unmatched), places


def _keep_limits(quotes: Sequence[Quote], config: AnsweringConfig) -> tuple[Quote, ...]:
    """Return the first quotes, as many as one answer may show, and of each article as much; none twice."""
    kept: list[Quote] = []
    for quote in quotes:
        same = [other for other in kept if other.article.id == quote.article.id]
        length = sum(len(other.span) for other in same) + len(quote.span)
        fits = not same or length <= config.article_max_chars
        if fits and not any(quote.span.overlaps(other.span) for other in same):
            kept.append(quote)
    return tuple(kept[: config.max_quotes])


async def _leave_out_said(
    weighed: Sequence[_Weighed], matches: Sequence[Match], shown: Sequence[Quote], config: AnsweringConfig
) -> list[_Left]:
    """Return the evidence for each part that the articles do not say word for word, where it would answer.

    The part that is answered best comes first.
    """
    left = []
    for one in weighed:
        evidence = tuple(item for item in one.evidence if not _is_shown(item, shown))
        decision = decide(one.query, evidence, config)
        if decision.band is not Band.NONE and not is_said(one.part, matches):
            left.append((decision, evidence))
        await asyncio.sleep(0)
    return sorted(left, key=lambda pair: -pair[0].score)


async def _find_differing(weighed: Sequence[_Weighed]) -> list[_Differing]:
    """Return the parts to which a sentence comes close but for a figure, a date or a name."""
    differing = []
    for one in weighed:
        closest = find_closest(one.query, one.evidence) if one.part is not None else None
        if closest is not None:
            differing.append((one, *closest))
        await asyncio.sleep(0)
    return differing


def _close_besides(
    differing: Sequence[_Differing],
    left: Sequence[_Left],
    matches: Sequence[Match],
    shown: Sequence[Quote],
    config: AnsweringConfig,
) -> list[_Left]:
    """Return the sentences that only come close to parts which nothing else bears on."""
    found = {decision.query.text for decision, _ in left}
    return [
        (decide(one.query, one.evidence, config), (item,))
        for one, item, _ in differing
        if one.query.text not in found and not is_said(one.part, matches) and not _is_shown(item, shown)
    ]


def _list_unmatched(
    text: str, weighed: Sequence[_Weighed], matches: Sequence[Match], left: Sequence[_Left]
) -> tuple[str, ...]:
    """Return the sentences with a word to search for on which nothing was found, in order."""
    found = {decision.query.text for decision, _ in left}
    return tuple(
        one.part.of(text)
        for one in weighed
        if one.part is not None
        and one.query.terms
        and one.query.text not in found
        and not any(match.said.overlaps(one.part) for match in matches)
    )


def _take_turns(left: Sequence[_Left], config: AnsweringConfig) -> Iterator[Quote]:
    """Yield the best quote for each part of the text before the second best, none in the same words twice."""
    chosen = (choose_quotes(decision.query, evidence, config)[0] for decision, evidence in left)
    told: list[str] = []
    for quote in (quote for turn in zip_longest(*chosen) for quote in turn if quote):
        if not any(say_the_same(quote.text, text) for text in told):
            told.append(quote.text)
            yield quote


def _saying_the_same(left: Sequence[_Left], quotes: Sequence[Quote]) -> Iterator[Evidence]:
    """Yield what says the same as one of the quotes in nearly the same words, of the best for each part."""
    for _, evidence in left:
        for item in evidence[:_MOST_COMPARED]:
            if any(say_the_same(item.text, quote.text) for quote in quotes):
                yield item


def _is_shown(item: Evidence, shown: Sequence[Quote]) -> bool:
    return any(
        item.span.overlaps(quote.span) and item.candidate.revision == quote.revision for quote in shown
    )


def _decide_on_difference(decision: Decision, differing: Sequence[_Differing]) -> Decision:
    """Return the decision to show a sentence that only comes close: in part, and with what differs."""
    why = " ".join(describe_difference(one, "message") for _, _, found in differing for one in found)
    score = max(decision.score, decision.threshold)
    return replace(decision, score=score, band=Band.PARTIAL, why=why)


def _decide_on_words(decision: Decision, text: str, matches: Sequence[Match]) -> Decision:
    said = {place for match in matches for place in range(match.said.start, match.said.end)}
    mostly = len(said) >= _MOSTLY * len(text)
    threshold = decision.strong_threshold if mostly else decision.threshold
    return replace(
        decision,
        score=max(decision.score, threshold),
        band=Band.STRONG if mostly else Band.PARTIAL,
        why=f"{max(match.words for match in matches)} words in a row stand in the article word for word.",
    )
