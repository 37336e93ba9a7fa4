"""The answering words of a quote: the name, the number, the date or the phrase that the question asks for."""

import math
import re
from collections.abc import Iterator, Sequence

from bot.answering.answers import find_answers, is_cue
from bot.domain import AnalysedQuery, AnswerKind, Span
from bot.text.stopwords import ENGLISH
from bot.text.tokens import Token, split_tokens

_NEAR_CHARS = 40.0
_MOST_WORDS = 10
_BREAK = re.compile(r"[;:.!?()\[\]“”\"]|,\s|\s[–—-]\s")
_CLAUSE_END = re.compile(r"[;.!?](?:\s|$)|,\s(?!and\b|or\b)")
# Nothing in a quote is "the answer" to a question that wants a yes or a no, or that asks nothing.
_WITHOUT = {AnswerKind.YES_NO, AnswerKind.KEYWORDS}
_STEM_CHARS = 5


def find_highlight(query: AnalysedQuery, quote: str) -> Span | None:
    """Return where the quote holds what the question asks for, relative to the quote; None if nowhere told.

    What has a form (a number, a date, a name …) is told by it; of several, the one nearest to the words of
    the question is taken. Of reasons and manners it is the clause that their word introduces; of other
    things the phrase beside the question's words that holds the most that is new. The question's own words
    are no answer.
    """
    if query.kind in _WITHOUT or not query.terms:
        return None
    tokens = list(split_tokens(quote))
    asked = [token for token in tokens if _is_asked(token, query)]
    spans = find_answers(query, quote)
    if is_cue(query.kind):
        spans = [_to_clause_end(span, quote) for span in spans]
    if not spans:
        spans = [] if query.kind in _NUMERIC else list(_new_phrases(quote, tokens, asked))
    if not spans:
        return None
    return max(spans, key=lambda span: (_closeness(span, asked), -span.start))


_NUMERIC = {
    AnswerKind.DATE, AnswerKind.COUNT, AnswerKind.MONEY, AnswerKind.SHARE, AnswerKind.DURATION,
    AnswerKind.AGE, AnswerKind.MEASURE, AnswerKind.FREQUENCY,
}  # fmt: skip


def _is_asked(token: Token, query: AnalysedQuery) -> bool:
    """Tell whether a word of the quote stands for one of the question, by its beginning."""
    if token.text in ENGLISH:
        return False
    for term in query.terms:
        for stem in (*term.stems, *term.surface.casefold().split()):
            if token.text == stem or (len(stem) >= _STEM_CHARS and token.text.startswith(stem)):
                return True
    return False


def _closeness(span: Span, asked: Sequence[Token]) -> float:
    distances = {t.text: _distance(span, t) for t in sorted(asked, key=lambda t: -_distance(span, t))}
    return sum(math.exp(-distance / _NEAR_CHARS) for distance in distances.values())


def _distance(span: Span, token: Token) -> int:
    return max(token.start - span.end, span.start - token.end, 0)


def _to_clause_end(span: Span, quote: str) -> Span:
    end = _CLAUSE_END.search(quote, span.end)
    stop = len(quote.rstrip(".!? ")) if end is None else end.start()
    return Span(span.start, max(stop, span.end))


def _new_phrases(quote: str, tokens: Sequence[Token], asked: Sequence[Token]) -> Iterator[Span]:
    """Yield the runs of words between the question's, without function words at their ends."""
    known = {token.start for token in asked}
    run: list[Token] = []
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.start not in known:
            run.append(token)
        between = quote[token.end : following.start] if following else "."
        if token.start in known or _BREAK.search(between) or len(run) >= _MOST_WORDS:
            yield from _trimmed(run)
            run = []


def _trimmed(run: Sequence[Token]) -> Iterator[Span]:
    places = [i for i, token in enumerate(run) if token.text not in ENGLISH]
    if places:
        yield Span(run[places[0]].start, run[places[-1]].end)
