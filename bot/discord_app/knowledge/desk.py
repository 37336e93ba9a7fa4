"""The one road of a moderator's act in Discord: admitted, acknowledged, drafted, shown, published."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from hashlib import sha256

import discord

from bot.curation.drafting import Wish
from bot.curation.preview import Preview
from bot.curation.publishing import Published
from bot.curation.rehearsal import Rehearsal
from bot.curation.workspaces import Workspace
from bot.discord_app.desk import STOPPING, QuestionDesk
from bot.discord_app.errors import Interaction
from bot.discord_app.knowledge.intake import Intake
from bot.discord_app.knowledge.outcomes import ALREADY_SO, DISCARDED, render_published
from bot.discord_app.knowledge.previews import render_overtaken, render_preview
from bot.discord_app.knowledge.proposals import Attempt, Make, Proposal
from bot.discord_app.knowledge.shelf import Shelf
from bot.discord_app.knowledge.shelves import Shelves
from bot.discord_app.moderation import Moderation, Moderator
from bot.discord_app.rendering import Rendered
from bot.discord_app.speaking import told_refusals
from bot.domain import Draft, Publication
from bot.errors import GONE, ChangeError

OTHERS_DRAFT = "That is the draft of <@{}>: only they can publish, edit or discard it. Make your own of it."
OTHER_SERVER = "That belongs to another server: it cannot be done from here."
NOT_YOURS_NOW = (
    "The story that the draft would change cannot be changed from here any more. Discard it and make it anew."
)

_DIGEST_CHARS = 16
_MOST_REHEARSALS = 16


MakeDraftButtons = Callable[[Preview], discord.ui.View]
"""What makes the buttons under a preview."""
MakePublishedButtons = Callable[[Publication], discord.ui.View]
"""What makes the buttons under a publication: to undo it, to see the answers it calls into question."""


class KnowledgeDesk:
    """Takes what moderators do through permission, preview and publication."""

    def __init__(
        self, desk: QuestionDesk, make_buttons: MakeDraftButtons, make_published: MakePublishedButtons
    ) -> None:
        services = desk.services
        self.questions = desk
        self.curation = services.curation
        self.moderation = Moderation(services.curation.settings, services.curation.audit, services.hasher)
        self.intake = Intake(
            services.curation.readers, desk.config.max_article_bytes, services.curation.fetcher
        )
        self.shelves = Shelves(desk, services.curation.store, services.curation.history)
        self._make_buttons = make_buttons
        self._make_published = make_published
        self._rehearsals: dict[tuple[str, float], Rehearsal] = {}

    async def workspace(self, interaction: Interaction) -> Workspace:
        """Return the story that is read in the place of an interaction, and where changes of it go.

        Raises:
            ChangeError: if the story that is read there cannot be changed from there.
        """
        return await self.questions.workspace_for(interaction)

    async def shelf(self, interaction: Interaction) -> Shelf:
        """Return the articles of the story that is read in the place of an interaction."""
        return await self.shelves.open(await self.questions.story_in(interaction))

    @asynccontextmanager
    async def at_work(self, interaction: Interaction, typed: bytes | None = None) -> AsyncIterator[None]:
        """Let the stop wait for what the block does, and tell the moderator why it cannot be done, if so."""
        with self.questions.underway.one_more():
            async with told_refusals(interaction, typed):
                if self.questions.stopping:
                    raise ChangeError(STOPPING)
                yield

    async def propose(self, interaction: Interaction, attempt: Attempt, make: Make) -> None:
        """Show a moderator what a change would do, with buttons to publish it or not."""
        moderator = await self.moderation.admit(interaction, attempt.command, attempt.subject)
        if moderator is None:
            return
        await interaction.response.defer(ephemeral=attempt.private, thinking=True)
        async with self.at_work(interaction, attempt.typed):
            wish = Wish(await self.workspace(interaction), moderator.user_id, attempt.reason)
            await self.show(interaction, await make(wish))

    async def redraft(
        self,
        interaction: Interaction,
        draft_id: str,
        revise: Callable[[], Awaitable[Proposal]],
        typed: bytes,
    ) -> None:
        """Show what a draft would do after its moderator changed it, in place of its preview."""
        await interaction.response.defer()
        async with self.at_work(interaction, typed):
            if await self._changeable_draft(interaction, draft_id, "edit the draft") is not None:
                await self.show(interaction, await revise())

    async def show(self, interaction: Interaction, proposal: Proposal) -> None:
        """Fill in a deferred response with the preview of a draft."""
        preview = await self._look(interaction, proposal)
        await self._fill(interaction, render_preview(preview), self._make_buttons(preview))

    async def publish(self, interaction: Interaction, draft_id: str) -> None:
        """Publish a draft of the moderator who presses, in place of its preview."""
        await interaction.response.defer()
        async with self.at_work(interaction):
            draft = await self._changeable_draft(interaction, draft_id, "publish")
            if draft is None:
                return
            published = await self.curation.publisher.publish(draft_id, moderator_id=interaction.user.id)
            await self._tell(interaction, draft, published)

    async def discard(self, interaction: Interaction, draft_id: str) -> None:
        """Throw away a draft of the moderator who presses."""
        await interaction.response.defer()
        async with self.at_work(interaction):
            if await self.own_draft(interaction, draft_id, "discard") is None:
                return
            await self.curation.publisher.discard(draft_id, moderator_id=interaction.user.id)
            await interaction.edit_original_response(content=DISCARDED, embeds=[], view=None)

    async def undo(self, interaction: Interaction, digest: str, version: int) -> None:
        """Undo a publication of the server's story, or show what speaks against it."""
        await interaction.response.defer()
        async with self.at_work(interaction):
            workspace = await self.admit_to_story(interaction, digest, "undo", f"version {version}")
            if workspace is None:
                return
            wish = Wish(workspace, interaction.user.id)
            draft = await self.curation.drafting.undo(wish, version)
            published = await self.curation.publisher.publish(draft.id, moderator_id=wish.moderator_id)
            await self._tell(interaction, draft, published)

    async def admit_to_story(
        self, interaction: Interaction, digest: str, command: str, subject: str
    ) -> Workspace | None:
        """Return where a moderator works on the story with a digest; else refuse, and record that."""
        if await self.moderation.admit(interaction, command, subject) is None:
            return None
        workspace = await self._find_story(interaction, digest)
        if workspace is None:
            await self.moderation.refuse(interaction, command, subject, OTHER_SERVER)
        return workspace

    async def own_draft(
        self, interaction: Interaction, draft_id: str, command: str, *, only_look: bool = False
    ) -> Draft | None:
        """Return a draft that the person who acts may do something with; else refuse, and record that.

        It is theirs, of this server, and they are a moderator now; any moderator of the server may look.

        Raises:
            ChangeError: if the draft is gone.
        """
        moderator = await self.moderation.admit(interaction, command, draft_id)
        if moderator is None:
            return None
        draft = await self.curation.drafts.get(draft_id)
        if draft is None:
            raise ChangeError(GONE)
        if fault := _find_fault(draft, moderator, only_look=only_look):
            await self.moderation.refuse(interaction, command, draft_id, fault)
            return None
        return draft

    async def _changeable_draft(self, interaction: Interaction, draft_id: str, command: str) -> Draft | None:
        """Return an own draft of a story that may be changed from here still; else refuse, and record that.

        The operator may have taken a server from the home servers, or a channel may read another story now.
        """
        draft = await self.own_draft(interaction, draft_id, command)
        if draft is None or await self._may_change(interaction, draft):
            return draft
        await self.moderation.refuse(interaction, command, draft_id, NOT_YOURS_NOW)
        return None

    async def _may_change(self, interaction: Interaction, draft: Draft) -> bool:
        change = draft.change
        if change.story in await self.curation.store.stories(str(interaction.guild_id)):
            return True
        try:
            here = await self.workspace(interaction)
        except ChangeError:
            return False
        return (here.writes, here.copied_from) == (change.story, change.copied_from)

    async def _tell(self, interaction: Interaction, draft: Draft, published: Published) -> None:
        """Say what came of publishing, in place of the message that stood there."""
        if published.rebased is not None:
            anew = await self._look(interaction, Proposal(published.rebased))
            await self._fill(
                interaction, render_overtaken(published.overtaken, anew), self._make_buttons(anew)
            )
        elif published.publication is None:
            await interaction.edit_original_response(content=ALREADY_SO, embeds=[], view=None)
        else:
            made = published.publication
            others = [d for d in await self.curation.drafts.on(made.story) if d.id != draft.id]
            content = render_published(made, draft, others)
            await self._fill(interaction, content, self._make_published(made))

    async def rehearsal(self, interaction: Interaction, draft: Draft) -> Rehearsal:
        """Return the dry run of a draft, as its preview showed it; after a restart it is done again."""
        kept = self._rehearsals.get((draft.id, draft.made_at.timestamp()))
        return kept or (await self._look(interaction, Proposal(draft))).rehearsal

    async def _look(self, interaction: Interaction, proposal: Proposal) -> Preview:
        """Return the preview of a draft, and keep its dry run: paging does not ask the questions anew."""
        draft = proposal.draft
        config = await self.questions.answering_at(interaction)
        preview = await self.curation.previewer.preview(draft, proposal.read, config=config)
        self._rehearsals[draft.id, draft.made_at.timestamp()] = preview.rehearsal
        while len(self._rehearsals) > _MOST_REHEARSALS:
            del self._rehearsals[next(iter(self._rehearsals))]
        return preview

    async def _fill(self, interaction: Interaction, content: Rendered, view: discord.ui.View) -> None:
        await self.questions.delivery.answer(interaction, content, view)

    async def _find_story(self, interaction: Interaction, digest: str) -> Workspace | None:
        """Return where changes of the story with a digest go, if they may be made from this server."""
        server = str(interaction.guild_id)
        for story in await self.curation.store.stories(server):
            if digest_of(story) == digest:
                return Workspace(server, story, story, server)
        here = await self.workspace(interaction)
        return here if digest_of(here.writes) == digest else None


def digest_of(name: str) -> str:
    """Return a short name of a story or an article: the id of a button has no room for a long one."""
    return sha256(name.encode()).hexdigest()[:_DIGEST_CHARS]


def _find_fault(draft: Draft, moderator: Moderator, *, only_look: bool) -> str | None:
    if draft.community_id != moderator.community_id:
        return OTHER_SERVER
    if draft.moderator_id != moderator.user_id and not only_look:
        return OTHERS_DRAFT.format(draft.moderator_id)
    return None
