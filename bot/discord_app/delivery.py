"""How a message gets to where it belongs, and what happens where the bot may not send it."""

import logging
from typing import Any

import discord

from bot.discord_app.errors import Interaction
from bot.discord_app.rendering import Rendered

_log = logging.getLogger(__name__)


class Delivery:
    """Sends replies; a channel where the bot may not is noted once in the log and left alone."""

    def __init__(self) -> None:
        self._closed_channels: set[int] = set()

    async def reply(
        self, message: discord.Message, content: Rendered | str, view: discord.ui.View | None = None
    ) -> discord.Message | None:
        """Reply to a message without pinging, and return what was sent; None where that is not allowed.

        A message that was deleted meanwhile gets its answer all the same, as a plain message.
        """
        permissions = _permissions(message)
        fields = message_fields(content, view, embeds=permissions.embed_links)
        if permissions.read_message_history:
            fields["reference"] = message.to_reference(fail_if_not_exists=False)
        try:
            return await message.channel.send(**fields, mention_author=False)
        except (discord.Forbidden, discord.NotFound) as error:
            if message.channel.id not in self._closed_channels:
                self._closed_channels.add(message.channel.id)
                _log.info("cannot send in channel %d, permit it to the bot: %s", message.channel.id, error)
            return None

    async def answer(
        self, interaction: Interaction, content: Rendered | str, view: discord.ui.View | None = None
    ) -> discord.InteractionMessage:
        """Fill in the response to an interaction that was deferred; return the message."""
        # Interactions know what is allowed in their place, for a bot that only a person installed as well;
        # in direct messages everything is.
        embeds = interaction.guild_id is None or interaction.app_permissions.embed_links
        return await interaction.edit_original_response(**message_fields(content, view, embeds=embeds))


def message_fields(
    content: Rendered | str, view: discord.ui.View | None = None, *, embeds: bool = True
) -> dict[str, Any]:
    """Return the arguments that send this content: embeds where they are allowed, else plain text."""
    fields: dict[str, Any] = {}
    if isinstance(content, str):
        fields["content"] = content
    elif embeds:
        fields["content"] = content.intro or None
        fields["embeds"] = list(content.embeds)
    else:
        fields["content"] = f"{content.intro}\n{content.text}".strip()
    if view is not None:
        fields["view"] = view
    return fields


def _permissions(message: discord.Message) -> discord.Permissions:
    channel = message.channel
    if message.guild is None or isinstance(channel, discord.PartialMessageable):
        return discord.Permissions.all()
    return channel.permissions_for(message.guild.me)
