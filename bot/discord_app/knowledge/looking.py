"""What moderators look at without changing it: the lists, and an article; and the buttons that turn pages."""

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.curation.drafting import now_in_utc
from bot.discord_app.errors import Interaction, shown_errors
from bot.discord_app.knowledge.intake import to_file
from bot.discord_app.knowledge.shelf import count_shelf_pages, render_shelf
from bot.discord_app.knowledge.wordings import count_alias_pages, render_aliases, render_statements
from bot.discord_app.listing import render_article
from bot.text.passages import split_passages

if TYPE_CHECKING:
    from bot.discord_app.knowledge.desk import KnowledgeDesk

_ARTICLES, _ALIASES = "articles", "aliases"


class ListPageButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"list:(?P<what>articles|aliases):(?P<way>back|on):(?P<page>\d{1,6})",
):
    """A button that turns to another page of a list."""

    def __init__(self, what: str, way: str, page: int, *, disabled: bool = False) -> None:
        super().__init__(turning_button(way, f"list:{what}:{way}:{max(page, 0)}", disabled=disabled))
        self._what = what
        self._page = page

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed, from its id alone."""
        del interaction, item
        return cls(match["what"], match["way"], int(match["page"]))

    async def callback(self, interaction: Interaction) -> None:
        """Turn the page."""
        desk: KnowledgeDesk = interaction.client.knowledge
        async with shown_errors(interaction):
            await interaction.response.defer()
            if await desk.moderation.admit(interaction, f"list of {self._what}") is not None:
                show = show_list if self._what == _ARTICLES else show_aliases
                await show(desk, interaction, self._page)


async def show_list(desk: "KnowledgeDesk", interaction: Interaction, page: int) -> None:
    """Fill in a deferred response with a page of the articles."""
    async with desk.at_work(interaction):
        shelf = await desk.shelf(interaction)
        pages = count_shelf_pages(shelf)
        page = min(page, pages - 1)
        row = _turning_row(_ARTICLES, page, pages)
        await desk.questions.delivery.answer(interaction, render_shelf(shelf, page), row)


async def show_aliases(desk: "KnowledgeDesk", interaction: Interaction, page: int) -> None:
    """Fill in a deferred response with a page of the groups of words that mean the same."""
    async with desk.at_work(interaction):
        story = await desk.questions.story_in(interaction)
        groups = (await desk.curation.store.knowledge(story)).aliases
        pages = count_alias_pages(groups)
        page = min(page, pages - 1)
        row = _turning_row(_ALIASES, page, pages)
        await desk.questions.delivery.answer(interaction, render_aliases(groups, page), row)


async def show_statements(desk: "KnowledgeDesk", interaction: Interaction) -> None:
    """Fill in a deferred response with the statements that hold now."""
    async with desk.at_work(interaction):
        story = await desk.questions.story_in(interaction)
        now = now_in_utc()
        held = [s for s in (await desk.curation.store.knowledge(story)).statements if s.holds(now)]
        await desk.questions.delivery.answer(interaction, render_statements(held))


async def show_article(desk: "KnowledgeDesk", interaction: Interaction, wanted: str) -> None:
    """Fill in a deferred response with what is known of an article, and the article itself as a file."""
    async with desk.at_work(interaction):
        shelf = await desk.shelf(interaction)
        revision = shelf.find(wanted)
        article = revision.article
        passages = split_passages(revision, language=article.language or "en")
        embed = render_article(revision, sum(len(passage.sentences) for passage in passages))
        name, data = to_file(article)
        state = "" if shelf.is_live(article.id) else "This article is retired."
        file = discord.File(BytesIO(data), name)
        await interaction.edit_original_response(content=state or None, embed=embed, attachments=[file])


def turning_button(way: str, custom_id: str, *, disabled: bool) -> discord.ui.Button[discord.ui.View]:
    """Return a button that turns a page, `back` or `on`."""
    label = "Back" if way == "back" else "Next"
    return discord.ui.Button(label=label, custom_id=custom_id, disabled=disabled)


def _turning_row(what: str, page: int, pages: int) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    if pages > 1:
        view.add_item(ListPageButton(what, "back", page - 1, disabled=page == 0))
        view.add_item(ListPageButton(what, "on", page + 1, disabled=page == pages - 1))
    return view
