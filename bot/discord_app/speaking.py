"""One line to the person who acts, whatever was already sent; and the refusals that are written for them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any

import discord

from bot.discord_app.errors import Interaction
from bot.discord_app.escaping import escape, shorten
from bot.errors import ArticleError, ChangeError, FetchError, ImportRefusedError, StorydeskError

MEANT_FOR_MODERATORS: tuple[type[StorydeskError], ...] = (
    ArticleError,
    ChangeError,
    FetchError,
    ImportRefusedError,
)
"""Errors whose words are for the moderator who acts; of all others nobody sees the words."""

TYPED_IS_ATTACHED = "What you typed is attached, so that it is not lost."

_MOST_LINES = 8
_LINE_CHARS = 220


async def whisper(interaction: Interaction, line: str, file: discord.File | None = None) -> None:
    """Say something that only the person who acts sees, beside what is there already."""
    fields: dict[str, Any] = {"file": file} if file is not None else {}
    if interaction.response.is_done():
        await interaction.followup.send(line, ephemeral=True, **fields)
    else:
        await interaction.response.send_message(line, ephemeral=True, **fields)


async def fill_in(interaction: Interaction, line: str) -> None:
    """Say something in place of the message that was promised; else beside what is there, for nobody else."""
    if interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
        await interaction.edit_original_response(content=line, embeds=[], view=None)
    else:
        await whisper(interaction, line)


@asynccontextmanager
async def told_refusals(interaction: Interaction, typed: bytes | None = None) -> AsyncIterator[None]:
    """Tell the moderator why what the block does cannot be done, where the error was written for them.

    What they `typed` for it is handed back as a file, so that nobody has to type it twice.
    """
    try:
        yield
    except MEANT_FOR_MODERATORS as error:
        await fill_in(interaction, describe_refusal(error))
        if typed is not None:
            await whisper(interaction, TYPED_IS_ATTACHED, discord.File(BytesIO(typed), "typed.txt"))


def describe_refusal(error: StorydeskError) -> str:
    """Return the words of an error as they can be shown: one line, or a list where it has several reasons."""
    reasons = error.reasons if isinstance(error, ImportRefusedError) else (str(error),)
    lines = [escape(shorten(reason, _LINE_CHARS)) for reason in reasons[:_MOST_LINES]]
    if len(reasons) == 1:
        return f"Not done: {lines[0]}."
    more = [f"- and {len(reasons) - _MOST_LINES} more"] if len(reasons) > _MOST_LINES else []
    return "\n".join(["Not done:", *(f"- {line}" for line in lines), *more])
