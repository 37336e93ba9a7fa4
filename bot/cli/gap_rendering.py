"""Gaps as they stand in the terminal and in JSON."""

from collections.abc import Iterator
from datetime import datetime

from rich.console import Console, RenderableType
from rich.text import Text

from bot.answering.wording import name_day
from bot.cli.layout import Indented, fold_white_space
from bot.cli.rendering import put_in_marks
from bot.domain import Gap, GapAct, GapScope
from bot.refinement.gaps import GapPage
from bot.refinement.wording import (
    describe_counts,
    describe_state,
    describe_trend,
    name_community,
    name_period,
)

_BY = 6


def print_page(console: Console, scope: GapScope, page: GapPage, period: str) -> None:
    """Print one page of a scope's gaps."""
    gaps = "1 gap" if page.total == 1 else f"{page.total} gaps"
    head = f"{name_community(scope.community)}, story {scope.story}: {gaps} in {name_period(period)}"
    console.print(Text(head[0].upper() + head[1:], style="bold"), soft_wrap=True)
    for gap in page.gaps:
        for part in _list_parts(gap):
            console.print(part)
    if page.pages > 1:
        console.print(Text(f"page {page.number + 1} of {page.pages}", style="dim"))


def print_gap(console: Console, gap: Gap) -> None:
    """Print everything that is known of a gap."""
    for part in _list_parts(gap):
        console.print(part)
    for wording in gap.wordings[1:]:
        console.print(Indented(Text(f"also: {fold_white_space(wording)}"), _BY))
    for act in gap.acts:
        console.print(Indented(Text(_describe_act(act), style="dim"), _BY))


def gap_to_json(gap: Gap) -> dict[str, object]:
    """Return a gap as plain JSON values."""
    nearest = gap.nearest
    return {
        "gap": gap.number,
        "count": gap.count,
        "unanswered": gap.unanswered,
        "partly": gap.partly,
        "badly_rated": gap.badly,
        "earlier": gap.earlier,
        "first": gap.first.isoformat(),
        "last": gap.last.isoformat(),
        "open": gap.is_open,
        "returned": gap.returned if gap.has_returned else 0,
        "assigned_to": gap.assigned_to,
        "wordings": list(gap.wordings),
        "nearest": nearest and {"article": nearest.article.id, "text": nearest.text},
        "acts": [_act_to_json(act) for act in gap.acts],
    }


def page_to_json(scope: GapScope, page: GapPage) -> dict[str, object]:
    """Return one page of a scope's gaps as plain JSON values."""
    return {
        "community_kind": scope.community.kind.value,
        "community": scope.community.id,
        "story": scope.story,
        "total": page.total,
        "page": page.number + 1,
        "pages": page.pages,
        "gaps": [gap_to_json(gap) for gap in page.gaps],
    }


def _list_parts(gap: Gap) -> Iterator[RenderableType]:
    question = fold_white_space(gap.wordings[0]) if gap.wordings else "a question that went from the log"
    yield Text.assemble((f"{gap.number:>4}  ", "cyan"), (question, "bold"))
    counted = [describe_counts(gap), describe_trend(gap), _describe_span(gap.first, gap.last)]
    yield Indented(Text(" · ".join(part for part in counted if part)), _BY)
    state = describe_state(gap)
    if state:
        yield Indented(Text(state, style="yellow" if gap.has_returned else "green"), _BY)
    if gap.assigned_to:
        yield Indented(Text(f"assigned to {gap.assigned_to}", style="dim"), _BY)
    if gap.nearest:
        said = f"nearest: {put_in_marks(gap.nearest.text)} ({gap.nearest.article.title})"
        yield Indented(Text(fold_white_space(said), style="dim"), _BY)


def _describe_span(first: datetime, last: datetime) -> str:
    days = name_day(first.date()), name_day(last.date())
    return f"on {days[0]}" if days[0] == days[1] else f"{days[0]} to {days[1]}"


def _describe_act(act: GapAct) -> str:
    by = f"moderator {act.moderator_id}" if act.moderator_id else "the operator"
    subject = f" ({act.subject})" if act.subject else ""
    return f"{act.at:%Y-%m-%d %H:%M} {act.kind.past}{subject}, by {by}"


def _act_to_json(act: GapAct) -> dict[str, object]:
    return {
        "kind": act.kind.value,
        "at": act.at.isoformat(),
        "moderator_id": None if act.moderator_id is None else str(act.moderator_id),
        "subject": act.subject,
    }
