"""The commands as Discord knows them, brought up to date only when they changed."""

import hashlib
import json
import logging
from typing import Any

import discord
from discord import app_commands

from bot.ports import State

_KEY = "discord-commands"

_log = logging.getLogger(__name__)


async def sync_commands(tree: app_commands.CommandTree[Any], state: State) -> bool:
    """Send Discord the global commands if they differ from those sent last; tell whether they were sent.

    What Discord refuses is logged, and tried again at the next start: the bot runs on with what Discord has.
    """
    commands = tree.get_commands()
    fingerprint = _fingerprint(tree)
    if await state.get(_KEY) == fingerprint:
        _log.info("the %d commands are unchanged: not synchronised", len(commands))
        return False
    try:
        await tree.sync()
    except discord.HTTPException as error:
        _log.warning("Discord did not take the commands, the next start tries again: %s", error)
        return False
    await state.put(_KEY, fingerprint)
    _log.info("synchronised %d commands with Discord; they may take a minute to show", len(commands))
    return True


def _fingerprint(tree: app_commands.CommandTree[Any]) -> str:
    payload = [command.to_dict(tree) for command in tree.get_commands()]
    payload.sort(key=lambda command: (command["type"], command["name"]))
    # The application belongs to it: another token is another bot, which has no commands yet.
    text = json.dumps([tree.client.application_id, payload], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
