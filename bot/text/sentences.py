"""Sentences of a text, as spans."""

import sentencex

from bot.domain import Span


def split_sentences(text: str, *, language: str = "en") -> tuple[Span, ...]:
    """Return the sentences of `text` in order, without the white space around them.

    Boundaries are those of sentencex, which knows the abbreviations of many languages. Every character
    that is not white space lies in exactly one span.
    """
    spans = []
    for boundary in sentencex.get_sentence_boundaries(language, text):
        start, end = boundary["start_index"], boundary["end_index"]
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        if start < end:
            spans.append(Span(start, end))
    return tuple(spans)
