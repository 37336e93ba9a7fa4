"""The silent-edit watch in Discord: what changed on an article's page is reported to its moderators."""

import logging
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

import discord
from discord.ext import tasks

from bot.curation.drafting import Wish
from bot.curation.watching import SilentEdit
from bot.discord_app.delivery import message_fields
from bot.discord_app.errors import Interaction, log_error, shown_errors
from bot.discord_app.escaping import escape, shorten
from bot.discord_app.knowledge.changes import render_changes
from bot.discord_app.knowledge.desk import OTHER_SERVER, digest_of
from bot.discord_app.knowledge.proposals import Attempt, Proposal
from bot.discord_app.rendering import Rendered, name_article, render_source
from bot.discord_app.reports import find_channel
from bot.discord_app.sections import Section, render_sections
from bot.domain import Community, CommunityKind, Draft
from bot.errors import ChangeError

if TYPE_CHECKING:
    from bot.discord_app.knowledge.desk import KnowledgeDesk

_COLOUR = discord.Colour(0xD9A21B)
_TITLE_CHARS = 90
_REASON = "the page was changed"

_log = logging.getLogger(__name__)


class LookButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"watch:(?P<article>[0-9a-f]{16}):(?P<story>[0-9a-f]{16})",
):
    """The button under a report that shows what taking over the page's text would do."""

    def __init__(self, article: str, story: str) -> None:
        custom_id = f"watch:{article}:{story}"
        super().__init__(discord.ui.Button(label="Take it over…", custom_id=custom_id))
        self._article = article
        self._story = story

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed, from its id alone."""
        del interaction, item
        return cls(match["article"], match["story"])

    async def callback(self, interaction: Interaction) -> None:
        """Show the preview of the change."""
        desk: KnowledgeDesk = interaction.client.knowledge

        async def make(wish: Wish) -> Proposal:
            return Proposal(await self._draft(desk, wish))

        async with shown_errors(interaction):
            await desk.propose(interaction, Attempt("take over a page", reason=_REASON), make)

    async def _draft(self, desk: "KnowledgeDesk", wish: Wish) -> Draft:
        if digest_of(wish.workspace.reads) != self._story:
            raise ChangeError(OTHER_SERVER)
        knowledge = await desk.curation.store.knowledge(wish.workspace.reads)
        for revision in knowledge.revisions:
            if digest_of(revision.article.id) == self._article:
                body = await desk.curation.watcher.page(knowledge.story, revision.article.id)
                return await desk.curation.drafting.edit(
                    wish, replace(revision.article, body=body or revision.article.body)
                )
        msg = "that article is not live any more"
        raise ChangeError(msg)


class SilentEditWatch:
    """Looks at the pages once an hour, where fetching is allowed, and tells the moderators what changed.

    The changes of a server's own story are told in that server, those of the operator's in the home servers.
    """

    def __init__(self, client: discord.Client, desk: "KnowledgeDesk", home_servers: frozenset[int]) -> None:
        self._client = client
        self._desk = desk
        self._home_servers = home_servers

    def start(self) -> None:
        """Begin to look, if that is allowed."""
        if self._desk.curation.watcher.is_allowed:
            self.look.start()

    def stop(self) -> None:
        """Look no more."""
        self.look.cancel()

    @tasks.loop(hours=1)
    async def look(self) -> None:
        """Look at every page that is due; what goes wrong is logged, and the next look comes all the same."""
        try:
            async for story, guilds in self._stories():
                async for edit in self._desk.curation.watcher.look(story):
                    told = [await self._tell(guild, edit) for guild in guilds]
                    if any(told):
                        await self._desk.curation.watcher.mark_told(edit)
        except Exception as error:  # noqa: BLE001 - a look that failed must not be the last
            log_error(error, "the silent-edit watch")

    async def _stories(self) -> AsyncIterator[tuple[str, list[discord.Guild]]]:
        """Yield each story that somebody here can be told of, with the servers whose moderators keep it."""
        await self._client.wait_until_ready()
        store = self._desk.curation.store
        for guild in list(self._client.guilds):
            for story in await store.stories(str(guild.id)):
                yield story, [guild]
        home = [guild for guild in self._client.guilds if guild.id in self._home_servers]
        for story in await store.stories("") if home else ():
            yield story, home

    async def _tell(self, guild: discord.Guild, edit: SilentEdit) -> bool:
        """Tell the moderators of a server; False if that cannot be done now."""
        local = await self._desk.questions.services.communities.at(
            Community(CommunityKind.GUILD, str(guild.id))
        )
        channel = find_channel(guild, local.preferences.report_channels)
        if channel is None:
            return False
        view = discord.ui.View(timeout=None)
        article = edit.revision.article
        view.add_item(LookButton(digest_of(article.id), digest_of(article.story)))
        try:
            await channel.send(**message_fields(render_silent_edit(edit), view))
        except discord.HTTPException as error:
            _log.info("cannot report in channel %d, give the bot the permission: %s", channel.id, error)
            return False
        return True


def render_silent_edit(edit: SilentEdit) -> Rendered:
    """Return what changed on the page of an article, and how often each changed sentence was quoted."""
    article = edit.revision.article
    head = [
        f"**{escape(shorten(name_article(article), _TITLE_CHARS))}** (`{article.id}`)",
        render_source(article),
        "Nothing was changed here. Answers quote what you published until you take the change over.",
    ]
    if edit.mostly_gone:
        head.append("Hardly anything of the article is left on the page: it may be gone, or closed.")
    lines = [
        line + (f"\n-# quoted in {count:,} answer{'s' if count != 1 else ''}" if count else "")
        for line, count in zip(render_changes(edit.differences), edit.quoted, strict=True)
    ]
    return render_sections("A page was changed", head, [Section("What changed", lines)], _COLOUR)
