"""Votes on an answer, and in one more tap why it did not help."""

import re
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.discord_app.errors import Interaction, shown_errors
from bot.discord_app.feedback import OPTED_OUT, TOO_OLD
from bot.domain import Vote, VoteReason

if TYPE_CHECKING:
    from bot.discord_app.desk import QuestionDesk

HELPFUL = "Thanks: noted as helpful."
NOT_HELPFUL = "Thanks: noted as not helpful. Why? One more tap helps the moderators; the last one counts."

_LABELS = {
    VoteReason.WRONG_QUOTE: "Wrong quote",
    VoteReason.OUT_OF_DATE: "Out of date",
    VoteReason.MISSING: "Missing",
    VoteReason.OTHER_WORDS: "Other words",
}
_MEANINGS = {
    VoteReason.WRONG_QUOTE: "the quote does not answer the question",
    VoteReason.OUT_OF_DATE: "there is newer news",
    VoteReason.MISSING: "no article says it, or not all of it",
    VoteReason.OTHER_WORDS: "the articles say it, and call it something else",
}


async def take_vote(desk: "QuestionDesk", interaction: Interaction, entry_id: str, vote: Vote) -> None:
    """Keep a person's vote on an answer and thank for it; if it did not help, offer to say why."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    refusal = await _keep(desk, interaction, entry_id, vote)
    if refusal is not None:
        await desk.delivery.answer(interaction, refusal)
    elif vote is Vote.HELPFUL:
        await desk.delivery.answer(interaction, HELPFUL)
    else:
        meanings = "\n".join(f"-# {_LABELS[reason]}: {what}" for reason, what in _MEANINGS.items())
        await desk.delivery.answer(interaction, f"{NOT_HELPFUL}\n{meanings}", _reason_row(entry_id))


class ReasonButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=rf"why:(?P<reason>{'|'.join(VoteReason)}):(?P<entry>[0-9a-f]{{32}})",
):
    """A button that says why an answer did not help; it survives a restart."""

    def __init__(self, reason: VoteReason, entry_id: str) -> None:
        super().__init__(discord.ui.Button(label=_LABELS[reason], custom_id=f"why:{reason}:{entry_id}"))
        self._reason = reason
        self._entry_id = entry_id

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed, from its id alone."""
        del interaction, item
        return cls(VoteReason(match["reason"]), match["entry"])

    async def callback(self, interaction: Interaction) -> None:
        """Keep the reason, in place of the one before."""
        desk: QuestionDesk = interaction.client.desk
        async with shown_errors(interaction):
            with desk.underway.one_more():
                await interaction.response.defer()
                refusal = await _keep(desk, interaction, self._entry_id, Vote.NOT_HELPFUL, self._reason)
                said = refusal or f"Thanks: noted as not helpful, “{_LABELS[self._reason].lower()}”."
                view = None if refusal else _reason_row(self._entry_id)
                await interaction.edit_original_response(content=said, view=view)


async def _keep(
    desk: "QuestionDesk",
    interaction: Interaction,
    entry_id: str,
    vote: Vote,
    reason: VoteReason | None = None,
) -> str | None:
    """Keep a vote; return why it is not kept, None if it is."""
    trace = desk.trace(interaction.user.id, interaction.message)
    log = desk.services.log
    if await log.is_opted_out(trace.person):
        return OPTED_OUT
    return None if await log.vote(entry_id, vote, trace, reason) else TOO_OLD


def _reason_row(entry_id: str) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for reason in VoteReason:
        view.add_item(ReasonButton(reason, entry_id))
    return view
