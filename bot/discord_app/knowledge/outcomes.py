"""What a moderator is told after the fact: published, undone, thrown away."""

from collections.abc import Sequence

import discord

from bot.discord_app.escaping import escape, shorten
from bot.discord_app.knowledge.previews import name_draft, name_drafter
from bot.discord_app.rendering import Rendered, name_article
from bot.discord_app.sections import Section, render_sections
from bot.domain import Article, ArticleChange, Change, ChangeKind, Draft, Publication

DISCARDED = "Discarded: nothing was changed."
ALREADY_SO = "Nothing was changed: what is live is like this already."

_COLOUR = discord.Colour(0x2E9E5B)
_TITLE_CHARS = 90
_REASON_CHARS = 300
_DONE = {
    ChangeKind.ADD: "added",
    ChangeKind.EDIT: "edited",
    ChangeKind.RETIRE: "retired: it answers nothing any more",
    ChangeKind.RESTORE: "restored",
    ChangeKind.ROLL_BACK: "rolled back",
    ChangeKind.IMPORT: "imported",
}


def render_published(made: Publication, draft: Draft, others: Sequence[Draft]) -> Rendered:
    """Return that a draft is live, with what of others it touches; `others` are the drafts that are left."""
    change = draft.change
    title = f"{'Undone' if made.kind is ChangeKind.UNDO else 'Published'}: version {made.version}"
    told = _tell_changes(change)
    head = [f"{line}." for line in told] if len(told) == 1 else [*(f"- {line}" for line in told), ""]
    head.append("The next question is answered from it.")
    if change.copied_from is not None and made.version == 1:
        head.append("Your server has a story of its own now.")
        if change.for_channels:
            head.append(f"The channels that read `{change.copied_from}` read `{made.story}`.")
    if change.reason:
        head.append(f"Reason: {escape(shorten(change.reason, _REASON_CHARS))}")
    touched = {c.article_id for c in change.articles}
    lines = [
        f"{name_drafter(other)}: {name_draft(other)}"
        for other in others
        if touched & {c.article_id for c in other.change.articles}
    ]
    also = Section("Drafts of the same, which are shown the difference first", lines)
    return render_sections(title, head, [also], _COLOUR)


def _tell_changes(change: Change) -> list[str]:
    if change.kind is ChangeKind.UNDO:
        return [*(_tell_undone(item) for item in change.articles), *_tell_rest(change)]
    told = [f"{_name(item)} {_DONE.get(change.kind, 'changed')}" for item in change.articles]
    return told + _tell_rest(change)


def _tell_rest(change: Change) -> list[str]:
    lines = ["The words that mean the same changed"] if change.aliases else []
    lines += [f"Statement on “{escape(shorten(s.about, _TITLE_CHARS))}” made" for s in change.statements]
    return lines + (["Statement ended"] if change.ended else [])


def _tell_undone(item: ArticleChange) -> str:
    return f"{_name(item)} {'taken out' if item.after is None else f'back at revision {item.after}'}"


def _name(item: ArticleChange) -> str:
    if isinstance(item.after, Article):
        return f"**{escape(shorten(name_article(item.after), _TITLE_CHARS))}** (`{item.article_id}`)"
    return f"`{item.article_id}`"
