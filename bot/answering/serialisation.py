"""An answer as the JSON object of the contract."""

from bot.domain import Agreement, Answer, Article, Quote


def answer_to_json(answer: Answer, *, answer_id: str | int | None = None) -> dict[str, object]:
    """Return the answer as plain JSON values; every quote is checked against its article once more.

    Raises:
        QuoteMismatchError: if a quote does not stand in its article word for word.
    """
    return {
        "id": answer_id,
        "question": answer.question,
        "corrected": answer.corrected,
        "answered": answer.answered,
        "band": answer.band.value,
        "why": answer.notice or answer.why,
        "quotes": [_quote(quote) for quote in answer.quotes],
        "agreement": _agreement(answer.agreement),
        "statements": [],
        "suggestions": list(answer.suggestions),
        "score": answer.score,
        "took_ms": round(answer.took_ms, 3),
    }


def _quote(quote: Quote) -> dict[str, object]:
    quote.verify()
    return {
        "text": quote.text,
        "start": quote.span.start,
        "end": quote.span.end,
        "highlight": [quote.highlight.start, quote.highlight.end] if quote.highlight else None,
        "article": _article(quote.article, quote.revision.number),
        "attribution": quote.attribution.value if quote.attribution else None,
        "score": quote.score,
    }


def _article(article: Article, revision: int) -> dict[str, object]:
    return {
        "id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "author": article.author,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "revision": revision,
    }


def _agreement(agreement: Agreement) -> dict[str, object]:
    return {
        "articles": agreement.articles,
        "origins": agreement.origins,
        "origin_names": list(agreement.origin_names),
        "unknown": agreement.unknown,
        "conflicts": [],
    }
