"""The buttons and the select below a page of a replay; what they are about stands in their id."""

import re
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.curation.replay import Replay
from bot.discord_app.errors import Interaction, shown_errors
from bot.discord_app.escaping import shorten
from bot.discord_app.knowledge.looking import turning_button
from bot.discord_app.refining.gap_items import NO_OPTIONS, chosen_value
from bot.discord_app.refining.replay_pages import PageOf, count_replay_pages
from bot.refinement.wording import PERIODS

if TYPE_CHECKING:
    from bot.discord_app.refining.replay_pages import ReplayPages

_OPTION_CHARS = 100
_STORY = r"(?P<story>[0-9a-f]{16})"


class ReplayButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=(
        rf"replay:(?P<way>back|on|files):(?P<page>\d{{1,6}}):(?P<period>{'|'.join(PERIODS)}):{_STORY}:"
        r"(?P<draft>[0-9a-f]{0,32})"
    ),
):
    """A button that turns to another page of a replay, or gives it as files."""

    def __init__(self, way: str, view: PageOf, *, disabled: bool = False) -> None:
        custom_id = f"replay:{way}:{max(view.page, 0)}:{view.period}:{view.story}:{view.draft}"
        if way == "files":
            super().__init__(discord.ui.Button(label="As files", custom_id=custom_id))
        else:
            super().__init__(turning_button(way, custom_id, disabled=disabled))
        self._way = way
        self._shown = view

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed, from its id alone."""
        del interaction, item
        view = PageOf(int(match["page"]), match["period"], match["story"], match["draft"])
        return cls(match["way"], view)

    async def callback(self, interaction: Interaction) -> None:
        """Show the page, or the files."""
        pages: ReplayPages = interaction.client.replays
        async with shown_errors(interaction):
            if self._way == "files":
                await interaction.response.defer(ephemeral=True, thinking=True)
                await pages.send_files(interaction, self._shown)
            else:
                await interaction.response.defer()
                await pages.turn(interaction, self._shown)


class GoldenSelect(
    discord.ui.DynamicItem[discord.ui.Select[discord.ui.View]],
    template=rf"replay:keep:{_STORY}",
):
    """The select below a page of a replay that keeps a question as a golden one."""

    def __init__(self, story: str, options: list[discord.SelectOption] | None = None) -> None:
        select: discord.ui.Select[discord.ui.View] = discord.ui.Select(
            custom_id=f"replay:keep:{story}",
            placeholder="Keep as golden, as it is answered now",
            options=options or NO_OPTIONS,
        )
        super().__init__(select)
        self._story = story

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the select that was used, from its id alone."""
        del interaction, item
        return cls(match["story"])

    async def callback(self, interaction: Interaction) -> None:
        """Keep the question that was chosen."""
        pages: ReplayPages = interaction.client.replays
        async with shown_errors(interaction):
            await interaction.response.defer()
            await pages.keep(interaction, self._story, chosen_value(interaction))


REPLAY_ITEMS = (ReplayButton, GoldenSelect)


def replay_row(view: PageOf, replay: Replay) -> discord.ui.View:
    """Return what stands below a page of a replay."""
    row = discord.ui.View(timeout=None)
    if replay.cases:
        options = [
            discord.SelectOption(label=shorten(case.question, _OPTION_CHARS), value=case.id)
            for case in replay.cases
        ]
        row.add_item(GoldenSelect(view.story, options))
    pages = count_replay_pages(replay)
    if pages > 1:
        back = PageOf(view.page - 1, view.period, view.story, view.draft)
        on = PageOf(view.page + 1, view.period, view.story, view.draft)
        row.add_item(ReplayButton("back", back, disabled=view.page == 0))
        row.add_item(ReplayButton("on", on, disabled=view.page >= pages - 1))
    if replay.cases:
        row.add_item(ReplayButton("files", view))
    return row
