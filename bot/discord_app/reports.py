"""Reports of wrong quotes, brought to the moderators of the server they come from."""

import logging
from collections.abc import Sequence

import discord

from bot.discord_app.errors import Interaction
from bot.discord_app.escaping import escape, shorten
from bot.discord_app.rendering import render_quote, render_source
from bot.domain import Quote

# Two quotes with their sources and the reason fit into one description, whatever stands in them.
_MOST_QUOTES = 2
_QUOTE_CHARS = 600
_REASON_CHARS = 500

_log = logging.getLogger(__name__)


async def post_report(
    interaction: Interaction, channels: frozenset[int], quotes: Sequence[Quote], reason: str
) -> bool:
    """Tell a server's moderators what was reported; False if they have no channel that can be reached."""
    channel = find_channel(interaction.guild, channels)
    if channel is None:
        return False
    try:
        await channel.send(embed=_report(interaction.message, quotes, reason))
    except discord.Forbidden as error:
        _log.info("cannot send reports to channel %d, give the bot the permission: %s", channel.id, error)
        return False
    return True


def find_channel(
    guild: discord.Guild | None, channels: frozenset[int]
) -> discord.TextChannel | discord.Thread | None:
    """Return where a server's moderators read reports: a channel that is set, else Discord's own for them."""
    if guild is None:
        return None
    for channel_id in sorted(channels):
        channel = guild.get_channel_or_thread(channel_id)
        if isinstance(channel, discord.TextChannel | discord.Thread):
            return channel
    return guild.public_updates_channel


def _report(message: discord.Message | None, quotes: Sequence[Quote], reason: str) -> discord.Embed:
    lines = [
        f"{render_quote(q, _QUOTE_CHARS)}\n\n{render_source(q.article, q.attribution)}"
        for q in quotes[:_MOST_QUOTES]
    ]
    said = escape(shorten(reason, _REASON_CHARS)) or "none given"
    lines.append(f"**Reason:** {said}")
    # Nobody else can open an answer that only the asker sees.
    if message is not None and not message.flags.ephemeral:
        lines.append(f"[Open the answer]({message.jump_url})")
    return discord.Embed(title="An answer was reported", description="\n\n".join(lines))
