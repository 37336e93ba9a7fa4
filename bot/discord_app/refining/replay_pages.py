"""`/replay` in Discord: a page of questions with both answers, the files, and what is kept as golden."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import discord
from discord import app_commands

from bot.curation.drafting import now_in_utc
from bot.curation.rehearsal import Effect
from bot.curation.replay import Replay, Replayed, Side
from bot.curation.replay_export import write_csv, write_markdown
from bot.curation.trials import stage_draft
from bot.discord_app.errors import Interaction
from bot.discord_app.escaping import escape, shorten
from bot.discord_app.knowledge.desk import OTHER_SERVER, digest_of
from bot.discord_app.refining.desk import GapDesk
from bot.discord_app.refining.gap_pages import COLOUR
from bot.discord_app.rendering import NOT_ANSWERED, Rendered
from bot.discord_app.sections import Section, render_sections
from bot.discord_app.speaking import whisper
from bot.domain import GapScope
from bot.errors import ChangeError
from bot.ports import Knowledge
from bot.refinement.gaps import make_period
from bot.refinement.wording import name_period, parse_period

REPLAY = "replay"
"""The command that the audit trail names."""
PAGE_SIZE = 5
_MOST_IN_FILES = 200
_MOST_CHOICES = 25
_CHOICE_CHARS = 100
_HEADING_CHARS = 200
_QUOTE_CHARS = 240


@dataclass(frozen=True, slots=True)
class PageOf:
    """What a page of a replay shows: the page from 0, the period, the story's digest, maybe a draft."""

    page: int
    period: str
    story: str
    draft: str = ""


MakeRow = Callable[[PageOf, Replay], discord.ui.View]
"""What makes the buttons below a page of a replay."""


class ReplayPages:
    """Shows replays to moderators, and keeps golden questions from them."""

    def __init__(self, desk: GapDesk, make_row: MakeRow) -> None:
        self._desk = desk
        self._make_row = make_row

    async def open(self, interaction: Interaction, period: str, draft: str | None) -> None:
        """Answer a command with the first page."""
        knowledge = self._desk.knowledge
        if await knowledge.moderation.admit(interaction, REPLAY, draft or "") is None:
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        scope = await self._desk.scope_here(interaction)
        await self._show(interaction, scope, PageOf(0, period, digest_of(scope.story), draft or ""))

    async def turn(self, interaction: Interaction, view: PageOf) -> None:
        """Show another page in place of what stood there."""
        scope = await self._desk.scope_of(interaction, view.story, REPLAY)
        if scope is not None:
            await self._show(interaction, scope, view)

    async def send_files(self, interaction: Interaction, view: PageOf) -> None:
        """Fill in a deferred response with the replay as Markdown and as CSV."""
        scope = await self._desk.scope_of(interaction, view.story, REPLAY)
        if scope is None:
            return
        async with self._desk.knowledge.at_work(interaction):
            replay = await self._replay(interaction, scope, view, limit=_MOST_IN_FILES, offset=0)
            files = [
                discord.File(BytesIO(text.encode("utf-8-sig" if name.endswith("csv") else "utf-8")), name)
                for name, text in (("replay.md", write_markdown(replay)), ("replay.csv", write_csv(replay)))
            ]
            line = f"The {len(replay.cases):,} most asked of {replay.total:,} questions: {replay}."
            await interaction.edit_original_response(content=line, attachments=files)

    async def keep(self, interaction: Interaction, story: str, entry_id: str) -> None:
        """Keep a question of the log as a golden one, with the answer that it gets now."""
        scope = await self._desk.scope_of(interaction, story, REPLAY)
        if scope is None:
            return
        async with self._desk.knowledge.at_work(interaction):
            replayer = self._desk.knowledge.curation.replayer
            question = await replayer.find(scope.story, scope.community.id, entry_id)
            if question is None:
                msg = "that question is not in the log any more"
                raise ChangeError(msg)
            kept = await self._desk.keep_golden(interaction, scope, question)
            await whisper(interaction, f"Kept as the golden question `{kept}`: every dry run tries it.")

    async def offer_drafts(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Return the drafts of the server whose id or kind holds what was typed; nothing to others."""
        knowledge = self._desk.knowledge
        if await knowledge.moderation.recognise(interaction) is None:
            return []
        workspace = await knowledge.workspace(interaction)
        drafts = await knowledge.curation.drafts.on(workspace.writes)
        named = [
            (f"{d.change.kind.value} {', '.join(c.article_id for c in d.change.articles)}", d.id)
            for d in reversed(drafts)
            if d.community_id == workspace.community_id
        ]
        wanted = typed.casefold()
        return [
            app_commands.Choice(name=shorten(name, _CHOICE_CHARS), value=id_)
            for name, id_ in named
            if wanted in name.casefold() or wanted in id_
        ][:_MOST_CHOICES]

    async def _show(self, interaction: Interaction, scope: GapScope, view: PageOf) -> None:
        async with self._desk.knowledge.at_work(interaction):
            replay = await self._replay(
                interaction, scope, view, limit=PAGE_SIZE, offset=view.page * PAGE_SIZE
            )
            content = render_replay(replay, view)
            await self._desk.knowledge.questions.delivery.answer(
                interaction, content, self._make_row(view, replay)
            )

    async def _replay(
        self, interaction: Interaction, scope: GapScope, view: PageOf, *, limit: int, offset: int
    ) -> Replay:
        staged = await self._stage(interaction, view.draft) if view.draft else None
        period = make_period(parse_period(view.period), self._desk.refinement.gaps.now())
        return await self._desk.knowledge.curation.replayer.replay(
            scope.story,
            scope.community.id,
            period,
            staged=staged,
            limit=limit,
            offset=offset,
            config=await self._desk.knowledge.questions.answering_at(interaction),
        )

    async def _stage(self, interaction: Interaction, draft_id: str) -> Knowledge:
        """Return the knowledge with a draft of this server in it.

        Raises:
            ChangeError: if it is gone, or another server's.
        """
        curation = self._desk.knowledge.curation
        draft = await curation.drafts.get(draft_id)
        if draft is not None and draft.community_id != str(interaction.guild_id):
            raise ChangeError(OTHER_SERVER)
        return await stage_draft(curation.store, curation.drafts, draft_id, now_in_utc())


def count_replay_pages(replay: Replay) -> int:
    """Return how many pages the questions fill, at least one."""
    return max(1, -(-replay.total // PAGE_SIZE))


def render_replay(replay: Replay, view: PageOf) -> Rendered:
    """Return one page of a replay."""
    if not replay.total:
        return render_sections("Replay", [f"Nothing was asked in {name_period(view.period)}."], [], COLOUR)
    questions = "1 question" if replay.total == 1 else f"{replay.total:,} questions"
    head = [
        f"{questions} in {name_period(view.period)}, the most asked first.",
        f"Two answers each: {replay.before}, and {replay.after}.",
    ]
    pages = count_replay_pages(replay)
    if pages > 1:
        head.append(f"-# Page {view.page + 1:,} of {pages:,}")
    sections = [
        Section(escape(shorten(case.question, _HEADING_CHARS)), _case_lines(case, replay))
        for case in replay.cases
    ]
    return render_sections("Replay", head, sections, COLOUR)


def _case_lines(case: Replayed, replay: Replay) -> list[str]:
    times = f"asked {case.asked:,} times" if case.asked > 1 else "asked once"
    if case.effect is Effect.SAME:
        return [f"-# {times}; stays as it is", _show_side(case.after)]
    return [
        f"-# {times}; **{_NAMES[case.effect]}**",
        f"{replay.before.capitalize()}:\n{_show_side(case.before)}",
        f"{replay.after.capitalize()}:\n{_show_side(case.after)}",
    ]


_NAMES = {
    Effect.NEWLY_ANSWERED: "newly answered",
    Effect.LOST: "lost",
    Effect.OTHER_SOURCE: "another source",
    Effect.OTHER_QUOTE: "another quote",
}


def _show_side(side: Side) -> str:
    if not side.answered:
        return f"> {NOT_ANSWERED}"
    return f"> {escape(shorten(side.quote, _QUOTE_CHARS))}\n-# {escape(side.title or side.article_id)}"
