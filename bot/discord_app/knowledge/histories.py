"""The look of what became of an article: who, when, why, and which sentences it changed."""

import asyncio
from collections.abc import Sequence

import discord

from bot.answering.wording import name_day
from bot.curation.chronicle import Turn
from bot.discord_app.escaping import escape, shorten
from bot.discord_app.knowledge.changes import MOST_SHOWN, render_changes, render_field_changes
from bot.discord_app.rendering import Rendered, name_article
from bot.discord_app.sections import Section, render_sections
from bot.domain import Article, MadeBy

PAGE_SIZE = 3
_COLOUR = discord.Colour(0x80848E)
_REASON_CHARS = 200
_TITLE_CHARS = 120
_NAMES = {
    "add": "Added",
    "edit": "Edited",
    "retire": "Retired",
    "restore": "Restored",
    "rollback": "Rolled back",
    "import": "Imported",
    "undo": "Undone",
    "copied": "Came with the story",
}


def count_turn_pages(turns: Sequence[Turn]) -> int:
    """Return how many pages a history has, at least one."""
    return max(1, -(-len(turns) // PAGE_SIZE))


def list_shown(turns: Sequence[Turn], page: int) -> Sequence[Turn]:
    """Return the changes that stand on a page; pages count from 0."""
    return turns[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]


def name_revision(number: int, turn: Turn) -> str:
    """Return a revision by its number, its day and the change that it came by, for a list of choices."""
    reason = f" · {turn.reason}" if turn.reason else ""
    return f"{number} · {name_day(turn.at.date())} · {_NAMES.get(turn.kind, turn.kind)}{reason}"


async def show_history_page(article: Article, turns: Sequence[Turn], page: int, live: int | None) -> Rendered:
    """Return one page of an article's changes, newest first, without holding up the event loop.

    `live` is the number of the live revision, None if the article is retired.
    """
    return await asyncio.to_thread(_render_history, article, turns, page, live)


def _render_history(article: Article, turns: Sequence[Turn], page: int, live: int | None) -> Rendered:
    state = f"revision {live} is live" if live else "retired: it answers nothing"
    pages = count_turn_pages(turns)
    where = f" · page {page + 1} of {pages}" if pages > 1 else ""
    head = [
        f"**{escape(shorten(name_article(article), _TITLE_CHARS))}**",
        f"`{article.id}` · {state}{where}",
    ]
    sections = [
        Section(_name_turn(turn), _tell_turn(turn), len(turn.differences[MOST_SHOWN:]))
        for turn in list_shown(turns, page)
    ]
    return render_sections("History", head, sections, _COLOUR)


def _name_turn(turn: Turn) -> str:
    name = _NAMES.get(turn.kind, turn.kind)
    if turn.after is None:
        return name
    return f"{name} · revision {turn.after.number}"


def _tell_turn(turn: Turn) -> list[str]:
    lines = [f"{_name_maker(turn)}, {discord.utils.format_dt(turn.at, 'f')}"]
    if turn.reason:
        lines.append(f"Reason: {escape(shorten(turn.reason, _REASON_CHARS))}")
    if turn.before is not None and turn.after is not None:
        lines += render_field_changes(turn.before.article, turn.after.article)
        lines += render_changes(turn.differences[:MOST_SHOWN])
    return lines


def _name_maker(turn: Turn) -> str:
    if turn.moderator_id is not None:
        return f"<@{turn.moderator_id}>"
    return {
        MadeBy.MODERATOR: "The operator",
        MadeBy.IMPORT: "An import",
        MadeBy.SHIPPED: "Shipped with Storydesk",
    }[turn.made_by]
