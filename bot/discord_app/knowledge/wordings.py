"""The look of what is no article: words that mean the same, and statements."""

from collections.abc import Sequence

import discord

from bot.discord_app.escaping import escape, shorten
from bot.discord_app.rendering import Rendered
from bot.discord_app.sections import Section, fit_lines, render_sections
from bot.discord_app.statements import render_statement
from bot.domain import AliasGroups, Statement

PAGE_SIZE = 10
_COLOUR = discord.Colour(0x80848E)
_GROUP_CHARS = 180
_LIST_CHARS = 4000
_TEXT_CHARS = 1900
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
    """Return the statements that hold, each whole, as it is shown beside an answer; the last are counted."""
    shown = [f"{render_statement(statement)}\n" for statement in statements] or [_NO_STATEMENTS]
    title = "Statements, shown to who asks about it" if statements else "Statements"
    embed = discord.Embed(title=title, description=fit_lines(shown, _LIST_CHARS), colour=_COLOUR)
    return Rendered((embed,), f"**{title}**\n{fit_lines(shown, _TEXT_CHARS)}")
