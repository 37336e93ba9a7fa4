"""The one road of a moderator to gaps and replays in Discord: admitted, looked at, acted upon."""

from collections.abc import Callable
from dataclasses import dataclass

import discord

from bot.curation.drafting import Wish
from bot.curation.goldens import keep_as_answered
from bot.discord_app.asked import AskedBy
from bot.discord_app.errors import Interaction
from bot.discord_app.knowledge.desk import OTHER_SERVER, KnowledgeDesk, digest_of
from bot.discord_app.knowledge.editing import type_statement
from bot.discord_app.knowledge.proposals import Attempt
from bot.discord_app.refining.forms import DuplicateForm
from bot.discord_app.refining.gap_pages import render_gap, render_gaps
from bot.domain import Community, CommunityKind, Gap, GapActKind, GapScope
from bot.errors import ChangeError
from bot.refinement.desk import RefinementDesk
from bot.refinement.gaps import GapPage
from bot.refinement.wording import DEFAULT_PERIOD, parse_period

GAPS = "gaps"
"""The command that the audit trail names."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What makes the buttons and selects below a page of gaps and below one gap, from the story's digest."""

    page: Callable[[GapPage, str, str], discord.ui.View]
    gap: Callable[[Gap, str, str], discord.ui.View]


class GapDesk:
    """Takes moderators through the gaps of their server; whoever is none is refused at every act."""

    def __init__(self, desk: KnowledgeDesk, refinement: RefinementDesk, rows: Rows) -> None:
        self.knowledge = desk
        self.refinement = refinement
        self._rows = rows

    async def open(self, interaction: Interaction, period: str) -> None:
        """Answer a command with the first page of the gaps of what is read in its place."""
        if await self.knowledge.moderation.admit(interaction, GAPS) is None:
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._show_page(interaction, await self.scope_here(interaction), period, 0)

    async def turn(self, interaction: Interaction, digest: str, period: str, number: int) -> None:
        """Show another page in place of what stood there."""
        scope = await self.scope_of(interaction, digest)
        if scope is not None:
            await self._show_page(interaction, scope, period, number)

    async def look(self, interaction: Interaction, digest: str, number: int) -> None:
        """Show one gap in place of what stood there."""
        scope = await self.scope_of(interaction, digest)
        if scope is not None:
            async with self.knowledge.at_work(interaction):
                await self._show_gap(interaction, scope, number)

    async def act(
        self, interaction: Interaction, digest: str, number: int, kind: GapActKind, subject: str = ""
    ) -> None:
        """Close a gap, give it to who presses, or reopen it; then show it as it is."""
        scope = await self.scope_of(interaction, digest)
        if scope is None:
            return
        async with self.knowledge.at_work(interaction):
            person = interaction.user.id
            if kind is GapActKind.ASSIGN:
                subject = str(person)
            elif kind is GapActKind.GOLDEN:
                subject = await self._keep_golden(interaction, scope, number)
            await self.refinement.gaps.act(scope, number, kind, moderator_id=person, subject=subject)
            await self._show_gap(interaction, scope, number)

    async def ask_which(self, interaction: Interaction, digest: str, number: int) -> None:
        """Ask in a form which gap one repeats, and close it as that."""
        if await self.scope_of(interaction, digest) is None:
            return

        async def submit(answer: Interaction, other: str) -> None:
            await answer.response.defer()
            await self.act(answer, digest, number, GapActKind.DUPLICATE, other)

        await interaction.response.send_modal(DuplicateForm(number, submit))

    async def make_statement(self, interaction: Interaction, digest: str, number: int) -> None:
        """Open the form of a statement, on the matter of a gap."""
        scope = await self.scope_of(interaction, digest)
        if scope is None:
            return
        async with self.knowledge.at_work(interaction):
            gap = await self.refinement.gaps.find(scope, number)
            about = gap.wordings[0] if gap.wordings else ""
            await type_statement(self.knowledge, interaction, Attempt("statement make", about), about=about)

    async def keep_golden(self, interaction: Interaction, scope: GapScope, question: str) -> str:
        """Keep a question with the answer that it gets now, be that a quote or none; return its id."""
        questions = self.knowledge.questions
        reading = await questions.readings.read(interaction)
        if reading.story != scope.story:
            msg = "that is another story than the one that is read here; do it where it is read"
            raise ChangeError(msg)
        answer = (await questions.ask(question, AskedBy.SLASH, reading)).answer  # not logged
        workspace = await self.knowledge.workspace(interaction)
        golden = await keep_as_answered(self.knowledge.curation, Wish(workspace, interaction.user.id), answer)
        return golden.id

    async def scope_here(self, interaction: Interaction) -> GapScope:
        """Return the gaps of the server that an interaction is from, in the story that is read there."""
        return GapScope(_server(interaction), await self.knowledge.questions.story_in(interaction))

    async def scope_of(self, interaction: Interaction, digest: str, command: str = GAPS) -> GapScope | None:
        """Return the gaps of a moderator's server in the story with a digest; else refuse, and record that.

        The server is always the one that the interaction is from, whatever the id of a button says.
        """
        if await self.knowledge.moderation.admit(interaction, command) is None:
            return None
        here = await self.scope_here(interaction)
        if digest_of(here.story) == digest:
            return here
        server, store = here.community, self.knowledge.curation.store
        for story in (*await store.stories(server.id), *await store.stories("")):
            if digest_of(story) == digest:
                return GapScope(server, story)
        await self.knowledge.moderation.refuse(interaction, command, "", OTHER_SERVER)
        return None

    async def time_zone(self, interaction: Interaction) -> str:
        """Return the time zone that the server of an interaction has set."""
        return (await self.knowledge.questions.readings.here(interaction)).preferences.time_zone

    async def _show_page(self, interaction: Interaction, scope: GapScope, period: str, number: int) -> None:
        async with self.knowledge.at_work(interaction):
            page = await self.refinement.gaps.page(scope, parse_period(period), number=number)
            content = render_gaps(page, period, await self.time_zone(interaction))
            row = self._rows.page(page, period, digest_of(scope.story))
            await self.knowledge.questions.delivery.answer(interaction, content, row)

    async def _show_gap(self, interaction: Interaction, scope: GapScope, number: int) -> None:
        gap = await self.refinement.gaps.find(scope, number)
        content = render_gap(gap, await self.time_zone(interaction))
        row = self._rows.gap(gap, DEFAULT_PERIOD, digest_of(scope.story))
        await self.knowledge.questions.delivery.answer(interaction, content, row)

    async def _keep_golden(self, interaction: Interaction, scope: GapScope, number: int) -> str:
        gap = await self.refinement.gaps.find(scope, number)
        if not gap.wordings:
            msg = f"the words of gap {number} went from the log"
            raise ChangeError(msg)
        return await self.keep_golden(interaction, scope, gap.wordings[0])


def _server(interaction: Interaction) -> Community:
    return Community(CommunityKind.GUILD, str(interaction.guild_id))
