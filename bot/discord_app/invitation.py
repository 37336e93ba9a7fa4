"""The link that invites the bot into a server."""

import discord

PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    read_message_history=True,
)


def invite_link(client_id: int) -> str:
    """Return the link that invites the bot, with the scopes and the few permissions that it needs."""
    scopes = ("bot", "applications.commands")
    return discord.utils.oauth_url(client_id, permissions=PERMISSIONS, scopes=scopes)
