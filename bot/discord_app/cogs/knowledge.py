"""`/knowledge`: moderators keep the articles, and see what a change does before it is live."""

from collections.abc import Sequence
from typing import cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.curation.drafting import Wish
from bot.curation.newer_edits import note_newer
from bot.discord_app.cogs.aliases import AliasCommands
from bot.discord_app.cogs.statements import StatementCommands
from bot.discord_app.errors import Interaction
from bot.discord_app.knowledge.choices import MOST_CHOICES, offer_live, offer_retired, offer_revisions
from bot.discord_app.knowledge.desk import KnowledgeDesk
from bot.discord_app.knowledge.editing import type_article, type_edit
from bot.discord_app.knowledge.looking import show_article, show_list
from bot.discord_app.knowledge.proposals import Attempt, Proposal
from bot.discord_app.knowledge.reviewing import show_history
from bot.discord_app.knowledge.transfer import show_export
from bot.discord_app.speaking import told_refusals, whisper
from bot.domain import Article
from bot.ports import ReadArticle

ONE_WAY = "Give files or a URL, not both: they are added one way at a time."
_REASON = "Why, in a few words; it stands in the history"
_PRIVATE = "Only you see it; this is so unless you say no"
_ARTICLE = "Type to find it"
_Reason = app_commands.Range[str, 0, 300]
_Url = app_commands.Range[str, 1, 2000]


@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=False)
class KnowledgeCommands(
    commands.GroupCog, group_name="knowledge", group_description="Keep the articles that I quote from"
):
    """The commands that add, change and look at articles."""

    def __init__(self, desk: KnowledgeDesk) -> None:
        self._desk = desk
        group = cast("app_commands.Group", self.app_command)  # a group cog has one
        group.add_command(AliasCommands(desk))
        group.add_command(StatementCommands(desk))

    @app_commands.command(description="Add articles: from files, from a web page, or typed into a form")
    @app_commands.describe(
        file="A .md, .txt, .html, .pdf or .docx file, or a .zip of them",
        url="The address of a web page",
        reason=_REASON,
        private=_PRIVATE,
    )
    async def add(
        self,
        interaction: Interaction,
        file: discord.Attachment | None = None,
        url: _Url | None = None,
        *,
        file2: discord.Attachment | None = None,
        file3: discord.Attachment | None = None,
        file4: discord.Attachment | None = None,
        file5: discord.Attachment | None = None,
        reason: _Reason = "",
        private: bool = True,
    ) -> None:
        """Show what adding articles would do; without any, ask for one in a form."""
        files = [given for given in (file, file2, file3, file4, file5) if given is not None]
        attempt = Attempt("add", url or ", ".join(f.filename for f in files), reason, private)
        intake = self._desk.intake
        if not files and url is None:
            if await self._desk.moderation.admit(interaction, "add") is not None:
                await type_article(self._desk, interaction, attempt)
            return

        async def make(wish: Wish) -> Proposal:
            read = await (intake.read_url(url) if url is not None else intake.read_files(files))
            return Proposal(await self._desk.curation.drafting.add(wish, _articles(read)), read)

        if files and url is not None:
            await whisper(interaction, ONE_WAY)
        else:
            await self._desk.propose(interaction, attempt, make)

    @app_commands.command(description="Change an article: in a form, or with a file that has the new text")
    @app_commands.describe(
        article=_ARTICLE, file="The new text; what it does not state stays", reason=_REASON, private=_PRIVATE
    )
    async def edit(
        self,
        interaction: Interaction,
        article: str,
        file: discord.Attachment | None = None,
        reason: _Reason = "",
        private: bool = True,
    ) -> None:
        """Show what a new content of an article would do; without a file, open it in a form."""
        desk, attempt = self._desk, Attempt("edit", article, reason, private)
        if file is None:
            if await desk.moderation.admit(interaction, "edit", article) is not None:
                async with told_refusals(interaction):
                    now = (await desk.shelf(interaction)).find_live(article)
                    await type_edit(desk, interaction, attempt, now)
            return
        new = file

        async def make(wish: Wish) -> Proposal:
            now = (await desk.shelf(interaction)).find_live(article)
            read = await desk.intake.read_edited_file(new, now.article)
            return Proposal(await desk.curation.drafting.edit(wish, read.article, now.number), (read,))

        await desk.propose(interaction, attempt, make)

    @app_commands.command(
        description="Withdraw an article: it answers nothing any more, until it is restored"
    )
    @app_commands.describe(article=_ARTICLE, reason=_REASON, private=_PRIVATE)
    async def retire(
        self, interaction: Interaction, article: str, reason: _Reason = "", private: bool = True
    ) -> None:
        """Show what retiring an article would do."""

        async def make(wish: Wish) -> Proposal:
            found = (await self._desk.shelf(interaction)).find_live(article).article
            return Proposal(await self._desk.curation.drafting.retire(wish, found.id))

        await self._desk.propose(interaction, Attempt("retire", article, reason, private), make)

    @app_commands.command(description="Bring a retired article back")
    @app_commands.describe(article=_ARTICLE, reason=_REASON, private=_PRIVATE)
    async def restore(
        self, interaction: Interaction, article: str, reason: _Reason = "", private: bool = True
    ) -> None:
        """Show what restoring an article would do."""

        async def make(wish: Wish) -> Proposal:
            found = (await self._desk.shelf(interaction)).find(article).article
            return Proposal(await self._desk.curation.drafting.restore(wish, found.id))

        await self._desk.propose(interaction, Attempt("restore", article, reason, private), make)

    @app_commands.command(name="list", description="The articles, live and retired")
    @app_commands.describe(private=_PRIVATE)
    async def list_articles(self, interaction: Interaction, private: bool = True) -> None:
        """Show the articles."""
        if await self._desk.moderation.admit(interaction, "list") is not None:
            await interaction.response.defer(ephemeral=private, thinking=True)
            await show_list(self._desk, interaction, 0)

    @app_commands.command(description="What is known of an article, with its text as a file")
    @app_commands.describe(article=_ARTICLE, private=_PRIVATE)
    async def show(self, interaction: Interaction, article: str, private: bool = True) -> None:
        """Show an article."""
        if await self._desk.moderation.admit(interaction, "show", article) is not None:
            await interaction.response.defer(ephemeral=private, thinking=True)
            await show_article(self._desk, interaction, article)

    @app_commands.command(description="Who changed an article, when and why, and which sentences")
    @app_commands.describe(article=_ARTICLE, private=_PRIVATE)
    async def history(self, interaction: Interaction, article: str, private: bool = True) -> None:
        """Show the changes of an article."""
        if await self._desk.moderation.admit(interaction, "history", article) is not None:
            await interaction.response.defer(ephemeral=private, thinking=True)
            await show_history(self._desk, interaction, article)

    @app_commands.command(description="Bring back an earlier revision of an article")
    @app_commands.describe(article=_ARTICLE, revision="Its number", reason=_REASON, private=_PRIVATE)
    async def rollback(
        self,
        interaction: Interaction,
        article: str,
        revision: app_commands.Range[int, 1, 999_999_999],
        reason: _Reason = "",
        private: bool = True,
    ) -> None:
        """Show what bringing back a revision would do."""

        async def make(wish: Wish) -> Proposal:
            found = (await self._desk.shelf(interaction)).find(article).article
            return Proposal(await self._desk.curation.drafting.roll_back(wish, found.id, revision))

        await self._desk.propose(interaction, Attempt("rollback", article, reason, private), make)

    @app_commands.command(
        name="import", description="Take in files: new articles, and new text of those there are"
    )
    @app_commands.describe(
        file="A .zip, .jsonl, .md, .txt, .html, .pdf or .docx file", reason=_REASON, private=_PRIVATE
    )
    async def take_in(
        self,
        interaction: Interaction,
        file: discord.Attachment,
        *,
        file2: discord.Attachment | None = None,
        file3: discord.Attachment | None = None,
        file4: discord.Attachment | None = None,
        file5: discord.Attachment | None = None,
        reason: _Reason = "",
        private: bool = True,
    ) -> None:
        """Show what importing files would do."""
        files = [given for given in (file, file2, file3, file4, file5) if given is not None]

        async def make(wish: Wish) -> Proposal:
            curation, read = self._desk.curation, await self._desk.intake.read_files(files)
            read = await note_newer(curation.store, wish.workspace.reads, read)
            return Proposal(await curation.drafting.bring_in(wish, _articles(read)), read)

        names = ", ".join(given.filename for given in files)
        await self._desk.propose(interaction, Attempt("import", names, reason, private), make)

    @app_commands.command(description="The live articles as a .zip of Markdown, which can be imported again")
    @app_commands.describe(private=_PRIVATE)
    async def export(self, interaction: Interaction, private: bool = True) -> None:
        """Give the knowledge as a file."""
        if await self._desk.moderation.admit(interaction, "export") is not None:
            await interaction.response.defer(ephemeral=private, thinking=True)
            await show_export(self._desk, interaction)

    @edit.autocomplete("article")
    @retire.autocomplete("article")
    async def complete_live(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the live articles that what was typed so far may mean."""
        return await offer_live(self._desk, interaction, typed)

    @restore.autocomplete("article")
    async def complete_retired(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the retired articles that what was typed so far may mean."""
        return await offer_retired(self._desk, interaction, typed)

    @show.autocomplete("article")
    @history.autocomplete("article")
    @rollback.autocomplete("article")
    async def complete_any(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the articles, live and retired, that what was typed so far may mean."""
        return [
            *await offer_live(self._desk, interaction, typed),
            *await offer_retired(self._desk, interaction, typed),
        ][:MOST_CHOICES]

    @rollback.autocomplete("revision")
    async def complete_revision(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
        """Offer the revisions of the article that was chosen, the newest first."""
        return await offer_revisions(self._desk, interaction, str(interaction.namespace.article or ""), typed)


def _articles(read: Sequence[ReadArticle]) -> list[Article]:
    return [item.article for item in read]
