"""The select that stands under answers in direct messages: from which server's story they are."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.discord_app.asked import AskedBy
from bot.discord_app.direct_stories import OPERATORS, Choice, Reading
from bot.discord_app.errors import Interaction, shown_errors
from bot.discord_app.escaping import escape, fold, shorten, strip_markup
from bot.discord_app.rendering import Rendered

if TYPE_CHECKING:
    from bot.discord_app.desk import QuestionDesk

WHICH = "You share several servers with me that read stories of their own. Which story do you mean?"
NOT_SHARED = "You do not share that server with me any more, or it reads no story of its own."
CHOSEN = "From now on I read {} for you here."
AGAIN = " Ask again."
_NAME_CHARS = 60
_MOST_OPTIONS = 25


class StorySelect(
    discord.ui.DynamicItem[discord.ui.Select[discord.ui.View]],
    template=r"direct-story",
):
    """Chooses whose story a person reads in direct messages; it survives a restart."""

    def __init__(self, choices: Sequence[Choice] = (), chosen: Choice | None = None) -> None:
        select: discord.ui.Select[discord.ui.View] = discord.ui.Select(
            custom_id="direct-story",
            placeholder="Read the story of …",
            options=[_option(choice, chosen) for choice in _cut(choices)],
        )
        super().__init__(select)

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the select that was used, from its id alone."""
        del interaction, item, match
        return cls()

    async def callback(self, interaction: Interaction) -> None:
        """Remember the choice, if it is one for this person."""
        desk: QuestionDesk = interaction.client.desk
        async with shown_errors(interaction):
            with desk.underway.one_more():
                await _take_choice(desk, interaction, self.item.values[0])


async def _take_choice(desk: "QuestionDesk", interaction: Interaction, id_: str) -> None:
    """Remember whose story a person reads in direct messages, and answer their question from it."""
    await interaction.response.defer()
    choice = await desk.readings.direct.choose(interaction.user.id, id_)
    if choice is None:
        await interaction.followup.send(NOT_SHARED, ephemeral=True)
        return
    question = await _find_question(interaction.message)
    said = CHOSEN.format(describe_choice(choice)) + ("" if question else AGAIN)
    await interaction.followup.send(said, ephemeral=True)
    if question is not None:
        await desk.reply(question, strip_markup(question.content), AskedBy.DIRECT)


async def _find_question(answer: discord.Message | None) -> discord.Message | None:
    """Return the message that an answer replies to, if there is one and it is still there."""
    if answer is None or answer.reference is None or answer.reference.message_id is None:
        return None
    try:
        question = await answer.channel.fetch_message(answer.reference.message_id)
    except discord.HTTPException:
        return None
    return question if question.content and not question.author.bot else None


def add_select(view: discord.ui.View | None, reading: Reading) -> discord.ui.View | None:
    """Return the buttons of an answer with the select below them, where there is something to choose."""
    if not reading.choices:
        return view
    view = view or discord.ui.View(timeout=None)
    return view.add_item(StorySelect(reading.choices, reading.chosen))


def add_source(rendered: Rendered, reading: Reading) -> Rendered:
    """Return an answer that says above it from whose story it is, where that is not plain."""
    if reading.chosen is None:
        return rendered
    line = f"-# From {describe_choice(reading.chosen)}"
    return replace(rendered, intro=f"{rendered.intro}\n{line}".lstrip("\n"))


def describe_choice(choice: Choice) -> str:
    """Return whose story a choice is, in Markdown."""
    if choice.id == OPERATORS:
        return choice.name
    return f"the story of **{escape(_name(choice))}**"


def _option(choice: Choice, chosen: Choice | None) -> discord.SelectOption:
    name = _name(choice)
    label = name[0].upper() + name[1:] if choice.id == OPERATORS else name
    return discord.SelectOption(
        label=label, value=choice.id, default=chosen is not None and choice.id == chosen.id
    )


def _name(choice: Choice) -> str:
    return shorten(fold(choice.name), _NAME_CHARS) or f"server {choice.id}"


def _cut(choices: Sequence[Choice]) -> Sequence[Choice]:
    # The operator's story is the last.
    return choices if len(choices) <= _MOST_OPTIONS else (*choices[: _MOST_OPTIONS - 1], choices[-1])
