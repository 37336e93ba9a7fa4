"""What is offered while a moderator types; nothing to anybody else."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from discord import app_commands

from bot.curation.drafting import now_in_utc
from bot.discord_app.errors import Interaction
from bot.discord_app.escaping import fold, shorten
from bot.discord_app.knowledge.histories import name_revision
from bot.discord_app.rendering import name_article
from bot.domain import Article
from bot.errors import ChangeError

if TYPE_CHECKING:
    from bot.discord_app.knowledge.desk import KnowledgeDesk

MOST_CHOICES = 25
_CHARS = 100
"""The most that Discord takes in the name and in the value of a choice."""


async def offer_live(
    desk: "KnowledgeDesk", interaction: Interaction, typed: str
) -> list[app_commands.Choice[str]]:
    """Return the live articles whose title or publisher holds what was typed."""
    if await desk.moderation.recognise(interaction) is None:
        return []
    story = await desk.questions.story_in(interaction)
    return _offer((await desk.questions.catalogue(story)).complete(typed, MOST_CHOICES))


async def offer_retired(
    desk: "KnowledgeDesk", interaction: Interaction, typed: str
) -> list[app_commands.Choice[str]]:
    """Return the retired articles whose title or id holds what was typed."""
    if await desk.moderation.recognise(interaction) is None:
        return []
    return _offer((await desk.shelf(interaction)).complete_retired(typed))


async def offer_revisions(
    desk: "KnowledgeDesk", interaction: Interaction, article: str, typed: str
) -> list[app_commands.Choice[int]]:
    """Return the revisions of an article whose number holds what was typed, the newest first."""
    if await desk.moderation.recognise(interaction) is None:
        return []
    shelf = await desk.shelf(interaction)
    try:
        article_id = shelf.find(article).article.id
    except ChangeError:
        return []
    turns = await desk.shelves.turns(shelf, article_id)
    revisions = {turn.after.number: turn for turn in reversed(turns) if turn.after is not None}
    return [
        app_commands.Choice(name=shorten(name_revision(number, turn), _CHARS), value=number)
        for number, turn in sorted(revisions.items(), reverse=True)
        if typed in str(number)
    ][:MOST_CHOICES]


async def offer_terms(
    desk: "KnowledgeDesk", interaction: Interaction, typed: str
) -> list[app_commands.Choice[str]]:
    """Return the terms with aliases that hold what was typed."""
    if await desk.moderation.recognise(interaction) is None:
        return []
    story = await desk.questions.story_in(interaction)
    groups = (await desk.questions.services.indexes.current(story)).knowledge.aliases
    wanted = fold(typed).casefold()
    terms = sorted(t for group in groups for t in group if wanted in t.casefold() and len(t) <= _CHARS)
    return [app_commands.Choice(name=term, value=term) for term in terms[:MOST_CHOICES]]


async def offer_statements(
    desk: "KnowledgeDesk", interaction: Interaction, typed: str
) -> list[app_commands.Choice[str]]:
    """Return the statements that hold now and whose matter or words hold what was typed."""
    if await desk.moderation.recognise(interaction) is None:
        return []
    story = await desk.questions.story_in(interaction)
    now, wanted = now_in_utc(), fold(typed).casefold()
    index = await desk.questions.services.indexes.current(story)
    held = [s for s in index.knowledge.statements if s.holds(now)]
    named = [(shorten(f"{s.about}: {s.text}", _CHARS), s.id) for s in held]
    found = [(name, id_) for name, id_ in named if wanted in name.casefold()]
    return [app_commands.Choice(name=name, value=id_) for name, id_ in found[:MOST_CHOICES]]


def _offer(articles: Sequence[Article]) -> list[app_commands.Choice[str]]:
    # An id has at most 100 characters: as many as Discord takes.
    return [
        app_commands.Choice(name=shorten(f"{name_article(a)} ({a.id})", _CHARS), value=a.id[:_CHARS])
        for a in articles[:MOST_CHOICES]
    ]
