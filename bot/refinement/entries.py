"""From an answer to its entry in the query log."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid4

from bot.answering.decision import estimate_topic
from bot.domain import Answer, Community, LogEntry, QuoteReference, Trace


def new_entry_id() -> str:
    """Return an id for an entry, known before it is stored; it tells nothing about who asked, or when."""
    return uuid4().hex


def make_entry(
    answer: Answer,
    *,
    entry_id: str,
    community: Community,
    channel_kind: str,
    story: str,
    asked_by: str,
    trace: Trace | None = None,
    private: bool = False,
    names: Sequence[str] = (),
) -> LogEntry:
    """Return what the log keeps of a question and its answer; the log scrubs the question's text itself."""
    return LogEntry(
        id=entry_id,
        asked_at=datetime.now(UTC),
        community=community,
        channel_kind=channel_kind,
        asked_by=asked_by,
        story=story,
        question=answer.question,
        answered=answer.answered,
        band=answer.band,
        score=answer.score,
        took_ms=answer.took_ms,
        quotes=tuple(
            QuoteReference(quote.article.story, quote.article.id, quote.revision.number, quote.span)
            for quote in answer.quotes
        ),
        trace=trace,
        private=private,
        topic=estimate_topic(answer.decision),
        nearest=_find_nearest(answer),
        stated=bool(answer.statements),
        names=tuple(names),
    )


def _find_nearest(answer: Answer) -> QuoteReference | None:
    if answer.answered or not answer.decision.candidates:
        return None
    best = answer.decision.candidates[0]
    article = best.revision.article
    return QuoteReference(article.story, article.id, best.revision.number, best.span)
