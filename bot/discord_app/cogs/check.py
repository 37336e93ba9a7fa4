"""“Check against the articles”: what the articles hold on somebody's message."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.answering.checking import CheckedText
from bot.answering.differences import describe_difference
from bot.answering.notices import EMPTY, TOO_LONG
from bot.answering.wording import describe_check, describe_unmatched
from bot.discord_app.actions import Action, MakeButtons
from bot.discord_app.asked import Asked
from bot.discord_app.desk import QuestionDesk
from bot.discord_app.errors import Interaction
from bot.discord_app.escaping import escape, shorten, strip_markup
from bot.discord_app.rendering import NOT_ANSWERED, Rendered, name_article, render_quotes
from bot.discord_app.story_select import WHICH, add_select, add_source

NO_TEXT = "There is no text in that message that I could look up."
NOTHING = f"{NOT_ANSWERED} I found nothing on that message, which does not make it true or false."

_TITLE_CHARS = 72


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
        if not text:
            await interaction.response.send_message(NO_TEXT, ephemeral=True)
            return
        with desk.underway.one_more():
            local, refusal = await desk.admit(interaction)
            if refusal is not None:
                await interaction.response.send_message(refusal, ephemeral=True)
                return
            await interaction.response.defer(ephemeral=True, thinking=True)
            reading = await desk.readings.read(interaction, local)
            if reading.undecided:
                await desk.delivery.answer(interaction, WHICH, add_select(None, reading))
                return
            asked, check = await desk.compare(text, reading)
            content, view = _show(asked, check, self._desk.make_buttons)
            content = content if isinstance(content, str) else add_source(content, reading)
            sent = await desk.delivery.answer(interaction, content, add_select(view, reading))
            desk.record(asked, sent, interaction)


def _show(
    asked: Asked, check: CheckedText, make_buttons: MakeButtons
) -> tuple[Rendered | str, discord.ui.View | None]:
    votes = [Action.HELPFUL, Action.NOT_HELPFUL]
    if not check.answer.answered:
        notice = {EMPTY: NO_TEXT, TOO_LONG: None}.get(check.answer.notice or "", check.answer.notice)
        return (notice, None) if notice else (NOTHING, make_buttons(asked.id, votes))
    rendered = render_quotes(check.answer.quotes, intro=_describe(check))
    return rendered, make_buttons(asked.id, [*votes, Action.REPORT])


def _describe(check: CheckedText) -> str:
    """Return what was found, above the quotes: what stands word for word, what comes closest."""
    titles = dict.fromkeys(name_article(quote.article) for quote in check.verbatim)
    named = [f"**{escape(shorten(title, _TITLE_CHARS))}**" for title in titles]
    found, _, small_print = describe_check(named, closest=bool(check.closest)).partition("\n")
    lines = [escape(describe_difference(one, "message")) for one in check.differences]
    left = [escape(shorten(sentence, _TITLE_CHARS)) for sentence in check.unmatched]
    return "\n".join((found, *lines, *([describe_unmatched(left)] if left else []), f"-# {small_print}"))
