"""The dry run, question by question: the answer before a change and after it."""

from collections.abc import Sequence
from dataclasses import replace

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
# The least of them, without links, lets a page fit whatever stands in it.
_QUOTE_CHARS = (360, 260, 180)
_ALL_CHARS = 4000
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
    blocks = _render_cases(shown) or ["No question is concerned any more."]
    pages = count_case_pages(cases)
    title = _TITLES[shown[0].effect] if shown else "Dry run"
    embed = discord.Embed(title=title, description="\n\n".join(blocks), colour=PREVIEW_COLOUR)
    embed.set_footer(text=f"{len(cases)} questions · page {page + 1} of {pages}" if pages > 1 else None)
    return Rendered((embed,), "\n\n".join([f"**{title}**", *blocks])[:1990])


def _render_cases(cases: Sequence[Case]) -> list[str]:
    """Return the cases with quotes as long as there is room for; if need be, without links."""
    blocks: list[str] = []
    for linked in (True, False):
        for room in _QUOTE_CHARS:
            blocks = [_render_case(case, room, linked=linked) for case in cases]
            if len("\n\n".join(blocks)) <= _ALL_CHARS:
                return blocks
    return blocks


def _render_case(case: Case, room: int, *, linked: bool) -> str:
    asked = f" (asked {case.asked} times)" if case.asked > 1 else ""
    head = f"**{escape(shorten(case.question, _QUESTION_CHARS))}**{asked}"
    if case.effect is Effect.SAME:
        return f"{head}\n{_render_answer(case.after, room, linked=linked)}"
    before, after = (_render_answer(answer, room, linked=linked) for answer in (case.before, case.after))
    return f"{head}\nBefore: {before}\nAfter: {after}"


def _render_answer(answer: Answer, room: int, *, linked: bool) -> str:
    if not answer.answered:
        return NOT_ANSWERED
    quote = answer.quotes[0]
    # A blank line ends the quote, whatever a client makes of the line below one.
    article = quote.article if linked else replace(quote.article, url=None)
    return f"{render_source(article)}\n{render_quote(quote, room)}\n"
