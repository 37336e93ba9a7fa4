"""The names of persons that the bot knows where a question was asked."""

from collections.abc import Iterator

import discord

from bot.discord_app.errors import Interaction


def find_names(asked: Interaction | discord.Message) -> tuple[str, ...]:
    """Return the names of who asked, of those mentioned or replied to, and of the members known there.

    Without the intent for members, which the bot does not need, hardly any others are known.
    """
    persons = [asked.author if isinstance(asked, discord.Message) else asked.user]
    if isinstance(asked, discord.Message):
        persons += asked.mentions
        earlier = asked.reference.resolved if asked.reference else None
        persons += [earlier.author] if isinstance(earlier, discord.Message) else []
    persons += asked.guild.members if asked.guild else []
    # Bots' names are no secret, and one of them is what people call this one.
    return tuple(dict.fromkeys(name for person in persons if not person.bot for name in _names(person)))


def _names(person: discord.User | discord.Member) -> Iterator[str]:
    for name in (person.name, person.global_name, person.display_name):
        if name:
            yield name
