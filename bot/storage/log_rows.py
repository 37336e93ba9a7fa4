"""What the rows of the query log hold."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain import LogEntry, QuoteReference, Trace


class Role(StrEnum):
    """What a person did with an answer."""

    ASKER = "asker"
    VOTER = "voter"
    REPORTER = "reporter"


def query_row(entry: LogEntry) -> dict[str, Any]:
    """Return the row of `queries` that holds an entry."""
    return {
        "id": entry.id,
        "asked_at": entry.asked_at,
        "community_kind": entry.community.kind.value,
        "community_id": entry.community.id,
        "channel_kind": entry.channel_kind,
        "asked_by": entry.asked_by,
        "story": entry.story,
        "question": entry.question,
        "answered": entry.answered,
        "band": entry.band.value,
        "score": entry.score,
        "took_ms": entry.took_ms,
        "private": entry.private,
        "topic": entry.topic,
        "stated": entry.stated,
    }


def quote_rows(entry: LogEntry) -> list[dict[str, Any]]:
    """Return the rows of `query_quotes` that hold where the quotes of an entry stand."""
    return [place_row(entry.id, quote) | {"rank": rank} for rank, quote in enumerate(entry.quotes, start=1)]


def place_row(entry_id: str, place: QuoteReference) -> dict[str, Any]:
    """Return the columns that say where something of an entry stands."""
    return {
        "query_id": entry_id,
        "story": place.story,
        "article_id": place.article_id,
        "revision": place.revision,
        "start": place.span.start,
        "end": place.span.end,
    }


def asker_row(entry: LogEntry, trace: Trace) -> dict[str, Any]:
    """Return the row of `traces` that ties an entry to who asked."""
    return trace_row(entry.id, trace, Role.ASKER, entry.asked_at)


def trace_row(entry_id: str, trace: Trace, role: Role, at: datetime) -> dict[str, Any]:
    """Return the row of `traces` that ties to an entry what a person did with it."""
    return {
        "query_id": entry_id,
        "role": role.value,
        "person": trace.person,
        "channel_id": trace.channel_id,
        "message_id": trace.message_id,
        "created_at": at,
    }
