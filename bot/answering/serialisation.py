"""An answer as the JSON object of the contract."""

from bot.answering.checking import CheckedText
from bot.domain import Answer, Article, Comparison, Quote, Relation, Statement


def answer_to_json(answer: Answer, *, answer_id: str | int | None = None) -> dict[str, object]:
    """Return the answer as plain JSON values; every quote is checked against its article once more.

    Raises:
        QuoteMismatchError: if a quote does not stand in its article word for word.
    """
    return {
        "id": answer_id,
        "question": answer.question,
        "about": list(answer.decision.query.about),
        "corrected": answer.corrected,
        "answered": answer.answered,
        "band": answer.band.value,
        "why": answer.notice or answer.why,
        "quotes": [_quote(quote) for quote in answer.quotes],
        "agreement": _agreement(answer),
        "statements": [_statement(statement) for statement in answer.statements],
        "suggestions": list(answer.suggestions),
        "notes": list(answer.notes),
        "score": answer.score,
        "took_ms": round(answer.took_ms, 3),
    }


def check_to_json(check: CheckedText) -> dict[str, object]:
    """Return what the articles hold on a text as JSON values: its answer, with `verbatim` on each quote.

    `differences` are what quotes have otherwise than the text (`text`, `article`, which is null where a quote
    only lacks it), `unmatched` the sentences on which nothing was found.

    Raises:
        QuoteMismatchError: if a quote does not stand in its article word for word.
    """
    quotes = [_quote(quote) | {"verbatim": quote in check.verbatim} for quote in check.answer.quotes]
    differences = [{"text": one.said, "article": one.found} for one in check.differences]
    found = {"quotes": quotes, "differences": differences, "unmatched": list(check.unmatched)}
    return answer_to_json(check.answer) | found


def _statement(statement: Statement) -> dict[str, object]:
    return {
        "id": statement.id,
        "about": statement.about,
        "text": statement.text,
        "signed": statement.signed,
        "made_at": statement.made_at.isoformat(),
        "expires_at": statement.expires_at.isoformat(),
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


def _agreement(answer: Answer) -> dict[str, object]:
    agreement = answer.agreement
    compared = [(c.relation, _comparison(c, answer)) for c in agreement.comparisons]
    return {
        "articles": agreement.articles,
        "origins": agreement.origins,
        "origin_names": list(agreement.origin_names),
        "unknown": agreement.unknown,
        "copies": agreement.copies,
        "groups": [list(group) for group in agreement.groups],
        "comparisons": [comparison for _, comparison in compared],
        "conflicts": [comparison for relation, comparison in compared if relation is Relation.CONFLICT],
    }


def _comparison(comparison: Comparison, answer: Answer) -> dict[str, object]:
    readings = []
    for reading in comparison.readings:
        article = answer.quotes[reading.quote].article
        published = article.published.isoformat() if article.published else None
        named = {"quote": reading.quote, "value": reading.value, "of": reading.of}
        readings.append(named | {"article": article.id, "published": published})
    return {"relation": comparison.relation.value, "readings": readings}
