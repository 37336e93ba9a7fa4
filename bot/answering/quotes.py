"""The choice of quotes: the best sentences, whole, from several articles, none twice."""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.fuzz import token_set_ratio

from bot.answering.config import AnsweringConfig
from bot.answering.evidence import Evidence
from bot.answering.highlights import find_highlight
from bot.domain import Agreement, Article, Quote, Span

# A further quote holds at least this share of what the best sentence itself holds of the question.
_BESIDE_BEST = 0.8
# From which similarity (rapidfuzz's token set ratio, 0 to 100) two quotes say the same in the same words.
_SAME_WORDS = 90.0
_MOST_SENTENCES = 3
_LEANS_ON_WHAT_WENT_BEFORE = re.compile(
    r"(?:he|she|it|they|him|her|his|its|their|this|these|those|that|such|but|however|instead|also|then|so|"
    r"therefore|meanwhile|both|the (?:company|firm|group|project|move|report|former|latter))\b",
    re.IGNORECASE,
)


def choose_quotes(
    question: str, evidence: Sequence[Evidence], config: AnsweringConfig, *, fill: bool = False
) -> tuple[tuple[Quote, ...], Agreement]:
    """Return the quotes that answer, best first, and how many articles and origins stand behind them.

    A quote is one sentence; one that leans on what went before (a pronoun or a connective at its start)
    takes its neighbours along, up to three sentences within one paragraph and the length that is allowed.
    A sentence that says the same in nearly the same words as one that is already quoted is folded into it:
    it is not shown, but its article counts. Further quotes must bear on the question nearly as much as the
    best one does; with `fill` the next best do.
    """
    quotes: list[Quote] = []
    articles: dict[str, Article] = {}
    for item in evidence if fill else _worth_showing(evidence):
        quote = _quote(question, item, config)
        if not any(_overlap(quote, other) for other in quotes):
            folded = any(token_set_ratio(quote.text, other.text) >= _SAME_WORDS for other in quotes)
            fits = len(quotes) < config.max_quotes and _room_left(quote, quotes, config)
            if not folded and fits:
                quotes.append(quote)
            if folded or fits:
                articles.setdefault(quote.article.id, quote.article)
    return tuple(quotes), count_origins(articles.values())


def count_origins(articles: Iterable[Article]) -> Agreement:
    """Return how many articles there are and the distinct origins that their moderators named."""
    named = list(articles)
    origins = dict.fromkeys(article.origin for article in named if article.origin)
    return Agreement(len(named), tuple(origins), sum(not article.origin for article in named))


def _worth_showing(evidence: Sequence[Evidence]) -> list[Evidence]:
    if not evidence:
        return []
    enough = _BESIDE_BEST * evidence[0].own_coverage
    return [evidence[0], *(item for item in evidence[1:] if item.own_coverage >= enough)]


def _quote(question: str, item: Evidence, config: AnsweringConfig) -> Quote:
    revision = item.hit.passage.revision
    span = _understandable(item, config.quote_max_chars)
    text = span.of(revision.article.body)
    return Quote(revision, span, text, find_highlight(question, text), item.candidate.score)


def _understandable(item: Evidence, most_chars: int) -> Span:
    passage, first = item.hit.passage, item.hit.sentence
    body, end = passage.revision.article.body, item.span.end
    while (
        first > 0
        and item.hit.sentence - first < _MOST_SENTENCES - 1
        and passage.blocks[first - 1] == passage.blocks[first]
        and end - passage.sentences[first - 1].start <= most_chars
        and _LEANS_ON_WHAT_WENT_BEFORE.match(passage.sentences[first].of(body))
    ):
        first -= 1
    return Span(passage.sentences[first].start, end)


def _overlap(quote: Quote, other: Quote) -> bool:
    same_text = quote.revision.article.id == other.revision.article.id
    return same_text and quote.span.start < other.span.end and other.span.start < quote.span.end


def _room_left(quote: Quote, quotes: Sequence[Quote], config: AnsweringConfig) -> bool:
    quoted = sum(len(other.span) for other in quotes if other.article.id == quote.article.id)
    return not quoted or quoted + len(quote.span) <= config.article_max_chars
