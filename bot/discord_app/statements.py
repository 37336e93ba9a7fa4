"""The look of moderators' statements: beside an answer, and never like a quote."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import discord

from bot.answering.wording import STATEMENT_HEADING, describe_signature
from bot.curation.statements import ABOUT_CHARS, SIGNED_CHARS, TEXT_CHARS
from bot.discord_app.escaping import escape, shorten
from bot.discord_app.rendering import Rendered
from bot.domain import Statement

_COLOUR = discord.Colour(0x5865F2)
_ALL_EMBEDS_CHARS = 6000
_MESSAGE_CHARS = 1990
_PIECE_CHARS = 900
_NO_ROOM = "\n-# The moderators made a statement on this, which does not fit here."


def add_statements(rendered: Rendered, statements: Sequence[Statement]) -> Rendered:
    """Return an answer with the statements that bear on it below it; without any, the answer as it is.

    Each is shown whole; those that there is no room for are counted.
    """
    if not statements:
        return rendered
    shown = [render_statement(statement) for statement in statements]
    room = _ALL_EMBEDS_CHARS - sum(map(len, rendered.embeds)) - len(STATEMENT_HEADING)
    embed = discord.Embed(title=STATEMENT_HEADING, description=_fit(shown, room), colour=_COLOUR)
    room = _MESSAGE_CHARS - len(rendered.intro) - len(rendered.text) - len(f"\n\n**{STATEMENT_HEADING}**\n\n")
    below = _fit(shown, room)
    text = f"\n\n**{STATEMENT_HEADING}**\n\n{below}" if below else _NO_ROOM
    return replace(rendered, embeds=(*rendered.embeds, embed), text=rendered.text + text)


def render_statement(statement: Statement) -> str:
    """Return a statement as it is shown, whole: its matter, its words, who signed it, until when it holds."""
    about = escape(shorten(statement.about, ABOUT_CHARS))
    text = escape(shorten(statement.text, TEXT_CHARS))
    signed = escape(shorten(statement.signed, SIGNED_CHARS))
    until = discord.utils.format_dt(statement.expires_at, "f")
    small_print = f"{describe_signature(signed, _day(statement.made_at))} · holds until {until}"
    return f"**{about}**\n{text}\n-# {small_print}"


def render_pieces(statement: Statement) -> list[str]:
    """Return a statement as it is shown, cut between words into pieces that fields of an embed take."""
    pieces, rest = [], render_statement(statement)
    while len(rest) > _PIECE_CHARS:
        at = max(rest.rfind(" ", 0, _PIECE_CHARS), rest.rfind("\n", 0, _PIECE_CHARS))
        at = at if at > 0 else _PIECE_CHARS
        pieces.append(rest[:at])
        rest = rest[at:].lstrip(" ")
    return [*pieces, rest]


def _fit(shown: Sequence[str], room: int) -> str:
    """Return the first statements that fit, and how many did not; nothing if none does."""
    for count in range(len(shown), 0, -1):
        more = len(shown) - count
        note = [f"-# and {more} more"] if more else []
        text = "\n\n".join([*shown[:count], *note])
        if len(text) <= room:
            return text
    return ""


def _day(moment: datetime) -> str:
    return discord.utils.format_dt(moment, "d")
