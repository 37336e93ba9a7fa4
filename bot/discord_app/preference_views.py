"""The look of `/settings`: all settings of a server, and one of them with what changes it."""

from collections.abc import Iterable, Sequence
from typing import Any

import discord

from bot.curation.communities import Local
from bot.curation.preference_types import MOST_IDS
from bot.curation.preferences import PREFERENCES, Kind, Preference, Source
from bot.curation.stories import STORY
from bot.discord_app.escaping import escape, shorten
from bot.discord_app.moments import describe_moment

HIDDEN = (
    "Discord hides the moderators' commands from a role without **Manage Server** until you open them to it: "
    "*Server Settings*, *Integrations*, this app."
)
NONE_SET = {
    "moderator_roles": "no role: whoever may manage the server",
    "mention_channels": "all channels",
    "report_channels": "the channel where Discord itself writes to the moderators, if there is one",
    "channel_stories": "none",
}
AS_THE_SERVER = "-"
"""Stands for the server's own choice where a story is chosen for a channel."""

_MOST_SHOWN = 8
_MOST_OPTIONS = 25
_STORY_CHARS = 60
_FAULT_CHARS = 300
_VALUE_CHARS = 100  # Discord takes no longer ones
_TALKING = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
    discord.ChannelType.forum,
]
_WRITING = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
]


def render_preferences(local: Local) -> tuple[discord.Embed, discord.ui.View]:
    """Return every setting with its value, its source and what it does, and a select to open one."""
    embed = discord.Embed(title="Settings of this server")
    for p in PREFERENCES:
        about = f"-# {p.does}" + (f" {HIDDEN}" if p.kind is Kind.ROLES else "")
        embed.add_field(name=p.title, value=f"{_standing(p, local)}\n{about}", inline=False)
    options = [discord.SelectOption(label=p.title, value=p.key) for p in PREFERENCES]
    view = discord.ui.View(timeout=None)
    view.add_item(_select("settings:open", "Change a setting …", options))
    return embed, view


def render_preference(
    preference: Preference, local: Local, *, saved: bool = False
) -> tuple[discord.Embed, discord.ui.View]:
    """Return one setting with what changes it."""
    lines = ["Saved.\n"] if saved else []
    lines += [_standing(preference, local), "", preference.does]
    if preference.kind is Kind.TYPED:
        lines.append(f"-# Takes {preference.expected}.")
    if preference.key == "time_zone":
        lines.append(
            f"-# It is {describe_moment(discord.utils.utcnow(), local.preferences.time_zone)} there."
        )
    if preference.kind is Kind.ROLES:
        lines.append(f"\n{HIDDEN}")
    view = discord.ui.View(timeout=None)
    for item in _controls(preference, local):
        view.add_item(item)
    is_own = preference.key in local.stored
    view.add_item(_button("Back to default", f"settings:default:{preference.key}", disabled=not is_own))
    view.add_item(_button("All settings", "settings:list"))
    return discord.Embed(title=preference.title, description="\n".join(lines)), view


def render_channel(local: Local, channel_id: int) -> tuple[discord.Embed, discord.ui.View]:
    """Return the story of one channel with a select to choose another."""
    chosen = local.preferences.channel_stories.get(str(channel_id))
    says = f"reads {_name_story(chosen, local)}" if chosen else "reads what the server reads"
    view = discord.ui.View(timeout=None)
    same = discord.SelectOption(label="What the server reads", value=AS_THE_SERVER, default=chosen is None)
    options = [same, *_story_options(local, chosen)][:_MOST_OPTIONS]
    view.add_item(_select(f"settings:of:{channel_id}", "Story of this channel …", options))
    view.add_item(_button("Back", "settings:show:channel_stories"))
    view.add_item(_button("All settings", "settings:list"))
    return discord.Embed(title="Story of a channel", description=f"<#{channel_id}> {says}."), view


def _standing(preference: Preference, local: Local) -> str:
    """Return the value that holds and where it comes from; and what was set and cannot be used."""
    source = local.resolved.sources[preference.key]
    if preference.key == STORY and local.story in local.own:
        source = Source.OWN
    lines = [f"{_show_value(preference, local)} · *{source}*"]
    fault = local.resolved.faults.get(preference.key)
    if fault is not None:
        lines.append(f"-# Not as it was set: {escape(shorten(fault, _FAULT_CHARS))}")
    return "\n".join(lines)


def _show_value(preference: Preference, local: Local) -> str:
    value: Any = getattr(local.preferences, preference.key)
    match preference.kind:
        case Kind.STORY:
            return _name_story(local.story, local)
        case Kind.CHANNEL_STORIES:
            shown = [f"<#{id_}>: {_name_story(story, local)}" for id_, story in value.items()]
        case Kind.ROLES:
            shown = [f"<@&{id_}>" for id_ in sorted(value)]
        case Kind.CHANNELS | Kind.CHANNEL:
            shown = [f"<#{id_}>" for id_ in sorted(value)]
        case Kind.TYPED:
            return f"{value:g}" if isinstance(value, float) else str(value)
    return _join(shown) or NONE_SET[preference.key]


def _join(shown: Sequence[str]) -> str:
    more = [f"and {len(shown) - _MOST_SHOWN} more"] if len(shown) > _MOST_SHOWN else []
    return ", ".join([*shown[:_MOST_SHOWN], *more])


def _name_story(story: str, local: Local) -> str:
    whose = "this server's own" if story in local.own else "kept by the operator"
    return f"{escape(shorten(story, _STORY_CHARS))} ({whose})"


def _controls(preference: Preference, local: Local) -> Iterable[discord.ui.Item[discord.ui.View]]:
    key = preference.key
    value: Any = getattr(local.preferences, key)
    match preference.kind:
        case Kind.ROLES:
            yield discord.ui.RoleSelect(
                custom_id=f"settings:ids:{key}",
                placeholder="Choose the roles …",
                min_values=0,
                max_values=MOST_IDS,
                default_values=[discord.Object(id_, type=discord.Role) for id_ in sorted(value)[:MOST_IDS]],
            )
        case Kind.CHANNELS:
            yield _channel_select(f"settings:ids:{key}", "Choose the channels …", _TALKING, value)
        case Kind.CHANNEL:
            yield _channel_select(f"settings:ids:{key}", "Choose the channel …", _WRITING, value, single=True)
        case Kind.STORY:
            yield _select("settings:story", "Choose the story …", _story_options(local, local.story))
        case Kind.CHANNEL_STORIES:
            yield _channel_select("settings:channel", "Choose a channel …", _TALKING, (), single=True)
        case Kind.TYPED:
            yield _button("Change …", f"settings:type:{key}")


def _channel_select(
    custom_id: str,
    placeholder: str,
    types: list[discord.ChannelType],
    chosen: Iterable[int],
    *,
    single: bool = False,
) -> discord.ui.ChannelSelect[discord.ui.View]:
    most = 1 if single else MOST_IDS
    return discord.ui.ChannelSelect(
        custom_id=custom_id,
        placeholder=placeholder,
        channel_types=types,
        min_values=1 if single else 0,
        max_values=most,
        default_values=[discord.Object(id_, type=discord.abc.GuildChannel) for id_ in sorted(chosen)[:most]],
    )


def _select(
    custom_id: str, placeholder: str, options: Sequence[discord.SelectOption]
) -> discord.ui.Select[discord.ui.View]:
    return discord.ui.Select(
        custom_id=custom_id, placeholder=placeholder, options=list(options[:_MOST_OPTIONS])
    )


def _button(label: str, custom_id: str, *, disabled: bool = False) -> discord.ui.Button[discord.ui.View]:
    return discord.ui.Button(label=label, custom_id=custom_id, disabled=disabled)


def _story_options(local: Local, chosen: str | None) -> list[discord.SelectOption]:
    """Return what may be read, what is read first."""
    stories = sorted(local.readable, key=lambda story: story != chosen)
    return [
        discord.SelectOption(
            label=shorten(story, _STORY_CHARS),
            value=story,
            description="this server's own" if story in local.own else "kept by the operator",
            default=story == chosen,
        )
        for story in stories
        if len(story) <= _VALUE_CHARS
    ]
