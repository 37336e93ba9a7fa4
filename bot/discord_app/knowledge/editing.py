"""Typing and editing: forms that become drafts, and drafts that are opened in a form again."""

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import discord

from bot.curation.drafting import Wish, now_in_utc
from bot.curation.redrafting import replace_statement, revise_draft
from bot.curation.statements import ABOUT_CHARS
from bot.discord_app.errors import Interaction
from bot.discord_app.escaping import shorten
from bot.discord_app.knowledge.forms import (
    ONE_DAY,
    THE_MODERATORS,
    ArticleForm,
    StatementForm,
    TypedStatement,
)
from bot.discord_app.knowledge.intake import Typed, keep_typed, prefill, to_file
from bot.discord_app.knowledge.proposals import Attempt, Proposal
from bot.discord_app.rendering import name_article
from bot.discord_app.speaking import told_refusals, whisper
from bot.domain import Article, ChangeKind, Draft, Revision, Statement
from bot.errors import ChangeError

if TYPE_CHECKING:
    from bot.discord_app.knowledge.desk import KnowledgeDesk

TOO_LONG = (
    "That is too long for a form. Change the attached file instead, then give it to "
    "`/knowledge edit article: file:`."
)
_TITLE_CHARS = 45


async def type_article(desk: "KnowledgeDesk", interaction: Interaction, attempt: Attempt) -> None:
    """Ask for a new article in a form, and show what adding it would do."""

    async def submit(answer: Interaction, typed: Typed) -> None:
        async def make(wish: Wish) -> Proposal:
            read = await desk.intake.read_typed(typed)
            return Proposal(await desk.curation.drafting.add(wish, [read.article]), (read,))

        await desk.propose(answer, replace(attempt, subject=typed.title, typed=keep_typed(typed)), make)

    await interaction.response.send_modal(ArticleForm("Add an article", Typed("", "", ()), submit))


async def type_edit(desk: "KnowledgeDesk", interaction: Interaction, attempt: Attempt, now: Revision) -> None:
    """Open a live article in a form, and show what the edit would do; a long one is given as a file."""
    article = now.article
    shown = prefill(article)
    if shown is None:
        await _give_file(interaction, article)
        return

    async def submit(answer: Interaction, typed: Typed) -> None:
        async def make(wish: Wish) -> Proposal:
            read = await desk.intake.read_typed(typed, article)
            return Proposal(await desk.curation.drafting.edit(wish, read.article, now.number), (read,))

        await desk.propose(answer, replace(attempt, typed=keep_typed(typed)), make)

    await interaction.response.send_modal(ArticleForm(_title(article), shown, submit))


async def type_statement(
    desk: "KnowledgeDesk", interaction: Interaction, attempt: Attempt, *, about: str = ""
) -> None:
    """Ask for a holding statement in a form, on a matter if it is known, and show what it would do."""

    async def submit(answer: Interaction, typed: TypedStatement) -> None:
        async def make(wish: Wish) -> Proposal:
            until = now_in_utc() + typed.lasts
            draft = await desk.curation.drafting.state(
                wish, about=typed.about, text=typed.text, signed=typed.signed, expires_at=until
            )
            return Proposal(draft)

        kept = typed.text.encode()
        await desk.propose(answer, replace(attempt, subject=typed.about, typed=kept), make)

    shown = TypedStatement(shorten(about, ABOUT_CHARS), "", THE_MODERATORS, ONE_DAY) if about else None
    await interaction.response.send_modal(StatementForm("Make a statement", submit, shown))


async def edit_draft(desk: "KnowledgeDesk", interaction: Interaction, draft_id: str) -> None:
    """Open a draft in its form again; what comes of it takes the place of the preview."""
    async with told_refusals(interaction):
        draft = await desk.own_draft(interaction, draft_id, "edit the draft")
        if draft is None:
            return
        content = draft.change.articles[0].after if draft.change.articles else None
        if draft.change.statements:
            await _edit_statement(desk, interaction, draft, draft.change.statements[0])
        elif isinstance(content, Article):
            await _edit_text(desk, interaction, draft, content)
        else:
            msg = "there is no text in this draft to edit; discard it and make another"
            raise ChangeError(msg)


async def _edit_text(desk: "KnowledgeDesk", interaction: Interaction, draft: Draft, article: Article) -> None:
    is_new = draft.change.kind is ChangeKind.ADD
    shown = prefill(article, with_id=is_new)
    if shown is None:
        await _give_file(interaction, article)
        return

    async def submit(answer: Interaction, typed: Typed) -> None:
        async def revise() -> Proposal:
            read = await desk.intake.read_typed(typed, None if is_new else article)
            curation = desk.curation
            revised = await revise_draft(curation.store, curation.drafts, draft.id, read.article)
            return Proposal(revised, (read,))

        await desk.redraft(answer, draft.id, revise, keep_typed(typed))

    await interaction.response.send_modal(ArticleForm(_title(article), shown, submit))


async def _edit_statement(
    desk: "KnowledgeDesk", interaction: Interaction, draft: Draft, statement: Statement
) -> None:
    lasts = statement.expires_at - statement.made_at
    shown = TypedStatement(statement.about, statement.text, statement.signed, lasts)

    async def submit(answer: Interaction, typed: TypedStatement) -> None:
        async def revise() -> Proposal:
            until = now_in_utc() + typed.lasts
            revised = await replace_statement(
                desk.curation.drafts,
                draft.id,
                about=typed.about,
                text=typed.text,
                signed=typed.signed,
                expires_at=until,
            )
            return Proposal(revised)

        await desk.redraft(answer, draft.id, revise, typed.text.encode())

    await interaction.response.send_modal(StatementForm("Edit the statement", submit, shown))


async def _give_file(interaction: Interaction, article: Article) -> None:
    name, data = to_file(article)
    await whisper(interaction, TOO_LONG, discord.File(BytesIO(data), name))


def _title(article: Article) -> str:
    return shorten(f"Edit: {name_article(article)}", _TITLE_CHARS)
