"""How gaps look in Discord: a page of them, and one alone."""

from collections.abc import Iterator

import discord

from bot.discord_app.escaping import escape, shorten
from bot.discord_app.moments import describe_moment
from bot.discord_app.rendering import Rendered, render_source
from bot.discord_app.sections import Section, render_sections
from bot.domain import Gap, GapAct
from bot.refinement.bursts import Burst
from bot.refinement.gaps import GapPage
from bot.refinement.wording import describe_counts, describe_state, describe_trend, name_period

COLOUR = discord.Colour(0x0072B2)
_WARNING = discord.Colour(0xD55E00)
_HEADING_CHARS = 120
_QUESTION_CHARS = 200
_QUOTE_CHARS = 160
_LONG_QUOTE_CHARS = 500
_MOST_ACTS = 8
_GONE = "not in the log any more"
NO_GAPS = "No question on the matter is without a good answer."


def render_gaps(page: GapPage, period: str, time_zone: str) -> Rendered:
    """Return one page of gaps."""
    if not page.gaps:
        return render_sections("Gaps", [NO_GAPS, f"-# In {name_period(period)}."], [], COLOUR)
    gaps = "1 gap" if page.total == 1 else f"{page.total:,} gaps"
    head = [f"{gaps} in {name_period(period)}. Pick one to close it."]
    if page.pages > 1:
        head.append(f"-# Page {page.number + 1:,} of {page.pages:,}")
    sections = [
        Section(escape(shorten(name_gap(gap), _HEADING_CHARS)), list(_list_lines(gap, time_zone)))
        for gap in page.gaps
    ]
    return render_sections("Gaps", head, sections, COLOUR)


def render_gap(gap: Gap, time_zone: str) -> Rendered:
    """Return everything that is known of a gap."""
    question = (
        escape(shorten(gap.wordings[0], _QUESTION_CHARS)) if gap.wordings else "not in the log any more"
    )
    state = describe_state(gap)
    given = f"Given to {_name_moderator(gap.assigned_to)}" if gap.assigned_to else None
    head = [
        f"**{question}**",
        _describe_times(gap, time_zone),
        *([f"**{_capital(state)}**"] if state else []),
    ]
    others = [f"- {escape(shorten(wording, _QUESTION_CHARS))}" for wording in gap.wordings[1:]]
    acts = [f"- {_describe_act(act, time_zone)}" for act in reversed(gap.acts)]
    sections = [
        Section("Also asked as", others),
        Section("What came closest", list(_nearest_lines(gap, _LONG_QUOTE_CHARS, with_source=True))),
        Section("What was done", acts[:_MOST_ACTS], more=max(0, len(acts) - _MOST_ACTS)),
    ]
    return render_sections(f"Gap {gap.number}", [*head, *([given] if given else [])], sections, COLOUR)


def render_burst(burst: Burst) -> Rendered:
    """Return what moderators are told of a question that suddenly comes from many."""
    gap = burst.gap
    head = [
        f"{burst.asked:,} people asked this within a short time, and the articles don't say.",
        f"-# About {burst.expected:.1f} were to be expected. You are told once; it stays in `/gaps`.",
    ]
    wordings = [f"- {escape(shorten(wording, _QUESTION_CHARS))}" for wording in gap.wordings]
    nearest = list(_nearest_lines(gap, _LONG_QUOTE_CHARS, with_source=True))
    sections = [Section("They ask", wordings), Section("What came closest", nearest)]
    return render_sections("Suddenly asked by many", head, sections, _WARNING)


def name_gap(gap: Gap) -> str:
    """Return a gap's number and question, as it came."""
    return f"{gap.number} · {gap.wordings[0] if gap.wordings else _GONE}"


def _list_lines(gap: Gap, time_zone: str) -> Iterator[str]:
    yield _describe_times(gap, time_zone)
    state = describe_state(gap)
    if state:
        yield f"**{_capital(state)}**"
    if gap.assigned_to:
        yield f"Given to {_name_moderator(gap.assigned_to)}"
    yield from _nearest_lines(gap, _QUOTE_CHARS)


def _describe_times(gap: Gap, time_zone: str) -> str:
    trend = describe_trend(gap)
    counted = _capital(describe_counts(gap)) + (f" · {trend}" if trend else "")
    first, last = (describe_moment(moment, time_zone) for moment in (gap.first, gap.last))
    return f"{counted}\n-# {first}" + (f" to {last}" if last != first else "")


def _nearest_lines(gap: Gap, most: int, *, with_source: bool = False) -> Iterator[str]:
    if gap.nearest is None:
        return
    yield f"> {escape(shorten(gap.nearest.text, most))}"
    if with_source:
        yield render_source(gap.nearest.article)


def _describe_act(act: GapAct, time_zone: str) -> str:
    by = f"<@{act.moderator_id}>" if act.moderator_id else "the operator"
    subject = f" {_name_moderator(act.subject)}" if act.subject else ""
    return f"{describe_moment(act.at, time_zone)}: {act.kind.past}{subject}, by {by}"


def _name_moderator(subject: str) -> str:
    """Return a subject as it is shown: the id of a person as a mention, which pings nobody."""
    return f"<@{subject}>" if subject.isdecimal() and len(subject) > _SHORTEST_ID else f"`{escape(subject)}`"


_SHORTEST_ID = 14


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
