"""Aliases that the questions of a server suggest: a list with a button each, which shows what it would do."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.curation.drafting import Wish
from bot.curation.suggesting import AliasSuggestion, suggest_aliases
from bot.discord_app.errors import Interaction, shown_errors
from bot.discord_app.escaping import escape, shorten
from bot.discord_app.knowledge.desk import digest_of
from bot.discord_app.knowledge.proposals import Attempt, Proposal
from bot.discord_app.rendering import Rendered
from bot.discord_app.sections import Section, render_sections
from bot.errors import ChangeError

if TYPE_CHECKING:
    from bot.discord_app.knowledge.desk import KnowledgeDesk

_COLOUR = discord.Colour(0x80848E)
_MOST = 5
_WORD_CHARS = 60
_LABEL_CHARS = 80
_NONE = "Nothing in the questions of this server suggests one now."


class SuggestionButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"suggest:(?P<pair>[0-9a-f]{16})",
):
    """A button that makes a draft of a suggested alias; its id holds a digest of the two words."""

    def __init__(self, pair: str, label: str = "Suggestion") -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"suggest:{pair}"))
        self._pair = pair

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed, from its id alone."""
        del interaction, item
        return cls(match["pair"])

    async def callback(self, interaction: Interaction) -> None:
        """Show what the alias would do."""
        desk: KnowledgeDesk = interaction.client.knowledge

        async def make(wish: Wish) -> Proposal:
            suggested = await _find(desk, interaction, self._pair)
            terms = [suggested.known, suggested.asked]
            return Proposal(await desk.curation.drafting.join_aliases(wish, terms))

        async with shown_errors(interaction):
            await desk.propose(
                interaction, Attempt("alias add", "a suggestion", "suggested by questions"), make
            )


async def show_suggestions(desk: "KnowledgeDesk", interaction: Interaction) -> None:
    """Fill in a deferred response with the aliases that the questions of the server suggest most."""
    async with desk.at_work(interaction):
        suggested = (await _suggest(desk, interaction))[:_MOST]
        view = discord.ui.View(timeout=None)
        for each in suggested:
            label = shorten(f"{each.asked} = {each.known}", _LABEL_CHARS)
            view.add_item(SuggestionButton(_digest(each), label))
        await desk.questions.delivery.answer(interaction, _render(suggested), view)


def _render(suggested: Sequence[AliasSuggestion]) -> Rendered:
    lines = [
        f"- **{_word(each.asked)}** for {_word(each.known)}: {each.grounds}, {each.times} time"
        f"{'s' if each.times != 1 else ''}"
        for each in suggested
    ]
    head = ["A button shows what it would do."] if suggested else [_NONE]
    return render_sections("Suggested aliases", head, [Section("Asked", lines)], _COLOUR)


async def _suggest(desk: "KnowledgeDesk", interaction: Interaction) -> Sequence[AliasSuggestion]:
    index = await desk.questions.services.indexes.current(await desk.questions.story_in(interaction))
    community_id = str(interaction.guild_id)
    return await suggest_aliases(index, desk.curation.questions, community_id=community_id)


async def _find(desk: "KnowledgeDesk", interaction: Interaction, pair: str) -> AliasSuggestion:
    """Return the suggestion with a digest.

    Raises:
        ChangeError: if the questions do not suggest it any more.
    """
    for each in await _suggest(desk, interaction):
        if _digest(each) == pair:
            return each
    msg = "the questions do not suggest that any more; say it with /knowledge alias add"
    raise ChangeError(msg)


def _digest(suggested: AliasSuggestion) -> str:
    return digest_of(f"{suggested.asked}\n{suggested.known}")


def _word(text: str) -> str:
    return escape(shorten(text, _WORD_CHARS))
