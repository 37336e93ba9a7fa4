"""The buttons of `/privacy`: what they do is done for the person who presses them. They survive a restart."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.discord_app.errors import Interaction, shown_errors
from bot.discord_app.telling import GONE
from bot.refinement.privacy import describe_removed

if TYPE_CHECKING:
    from bot.discord_app.desk import QuestionDesk

NOTHING_KEPT = "There was nothing to delete."


class PrivacyAct(StrEnum):
    """What a button of `/privacy` does."""

    DELETE = "delete"
    DELETE_AND_OPT_OUT = "delete-and-opt-out"
    DELETE_OPT_OUT_TOO = "delete-opt-out-too"
    WITHDRAW = "withdraw"


_LABELS = {
    PrivacyAct.DELETE: "Delete",
    PrivacyAct.DELETE_AND_OPT_OUT: "Delete and opt out",
    PrivacyAct.DELETE_OPT_OUT_TOO: "Delete the opt-out, too",
    PrivacyAct.WITHDRAW: "Withdraw what I wait for",
}
_OPT_OUT = {PrivacyAct.DELETE_AND_OPT_OUT: True, PrivacyAct.DELETE_OPT_OUT_TOO: False}


class PrivacyButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=rf"privacy:(?P<act>{'|'.join(PrivacyAct)})",
):
    """A button of `/privacy`; its id holds what it does."""

    def __init__(self, act: PrivacyAct) -> None:
        style = discord.ButtonStyle.secondary if act is PrivacyAct.WITHDRAW else discord.ButtonStyle.danger
        super().__init__(discord.ui.Button(label=_LABELS[act], style=style, custom_id=f"privacy:{act}"))
        self._act = act

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed, from its id alone."""
        del interaction, item
        return cls(PrivacyAct(match["act"]))

    async def callback(self, interaction: Interaction) -> None:
        """Do what the button says, and say in its place what was done."""
        desk: QuestionDesk = interaction.client.desk
        async with shown_errors(interaction):
            with desk.underway.one_more():
                await interaction.response.defer()
                withdraws = self._act is PrivacyAct.WITHDRAW
                said = await (_withdraw if withdraws else self._delete)(desk, interaction)
                await interaction.edit_original_response(content=said, embeds=[], view=None)

    async def _delete(self, desk: "QuestionDesk", interaction: Interaction) -> str:
        person = desk.services.hasher.hash(interaction.user.id)
        opt_out = _OPT_OUT.get(self._act)
        removed = await desk.services.privacy.delete(person, opt_out=opt_out)
        desk.talks.forget_asker(person)
        desk.readings.direct.forget(interaction.user.id)
        lines = [f"- {line}" for line in describe_removed(removed)]
        said = ["**Deleted**", *lines, ""] if lines else [NOTHING_KEPT]
        said.append("What I remembered of your last conversations is gone, too.")
        if opt_out:
            said.append("You opted out: your questions are answered and not logged.")
        return "\n".join(said)


async def _withdraw(desk: "QuestionDesk", interaction: Interaction) -> str:
    person = desk.services.hasher.hash(interaction.user.id)
    count = await desk.services.notices.withdraw(person)
    return f"Withdrawn: {count}. I will not write to you." if count else GONE


def privacy_row(acts: Iterable[PrivacyAct]) -> discord.ui.View:
    """Return buttons of `/privacy`."""
    view = discord.ui.View(timeout=None)
    for act in acts:
        view.add_item(PrivacyButton(act))
    return view
