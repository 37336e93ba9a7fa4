"""Another text for what is drafted already: what a moderator changes in a preview."""

from dataclasses import replace
from datetime import datetime

from bot.curation.drafting import explain_taken, now_in_utc
from bot.curation.staging import find_base
from bot.curation.statements import make_statement
from bot.domain import Article, ChangeKind, Draft, Standing
from bot.errors import GONE, ChangeError
from bot.ports import ArticleStore, Drafts


async def revise_draft(store: ArticleStore, drafts: Drafts, draft_id: str, article: Article) -> Draft:
    """Put another content into a draft of one article, and return the draft.

    It keeps its id, so that the buttons under its preview go on to work, and the revision that it was made
    on: what somebody else made of the article since is not overwritten unseen.

    Raises:
        ChangeError: if the draft is gone or is not that of one article's text, if the article cannot have
            that id, or if it would be as it is.
    """
    draft = await drafts.get(draft_id)
    if draft is None:
        raise ChangeError(GONE)
    if not has_text(draft):
        msg = "only a draft of one article's text can be edited; discard it and make it anew"
        raise ChangeError(msg)
    story = await find_base(store, draft.change)
    standing = (await store.standing(story, [article.id])).get(article.id)
    _check(draft, article, standing)
    content = replace(article, story=draft.change.story)
    change = replace(draft.change.articles[0], article_id=article.id, after=content)
    revised = replace(
        draft,
        change=replace(draft.change, articles=(change,)),
        base=await store.version(story),
        made_at=now_in_utc(),
    )
    await _keep(drafts, revised)
    return revised


async def replace_statement(
    drafts: Drafts, draft_id: str, *, about: str, text: str, signed: str, expires_at: datetime
) -> Draft:
    """Put another statement into a draft of one, and return the draft, which keeps its id.

    Raises:
        ChangeError: if the draft is gone, or if the statement cannot be made: see `make_statement`.
    """
    draft = await drafts.get(draft_id)
    if draft is None:
        raise ChangeError(GONE)
    now = now_in_utc()
    made = make_statement(about, text, signed, made_at=now, expires_at=expires_at)
    revised = replace(draft, change=replace(draft.change, statements=(made,)), made_at=now)
    await _keep(drafts, revised)
    return revised


def has_text(draft: Draft) -> bool:
    """Tell whether a draft is that of one article's text, which can be edited."""
    articles = draft.change.articles
    return len(articles) == 1 and isinstance(articles[0].after, Article)


async def _keep(drafts: Drafts, revised: Draft) -> None:
    """Keep a draft in its own place, unless it was published or thrown away meanwhile."""
    if not await drafts.replace(revised.id, revised):
        raise ChangeError(GONE)


def _check(draft: Draft, article: Article, standing: Standing | None) -> None:
    is_live = standing is not None and standing.live is not None
    if draft.change.kind is ChangeKind.ADD:
        if is_live:
            raise ChangeError(explain_taken(article.id))
        return
    own_id = draft.change.articles[0].article_id
    if article.id != own_id:
        msg = f"the article's id is {own_id!r} and stays so; add {article.id!r} as an article of its own"
        raise ChangeError(msg)
    if not is_live:
        msg = f"{own_id!r} was retired meanwhile; restore it, then edit it"
        raise ChangeError(msg)
    if standing and standing.live and standing.live.article.content_hash == article.content_hash:
        msg = f"nothing was changed in {own_id!r}"
        raise ChangeError(msg)
