"""What a story would be with a change that is not published: for looking at it and trying it out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain import Article, Change, MadeBy, Revision
from bot.ports import ArticleStore, Knowledge


async def stage(store: ArticleStore, knowledge: Knowledge, change: Change, now: datetime) -> Knowledge:
    """Return the knowledge with a change in it, as it would be one version on; nothing is stored.

    `knowledge` is what the story, or the one it begins as a copy of, is now.
    """
    revisions = {revision.article.id: revision for revision in knowledge.revisions}
    standing = await store.standing(knowledge.story, [c.article_id for c in change.articles])
    for item in change.articles:
        if item.after is None:
            revisions.pop(item.article_id, None)
        elif isinstance(item.after, Article):
            found = standing.get(item.article_id)
            number = found.newest.number + 1 if found else 1
            revisions[item.article_id] = Revision(item.after, number, now, MadeBy.MODERATOR)
        else:
            back = await store.revision(knowledge.story, item.article_id, item.after)
            if back is not None:
                revisions[item.article_id] = back
    return replace(
        knowledge,
        version=knowledge.version + 1,
        revisions=_in_order(revisions),
        aliases=change.aliases.after if change.aliases else knowledge.aliases,
        statements=(
            *(s for s in knowledge.statements if s.id not in change.ended),
            *change.statements,
        ),
    )


async def find_base(store: ArticleStore, change: Change) -> str:
    """Return the story that a change is laid on: the one it is copied from, until the copy is there."""
    if change.copied_from is None:
        return change.story
    copies = await store.copies(change.owner)
    return change.story if copies.get(change.copied_from) == change.story else change.copied_from


def _in_order(revisions: Mapping[str, Revision]) -> tuple[Revision, ...]:
    return tuple(revisions[article_id] for article_id in sorted(revisions))
