"""Edits of moderators that an import would take the place of, told to who imports."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain import MadeBy
from bot.ports import ArticleStore, ReadArticle

NEWER = "a moderator has changed it since; this would take the place of that"


async def note_newer(store: ArticleStore, story: str, read: Sequence[ReadArticle]) -> tuple[ReadArticle, ...]:
    """Return what was read with a note on each article that is not as a moderator made it last."""
    standing = await store.standing(story, [item.article.id for item in read])
    noted = []
    for item in read:
        found = standing.get(item.article.id)
        is_same = found and found.live and found.live.article.content_hash == item.article.content_hash
        is_newer = found and found.changed_by is MadeBy.MODERATOR and not is_same
        noted.append(replace(item, notes=(*item.notes, NEWER)) if is_newer else item)
    return tuple(noted)
