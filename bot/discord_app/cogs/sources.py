"""`/sources`: the articles that answers are quoted from."""

import re
from typing import Any, Self

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_app.desk import QuestionDesk
from bot.discord_app.errors import Interaction, shown_errors
from bot.discord_app.escaping import escape, fold, shorten
from bot.discord_app.listing import count_pages, render_article, render_page, sort_articles
from bot.domain import Article, Revision
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
        revisions = await load_revisions(self._desk)
        if article is None:
            await interaction.edit_original_response(**_page(revisions, 0))
            return
        revision = find_article(revisions, article)
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
        del interaction
        wanted = fold(typed).casefold()
        articles = sort_articles(await load_revisions(self._desk))
        # Discord takes no value of more than 100 characters; such an article is found by its title.
        return [
            app_commands.Choice(name=shorten(a.title, _CHOICE_CHARS), value=_choice_value(a))
            for a in articles
            if wanted in fold(f"{a.title} {a.publisher or ''}").casefold()
        ][:_MOST_CHOICES]


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
            revisions = await load_revisions(interaction.client.desk)
            await interaction.edit_original_response(**_page(revisions, self._page))


async def load_revisions(desk: QuestionDesk) -> tuple[Revision, ...]:
    """Return what is live in the story that is read here."""
    return (await desk.services.indexes.current(desk.config.story)).knowledge.revisions


def find_article(revisions: tuple[Revision, ...], wanted: str) -> Revision | None:
    """Return the article of that id or title, or the only one whose title holds the words; else None."""
    for revision in revisions:
        if revision.article.id == wanted:
            return revision
    words = fold(wanted).rstrip("…").casefold()
    titles = {revision: fold(revision.article.title).casefold() for revision in revisions}
    for test in (str.__eq__, str.__contains__):
        found = [revision for revision, title in titles.items() if words and test(title, words)]
        if len(found) == 1:
            return found[0]
    return None


def _choice_value(article: Article) -> str:
    return article.id if len(article.id) <= _CHOICE_CHARS else shorten(article.title, _CHOICE_CHARS)


def _page(revisions: tuple[Revision, ...], page: int) -> dict[str, Any]:
    articles = sort_articles(revisions)
    if not articles:
        return {"content": NO_ARTICLES, "embeds": [], "view": None}
    pages = count_pages(articles)
    page = min(page, pages - 1)
    fields: dict[str, Any] = {"embed": render_page(articles, page), "view": None}
    if pages > 1:
        view = discord.ui.View(timeout=None)
        view.add_item(PageButton("back", page - 1, disabled=page == 0))
        view.add_item(PageButton("on", page + 1, disabled=page == pages - 1))
        fields["view"] = view
    return fields
