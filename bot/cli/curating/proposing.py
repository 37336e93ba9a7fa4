"""How every change goes live: drafted, shown with its dry run, agreed to, published."""

import inspect
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.console import complain, make_console, print_json
from bot.cli.curating.previews import print_overtaken, print_preview
from bot.cli.curating.records import preview_to_json
from bot.cli.curating.session import Session, ask_yes, can_be_asked, open_session
from bot.cli.options import flag
from bot.cli.running import ERROR
from bot.curation.publishing import Published
from bot.domain import Draft, Publication
from bot.errors import StorydeskError
from bot.ports import ReadArticle

_LEFT = 1
"""The exit code where somebody was asked and said no."""

ReasonOption = Annotated[str, typer.Option("--reason", help="Why, in a few words; the history keeps it.")]
_YES = Annotated[bool, flag("--yes", "-y", says="Publish without asking.")]
_DRY_RUN = Annotated[bool, flag("--dry-run", says="Only show what it would do.")]
_DETAILS = Annotated[
    bool,
    flag("--details", says="Show each answer that changes, before and after, and all that was left out."),
]
_JSON = Annotated[bool, flag("--json", says="Print JSON; goes with --yes or --dry-run.")]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a change is to be shown and agreed to, as the options of a command say."""

    yes: bool
    dry_run: bool
    details: bool
    as_json: bool

    def check(self) -> None:
        """Return if there is a way to agree to a change.

        Raises:
            StorydeskError: if nobody can be asked and no option says what to do.
        """
        if self.yes and self.dry_run:
            msg = "--yes publishes and --dry-run only shows: give one of them"
            raise StorydeskError(msg)
        if self.as_json and not (self.yes or self.dry_run):
            msg = "--json asks nobody: add --yes to publish, or --dry-run to look only"
            raise StorydeskError(msg)
        if not (self.yes or self.dry_run or can_be_asked()):
            msg = "nothing was changed: nobody can be asked here; --yes publishes, --dry-run only shows"
            raise StorydeskError(msg)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft, what its articles were read from, where they were, and the file of who wrote one by hand."""

    draft: Draft
    read: tuple[ReadArticle, ...] = ()
    by_hand: Path | None = None


def propose(
    story: str | None,
    manner: Manner,
    make: Callable[[Session], Proposal],
    *,
    may_be_new: bool = False,
) -> int:
    """Make a draft, show it, publish it if that is agreed to, and return the exit code.

    0: published, or only looked at; 1: not agreed to. A draft never stays behind.

    Raises:
        StorydeskError: if the change cannot be made, or nobody can be asked.
    """
    manner.check()
    with open_session(story, may_be_new=may_be_new) as session:
        proposal = make(session)
        code = _LEFT
        try:
            code = _carry_through(session, manner, proposal)
        finally:
            if proposal.by_hand is not None:
                _clear_away(proposal, proposal.by_hand, done=code == 0 and not manner.dry_run)
        return code


def say_kept(article_id: str, path: Path) -> str:
    """Return where the text is that somebody wrote of an article in vain, and how to go on with it."""
    return f"your text is kept; to go on: storydesk knowledge edit {article_id} {path}"


def _clear_away(proposal: Proposal, path: Path, *, done: bool) -> None:
    if done:
        path.unlink()
    else:
        complain(say_kept(proposal.draft.change.articles[0].article_id, path))


def with_manner(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options that say how its change is agreed to, in place of its parameter `manner`."""

    @wraps(function)
    def run(
        *args: Any,
        yes: bool = False,
        dry_run: bool = False,
        details: bool = False,
        as_json: bool = False,
        **kwargs: Any,
    ) -> int:
        return function(*args, manner=Manner(yes, dry_run, details, as_json), **kwargs)

    options = {"yes": _YES, "dry_run": _DRY_RUN, "details": _DETAILS, "as_json": _JSON}
    signature = inspect.signature(function)
    own = [parameter for name, parameter in signature.parameters.items() if name != "manner"]
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=option)
        for name, option in options.items()
    ]
    run.__signature__ = signature.replace(parameters=[*own, *added])  # type: ignore[attr-defined]
    kept = {name: kind for name, kind in function.__annotations__.items() if name != "manner"}
    run.__annotations__ = {**kept, **options}
    return run


def draft_with(
    make: Callable[[Session], Coroutine[Any, Any, Draft]],
) -> Callable[[Session], Proposal]:
    """Return what makes a proposal of a draft that nothing was read for."""
    return lambda session: Proposal(session.run(make(session)))


def _carry_through(session: Session, manner: Manner, proposal: Proposal) -> int:
    draft, read, yes = proposal.draft, proposal.read, manner.yes
    while True:
        try:
            agreed = _show(session, manner, draft, read, yes=yes)
            if not agreed:
                if manner.dry_run:
                    return 0
                session.run(session.desk.publisher.discard(draft.id, moderator_id=None))
                complain("nothing was changed")
                return _LEFT
            published = session.run(session.desk.publisher.publish(draft.id, moderator_id=None))
        finally:
            # Gone already where it was published or thrown away; not where the person left with Ctrl-C.
            session.run(session.desk.drafts.take(draft.id))
        if published.rebased is None:
            _confirm(published.publication, manner)
            return 0
        if not can_be_asked() or manner.as_json:
            return _give_up(session, published, published.rebased)
        print_overtaken(make_console(), published.overtaken)
        draft, yes = published.rebased, False  # --yes agreed to what was seen, which is not so any more


def _show(session: Session, manner: Manner, draft: Draft, read: Sequence[ReadArticle], *, yes: bool) -> bool:
    """Show what a draft does; return whether it is to be published."""
    preview = session.run(session.desk.previewer.preview(draft, read))
    if manner.as_json:
        print_json(preview_to_json(preview))
    else:
        print_preview(make_console(), preview, details=manner.details)
    if manner.dry_run:
        return False
    return yes or ask_yes("Publish?")


def _confirm(publication: Publication | None, manner: Manner) -> None:
    if publication is None:
        said = "Nothing to publish: everything is like this already."
    else:
        version, story = publication.version, publication.story
        said = f"Published as version {version} of the story {story}; storydesk knowledge undo {version}"
        said += " takes it back." if story == "default" else f" --story {story} takes it back."
    make_console(stderr=manner.as_json).print(said, style="bold", markup=False, soft_wrap=True)


def _give_up(session: Session, published: Published, rebased: Draft) -> int:
    session.run(session.desk.drafts.take(rebased.id))
    what = ", ".join(overtaken.article_id for overtaken in published.overtaken) or "the aliases"
    complain(f"nothing was changed: somebody else changed {what} meanwhile; look at it, then try again")
    return ERROR
