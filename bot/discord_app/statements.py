"""The look of moderators' statements: beside an answer, and never like a quote."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import discord

from bot.answering.wording import STATEMENT_HEADING, describe_signature
from bot.discord_app.escaping import escape, shorten
from bot.discord_app.rendering import Rendered
from bot.domain import Statement

_COLOUR = discord.Colour(0x5865F2)
_MOST = 2
# Together with the longest answer, two of them stay below the 6000 characters of a message's embeds.
_TEXT_CHARS = 330
_ABOUT_CHARS = 90
_SIGNED_CHARS = 60
_MESSAGE_CHARS = 1990


def add_statements(rendered: Rendered, statements: Sequence[Statement]) -> Rendered:
    """Return an answer with the statements that bear on it below it; without any, the answer as it is."""
    if not statements:
        return rendered
    shown = [render_statement(statement) for statement in statements[:_MOST]]
    embed = discord.Embed(title=STATEMENT_HEADING, description="\n\n".join(shown), colour=_COLOUR)
    text = "\n\n".join([rendered.text, f"**{STATEMENT_HEADING}**", *shown])
    fits = len(rendered.intro) + len(text) <= _MESSAGE_CHARS
    return replace(rendered, embeds=(*rendered.embeds, embed), text=text if fits else rendered.text)


def render_statement(statement: Statement) -> str:
    """Return a statement as it is shown: its matter, its words, who signed it when, until when it holds."""
    about = escape(shorten(statement.about, _ABOUT_CHARS))
    text = escape(shorten(statement.text, _TEXT_CHARS))
    signed = escape(shorten(statement.signed, _SIGNED_CHARS))
    until = discord.utils.format_dt(statement.expires_at, "f")
    small_print = f"{describe_signature(signed, _day(statement.made_at))} · holds until {until}"
    return f"**{about}**\n{text}\n-# {small_print}"


def _day(moment: datetime) -> str:
    return discord.utils.format_dt(moment, "d")
