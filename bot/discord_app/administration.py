"""What administrators do with the settings of their server: every act is checked when it is done."""

import asyncio
import re
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.curation.communities import Local
from bot.curation.preferences import Preference, find_preference
from bot.curation.stories import CHANNEL_STORIES, STORY
from bot.discord_app.errors import Interaction, answer_error, shown_errors
from bot.discord_app.escaping import escape
from bot.discord_app.preference_views import (
    AS_THE_SERVER,
    render_channel,
    render_preference,
    render_preferences,
)
from bot.domain import CommunityKind
from bot.errors import PreferenceError

if TYPE_CHECKING:
    from bot.discord_app.desk import QuestionDesk

REFUSED = "Only who may manage this server can see and change its settings. Nothing was changed."
_FORM_SECONDS = 900
_TYPED_CHARS = 60
_TITLE_CHARS = 45


async def show_settings(desk: "QuestionDesk", interaction: Interaction) -> None:
    """Show an administrator all settings of their server."""
    local = await _enter(desk, interaction, "show")
    if local is not None:
        embed, view = render_preferences(local)
        await interaction.response.send_message(embed=embed, view=view, ephemeral=True)


class SettingsItem(
    discord.ui.DynamicItem[discord.ui.Item[discord.ui.View]],
    template=r"settings:(?P<act>[a-z]+)(?::(?P<on>\w+))?",
):
    """A button or select of `/settings`: its id holds what it does, and it survives a restart."""

    def __init__(self, item: discord.ui.Item[discord.ui.View], act: str, on: str) -> None:
        super().__init__(item)
        self._act = act
        self._on = on

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button or select that was used."""
        del interaction
        return cls(item, match["act"], match["on"] or "")

    async def callback(self, interaction: Interaction) -> None:
        """Do what it says, for whoever may."""
        desk: QuestionDesk = interaction.client.desk
        data: Any = interaction.data or {}
        values = [str(value) for value in data.get("values") or ()]
        async with shown_errors(interaction):
            with desk.underway.one_more():
                local = await _enter(desk, interaction, self._on or self._act)
                if local is not None:
                    await self._act_on(desk, interaction, local, values)

    async def _act_on(
        self, desk: "QuestionDesk", interaction: Interaction, local: Local, values: list[str]
    ) -> None:
        match self._act:
            case "list":
                embed, view = render_preferences(local)
                await interaction.response.edit_message(embed=embed, view=view)
            case "open" | "show":
                await _show(interaction, find_preference(self._on or values[0]), local)
            case "type":
                form = PreferenceForm(desk, find_preference(self._on), local)
                await interaction.response.send_modal(form)
            case "default":
                await _change(desk, interaction, local, find_preference(self._on), None)
            case "ids":
                await _change(desk, interaction, local, find_preference(self._on), ",".join(values))
            case "story":
                await _change(desk, interaction, local, find_preference(STORY), values[0])
            case "channel":
                embed, view = render_channel(local, int(values[0]))
                await interaction.response.edit_message(embed=embed, view=view)
            case "of":
                await _change_channel(desk, interaction, local, self._on, values[0])


class PreferenceForm(discord.ui.Modal):
    """Asks for the value of a setting that is typed."""

    def __init__(self, desk: "QuestionDesk", preference: Preference, local: Local) -> None:
        super().__init__(title=preference.title[:_TITLE_CHARS], timeout=_FORM_SECONDS)
        self._desk = desk
        self._preference = preference
        self._field: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="value",
            default=str(getattr(local.preferences, preference.key)),
            max_length=_TYPED_CHARS,
        )
        self.add_item(discord.ui.Label(text="Value", description=preference.expected, component=self._field))

    async def on_submit(self, interaction: Interaction, /) -> None:
        """Set what was typed, if whoever typed it still may."""
        with self._desk.underway.one_more():
            local = await _enter(self._desk, interaction, self._preference.key)
            if local is not None:
                await _change(self._desk, interaction, local, self._preference, self._field.value)

    async def on_error(self, interaction: Interaction, error: Exception, *_: Any) -> None:
        """Say in one line that something went wrong."""
        await answer_error(interaction, error)


async def _enter(desk: "QuestionDesk", interaction: Interaction, subject: str) -> Local | None:
    """Return what holds in the server of an administrator; refuse everybody else, and keep that."""
    local = await desk.readings.here(interaction)
    if local.community.kind is CommunityKind.GUILD and interaction.permissions.manage_guild:
        return await desk.services.communities.at(local.community)
    if local.community.kind is CommunityKind.GUILD:
        person = desk.services.hasher.hash(interaction.user.id)
        await desk.services.communities.refuse(local.community, subject, person)
    await interaction.response.send_message(REFUSED, ephemeral=True)
    return None


async def _show(
    interaction: Interaction, preference: Preference, local: Local, *, saved: bool = False
) -> None:
    embed, view = render_preference(preference, local, saved=saved)
    await interaction.response.edit_message(embed=embed, view=view)


async def _change(
    desk: "QuestionDesk", interaction: Interaction, local: Local, preference: Preference, typed: str | None
) -> None:
    """Set what was typed or chosen, None: the default; what cannot be used is said in one line."""
    try:
        # In a thread: the first time zone that is misspelt takes longer than the loop may be held up.
        value = None if typed is None else await asyncio.to_thread(preference.read, typed)
        after = await _put(desk, interaction, local, preference, value)
    except PreferenceError as error:
        await interaction.response.send_message(escape(str(error)), ephemeral=True)
        return
    await _show(interaction, preference, after, saved=True)


async def _change_channel(
    desk: "QuestionDesk", interaction: Interaction, local: Local, channel_id: str, story: str
) -> None:
    """Choose the story of one channel, or none for it."""
    preference = find_preference(CHANNEL_STORIES)
    others = {id_: of for id_, of in local.preferences.channel_stories.items() if id_ != channel_id}
    chosen = others if story == AS_THE_SERVER else {**others, channel_id: story}
    try:
        after = await _put(desk, interaction, local, preference, preference.load(chosen) if chosen else None)
    except PreferenceError as error:
        await interaction.response.send_message(escape(str(error)), ephemeral=True)
        return
    await _show(interaction, preference, after, saved=True)


async def _put(
    desk: "QuestionDesk", interaction: Interaction, local: Local, preference: Preference, value: object
) -> Local:
    actor = str(interaction.user.id)
    return await desk.services.communities.change(local.community, preference, value, actor)
