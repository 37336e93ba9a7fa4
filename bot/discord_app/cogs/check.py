"""“Check against the articles”: what the articles hold on somebody's message."""

from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.answering.service import EMPTY, TOO_LONG
from bot.discord_app.actions import Action, MakeButtons
from bot.discord_app.desk import Asked, QuestionDesk
from bot.discord_app.errors import Interaction
from bot.discord_app.escaping import strip_markup
from bot.discord_app.places import find_place
from bot.discord_app.rendering import NOT_ANSWERED, Rendered, render_quotes
from bot.text.sentences import split_sentences

NO_TEXT = "There is no text in that message that I could look up."
CLOSEST = "The closest that the articles say. I only quote: I never say whether a message is true or false."
NOTHING = f"{NOT_ANSWERED} I found nothing on that message, which does not make it true or false."

_MOST_SENTENCES = 8


class Check(commands.Cog):
    """The message command that looks a message up in the articles."""

    def __init__(self, bot: commands.Bot, desk: QuestionDesk) -> None:
        self._tree = bot.tree
        self._desk = desk
        self._menu = app_commands.ContextMenu(name="Check against the articles", callback=self._check)

    async def cog_load(self) -> None:
        """Register the command: a cog cannot hold a message command by itself."""
        self._tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the command back."""
        self._tree.remove_command(self._menu.name, type=self._menu.type)

    async def _check(self, interaction: Interaction, message: discord.Message) -> None:
        desk, text = self._desk, strip_markup(message.content)
        refusal = desk.refuse(interaction.user.id) if text else NO_TEXT
        if refusal is not None:
            await interaction.response.send_message(refusal, ephemeral=True)
            return
        with desk.underway.one_more():
            await interaction.response.defer(ephemeral=True, thinking=True)
            asked = await desk.compare(_parts(text))
            content, view = _show(asked, self._desk.make_buttons)
            sent = await desk.delivery.answer(interaction, content, view)
            desk.record(asked, sent, user_id=interaction.user.id, place=find_place(interaction))


def _parts(text: str) -> list[str]:
    """Return the message as a whole, then its sentences.

    A message says several things at once; a quote that bears on one of them covers little of the rest.
    """
    sentences = [span.of(text) for span in split_sentences(text)][:_MOST_SENTENCES]
    return [text, *(sentence for sentence in sentences if sentence != text)]


def _show(asked: Asked, make_buttons: MakeButtons) -> tuple[Rendered | str, discord.ui.View | None]:
    votes = [Action.HELPFUL, Action.NOT_HELPFUL]
    if not asked.answer.answered:
        notice = {EMPTY: NO_TEXT, TOO_LONG: None}.get(asked.answer.notice or "", asked.answer.notice)
        return (notice, None) if notice else (NOTHING, make_buttons(asked.id, votes))
    rendered = replace(render_quotes(asked.answer.quotes), intro=CLOSEST)
    return rendered, make_buttons(asked.id, [*votes, Action.REPORT])
