"""The form that asks which gap another one repeats."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.discord_app.errors import Interaction, answer_error

_FORM_SECONDS = 3600
_NUMBER_CHARS = 9


class DuplicateForm(discord.ui.Modal):
    """Asks for the number of a gap."""

    def __init__(self, gap: int, submit: Callable[[Interaction, str], Awaitable[None]]) -> None:
        super().__init__(title=f"Gap {gap} asks the same as", timeout=_FORM_SECONDS)
        self._submit = submit
        self._number: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="number", max_length=_NUMBER_CHARS
        )
        help_ = "Its questions count for that one from now on."
        self.add_item(
            discord.ui.Label(text="The other gap's number", description=help_, component=self._number)
        )

    async def on_submit(self, interaction: Interaction, /) -> None:
        """Hand on what was typed."""
        await self._submit(interaction, self._number.value.strip())

    async def on_error(self, interaction: Interaction, error: Exception, *_: Any) -> None:
        """Say in one line that something went wrong."""
        await answer_error(interaction, error)
