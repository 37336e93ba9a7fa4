"""The buttons under a preview and under what was published. They survive a restart: their ids say it all."""

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.curation.preview import Preview
from bot.curation.redrafting import has_text
from bot.curation.rehearsal import Rehearsal
from bot.discord_app.errors import Interaction, shown_errors
from bot.discord_app.knowledge.desk import digest_of
from bot.discord_app.knowledge.editing import edit_draft
from bot.discord_app.knowledge.effects import count_case_pages, find_cases, list_effects, render_cases
from bot.discord_app.knowledge.recalls import RecallButton
from bot.domain import ChangeKind, Draft, Publication, Replaced

if TYPE_CHECKING:
    from bot.discord_app.knowledge.desk import KnowledgeDesk

_OPTION_CHARS = 100


class DraftAction(StrEnum):
    """What a button under a preview does."""

    PUBLISH = "publish"
    EDIT = "edit"
    DISCARD = "discard"


_STYLES = {
    DraftAction.PUBLISH: discord.ButtonStyle.success,
    DraftAction.EDIT: discord.ButtonStyle.secondary,
    DraftAction.DISCARD: discord.ButtonStyle.secondary,
}


class DraftButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=rf"draft:(?P<action>{'|'.join(DraftAction)}):(?P<draft>[0-9a-f]{{32}})",
):
    """A button under a preview: its id holds what it does and the draft."""

    def __init__(self, action: DraftAction, draft_id: str, style: discord.ButtonStyle | None = None) -> None:
        super().__init__(
            discord.ui.Button(
                label=action.capitalize(),
                style=style or _STYLES[action],
                custom_id=f"draft:{action}:{draft_id}",
            )
        )
        self._action = action
        self._draft_id = draft_id

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed, from its id alone."""
        del interaction, item
        return cls(DraftAction(match["action"]), match["draft"])

    async def callback(self, interaction: Interaction) -> None:
        """Do what the button says."""
        desk: KnowledgeDesk = interaction.client.knowledge
        async with shown_errors(interaction):
            match self._action:
                case DraftAction.PUBLISH:
                    await desk.publish(interaction, self._draft_id)
                case DraftAction.EDIT:
                    await edit_draft(desk, interaction, self._draft_id)
                case DraftAction.DISCARD:
                    await desk.discard(interaction, self._draft_id)


class EffectSelect(
    discord.ui.DynamicItem[discord.ui.Select[discord.ui.View]],
    template=r"draft:effects:(?P<draft>[0-9a-f]{32})",
):
    """The list under a preview that opens the questions of one effect."""

    def __init__(self, draft_id: str, options: list[discord.SelectOption] | None = None) -> None:
        super().__init__(
            discord.ui.Select(
                placeholder="See the questions of the dry run",
                custom_id=f"draft:effects:{draft_id}",
                options=options or [discord.SelectOption(label="questions", value="same")],
            )
        )
        self._draft_id = draft_id

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the list that was used, from its id alone."""
        del interaction, item
        return cls(match["draft"])

    async def callback(self, interaction: Interaction) -> None:
        """Show the first questions of the effect that was chosen."""
        data: Any = interaction.data
        async with shown_errors(interaction):
            await interaction.response.defer(ephemeral=True, thinking=True)
            await _show_cases(interaction, self._draft_id, str(data["values"][0]), 0)


class CasePageButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"cases:(?P<way>back|on):(?P<key>[a-z_]{1,20}):(?P<page>\d{1,4}):(?P<draft>[0-9a-f]{32})",
):
    """A button that turns to other questions of a dry run."""

    def __init__(self, way: str, key: str, page: int, draft_id: str, *, disabled: bool = False) -> None:
        super().__init__(
            discord.ui.Button(
                label="Back" if way == "back" else "Next",
                custom_id=f"cases:{way}:{key}:{max(page, 0)}:{draft_id}",
                disabled=disabled,
            )
        )
        self._key = key
        self._page = page
        self._draft_id = draft_id

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed, from its id alone."""
        del interaction, item
        return cls(match["way"], match["key"], int(match["page"]), match["draft"])

    async def callback(self, interaction: Interaction) -> None:
        """Turn the page."""
        async with shown_errors(interaction):
            await interaction.response.defer()
            await _show_cases(interaction, self._draft_id, self._key, self._page)


class UndoButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"undo:(?P<version>\d{1,9}):(?P<story>[0-9a-f]{16})",
):
    """The button that undoes a publication: its id holds the version and the story."""

    def __init__(self, version: int, digest: str) -> None:
        super().__init__(discord.ui.Button(label="Undo", custom_id=f"undo:{version}:{digest}"))
        self._version = version
        self._digest = digest

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed, from its id alone."""
        del interaction, item
        return cls(int(match["version"]), match["story"])

    async def callback(self, interaction: Interaction) -> None:
        """Undo the publication."""
        desk: KnowledgeDesk = interaction.client.knowledge
        async with shown_errors(interaction):
            await desk.undo(interaction, self._digest, self._version)


def draft_row(preview: Preview) -> discord.ui.View:
    """Return the buttons under a preview; discord.py keeps nothing of them in memory."""
    view = discord.ui.View(timeout=None)
    draft = preview.draft
    danger = discord.ButtonStyle.danger if draft.change.kind is ChangeKind.RETIRE else None
    view.add_item(DraftButton(DraftAction.PUBLISH, draft.id, danger))
    if _is_editable(draft):
        view.add_item(DraftButton(DraftAction.EDIT, draft.id))
    view.add_item(DraftButton(DraftAction.DISCARD, draft.id))
    if options := _list_options(preview.rehearsal):
        view.add_item(EffectSelect(draft.id, options))
    return view


def published_row(made: Publication) -> discord.ui.View:
    """Return the buttons under what was published: its answers where an article was not new."""
    view = discord.ui.View(timeout=None)
    digest = digest_of(made.story)
    view.add_item(UndoButton(made.version, digest))
    if any(_was_there(replaced, made.kind) for replaced in made.articles):
        view.add_item(RecallButton("open", 0, made.version, digest))
    return view


def _was_there(replaced: Replaced, kind: ChangeKind) -> bool:
    """Tell whether an answer may have quoted an article before a publication, maybe before it was retired."""
    is_back = kind in {ChangeKind.RESTORE, ChangeKind.UNDO, ChangeKind.ROLL_BACK}
    return is_back or replaced.before is not None or replaced.after != 1


def _is_editable(draft: Draft) -> bool:
    return has_text(draft) or bool(draft.change.statements)


def _list_options(rehearsal: Rehearsal) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=f"{title} ({count})"[:_OPTION_CHARS], value=key)
        for key, title, count in list_effects(rehearsal)
    ]


async def _show_cases(interaction: Interaction, draft_id: str, key: str, page: int) -> None:
    desk: KnowledgeDesk = interaction.client.knowledge
    async with desk.at_work(interaction):
        draft = await desk.own_draft(interaction, draft_id, "look at the dry run", only_look=True)
        if draft is None:
            return
        cases = find_cases(await desk.rehearsal(interaction, draft), key)
        pages = count_case_pages(cases)
        page = min(page, pages - 1)
        view = discord.ui.View(timeout=None)
        if pages > 1:
            view.add_item(CasePageButton("back", key, page - 1, draft_id, disabled=page == 0))
            view.add_item(CasePageButton("on", key, page + 1, draft_id, disabled=page == pages - 1))
        await desk.questions.delivery.answer(interaction, render_cases(cases, page), view)
