"""Golden questions: those whose answers must stay as they should be, whatever a change does."""

from uuid import uuid4

from bot.curation.acts import OPERATOR
from bot.curation.desk import CurationDesk
from bot.curation.drafting import Wish, now_in_utc
from bot.domain import Act, Answer
from bot.errors import ChangeError
from bot.ports import ArticleStore, GoldenQuestion

_QUESTION_CHARS = 500


async def keep_golden(
    desk: CurationDesk, wish: Wish, question: str, *, article_id: str | None, sentence: str | None
) -> GoldenQuestion:
    """Keep a question with the answer it must have: from an article, or, without an `article_id`, none.

    Raises:
        ChangeError: if the question is empty or too long, there is no such article, or it does not say so.
        StorageError: if the database cannot be written; nothing was stored then.
    """
    story = wish.workspace.writes
    asked = " ".join(question.split())
    if not 0 < len(asked) <= _QUESTION_CHARS:
        msg = f"a golden question needs 1 to {_QUESTION_CHARS} characters, not {len(asked):,}"
        raise ChangeError(msg)
    said = " ".join((sentence or "").split()) or None
    if article_id is None and said is not None:
        msg = "a sentence stands in an article: say in which one"
        raise ChangeError(msg)
    if article_id is not None:
        await _check_place(desk.store, wish.workspace.reads, article_id, said)
    made = GoldenQuestion(uuid4().hex[:8], story, asked, article_id, said, now_in_utc(), wish.moderator_id)
    await desk.questions.add_golden(made)
    await _record(desk, wish, "golden add", asked)
    return made


async def keep_as_answered(desk: CurationDesk, wish: Wish, answer: Answer) -> GoldenQuestion:
    """Keep a question with the answer that it got: the first quote's article and words, or none at all.

    Raises:
        ChangeError: if the question is empty or too long, or the article is not live any more.
        StorageError: if the database cannot be written; nothing was stored then.
    """
    best = answer.quotes[0] if answer.answered else None
    return await keep_golden(
        desk,
        wish,
        answer.question,
        article_id=best.article.id if best else None,
        sentence=best.text if best else None,
    )


async def drop_golden(desk: CurationDesk, wish: Wish, question_id: str) -> None:
    """Remove a golden question.

    Raises:
        ChangeError: if there is none of that id.
        StorageError: if the database cannot be written; nothing was removed then.
    """
    if not await desk.questions.remove_golden(wish.workspace.writes, question_id):
        msg = f"there is no golden question {question_id!r}; the list of them says their ids"
        raise ChangeError(msg)
    await _record(desk, wish, "golden remove", question_id)


async def _check_place(store: ArticleStore, story: str, article_id: str, sentence: str | None) -> None:
    found = (await store.standing(story, [article_id])).get(article_id)
    if found is None or found.live is None:
        msg = f"there is no article {article_id!r}{' now: it is retired' if found else ''}; pick a live one"
        raise ChangeError(msg)
    body = " ".join(found.live.article.body.split()).casefold()
    if sentence is not None and sentence.casefold() not in body:
        msg = f"{article_id!r} does not say “{sentence}”; copy the words from the article"
        raise ChangeError(msg)


async def _record(desk: CurationDesk, wish: Wish, command: str, subject: str) -> None:
    act = Act(
        at=now_in_utc(),
        community_id=wish.workspace.community_id,
        actor=str(wish.moderator_id or OPERATOR),
        command=command,
        subject=subject,
        done=True,
        story=wish.workspace.writes,
    )
    await desk.audit.record(act)
