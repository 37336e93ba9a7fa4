"""Changes as moderators ask for them: each becomes a draft, on what is live when it is made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from bot.curation.aliases import check_groups
from bot.curation.chronicle import find_last_live
from bot.curation.merging import edit_groups
from bot.curation.statements import make_statement
from bot.curation.workspaces import Workspace
from bot.domain import (
    AliasChange,
    AliasEdit,
    Article,
    ArticleChange,
    Change,
    ChangeKind,
    Draft,
    Publication,
    Standing,
    Statement,
)
from bot.errors import ChangeError
from bot.ports import ArticleStore, Drafts, History

KEPT_FOR = timedelta(days=1)
"""How long a draft waits for its moderator."""
_REASON_CHARS = 300


def explain_taken(article_id: str) -> str:
    """Return why an article cannot be added under an id, and what to do about it."""
    return f"there is an article {article_id!r} already: edit that one, or give the new one another id"


def now_in_utc() -> datetime:
    """Return the moment that it is."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants a change, where, and why."""

    workspace: Workspace
    moderator_id: int | None
    reason: str = ""


class Drafting:
    """Makes drafts of changes; none of them changes anything. `now` tells the moment.

    For a change that cannot be made every method raises a ChangeError that says how to mend it.
    """

    def __init__(
        self,
        store: ArticleStore,
        drafts: Drafts,
        history: History,
        *,
        now: Callable[[], datetime] = now_in_utc,
    ) -> None:
        self._store = store
        self._drafts = drafts
        self._history = history
        self._now = now

    async def add(self, wish: Wish, articles: Sequence[Article]) -> Draft:
        """Draft the addition of articles whose ids are new, or belong to retired ones."""
        standing = await self._standing(wish, [article.id for article in articles])
        if taken := sorted(id_ for id_, found in standing.items() if found.live is not None):
            raise ChangeError(explain_taken(taken[0]))
        return await self._put(wish, ChangeKind.ADD, articles=_contents(wish, articles, standing))

    async def bring_in(self, wish: Wish, articles: Sequence[Article]) -> Draft:
        """Draft an import: new articles and new revisions of those that are there."""
        standing = await self._standing(wish, [article.id for article in articles])
        news = [article for article in articles if not _is_live(standing.get(article.id), article)]
        if not news:
            msg = "nothing to import: every article is stored like this"
            raise ChangeError(msg)
        return await self._put(wish, ChangeKind.IMPORT, articles=_contents(wish, news, standing))

    async def edit(self, wish: Wish, article: Article, seen: int | None = None) -> Draft:
        """Draft a new content of a live article, in place of the revision that its writer has `seen`.

        Without one it takes the place of what is live now.
        """
        standing = await self._live(wish, article.id)
        if _is_live(standing, article):
            msg = f"nothing was changed in {article.id!r}"
            raise ChangeError(msg)
        content = replace(article, story=wish.workspace.writes)
        return await self._put(
            wish, ChangeKind.EDIT, articles=(ArticleChange(article.id, seen or standing.number, content),)
        )

    async def retire(self, wish: Wish, article_id: str) -> Draft:
        """Draft the withdrawal of a live article."""
        standing = await self._live(wish, article_id)
        return await self._put(
            wish, ChangeKind.RETIRE, articles=(ArticleChange(article_id, standing.number, None),)
        )

    async def restore(self, wish: Wish, article_id: str) -> Draft:
        """Draft the return of a retired article, as it was last."""
        found = (await self._standing(wish, [article_id])).get(article_id)
        if found is None or found.live is not None:
            what = (
                f"there is no article {article_id!r}" if found is None else f"{article_id!r} is not retired"
            )
            msg = f"{what}; pick one of the retired articles"
            raise ChangeError(msg)
        last = await find_last_live(self._store, self._history, wish.workspace, article_id)
        back = last or found.newest.number
        return await self._put(wish, ChangeKind.RESTORE, articles=(ArticleChange(article_id, None, back),))

    async def roll_back(self, wish: Wish, article_id: str, number: int) -> Draft:
        """Draft the return of an article, live or retired, to one of its revisions."""
        found = (await self._standing(wish, [article_id])).get(article_id)
        if found is None:
            msg = f"there is no article {article_id!r}; pick one from the list"
            raise ChangeError(msg)
        if found.number == number:
            msg = f"revision {number} of {article_id!r} is live already"
            raise ChangeError(msg)
        if await self._store.revision(wish.workspace.reads, article_id, number) is None:
            msg = f"{article_id!r} has revisions 1 to {found.newest.number}, but no {number}"
            raise ChangeError(msg)
        return await self._put(
            wish, ChangeKind.ROLL_BACK, articles=(ArticleChange(article_id, found.number, number),)
        )

    async def join_aliases(self, wish: Wish, terms: Sequence[str]) -> Draft:
        """Draft that terms mean the same; groups that have one of them become one."""
        (group,) = check_groups([tuple(terms)])
        return await self._edit_aliases(wish, AliasEdit(joined=group))

    async def drop_alias(self, wish: Wish, term: str) -> Draft:
        """Draft that a term leaves its group; a group of one goes with it."""
        return await self._edit_aliases(wish, AliasEdit(dropped=" ".join(term.split())))

    async def state(self, wish: Wish, *, about: str, text: str, signed: str, expires_at: datetime) -> Draft:
        """Draft a holding statement that is shown from its publication until `expires_at`."""
        made = make_statement(about, text, signed, made_at=self._now(), expires_at=expires_at)
        return await self._put(wish, ChangeKind.STATEMENT, statements=(made,))

    async def end_statement(self, wish: Wish, statement_id: str) -> Draft:
        """Draft the end of a statement before it expires."""
        held = (await self._store.knowledge(wish.workspace.reads)).statements
        if statement_id not in {statement.id for statement in held}:
            msg = f"there is no statement {statement_id!r} now; it may have ended already"
            raise ChangeError(msg)
        return await self._put(wish, ChangeKind.STATEMENT, ended=(statement_id,))

    async def undo(self, wish: Wish, version: int) -> Draft:
        """Draft the undoing of a publication: everything it changed goes back to what it was before."""
        story = wish.workspace.writes
        made = await self._history.publication(story, version)
        if made is None:
            msg = f"version {version} of the story {story} is not recorded, so it cannot be undone"
            raise ChangeError(msg)
        return await self._put(
            wish,
            ChangeKind.UNDO,
            articles=tuple(ArticleChange(r.article_id, r.after, r.before) for r in made.articles),
            aliases=await self._old_aliases(made),
            statements=await self._ended(made),
            ended=made.made,
        )

    async def _edit_aliases(self, wish: Wish, edit: AliasEdit) -> Draft:
        knowledge = await self._store.knowledge(wish.workspace.reads)
        groups = edit_groups(knowledge.aliases, edit)
        if groups == knowledge.aliases:
            msg = "the aliases are like this already"
            raise ChangeError(msg)
        change = AliasChange(knowledge.aliases_number, groups, edit)
        return await self._put(wish, ChangeKind.ALIASES, aliases=change)

    async def _put(self, wish: Wish, kind: ChangeKind, **parts: object) -> Draft:
        workspace, now = wish.workspace, self._now()
        reason = " ".join(wish.reason.split())[:_REASON_CHARS]
        change = Change(
            workspace.writes,
            kind,
            reason=reason,
            copied_from=workspace.copied_from,
            owner=workspace.owner,
            for_channels=workspace.for_channels and workspace.copied_from is not None,
            **parts,  # type: ignore[arg-type]
        )
        base = await self._store.version(workspace.reads)
        draft = Draft(uuid4().hex, change, base, workspace.community_id, wish.moderator_id, now)
        await self._drafts.forget(now - KEPT_FOR)
        await self._drafts.put(draft)
        return draft

    async def _standing(self, wish: Wish, article_ids: Sequence[str]) -> dict[str, Standing]:
        return dict(await self._store.standing(wish.workspace.reads, article_ids))

    async def _live(self, wish: Wish, article_id: str) -> Standing:
        found = (await self._standing(wish, [article_id])).get(article_id)
        if found is None or found.live is None:
            retired = " now: it is retired" if found else ""
            msg = f"there is no article {article_id!r}{retired}; pick one from the list"
            raise ChangeError(msg)
        return found

    async def _old_aliases(self, made: Publication) -> AliasChange | None:
        if made.aliases is None:
            return None
        before, after = made.aliases
        return AliasChange(after, await self._store.aliases(made.story, before))

    async def _ended(self, made: Publication) -> tuple[Statement, ...]:
        """Return the statements that a publication ended and that could still be shown, under new ids."""
        now = self._now()
        return tuple(
            replace(statement, id=uuid4().hex[:12])
            for statement in await self._history.statements(made.story)
            if statement.id in made.ended and statement.holds(now)
        )


def _contents(
    wish: Wish, articles: Sequence[Article], standing: dict[str, Standing]
) -> tuple[ArticleChange, ...]:
    changes = []
    for article in articles:
        found = standing.get(article.id)
        content = replace(article, story=wish.workspace.writes)
        changes.append(ArticleChange(article.id, found.number if found else None, content))
    return tuple(changes)


def _is_live(standing: Standing | None, content: Article) -> bool:
    live = standing.live if standing else None
    return live is not None and live.article.content_hash == content.content_hash
