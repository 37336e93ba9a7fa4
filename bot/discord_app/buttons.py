"""The buttons under an answer. They survive a restart: what they are about stands in their id."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.discord_app import feedback
from bot.discord_app.actions import Action
from bot.discord_app.errors import Interaction, shown_errors
from bot.discord_app.telling import ask_to_be_told
from bot.discord_app.votes import take_vote
from bot.domain import Vote

if TYPE_CHECKING:
    from bot.discord_app.desk import QuestionDesk


_LABELS = {
    Action.MORE: "More sources",
    Action.FOLLOW_UP: "Follow up",
    Action.HELPFUL: "Helpful",
    Action.NOT_HELPFUL: "Not helpful",
    Action.REPORT: "Report",
    Action.TELL_ME: "Tell me",
}


class AnswerButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=rf"answer:(?P<action>{'|'.join(Action)}):(?P<entry>[0-9a-f]{{32}})",
):
    """A button under an answer: its id holds what it does and the answer's id in the query log."""

    def __init__(self, action: Action, entry_id: str) -> None:
        super().__init__(discord.ui.Button(label=_LABELS[action], custom_id=f"answer:{action}:{entry_id}"))
        self._action = action
        self._entry_id = entry_id

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed, from its id alone."""
        del interaction, item
        return cls(Action(match["action"]), match["entry"])

    async def callback(self, interaction: Interaction) -> None:
        """Do what the button says."""
        desk: QuestionDesk = interaction.client.desk
        async with shown_errors(interaction):
            with desk.underway.one_more():
                match self._action:
                    case Action.MORE:
                        await feedback.show_more(desk, interaction, self._entry_id)
                    case Action.HELPFUL:
                        await take_vote(desk, interaction, self._entry_id, Vote.HELPFUL)
                    case Action.NOT_HELPFUL:
                        await take_vote(desk, interaction, self._entry_id, Vote.NOT_HELPFUL)
                    case Action.REPORT:
                        await interaction.response.send_modal(feedback.ReportForm(desk, self._entry_id))
                    case Action.FOLLOW_UP:
                        await interaction.response.send_modal(feedback.FollowUpForm(desk, self._entry_id))
                    case Action.TELL_ME:
                        await ask_to_be_told(desk, interaction, self._entry_id)


def button_row(entry_id: str, actions: Iterable[Action]) -> discord.ui.View:
    """Return buttons for an answer; discord.py keeps nothing of them in memory."""
    view = discord.ui.View(timeout=None)
    for action in actions:
        view.add_item(AnswerButton(action, entry_id))
    return view
