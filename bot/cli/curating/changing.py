"""`storydesk knowledge add`, `edit`, `retire`, `restore`, `rollback` and `undo`."""

import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import complain
from bot.cli.curating.editor import open_in_editor
from bot.cli.curating.proposing import (
    Manner,
    Proposal,
    ReasonOption,
    draft_with,
    propose,
    say_kept,
    with_manner,
)
from bot.cli.curating.session import Session, can_be_asked
from bot.cli.options import StoryOption
from bot.cli.running import command
from bot.curation.markdown import render_article
from bot.domain import Article, MadeBy, Revision
from bot.errors import ChangeError, ImportRefusedError, StorydeskError
from bot.ports import Entry, ReadArticle

ArticleArgument = Annotated[str, typer.Argument(metavar="ARTICLE", help="The article's id.")]


@command
@with_manner
def add(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files or folders of new articles.")],
    *,
    reason: ReasonOption = "",
    manner: Manner,
    story: StoryOption = None,
) -> int:
    """Add new articles, all at once, after showing what they do.

    Example: storydesk knowledge add report.md --reason "the mayor resigned"
    """

    def make(session: Session) -> Proposal:
        read = _read_files(session, files, story)
        wish = session.wish(reason)
        return Proposal(session.run(session.desk.drafting.add(wish, [r.article for r in read])), read)

    return propose(story, manner, make, may_be_new=True)


@command
@with_manner
def edit(
    article: ArticleArgument,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Its new text; without it, $EDITOR opens.")
    ] = None,
    *,
    reason: ReasonOption = "",
    manner: Manner,
    story: StoryOption = None,
) -> int:
    """Change an article: its text and what is known of it. What a FILE does not state stays as it is.

    In the editor everything is there to see, so what you take out is gone.
    Example: storydesk knowledge edit bridge corrected.md --reason "the date was wrong"
    """

    def make(session: Session) -> Proposal:
        now = session.run(_find_live(session, article))
        if file is not None:
            read = _read_edited(session, now.article, file, whole=False)
            draft = session.desk.drafting.edit(session.wish(reason), read.article, now.number)
            return Proposal(session.run(draft), (read,))
        return _edit_by_hand(session, now, reason)

    if file is None and not can_be_asked():
        msg = "an editor needs a terminal: name a FILE with the new text"
        raise StorydeskError(msg)
    return propose(story, manner, make)


@command
@with_manner
def retire(
    article: ArticleArgument,
    *,
    reason: ReasonOption = "",
    manner: Manner,
    story: StoryOption = None,
) -> int:
    """Withdraw an article: it answers nothing any more, and can be restored.

    Example: storydesk knowledge retire bridge --reason "the publisher withdrew it"
    """
    make = draft_with(lambda session: session.desk.drafting.retire(session.wish(reason), article))
    return propose(story, manner, make)


@command
@with_manner
def restore(
    article: ArticleArgument,
    *,
    reason: ReasonOption = "",
    manner: Manner,
    story: StoryOption = None,
) -> int:
    """Bring a retired article back as it was.

    Example: storydesk knowledge restore bridge
    """
    make = draft_with(lambda session: session.desk.drafting.restore(session.wish(reason), article))
    return propose(story, manner, make)


@command
@with_manner
def roll_back(
    article: ArticleArgument,
    revision: Annotated[int, typer.Argument(metavar="REVISION", min=1, help="Its number; see history.")],
    *,
    reason: ReasonOption = "",
    manner: Manner,
    story: StoryOption = None,
) -> int:
    """Bring back an earlier revision of an article; none is ever lost.

    Example: storydesk knowledge rollback bridge 2 --reason "the correction was wrong"
    """
    make = draft_with(
        lambda session: session.desk.drafting.roll_back(session.wish(reason), article, revision)
    )
    return propose(story, manner, make)


@command
@with_manner
def undo(
    version: Annotated[int, typer.Argument(metavar="VERSION", min=1, help="Its number; see history.")],
    *,
    reason: ReasonOption = "",
    manner: Manner,
    story: StoryOption = None,
) -> int:
    """Take back everything that one publication changed.

    Example: storydesk knowledge undo 12
    """
    make = draft_with(lambda session: session.desk.drafting.undo(session.wish(reason), version))
    return propose(story, manner, make)


def _read_files(session: Session, files: list[Path], story: str | None) -> tuple[ReadArticle, ...]:
    """Read new articles as an import does.

    Raises:
        ImportRefusedError: with every reason, if anything was refused.
        ChangeError: if there are aliases among them, or articles of another story.
    """
    plan = session.run(session.services.importer.plan(files, story_override=story, made_by=MadeBy.MODERATOR))
    if plan.report.refusals:
        raise ImportRefusedError(plan.report.refusals)
    for outcome in plan.report.outcomes:
        if outcome.article is None and outcome.story is not None:
            msg = f"{outcome.name}: holds aliases; use storydesk knowledge alias add, or storydesk import"
            raise ChangeError(msg)
        if outcome.article is not None and outcome.story != session.story:
            msg = f"{outcome.name}: is of the story {outcome.story}: add --story {outcome.story}"
            raise ChangeError(msg)
    found = [outcome for outcome in plan.report.outcomes if outcome.article is not None]
    return tuple(ReadArticle(o.article, o.dropped, o.notes) for o in found if o.article is not None)


async def _find_live(session: Session, article_id: str) -> Revision:
    standing = await session.desk.store.standing(session.story, [article_id])
    found = standing.get(article_id)
    if found is None or found.live is None:
        cure = f"storydesk knowledge restore {article_id}" if found else "storydesk knowledge list names them"
        msg = f"there is no article {article_id!r}{' now: it is retired' if found else ''}; {cure}"
        raise ChangeError(msg)
    return found.live


def _edit_by_hand(session: Session, found: Revision, reason: str) -> Proposal:
    """Let a person edit an article; where it comes to nothing, the text stays in a file."""
    now = found.article
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix=f"{now.id}-", suffix=".md", delete=False
    ) as file:
        file.write(render_article(now))
    path = Path(file.name)
    before = path.read_bytes()
    try:
        open_in_editor(path)
        read = _read_edited(session, now, path, whole=True)
        draft = session.run(session.desk.drafting.edit(session.wish(reason), read.article, found.number))
    except StorydeskError:
        if path.read_bytes() == before:
            path.unlink()
        else:
            complain(say_kept(now.id, path))
        raise
    return Proposal(draft, (read,), path)


def _read_edited(session: Session, now: Article, path: Path, *, whole: bool) -> ReadArticle:
    """Read the new text of an article; what it does not state stays as it is, unless it is `whole`.

    Raises:
        ArticleError: if the file cannot be read.
        ChangeError: if it holds several articles, or another one.
    """
    readers = session.desk.readers
    entries = readers.open(path)
    if len(entries) != 1:
        msg = f"{path}: holds {len(entries)} articles; name a file with the text of {now.id!r} alone"
        raise ChangeError(msg)
    entry: Entry = replace(entries[0], stem=now.id)
    known = {name: value for name, value in asdict(now).items() if name not in {"id", "body"}}
    read = readers.read(entry, {"story": now.story} if whole else known)
    if read.article.id != now.id:
        msg = f"{path}: says that it is {read.article.id!r}, not {now.id!r}; mend the id or take it out"
        raise ChangeError(msg)
    return read
