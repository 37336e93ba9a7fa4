"""`/sources`: the articles that answers are quoted from."""

import re
from collections.abc import Sequence
from typing import Any, Self

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_app.desk import QuestionDesk
from bot.discord_app.direct_stories import Reading
from bot.discord_app.errors import Interaction, shown_errors
from bot.discord_app.escaping import escape, shorten
from bot.discord_app.listing import count_pages, render_article, render_page
from bot.discord_app.rendering import name_article
from bot.discord_app.story_select import WHICH, add_select, describe_choice
from bot.domain import Article
from bot.text.passages import split_passages

_MOST_CHOICES = 25
_CHOICE_CHARS = 100
NO_ARTICLES = "There are no articles yet."
UNKNOWN = "I have no article “{}” now. Pick one from the list that `/sources` offers as you type."


class Sources(commands.Cog):
    """The command that lists the articles."""

    def __init__(self, desk: QuestionDesk) -> None:
        self._desk = desk

    @app_commands.command(description="The articles that I quote from")
    @app_commands.describe(article="One article, to see what is known of it")
    async def sources(self, interaction: Interaction, article: str | None = None) -> None:
        """Show the list of articles, or one."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        reading = await self._desk.readings.read(interaction)
        if reading.undecided:
            await self._desk.delivery.answer(interaction, WHICH, add_select(None, reading))
            return
        catalogue = await self._desk.catalogue(reading.story)
        if article is None:
            await interaction.edit_original_response(**_page(catalogue.articles, 0, reading))
            return
        revision = catalogue.find(article)
        if revision is None:
            said = escape(shorten(article, _CHOICE_CHARS))
            await interaction.edit_original_response(content=UNKNOWN.format(said))
            return
        language = revision.article.language or "en"
        sentences = sum(len(p.sentences) for p in split_passages(revision, language=language))
        await interaction.edit_original_response(embed=render_article(revision, sentences))

    @sources.autocomplete("article")
    async def complete_article(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the articles whose title or publisher holds what was typed so far."""
        reading = await self._desk.readings.read(interaction)
        if reading.undecided:
            return []
        articles = (await self._desk.catalogue(reading.story)).complete(typed, _MOST_CHOICES)
        # Discord takes no value of more than 100 characters; such an article is found by its title.
        return [
            app_commands.Choice(name=shorten(name_article(a), _CHOICE_CHARS), value=_choice_value(a))
            for a in articles
        ]


class PageButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"sources:(?P<way>back|on):(?P<page>\d{1,6})",
):
    """A button that turns to another page of the list; its id holds which."""

    def __init__(self, way: str, page: int, *, disabled: bool = False) -> None:
        label = "Back" if way == "back" else "Next"
        super().__init__(
            discord.ui.Button(label=label, custom_id=f"sources:{way}:{max(page, 0)}", disabled=disabled)
        )
        self._page = page

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed, from its id alone."""
        del interaction, item
        return cls(match["way"], int(match["page"]))

    async def callback(self, interaction: Interaction) -> None:
        """Turn the page."""
        async with shown_errors(interaction):
            await interaction.response.defer()
            desk: QuestionDesk = interaction.client.desk
            reading = await desk.readings.read(interaction)
            articles = (await desk.catalogue(reading.story)).articles
            await interaction.edit_original_response(**_page(articles, self._page, reading))


def _choice_value(article: Article) -> str:
    return article.id if len(article.id) <= _CHOICE_CHARS else shorten(name_article(article), _CHOICE_CHARS)


def _page(articles: Sequence[Article], page: int, reading: Reading) -> dict[str, Any]:
    if not articles:
        return {"content": NO_ARTICLES, "embeds": [], "view": None}
    pages = count_pages(articles)
    page = min(page, pages - 1)
    fields: dict[str, Any] = {"embed": render_page(articles, page), "view": None}
    if reading.chosen is not None:
        fields["content"] = f"From {describe_choice(reading.chosen)}"
    if pages > 1:
        view = discord.ui.View(timeout=None)
        view.add_item(PageButton("back", page - 1, disabled=page == 0))
        view.add_item(PageButton("on", page + 1, disabled=page == pages - 1))
        fields["view"] = view
    return fields
