"""What became of one article, change by change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.curation.differences import SentenceChange, compare_bodies
from bot.curation.workspaces import Workspace
from bot.domain import MadeBy, Publication, Revision
from bot.ports import ArticleStore, History

_MOST = 1000


@dataclass(frozen=True, slots=True)
class Turn:
    """One change of an article: when, by whom, why, and the revisions before and after it.

    `before` is None where it was not live before, `after` where the change retired it. `kind` is the change
    as the history names it, or "copied" for a revision that came with the story this one is a copy of.
    """

    at: datetime
    kind: str
    made_by: MadeBy
    moderator_id: int | None
    reason: str
    before: Revision | None
    after: Revision | None

    @property
    def differences(self) -> tuple[SentenceChange, ...]:
        """Return what became of each sentence; nothing for what came new, went, or came back as it was."""
        if self.before is None or self.after is None:
            return ()
        language = self.after.article.language or "en"
        return compare_bodies(self.before.article.body, self.after.article.body, language=language)


async def list_turns(history: History, story: str, article_id: str) -> Sequence[Turn]:
    """Return every recorded change of an article, newest first; no differences are worked out yet.

    Raises:
        StorageError: if the database cannot be read.
    """
    revisions = {r.number: r for r in await history.revisions(story, article_id)}
    publications = await history.publications(story, article_id=article_id, limit=_MOST)
    turns = [_to_turn(publication, article_id, revisions) for publication in publications]
    told = {turn.after.number for turn in turns if turn.after is not None}
    copied = [r for number, r in revisions.items() if number not in told]
    turns += [
        Turn(r.created_at, "copied", r.made_by, None, "", revisions.get(r.number - 1), r) for r in copied
    ]
    return sorted(turns, key=lambda turn: turn.at, reverse=True)


def _to_turn(made: Publication, article_id: str, revisions: dict[int, Revision]) -> Turn:
    replaced = next(r for r in made.articles if r.article_id == article_id)
    return Turn(
        at=made.published_at,
        kind=made.kind.value,
        made_by=made.made_by,
        moderator_id=made.moderator_id,
        reason=made.reason,
        before=revisions.get(replaced.before or 0),
        after=revisions.get(replaced.after or 0),
    )


async def find_last_live(
    store: ArticleStore, history: History, workspace: Workspace, article_id: str
) -> int | None:
    """Return the revision that was live before an article was retired, as far as that is recorded."""
    made = await history.publications(workspace.reads, article_id=article_id, limit=1)
    if not made and (begun := await history.publication(workspace.reads, 1)):
        # The story began as a copy, retired articles and all: what became of them before is its source's.
        sources = {own: copied for copied, own in (await store.copies(workspace.owner)).items()}
        source = sources.get(workspace.reads, workspace.reads)
        older = await history.publications(source, article_id=article_id, limit=_MOST)
        made = [publication for publication in older if publication.published_at < begun.published_at]
    replaced = (item for publication in made[:1] for item in publication.articles)
    return next((item.before for item in replaced if item.article_id == article_id), None)
