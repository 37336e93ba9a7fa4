"""Knowledge that is not live, to be tried out: a draft, or what an import would bring in."""

from datetime import datetime

from bot.curation.reports import ImportPlan
from bot.curation.staging import stage
from bot.domain import ArticleChange, Change, ChangeKind
from bot.errors import GONE, ChangeError, ImportRefusedError
from bot.ports import ArticleStore, Drafts, Knowledge


async def stage_draft(store: ArticleStore, drafts: Drafts, draft_id: str, now: datetime) -> Knowledge:
    """Return the knowledge of a draft's story with the draft in it.

    Raises:
        ChangeError: if there is no such draft any more.
    """
    draft = await drafts.get(draft_id)
    if draft is None:
        raise ChangeError(GONE)
    change = draft.change
    story = change.story
    if change.copied_from is not None and not await store.version(story):
        story = change.copied_from  # the copy is made when the draft is published
    return await stage(store, await store.knowledge(story), change, now)


async def stage_import(store: ArticleStore, plan: ImportPlan, story: str, now: datetime) -> Knowledge:
    """Return a story's knowledge with what an import would bring into it.

    Raises:
        ImportRefusedError: with every reason, if anything is refused.
    """
    if plan.report.refusals:
        raise ImportRefusedError(plan.report.refusals)
    knowledge = await store.knowledge(story)
    change = Change(
        story,
        ChangeKind.IMPORT,
        articles=tuple(
            ArticleChange(article.id, before, article)
            for article, before in plan.replaced
            if article.story == story
        ),
        aliases=plan.aliases.get(story),
    )
    return await stage(store, knowledge, change, now)
