"""The buttons and selects of gaps. They survive a restart: what they are about stands in their id."""

import re
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.discord_app.errors import Interaction, shown_errors
from bot.discord_app.escaping import shorten
from bot.discord_app.knowledge.looking import turning_button
from bot.discord_app.refining.gap_pages import name_gap
from bot.domain import Gap, GapActKind
from bot.refinement.gaps import GapPage
from bot.refinement.wording import PERIODS

if TYPE_CHECKING:
    from bot.discord_app.refining.desk import GapDesk

_OPTION_CHARS = 100
_STORY = r"(?P<story>[0-9a-f]{16})"
_PERIOD = rf"(?P<period>{'|'.join(PERIODS)})"
_HOW = {
    GapActKind.ARTICLE: "An article was added",
    GapActKind.ALIAS: "An alias was added",
    GapActKind.STATEMENT: "A statement was made",
    GapActKind.GOLDEN: "Keep as a golden question",
    GapActKind.OUT_OF_SCOPE: "Out of scope",
    GapActKind.DUPLICATE: "The same as another gap…",
}
NO_OPTIONS = [discord.SelectOption(label="none")]
"""What a select that is made from its id alone stands with: Discord wants one."""
_GOLDEN_HELP = "With the answer that it gets now, be that a quote or none"


class GapPageButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=rf"gaps:(?P<way>back|on|list):(?P<page>\d{{1,6}}):{_PERIOD}:{_STORY}",
):
    """A button that turns to another page of gaps, or goes back to the list."""

    def __init__(self, way: str, page: int, period: str, story: str, *, disabled: bool = False) -> None:
        custom_id = f"gaps:{way}:{max(page, 0)}:{period}:{story}"
        if way == "list":
            super().__init__(discord.ui.Button(label="All gaps", custom_id=custom_id))
        else:
            super().__init__(turning_button(way, custom_id, disabled=disabled))
        self._page = page
        self._period = period
        self._story = story

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed, from its id alone."""
        del interaction, item
        return cls(match["way"], int(match["page"]), match["period"], match["story"])

    async def callback(self, interaction: Interaction) -> None:
        """Show the page."""
        desk: GapDesk = interaction.client.gaps
        async with shown_errors(interaction):
            await interaction.response.defer()
            await desk.turn(interaction, self._story, self._period, self._page)


class GapSelect(
    discord.ui.DynamicItem[discord.ui.Select[discord.ui.View]],
    template=rf"gaps:open:{_STORY}",
):
    """The select below a page of gaps that opens one of them."""

    def __init__(self, story: str, options: list[discord.SelectOption] | None = None) -> None:
        select: discord.ui.Select[discord.ui.View] = discord.ui.Select(
            custom_id=f"gaps:open:{story}", placeholder="Look at a gap", options=options or NO_OPTIONS
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
        """Show the gap that was chosen."""
        desk: GapDesk = interaction.client.gaps
        async with shown_errors(interaction):
            await interaction.response.defer()
            await desk.look(interaction, self._story, int(chosen_value(interaction)))


class ResolveSelect(
    discord.ui.DynamicItem[discord.ui.Select[discord.ui.View]],
    template=rf"gap:how:(?P<gap>\d{{1,9}}):{_STORY}",
):
    """The select below a gap that closes it."""

    def __init__(self, gap: int, story: str) -> None:
        options = [
            discord.SelectOption(
                label=label,
                value=kind.value,
                description=_GOLDEN_HELP if kind is GapActKind.GOLDEN else None,
            )
            for kind, label in _HOW.items()
        ]
        select: discord.ui.Select[discord.ui.View] = discord.ui.Select(
            custom_id=f"gap:how:{gap}:{story}", placeholder="Close it: how?", options=options
        )
        super().__init__(select)
        self._gap = gap
        self._story = story

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the select that was used, from its id alone."""
        del interaction, item
        return cls(int(match["gap"]), match["story"])

    async def callback(self, interaction: Interaction) -> None:
        """Close the gap."""
        desk: GapDesk = interaction.client.gaps
        async with shown_errors(interaction):
            kind = GapActKind(chosen_value(interaction))
            if kind is GapActKind.DUPLICATE:
                await desk.ask_which(interaction, self._story, self._gap)
                return
            await interaction.response.defer()
            await desk.act(interaction, self._story, self._gap, kind)


class GapButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=rf"gap:(?P<what>look|mine|reopen|state):(?P<gap>\d{{1,9}}):{_STORY}",
):
    """A button below a gap: to take it, to reopen it, to make a statement on it, or to look at it."""

    _LABELS = {  # noqa: RUF012 - never changed
        "look": "Look at the gap",
        "mine": "Give it to me",
        "reopen": "Reopen",
        "state": "Make a statement…",
    }

    def __init__(self, what: str, gap: int, story: str) -> None:
        super().__init__(discord.ui.Button(label=self._LABELS[what], custom_id=f"gap:{what}:{gap}:{story}"))
        self._what = what
        self._gap = gap
        self._story = story

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed, from its id alone."""
        del interaction, item
        return cls(match["what"], int(match["gap"]), match["story"])

    async def callback(self, interaction: Interaction) -> None:
        """Do what the button says."""
        desk: GapDesk = interaction.client.gaps
        async with shown_errors(interaction):
            match self._what:
                case "state":
                    await desk.make_statement(interaction, self._story, self._gap)
                case "look":
                    await interaction.response.defer(ephemeral=True, thinking=True)
                    await desk.look(interaction, self._story, self._gap)
                case what:
                    kind = GapActKind.ASSIGN if what == "mine" else GapActKind.REOPEN
                    await interaction.response.defer()
                    await desk.act(interaction, self._story, self._gap, kind)


def chosen_value(interaction: Interaction) -> str:
    """Return what was chosen in a select."""
    data: Any = interaction.data
    return str(data["values"][0])


GAP_ITEMS = (GapPageButton, GapSelect, ResolveSelect, GapButton)


def page_row(page: GapPage, period: str, story: str) -> discord.ui.View:
    """Return what stands below a page of gaps."""
    view = discord.ui.View(timeout=None)
    if page.gaps:
        options = [
            discord.SelectOption(label=shorten(name_gap(gap), _OPTION_CHARS), value=str(gap.number))
            for gap in page.gaps
        ]
        view.add_item(GapSelect(story, options))
    if page.pages > 1:
        number = page.number
        view.add_item(GapPageButton("back", number - 1, period, story, disabled=number == 0))
        view.add_item(GapPageButton("on", number + 1, period, story, disabled=number == page.pages - 1))
    return view


def gap_row(gap: Gap, period: str, story: str) -> discord.ui.View:
    """Return what stands below one gap."""
    view = discord.ui.View(timeout=None)
    if gap.is_open:
        view.add_item(ResolveSelect(gap.number, story))
    for what in ("mine", "state", *(() if gap.resolution is None else ("reopen",))):
        view.add_item(GapButton(what, gap.number, story))
    view.add_item(GapPageButton("list", 0, period, story))
    return view


def burst_row(gap: int, story: str) -> discord.ui.View:
    """Return what stands below the news of a burst."""
    view = discord.ui.View(timeout=None)
    view.add_item(GapButton("state", gap, story))
    view.add_item(GapButton("look", gap, story))
    return view
