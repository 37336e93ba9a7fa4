"""Where a question was asked, as the query log keeps it: whose story, and what kind of channel."""

from dataclasses import dataclass

import discord

from bot.discord_app.errors import Interaction
from bot.domain import Community, CommunityKind

_DIRECT = "dm"
_PRIVATE = "private"  # of other people, where somebody who installed the bot asks it
_UNKNOWN = "unknown"
_KINDS = {
    discord.ChannelType.text: "text",
    discord.ChannelType.news: "text",
    discord.ChannelType.voice: "voice",
    discord.ChannelType.stage_voice: "voice",
    discord.ChannelType.public_thread: "thread",
    discord.ChannelType.private_thread: "thread",
    discord.ChannelType.news_thread: "thread",
    discord.ChannelType.private: _DIRECT,
    discord.ChannelType.group: _PRIVATE,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question was asked; it names no person and no channel."""

    community: Community
    channel_kind: str


def find_place(asked: Interaction | discord.Message) -> Place:
    """Return where an interaction or a message was sent."""
    if isinstance(asked, discord.Message):
        guild_id = asked.guild.id if asked.guild else None
        return Place(_community(guild_id), _kind(asked.channel))
    # Messages between two people look like the bot's own direct messages in everything else.
    kind = _PRIVATE if asked.context.private_channel else _kind(asked.channel)
    return Place(_community(asked.guild_id), kind)


def is_direct(asked: Interaction | discord.Message) -> bool:
    """Tell whether something was sent in the direct messages of a person and the bot."""
    return find_place(asked).channel_kind == _DIRECT


def find_channel_id(asked: Interaction | discord.Message) -> int | None:
    """Return the id of the channel that something was sent in; a thread counts as its channel."""
    channel = asked.channel
    return getattr(channel, "parent_id", None) or getattr(channel, "id", None)


def _community(guild_id: int | None) -> Community:
    if guild_id is None:
        return Community(CommunityKind.DIRECT)
    return Community(CommunityKind.GUILD, str(guild_id))


def _kind(channel: object) -> str:
    type_ = getattr(channel, "type", None)
    return _KINDS.get(type_, _UNKNOWN) if isinstance(type_, discord.ChannelType) else _UNKNOWN
