"""An article's history in Discord: its pages, and the buttons that bring a revision back."""

import re
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.curation.chronicle import list_turns
from bot.curation.drafting import Wish
from bot.discord_app.errors import Interaction, shown_errors
from bot.discord_app.knowledge.desk import digest_of
from bot.discord_app.knowledge.histories import count_turn_pages, list_shown, show_history_page
from bot.discord_app.knowledge.looking import turning_button
from bot.discord_app.knowledge.proposals import Attempt, Proposal
from bot.discord_app.knowledge.shelf import Shelf
from bot.domain import Revision
from bot.errors import ChangeError

if TYPE_CHECKING:
    from bot.discord_app.knowledge.desk import KnowledgeDesk


class HistoryPageButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"history:(?P<way>back|on):(?P<page>\d{1,6}):(?P<article>[0-9a-f]{16})",
):
    """A button that turns to other changes of an article."""

    def __init__(self, way: str, page: int, article: str, *, disabled: bool = False) -> None:
        custom_id = f"history:{way}:{max(page, 0)}:{article}"
        super().__init__(turning_button(way, custom_id, disabled=disabled))
        self._page = page
        self._article = article

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed, from its id alone."""
        del interaction, item
        return cls(match["way"], int(match["page"]), match["article"])

    async def callback(self, interaction: Interaction) -> None:
        """Turn the page."""
        desk: KnowledgeDesk = interaction.client.knowledge
        async with shown_errors(interaction):
            await interaction.response.defer()
            if await desk.moderation.admit(interaction, "history") is None:
                return
            async with desk.at_work(interaction):
                shelf = await desk.shelf(interaction)
                await _show_turns(desk, interaction, shelf, _find(shelf, self._article), self._page)


class RollBackButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"rollback:(?P<number>\d{1,9}):(?P<article>[0-9a-f]{16})",
):
    """The button under a history that brings a revision back, after showing what that does."""

    def __init__(self, number: int, article: str) -> None:
        label = f"Roll back to {number}"
        super().__init__(discord.ui.Button(label=label, custom_id=f"rollback:{number}:{article}"))
        self._number = number
        self._article = article

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed, from its id alone."""
        del interaction, item
        return cls(int(match["number"]), match["article"])

    async def callback(self, interaction: Interaction) -> None:
        """Show what rolling back would do."""
        desk: KnowledgeDesk = interaction.client.knowledge

        async def make(wish: Wish) -> Proposal:
            article_id = _find(await desk.shelf(interaction), self._article).article.id
            return Proposal(await desk.curation.drafting.roll_back(wish, article_id, self._number))

        async with shown_errors(interaction):
            await desk.propose(interaction, Attempt("rollback", f"revision {self._number}"), make)


async def show_history(desk: "KnowledgeDesk", interaction: Interaction, wanted: str) -> None:
    """Fill in a deferred response with the newest changes of an article."""
    async with desk.at_work(interaction):
        shelf = await desk.shelf(interaction)
        await _show_turns(desk, interaction, shelf, shelf.find(wanted), 0)


async def _show_turns(
    desk: "KnowledgeDesk", interaction: Interaction, shelf: Shelf, revision: Revision, page: int
) -> None:
    article = revision.article
    turns = await list_turns(desk.curation.history, shelf.story, article.id)
    pages = count_turn_pages(turns)
    page = min(page, pages - 1)
    live = revision.number if shelf.is_live(article.id) else None
    digest = digest_of(article.id)
    view = discord.ui.View(timeout=None)
    numbers = {turn.after.number for turn in list_shown(turns, page) if turn.after is not None}
    for number in sorted(numbers - {live}, reverse=True):
        view.add_item(RollBackButton(number, digest))
    if pages > 1:
        view.add_item(HistoryPageButton("back", page - 1, digest, disabled=page == 0))
        view.add_item(HistoryPageButton("on", page + 1, digest, disabled=page == pages - 1))
    content = await show_history_page(article, turns, page, live)
    await desk.questions.delivery.answer(interaction, content, view)


def _find(shelf: Shelf, digest: str) -> Revision:
    """Return the article that a digest stands for.

    Raises:
        ChangeError: if the story that is read here has none such.
    """
    for article in shelf.live.articles:
        if digest_of(article.id) == digest:
            return shelf.find(article.id)
    for revision in shelf.retired:
        if digest_of(revision.article.id) == digest:
            return revision
    msg = "the story that is read here has no such article"
    raise ChangeError(msg)
