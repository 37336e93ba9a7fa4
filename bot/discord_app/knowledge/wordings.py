"""The look of what is no article: words that mean the same, and statements."""

from collections.abc import Sequence

import discord

from bot.discord_app.escaping import escape, shorten
from bot.discord_app.rendering import Rendered
from bot.discord_app.sections import Section, render_sections
from bot.discord_app.statements import render_statement
from bot.domain import AliasGroups, Statement

PAGE_SIZE = 10
_COLOUR = discord.Colour(0x80848E)
_GROUP_CHARS = 180
_NO_ALIASES = "None yet. `/knowledge alias add` makes some."
_NO_STATEMENTS = "None holds now. `/knowledge statement make` makes one."


def render_group(group: Sequence[str]) -> str:
    """Return words that mean the same on one line."""
    return f"- {escape(shorten(' = '.join(group), _GROUP_CHARS))}"


def count_alias_pages(groups: AliasGroups) -> int:
    """Return how many pages the groups fill, at least one."""
    return max(1, -(-len(groups) // PAGE_SIZE))


def render_aliases(groups: AliasGroups, page: int) -> Rendered:
    """Return one page of the groups of words that mean the same; pages count from 0."""
    shown = groups[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    pages = count_alias_pages(groups)
    where = f" · page {page + 1} of {pages}" if pages > 1 else ""
    head = [f"{len(groups)} group{'s' if len(groups) != 1 else ''}{where}"] if groups else [_NO_ALIASES]
    section = Section("Each line means the same", [render_group(group) for group in shown])
    return render_sections("Words that mean the same", head, [section], _COLOUR)


def render_statements(statements: Sequence[Statement]) -> Rendered:
    """Return the statements that hold, each as it is shown beside an answer."""
    head = [] if statements else [_NO_STATEMENTS]
    section = Section("Shown to who asks about it", [f"{render_statement(s)}\n" for s in statements])
    return render_sections("Statements", head, [section], _COLOUR)
