"""Who says so: the words of a quote, or of the sentence beside it, that name whose word it is."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answering.evidence import Evidence
from bot.domain import Quote, Span
from bot.provenance.citations import find_citations
from bot.provenance.names import read_wording
from bot.provenance.phrases import SPEECH
from bot.provenance.words import any_of

_END = (
    r"(?=[,;:)”\"]|\.\s|\.?$|\s(?:and|but|who|whom|which|that|because|while|when|where|after|before|on|in)\s)"
)
_WORDS = r"[^\s,;:“”\"]+(?:\s[^\s,;:“”\"]+){0,7}?"
_AFTER = re.compile(
    rf"\b(?:according to|citing|cited by|{any_of('speech')} by|"
    r"bas(?:es|ed) (?:its|the|this|their) \w+ on|in an? (?:report|statement|letter) (?:by|from))\s"
    rf"(?P<who>{_WORDS}){_END}",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?:^|[,;:.!?“”\"]\s|\s(?:as|and|but|that|because)\s)(?P<who>{_WORDS})\s"
    rf"(?:also\s|later\s|has\s|had\s|reportedly\s)?{SPEECH}",
    re.IGNORECASE,
)
_INVERTED = re.compile(rf"[,”\"]\s{SPEECH}\s(?P<who>{_WORDS}){_END}", re.IGNORECASE)
_PRONOUN = re.compile(
    r"(?:he|she|it|they|who|which|that|this|we|i|you|there|what)\b|.*\b(?:to|not|be|been)$", re.IGNORECASE
)
_MOST_SENTENCES = 3


def find_speaker(text: str) -> Span | None:
    """Return where a text names whose word it is: “according to X”, “X said”, “said X”; None if it does not.

    A pronoun names nobody. Whom none of these names may stand in another phrase: “X puts the number at 5”.
    """
    for pattern in (_AFTER, _INVERTED, _BEFORE):
        for match in pattern.finditer(text):
            if not _PRONOUN.match(match["who"]):
                start = match.start("who")
                return Span(start, start + len(match["who"].rstrip(".!?'’")))
    cited = next(iter(find_citations(text, read_wording(text))), None)
    start = text.find(cited.name) if cited else -1
    return Span(start, start + len(cited.name)) if cited and start >= 0 else None


def show_speaker(quote: Quote, evidence: Sequence[Evidence], most_chars: int) -> Quote | None:
    """Return a quote with the words highlighted that name whose word it is; None if nobody is named.

    Where the quote itself names nobody, the sentence right behind it in its paragraph comes in, else the one
    right before it, within three sentences and `most_chars` characters.
    """
    for span in (quote.span, *_wider(quote, evidence, most_chars)):
        text = span.of(quote.article.body)
        speaker = find_speaker(text)
        if speaker is not None:
            return replace(quote, span=span, text=text, highlight=speaker)
    return None


def _wider(quote: Quote, evidence: Sequence[Evidence], most_chars: int) -> list[Span]:
    passage = next((item.passage for item in evidence if stands_in(item, quote)), None)
    if passage is None:
        return []
    inside = [i for i, s in enumerate(passage.sentences) if s.overlaps(quote.span)]
    first, last = inside[0], inside[-1]
    wider = []
    for start, end in ((first, last + 1), (first - 1, last), (first - 1, last + 1)):
        if start < 0 or end >= len(passage.sentences) or end - start >= _MOST_SENTENCES:
            continue
        span = Span(passage.sentences[start].start, passage.sentences[end].end)
        if passage.blocks[start] == passage.blocks[end] and len(span) <= most_chars:
            wider.append(span)
    return wider


def stands_in(item: Evidence, quote: Quote) -> bool:
    """Tell whether a sentence stands, whole or in part, in a quote, in the same revision."""
    same = item.candidate.revision is quote.revision or (
        item.candidate.revision.article.id == quote.article.id
        and item.candidate.revision.number == quote.revision.number
    )
    return same and item.span.overlaps(quote.span)
