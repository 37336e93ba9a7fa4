"""The message of an answer, with a correction in place of the answer; what else it says stays."""

import logging
from collections.abc import Sequence

import discord

from bot.answering.wording import STATEMENT_HEADING
from bot.curation.recall import Recalled
from bot.discord_app.delivery import message_fields
from bot.discord_app.rendering import Rendered
from bot.ports import Reach

_SMALL_PRINT = "-# "
_MESSAGE_CHARS = 1990

_log = logging.getLogger(__name__)


async def correct_message(client: discord.Client, recalled: Recalled, correction: Rendered) -> Reach:
    """Edit the message of an answer, or reply to it where it cannot be edited; return if that was possible.

    A message that was deleted is gone: there is nothing to correct.
    """
    answer = recalled.answer
    channel = client.get_partial_messageable(answer.channel_id or 0)
    message = channel.get_partial_message(answer.message_id or 0)
    try:
        await _edit(await message.fetch(), correction, recalled)
    except discord.NotFound:
        return Reach.GONE
    except discord.HTTPException as error:
        _log.info("cannot edit an answer in channel %d: %s", channel.id, error)
    else:
        return Reach.OPEN
    reference = discord.MessageReference(
        message_id=message.id, channel_id=channel.id, fail_if_not_exists=True
    )
    try:
        await channel.send(**message_fields(correction), reference=reference, mention_author=False)
    except discord.HTTPException as error:
        _log.info("cannot reply to an answer in channel %d: %s", channel.id, error)
        return Reach.BARRED
    return Reach.OPEN


async def _edit(shown: discord.Message, correction: Rendered, recalled: Recalled) -> None:
    """Put a correction into a message, in one edit."""
    nobody = discord.AllowedMentions.none()
    if shown.embeds:
        embeds = arrange(shown.embeds, correction.embeds, recalled)
        await shown.edit(embeds=embeds, allowed_mentions=nobody)
    else:
        await shown.edit(content=write_over(shown.content, correction.text), allowed_mentions=nobody)


def arrange(
    before: Sequence[discord.Embed], correction: Sequence[discord.Embed], recalled: Recalled
) -> list[discord.Embed]:
    """Return the embeds of a message with a correction in place of its answer, its statements below.

    An answer that is not whole in the correction stays, below it.
    """
    kept = [embed for embed in before if not recalled.is_whole or embed.title == STATEMENT_HEADING]
    return [*correction, *kept]


def write_over(before: str, correction: str) -> str:
    """Return a plain message with a correction: the lines above its answer stay, and its statements do."""
    lines = before.split("\n")
    above = next((place for place, line in enumerate(lines) if not line.startswith(_SMALL_PRINT)), len(lines))
    heading = f"**{STATEMENT_HEADING}**"
    _, found, below = before.partition(heading)
    text = "\n".join([*lines[:above], correction])
    with_statements = f"{text}\n\n{heading}{below}"
    return with_statements if found and len(with_statements) <= _MESSAGE_CHARS else text[:_MESSAGE_CHARS]
