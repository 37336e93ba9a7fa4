"""Drafts that were overtaken: laid anew on what is live now, with what somebody else changed."""

import asyncio
from dataclasses import dataclass, replace
from uuid import uuid4

from bot.curation.differences import SentenceChange, compare_bodies
from bot.curation.drafting import now_in_utc
from bot.curation.merging import carry_over, edit_groups
from bot.curation.staging import find_base
from bot.curation.workspaces import name_copy
from bot.domain import AliasChange, Article, ArticleChange, Change, Draft
from bot.errors import ChangeError
from bot.ports import ArticleStore, Knowledge


@dataclass(frozen=True, slots=True)
class Overtaken:
    """What somebody else made of an article after a draft on it was made."""

    article_id: str
    title: str
    retired: bool
    differences: tuple[SentenceChange, ...]


async def rebase(store: ArticleStore, draft: Draft) -> Draft:
    """Return a draft of the same change on what is live now, which its moderator has not seen yet.

    It is not stored. A server's first change stays one until the server has the story.
    """
    change = await _name_anew(store, draft.change)
    story = await find_base(store, change)
    standing = await store.standing(story, [c.article_id for c in change.articles])
    articles = tuple(
        replace(c, before=standing[c.article_id].number if c.article_id in standing else None)
        for c in change.articles
    )
    knowledge = await store.knowledge(story)
    aliases = change.aliases and await _redo(store, change.aliases, knowledge)
    return replace(
        draft,
        id=uuid4().hex,
        change=replace(change, articles=articles, aliases=aliases),
        base=knowledge.version,
        made_at=now_in_utc(),
    )


async def find_overtaken(store: ArticleStore, draft: Draft) -> tuple[Overtaken, ...]:
    """Return what became of the articles of a draft since it was made."""
    changes = {c.article_id: c for c in draft.change.articles}
    story = await find_base(store, await _name_anew(store, draft.change))
    found = []
    for article_id, stands in (await store.standing(story, list(changes))).items():
        before = changes[article_id].before
        if stands.number == before:
            continue
        seen = await store.revision(story, article_id, before) if before else None
        now = stands.live or stands.newest
        differences = await asyncio.to_thread(_compare, seen.article if seen else None, now.article)
        found.append(Overtaken(article_id, now.article.title, stands.live is None, differences))
    return tuple(found)


async def _redo(store: ArticleStore, change: AliasChange, now: Knowledge) -> AliasChange:
    """Return what a change of aliases makes of the groups that there are now, which others made."""
    try:
        if change.edit is not None:
            groups = edit_groups(now.aliases, change.edit)
        else:
            groups = carry_over(await store.aliases(now.story, change.before), change.after, now.aliases)
    except ChangeError:
        groups = now.aliases  # the term that is to leave has left
    return replace(change, before=now.aliases_number, after=groups)


async def _name_anew(store: ArticleStore, change: Change) -> Change:
    """Return the change of the copy that a server has by now, or of one whose name is still free."""
    if change.copied_from is None or not change.owner:
        return change
    story = await name_copy(store, change.owner, change.copied_from, for_channels=change.for_channels)
    return replace(change, story=story, articles=tuple(_move(c, story) for c in change.articles))


def _move(change: ArticleChange, story: str) -> ArticleChange:
    content = change.after
    return replace(change, after=replace(content, story=story)) if isinstance(content, Article) else change


def _compare(seen: Article | None, now: Article) -> tuple[SentenceChange, ...]:
    return compare_bodies(seen.body if seen else "", now.body, language=now.language or "en")
