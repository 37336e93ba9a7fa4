"""`storydesk knowledge recall` and `watch`: what answers, and pages, say otherwise than what is live."""

from collections.abc import Iterator
from typing import Annotated

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from bot.cli.console import make_console, print_json
from bot.cli.curating.previews import show_differences
from bot.cli.curating.session import Session, open_session
from bot.cli.curating.wording import name_moment, to_utc
from bot.cli.layout import Indented, fold_white_space, unbroken
from bot.cli.options import JsonOption, StoryOption
from bot.cli.running import command
from bot.curation.recall import QuoteNow, Recall, Recalled
from bot.curation.reports import count_of
from bot.curation.watching import SilentEdit
from bot.errors import ChangeError

_HOW_TO_CORRECT = (
    "Only the bot can correct its messages: in Discord, press “Answers that quoted it” under a publication "
    "of the same articles."
)
_NOT_ALLOWED = "web pages are not fetched here: STORYDESK_ALLOW_FETCHING=true allows it"


@command
def recall(
    version: Annotated[int, typer.Argument(metavar="VERSION", min=1, help="Its number; see history.")],
    *,
    as_json: JsonOption = False,
    story: StoryOption = None,
) -> int:
    """List the answers that quoted what a publication changed: where they are, and what stands now.

    Example: storydesk knowledge recall 12
    """
    with open_session(story) as session:
        found = session.run(_find(session, version))
        if as_json:
            print_json(_recall_to_json(found))
            return 0
        console = make_console()
        for recalled in found.reachable:
            console.print(Group(*_describe(recalled)), crop=False)
        console.print(_count(found), style="bold", markup=False, soft_wrap=True)
        if found.reachable:
            console.print(_HOW_TO_CORRECT, style="dim", soft_wrap=True)
    return 0


@command
def watch(*, as_json: JsonOption = False, story: StoryOption = None) -> int:
    """Fetch the pages that articles came from, now, and show which were changed silently.

    Nothing is changed, and the bot tells its moderators all the same.
    Example: storydesk knowledge watch
    """
    with open_session(story) as session:
        if not session.desk.watcher.is_allowed:
            raise ChangeError(_NOT_ALLOWED)
        edits = session.run(_look(session))
        for edit in edits:
            if as_json:
                print_json(_edit_to_json(edit))
            else:
                make_console().print(Group(*_describe_edit(edit)), crop=False)
        if not as_json:
            said = f"{count_of(len(edits), 'page')} changed silently." if edits else "No page was changed."
            make_console().print(said, style="bold", soft_wrap=True)
    return 0


async def _find(session: Session, version: int) -> Recall:
    publication = await session.desk.history.publication(session.story, version)
    if publication is None:
        msg = f"there is no version {version} of {session.story}; storydesk knowledge history lists them"
        raise ChangeError(msg)
    return await session.desk.recaller.find(publication)


async def _look(session: Session) -> list[SilentEdit]:
    return [edit async for edit in session.desk.watcher.look(session.story, at_once=True)]


def _describe(recalled: Recalled) -> Iterator[RenderableType]:
    answer = recalled.answer
    said = [
        f"{count} {what}"
        for count, what in (
            (answer.helpful, "helpful"),
            (answer.not_helpful, "not helpful"),
            (answer.reports, "reported"),
        )
        if count
    ]
    yield unbroken(_link(recalled) or "in a direct message", "bold")
    yield Indented(Text(", ".join([name_moment(answer.asked_at), *said]), style="dim"), 2)
    for quote in recalled.changed:
        shows = "withdrawn: " if quote.withdrawn else ""
        yield Indented(Text(f"- {shows}{fold_white_space(quote.before.text)}", style="red"), 4)
        yield Indented(Text(f"+ {_name_now(quote)}", style="green"), 4)


def _name_now(quote: QuoteNow) -> str:
    return fold_white_space(quote.now.text) if quote.now else "nothing took its place"


def _link(recalled: Recalled) -> str | None:
    """Return where an answer can be opened; None of one in a direct message, which is its asker's alone."""
    answer = recalled.answer
    if not answer.community_id:
        return None
    return f"https://discord.com/channels/{answer.community_id}/{answer.channel_id}/{answer.message_id}"


def _count(found: Recall) -> str:
    counts = (
        (found.private, "only the asker can see"),
        (found.forgotten, "where the log no longer knows where they are"),
        (found.gone, "whose messages were deleted"),
    )
    out_of_reach = "".join(f"; {count:,} {what}" for count, what in counts if count)
    return f"{count_of(found.answers, 'answer')} to be corrected{out_of_reach}."


def _recall_to_json(found: Recall) -> dict[str, object]:
    return {
        "answers": [
            {
                "id": recalled.answer.id,
                "asked_at": to_utc(recalled.answer.asked_at),
                "server": recalled.answer.community_id,
                "link": _link(recalled),
                "helpful": recalled.answer.helpful,
                "not_helpful": recalled.answer.not_helpful,
                "reports": recalled.answer.reports,
                "quotes": [_quote_to_json(quote) for quote in recalled.changed],
            }
            for recalled in found.reachable
        ],
        "private": found.private,
        "forgotten": found.forgotten,
        "deleted": found.gone,
    }


def _quote_to_json(quote: QuoteNow) -> dict[str, object]:
    return {
        "article": quote.before.article.id,
        "revision": quote.before.revision.number,
        "before": quote.before.text,
        "now": quote.now.text if quote.now else None,
        "withdrawn": quote.withdrawn,
    }


def _describe_edit(edit: SilentEdit) -> Iterator[RenderableType]:
    article = edit.revision.article
    yield Indented(Text.assemble((article.id, "bold"), f"  {article.title}"), 0)
    yield unbroken(f"  {article.url}", "dim")
    if edit.mostly_gone:
        yield Indented(Text("hardly anything of the article is left there: it may be gone, or closed"), 2)
    for change, count in zip(edit.differences, edit.quoted, strict=True):
        yield from show_differences([change])
        if count:
            yield Indented(Text(f"quoted in {count_of(count, 'answer')}", style="dim"), 4)


def _edit_to_json(edit: SilentEdit) -> dict[str, object]:
    return {
        "id": edit.revision.article.id,
        "url": edit.revision.article.url,
        "mostly_gone": edit.mostly_gone,
        "differences": [
            {"before": change.before, "after": change.after, "quoted": count}
            for change, count in zip(edit.differences, edit.quoted, strict=True)
        ],
    }
