"""The choice of quotes: the best sentences, whole, one an article, none twice."""

from collections.abc import Sequence

from bot.answering.config import AnsweringConfig
from bot.answering.evidence import Evidence
from bot.answering.highlights import find_highlight
from bot.answering.likeness import say_the_same
from bot.domain import AnalysedQuery, Quote
from bot.provenance.agreement import Place

# A further quote covers at least this share of what the best one covers of the question.
_BESIDE_BEST = 0.75


def choose_quotes(
    query: AnalysedQuery, evidence: Sequence[Evidence], config: AnsweringConfig, *, fill: bool = False
) -> tuple[tuple[Quote, ...], tuple[Place, ...]]:
    """Return the quotes that answer, best first, and the places that stand behind them.

    Each article gives one quote; if one article alone answers, its further quotes follow. A quote that says
    the same in nearly the same words as one that is there is folded into it: it is not shown, but its
    place counts. Further quotes must bear on the question nearly as much as the best one does; with
    `fill` the next best follow, whatever article they stand in.
    """
    quotes: list[Quote] = []
    places: list[Place] = []
    for item in evidence if fill else select_evidence(evidence):
        quote = _quote(query, item)
        if not any(_overlap(quote, other) for other in quotes):
            folded = any(say_the_same(quote.text, other.text) for other in quotes)
            fits = len(quotes) < config.max_quotes and _room_left(quote, quotes, config)
            if not folded and fits:
                quotes.append(quote)
            if folded or fits:
                places.append((quote.revision, quote.span))
    return tuple(quotes), tuple(places)


def select_evidence(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return what answers one question nearly as well as the best does, best first: one an article.

    If one article alone answers, it is all that this article has.
    """
    return _one_an_article(_worth_showing(evidence))


def _worth_showing(evidence: Sequence[Evidence]) -> list[Evidence]:
    if not evidence:
        return []
    best = evidence[0]
    return [best, *(item for item in evidence[1:] if _is_worth_showing(item, best))]


def _is_worth_showing(item: Evidence, best: Evidence) -> bool:
    lacks = item.measures["lacks"] > best.measures["lacks"]
    return not lacks and item.coverage >= _BESIDE_BEST * best.coverage


def _one_an_article(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the best of each article; if there is only one article, all of it."""
    best: dict[str, Evidence] = {}
    for item in evidence:
        best.setdefault(item.candidate.revision.article.id, item)
    return list(best.values()) if len(best) > 1 else list(evidence)


def _quote(query: AnalysedQuery, item: Evidence) -> Quote:
    text = item.text
    revision, highlight = item.candidate.revision, find_highlight(query, text)
    return Quote(revision, item.span, text, highlight, item.candidate.score)


def _overlap(quote: Quote, other: Quote) -> bool:
    same_text = quote.revision.article.id == other.revision.article.id
    return same_text and quote.span.start < other.span.end and other.span.start < quote.span.end


def _room_left(quote: Quote, quotes: Sequence[Quote], config: AnsweringConfig) -> bool:
    quoted = sum(len(other.span) for other in quotes if other.article.id == quote.article.id)
    return not quoted or quoted + len(quote.span) <= config.article_max_chars
