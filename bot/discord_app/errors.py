"""The one handler of errors: the operator finds the traceback, the person sees one friendly line."""

import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import discord
from discord import app_commands

Interaction = discord.Interaction[Any]

# The token ran out, or somebody answered before: Discord takes no reply any more.
_TOO_LATE = {10062, 10015, 40060}

_log = logging.getLogger(__name__)


def log_error(error: BaseException, where: str) -> str | None:
    """Log an error with its traceback and return the reference it is found by.

    Errors that nobody can do anything about (an interaction that ran out, a permission that is missing) are
    only noted, and return None.
    """
    if _is_quiet(error):
        _log.info("could not reply in %s: %s", where, error)
        return None
    reference = secrets.token_hex(4)
    _log.error("error %s in %s", reference, where, exc_info=error)
    return reference


def friendly_line(reference: str) -> str:
    """Return what a person sees of an error."""
    return f"Something went wrong on my side. Please try again; if it stays, report reference `{reference}`."


async def answer_error(interaction: Interaction, error: BaseException) -> None:
    """Log an error and tell the person in one line, whatever was already sent; never raises."""
    error = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    reference = log_error(error, _describe(interaction))
    if reference is None:
        return
    line = friendly_line(reference)
    with suppress(discord.HTTPException):
        if not interaction.response.is_done():
            await interaction.response.send_message(line, ephemeral=True)
        elif interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
            await interaction.edit_original_response(content=line, embeds=[], view=None)
        else:
            await interaction.followup.send(line, ephemeral=True)


@asynccontextmanager
async def shown_errors(interaction: Interaction) -> AsyncIterator[None]:
    """Answer whatever goes wrong in the block, where discord.py itself would only log it."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - this is the handler of last resort of a button
        await answer_error(interaction, error)


def _is_quiet(error: BaseException) -> bool:
    late = isinstance(error, discord.HTTPException) and error.code in _TOO_LATE
    return late or isinstance(error, discord.Forbidden | discord.InteractionResponded)


def _describe(interaction: Interaction) -> str:
    command = interaction.command
    if command is not None:
        return f"command {command.qualified_name!r}"
    data: Any = interaction.data or {}
    return f"{interaction.type.name} {data.get('custom_id', '')!r}"
