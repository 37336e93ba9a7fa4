"""“Tell me”: who asks for it hears once, by a direct message, when the articles answer a question."""

import re
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.discord_app.errors import Interaction, shown_errors
from bot.discord_app.escaping import escape, shorten
from bot.discord_app.feedback import TOO_OLD

if TYPE_CHECKING:
    from bot.discord_app.desk import QuestionDesk
    from bot.domain import Notice

TOO_MANY = "You wait for twenty answers already. `/privacy show` lists them and lets you withdraw."
WITHDRAWN = "Withdrawn: I will not write to you, and nothing of it is kept."
GONE = "There is nothing to withdraw any more."

_QUESTION_CHARS = 300


async def ask_to_be_told(desk: "QuestionDesk", interaction: Interaction, entry_id: str) -> None:
    """Keep that a person wants to be told when the articles answer a question, and say what that means."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    question = await desk.services.log.question(entry_id)
    if question is None or not question.text:
        await desk.delivery.answer(interaction, TOO_OLD)
        return
    notice = await desk.services.notices.ask(interaction.user.id, question)
    if notice is None:
        await desk.delivery.answer(interaction, TOO_MANY)
        return
    days = desk.services.notices.days
    await desk.delivery.answer(interaction, _confirm(notice, days), _withdraw_row(notice.id))


class WithdrawButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=r"notice:(?P<id>[0-9a-f]{32})"
):
    """The button under the confirmation that takes it back; it survives a restart."""

    def __init__(self, notice_id: str) -> None:
        super().__init__(discord.ui.Button(label="Withdraw", custom_id=f"notice:{notice_id}"))
        self._notice_id = notice_id

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed, from its id alone."""
        del interaction, item
        return cls(match["id"])

    async def callback(self, interaction: Interaction) -> None:
        """Forget that the person who presses it, and who alone sees it, wanted to be told."""
        desk: QuestionDesk = interaction.client.desk
        async with shown_errors(interaction):
            with desk.underway.one_more():
                await interaction.response.defer()
                person = desk.services.hasher.hash(interaction.user.id)
                count = await desk.services.notices.withdraw(person, self._notice_id)
                await interaction.edit_original_response(content=WITHDRAWN if count else GONE, view=None)


def quote_question(question: str) -> str:
    """Return a question as it stands in messages about it."""
    return f"> {escape(shorten(question, _QUESTION_CHARS))}"


def _confirm(notice: "Notice", days: int) -> str:
    return (
        "I will write you **one** direct message as soon as the articles answer this:\n"
        f"{quote_question(notice.question)}\n\n"
        f"-# Until then your id is kept, encrypted; it is forgotten once you were told, after {days} "
        f"day{'s' if days != 1 else ''}, or when you withdraw. Let members of this server write to you, or "
        "it cannot reach you."
    )


def _withdraw_row(notice_id: str) -> discord.ui.View:
    return discord.ui.View(timeout=None).add_item(WithdrawButton(notice_id))
