"""The dry run, question by question: the answer before a change and after it."""

from collections.abc import Sequence

import discord

from bot.curation.rehearsal import Case, Effect, Rehearsal
from bot.discord_app.escaping import escape, shorten
from bot.discord_app.knowledge.previews import PREVIEW_COLOUR
from bot.discord_app.rendering import NOT_ANSWERED, Rendered, render_quote, render_source
from bot.domain import Answer

BROKEN = "broken"
"""The key of the golden questions that a change would break; every other key is an effect's name."""

PAGE_SIZE = 3
_QUESTION_CHARS = 200
_QUOTE_CHARS = 360
_TITLES = {
    Effect.NEWLY_ANSWERED: "Newly answered",
    Effect.LOST: "Lost",
    Effect.OTHER_SOURCE: "Another source",
    Effect.OTHER_QUOTE: "Another quote",
    Effect.SAME: "As they are",
}


def list_effects(rehearsal: Rehearsal) -> list[tuple[str, str, int]]:
    """Return for each effect that occurs its key, its name and how many questions it has."""
    counts = [(e.name.lower(), _TITLES[e], len(rehearsal.with_effect(e))) for e in Effect]
    counts.append((BROKEN, "Golden questions that would fail", len(rehearsal.broken)))
    return [(key, title, count) for key, title, count in counts if count]


def find_cases(rehearsal: Rehearsal, key: str) -> Sequence[Case]:
    """Return the questions with the effect that a key names; none for a key that names none."""
    if key == BROKEN:
        return rehearsal.broken
    effects = [effect for effect in Effect if effect.name.lower() == key]
    return rehearsal.with_effect(effects[0]) if effects else ()


def count_case_pages(cases: Sequence[Case]) -> int:
    """Return how many pages the questions fill, at least one."""
    return max(1, -(-len(cases) // PAGE_SIZE))


def render_cases(cases: Sequence[Case], page: int) -> Rendered:
    """Return one page of questions with both answers; pages count from 0."""
    shown = cases[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    blocks = [_render_case(case) for case in shown] or ["No question is concerned any more."]
    pages = count_case_pages(cases)
    title = _TITLES[shown[0].effect] if shown else "Dry run"
    embed = discord.Embed(title=title, description="\n\n".join(blocks), colour=PREVIEW_COLOUR)
    embed.set_footer(text=f"{len(cases)} questions · page {page + 1} of {pages}" if pages > 1 else None)
    return Rendered((embed,), "\n\n".join([f"**{title}**", *blocks])[:1990])


def _render_case(case: Case) -> str:
    asked = f" (asked {case.asked} times)" if case.asked > 1 else ""
    head = f"**{escape(shorten(case.question, _QUESTION_CHARS))}**{asked}"
    if case.effect is Effect.SAME:
        return f"{head}\n{_render_answer(case.after)}"
    return f"{head}\nBefore: {_render_answer(case.before)}\nAfter: {_render_answer(case.after)}"


def _render_answer(answer: Answer) -> str:
    if not answer.answered:
        return NOT_ANSWERED
    quote = answer.quotes[0]
    # A blank line ends the quote, whatever a client makes of the line below one.
    return f"{render_source(quote.article)}\n{render_quote(quote, _QUOTE_CHARS)}\n"
