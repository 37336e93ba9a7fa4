"""The articles of a story as moderators see them: live and retired, found by what they type."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.discord_app.desk import QuestionDesk
from bot.discord_app.escaping import escape, fold, shorten
from bot.discord_app.listing import Catalogue
from bot.discord_app.rendering import Rendered, name_article
from bot.discord_app.sections import Section, render_sections
from bot.domain import Article, Revision
from bot.errors import ChangeError
from bot.ports import ArticleStore

PAGE_SIZE = 8
_COLOUR = discord.Colour(0x80848E)
_TITLE_CHARS = 90


@dataclass(frozen=True, slots=True)
class Shelf:
    """The articles of a story at one moment; the retired ones as they were last."""

    story: str
    live: Catalogue
    retired: Sequence[Revision]

    def find(self, wanted: str) -> Revision:
        """Return the article, live or retired, of an id or a title.

        Raises:
            ChangeError: if there is none, or several may be meant.
        """
        found = self.live.find(wanted) or self._find_retired(wanted)
        if found is None:
            msg = f"there is no article {shorten(wanted, _TITLE_CHARS)!r}; pick one from the list as you type"
            raise ChangeError(msg)
        return found

    def find_live(self, wanted: str) -> Revision:
        """Return the live article of an id or a title, as it is shown now.

        Raises:
            ChangeError: if there is none, or several may be meant.
        """
        found = self.find(wanted)
        if not self.is_live(found.article.id):
            msg = f"{found.article.id!r} is retired now; restore it first"
            raise ChangeError(msg)
        return found

    def is_live(self, article_id: str) -> bool:
        """Tell whether an article answers now."""
        return any(article.id == article_id for article in self.live.articles)

    def complete_retired(self, typed: str) -> list[Article]:
        """Return the retired articles whose title or id holds what was typed."""
        wanted = fold(typed).casefold()
        articles = (revision.article for revision in self.retired)
        return [a for a in articles if wanted in f"{name_article(a)} {a.id}".casefold()]

    def _find_retired(self, wanted: str) -> Revision | None:
        words = fold(wanted).casefold()
        found = [
            r for r in self.retired if words in {r.article.id.casefold(), name_article(r.article).casefold()}
        ]
        return found[0] if len(found) == 1 else None


async def open_shelf(desk: QuestionDesk, store: ArticleStore, story: str) -> Shelf:
    """Return the articles of a story as they are now.

    Raises:
        StorageError: if the database cannot be read.
    """
    return Shelf(story, await desk.catalogue(story), await store.retired(story))


def count_shelf_pages(shelf: Shelf) -> int:
    """Return how many pages the list has, at least one."""
    return max(1, -(-(len(shelf.live.articles) + len(shelf.retired)) // PAGE_SIZE))


def render_shelf(shelf: Shelf, page: int) -> Rendered:
    """Return one page of the articles, the retired ones last; pages count from 0."""
    lines = [(False, article) for article in shelf.live.articles]
    lines += [(True, revision.article) for revision in shelf.retired]
    shown = lines[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    pages = count_shelf_pages(shelf)
    where = f" · page {page + 1} of {pages}" if pages > 1 else ""
    counts = f"{len(shelf.live.articles)} live, {len(shelf.retired)} retired"
    head = [f"Story `{shelf.story}` · {counts}{where}"]
    sections = [
        Section("Live", [_render(article) for is_retired, article in shown if not is_retired]),
        Section("Retired", [_render(article) for is_retired, article in shown if is_retired]),
    ]
    return render_sections("The knowledge", head, sections, _COLOUR)


def _render(article: Article) -> str:
    return f"- {escape(shorten(name_article(article), _TITLE_CHARS))}\n  `{article.id}`"
