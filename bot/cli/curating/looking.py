"""`storydesk knowledge list`, `show`, `history` and `audit`."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from bot.cli.console import complain, make_console, print_json
from bot.cli.curating.changing import ArticleArgument
from bot.cli.curating.previews import show_differences
from bot.cli.curating.records import publication_to_json, revision_to_json
from bot.cli.curating.session import Session, open_session
from bot.cli.curating.wording import name_maker, name_moment, to_utc
from bot.cli.layout import Indented
from bot.cli.options import JsonOption, StoryOption, flag
from bot.cli.running import command
from bot.curation.acts import OPERATOR
from bot.curation.differences import SentenceChange, compare_bodies
from bot.curation.markdown import render_article
from bot.curation.reports import count_of
from bot.domain import Act, Publication, Replaced, Revision
from bot.errors import ChangeError

LimitOption = Annotated[int, typer.Option("--limit", min=1, help="How many of the newest to show.")]

_Differences = dict[str, tuple[SentenceChange, ...]]


@command
def list_articles(
    *,
    retired: Annotated[bool, flag("--retired", says="Those that are retired, instead.")] = False,
    as_json: JsonOption = False,
    story: StoryOption = None,
) -> int:
    """List the articles of a story, one a line.

    Example: storydesk knowledge list --retired
    """
    with open_session(story) as session:
        if retired:
            revisions = session.run(session.desk.store.retired(session.story))
        else:
            revisions = session.run(session.desk.store.knowledge(session.story)).revisions
        if as_json:
            for revision in revisions:
                print_json(revision_to_json(revision, live=not retired))
            return 0
        console = make_console()
        for revision in revisions:
            console.print(_name_revision(revision), soft_wrap=True)
        what = count_of(len(revisions), "retired article" if retired else "article")
        console.print(f"{what} in the story {session.story}.", style="bold", markup=False, soft_wrap=True)
    return 0


@command
def show(
    article: ArticleArgument,
    *,
    revision: Annotated[
        int | None, typer.Option("--revision", min=1, help="Another revision than the live one.")
    ] = None,
    as_json: JsonOption = False,
    story: StoryOption = None,
) -> int:
    """Print an article as Markdown, as it is live or as it once was; a retired one as it was last.

    Example: storydesk knowledge show bridge --revision 2 > bridge.md
    """
    with open_session(story) as session:
        found, live = session.run(_find(session, article, revision))
        if as_json:
            print_json(revision_to_json(found, live=live) | {"body": found.article.body})
            return 0
        if not live:
            complain(f"this is revision {found.number} of {article}, which is not live")
        sys.stdout.write(render_article(found.article))
    return 0


@command
def show_history(
    article: Annotated[
        str | None, typer.Argument(metavar="[ARTICLE]", help="Only what changed this one.")
    ] = None,
    *,
    diff: Annotated[bool, flag("--diff", says="Show what became of each sentence.")] = False,
    limit: LimitOption = 20,
    as_json: JsonOption = False,
    story: StoryOption = None,
) -> int:
    """List what was published, newest first: the version, who, when, what and why.

    Example: storydesk knowledge history bridge --diff
    """
    with open_session(story) as session:
        history = session.desk.history
        made = session.run(history.publications(session.story, article_id=article, limit=limit))
        if not made and article is not None:
            session.run(_find(session, article, None))  # says so if there is no such article
        for publication in made:
            shown = [r for r in publication.articles if article in {None, r.article_id}]
            differences = session.run(_compare_all(session, shown)) if diff else None
            if as_json:
                of_article = _only(publication, shown)
                print_json(publication_to_json(of_article, differences))
            else:
                lines = _describe_publication(publication, shown, differences)
                make_console().print(Group(*lines), crop=False)
        if not made and not as_json:
            make_console().print("Nothing was published that is recorded.", style="dim")
    return 0


@command
def audit(
    *,
    server: Annotated[
        str, typer.Option("--server", metavar="ID", help="A Discord server's; default: the terminal's.")
    ] = "",
    limit: LimitOption = 50,
    as_json: JsonOption = False,
) -> int:
    """List what moderators did or were refused, newest first.

    Example: storydesk knowledge audit --server 1102
    """
    with open_session(None, may_be_new=True) as session:
        acts = session.run(session.desk.audit.acts(server, limit=limit))
        for act in acts:
            if as_json:
                print_json(_act_to_json(act))
            else:
                make_console().print(_describe_act(act), soft_wrap=True)
        if not acts and not as_json:
            make_console().print("Nothing was done yet.", style="dim")
    return 0


async def _find(session: Session, article_id: str, number: int | None) -> tuple[Revision, bool]:
    """Return a revision of an article, the live or else the newest without a number, and whether it is live.

    Raises:
        ChangeError: if there is none.
    """
    standing = (await session.desk.store.standing(session.story, [article_id])).get(article_id)
    if standing is None:
        msg = f"there is no article {article_id!r}; storydesk knowledge list names them"
        raise ChangeError(msg)
    if number is None:
        return standing.live or standing.newest, standing.live is not None
    found = await session.desk.store.revision(session.story, article_id, number)
    if found is None:
        msg = f"{article_id!r} has revisions 1 to {standing.newest.number}, but no {number}"
        raise ChangeError(msg)
    return found, number == standing.number


async def _compare_all(session: Session, replaced: Sequence[Replaced]) -> _Differences:
    return {item.article_id: await _compare(session, item) for item in replaced}


async def _compare(session: Session, replaced: Replaced) -> tuple[SentenceChange, ...]:
    """Return what became of each sentence; nothing of an article that came or went as a whole."""
    if replaced.before is None or replaced.after is None:
        return ()
    store, article_id = session.desk.store, replaced.article_id
    before = await store.revision(session.story, article_id, replaced.before)
    after = await store.revision(session.story, article_id, replaced.after)
    if before is None or after is None:
        return ()
    return compare_bodies(before.article.body, after.article.body, language=after.article.language or "en")


def _only(publication: Publication, shown: Sequence[Replaced]) -> Publication:
    return replace(publication, articles=tuple(shown))


def _name_revision(revision: Revision) -> Text:
    article = revision.article
    known = [article.publisher, article.published.isoformat() if article.published else None]
    line = Text.assemble((article.id, "bold"), f"  {article.title}")
    said = ", ".join(part for part in known if part)
    return line.append(f"  {said + '; ' if said else ''}revision {revision.number}", style="dim")


def _describe_publication(
    publication: Publication, shown: Sequence[Replaced], differences: _Differences | None
) -> Iterator[RenderableType]:
    head = Text.assemble((f"version {publication.version}", "bold"), f"  {publication.kind.value}")
    head.append(f"  {name_maker(publication)}, {name_moment(publication.published_at)}", style="dim")
    yield Indented(head, 0)
    if publication.reason:
        yield Indented(Text(f"why: {publication.reason}"), 2)
    for item in shown:
        yield Indented(Text(f"{item.article_id}: {_name_change(item)}"), 2)
        if differences is not None:
            yield from show_differences(differences[item.article_id])
    if publication.aliases is not None:
        yield Indented(Text("the aliases were changed"), 2)
    if publication.made:
        yield Indented(Text(f"statement made: {', '.join(publication.made)}"), 2)
    if publication.ended:
        yield Indented(Text(f"statement ended: {', '.join(publication.ended)}"), 2)


def _name_change(item: Replaced) -> str:
    if item.after is None:
        return f"retired (was revision {item.before})"
    if item.before is None:
        return f"live, revision {item.after}"
    return f"revision {item.before} → {item.after}"


def _describe_act(act: Act) -> Text:
    who = act.actor if act.actor == OPERATOR else f"moderator {act.actor}" if act.done else "somebody"
    done = "" if act.done else " (refused)"
    line = Text.assemble((name_moment(act.at), "dim"), f"  {who}  {act.command}{done}  {act.subject}")
    if act.version is not None:
        line.append(f"  version {act.version} of {act.story}", style="dim")
    return line.append(f"  {'; '.join(act.notes)}", style="dim") if act.notes else line


def _act_to_json(act: Act) -> dict[str, object]:
    return {
        "at": to_utc(act.at),
        "server": act.community_id,
        "actor": act.actor,
        "command": act.command,
        "subject": act.subject,
        "done": act.done,
        "story": act.story,
        "version": act.version,
        "notes": list(act.notes),
    }
