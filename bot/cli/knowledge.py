"""`storydesk import` and `storydesk export`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from bot.app import Services
from bot.cli.console import make_console, make_progress
from bot.cli.options import StoryOption, story_of
from bot.cli.running import ERROR, command, with_services
from bot.curation.exporting import export
from bot.curation.fetching import is_url
from bot.curation.reports import ImportReport, Outcome, Status, count_of
from bot.domain import DEFAULT_STORY
from bot.settings import Settings, load_settings

_COLOURS = {Status.REFUSED: "red", Status.KEPT: "yellow", Status.UNCHANGED: "dim", Status.SKIPPED: "dim"}
_WOULD_BE = {Status.ADDED: "would be added", Status.REVISED: "would be revised"}
_SHOWN_CHARS = 90


@command
def import_articles(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Files or folders: .md .txt .html .pdf .docx .jsonl .zip; web addresses, if allowed."
        ),
    ],
    *,
    explain: Annotated[bool, typer.Option("--explain", help="Show what cleaning dropped, and why.")] = False,
    story: StoryOption = None,
) -> int:
    """Add articles, or new revisions of them. All go live at once; if any is refused, none does.

    A `sources.toml` beside the files gives what they do not state themselves. Groups of an `aliases.toml`
    take the place of stored groups that they share a term with; all others stay.
    Example: storydesk import articles/ --explain
    """
    settings = load_settings()

    async def work(services: Services) -> int:
        with make_progress() as progress:
            bar = progress.add_task("Reading", total=None)
            plan = await services.importer.plan(
                [Path(path) for path in paths if not is_url(path)],
                urls=[path for path in paths if is_url(path)],
                story_override=story or _chosen_story(settings),
                progress=lambda done, total: progress.update(bar, completed=done, total=total),
            )
        if plan.report.refusals:
            _print_refusals(plan.report, settings.story, explain=explain)
            return ERROR
        await services.importer.publish(plan)
        _print_report(plan.report, settings.story, explain=explain)
        return 0

    return with_services(settings, work)


@command
def export_articles(
    directory: Annotated[Path, typer.Argument(help="The folder to write to; it is made if need be.")],
    *,
    story: StoryOption = None,
) -> int:
    """Write the live knowledge as Markdown that can be reviewed; importing it again changes nothing.

    The folder is laid out as the knowledge folder is: articles/ID.md and aliases.toml.
    Example: storydesk export knowledge-copy/
    """
    settings = load_settings()

    async def work(services: Services) -> int:
        report = await export(services.store, story_of(settings, story), directory)
        console = make_console()
        written, unchanged = count_of(len(report.written), "file"), len(report.unchanged)
        console.print(
            f"{written} written to {directory}, {unchanged} unchanged.", markup=False, soft_wrap=True
        )
        for path in report.stale:
            remark = "not of this export, but an import of the folder reads it; delete or move it"
            console.print(f"{path}: {remark}", markup=False, soft_wrap=True)
        return 0

    return with_services(settings, work)


def _chosen_story(settings: Settings) -> str | None:
    """Return the story that the operator set: what is imported joins it. Else each file says its own."""
    return settings.story if settings.story != DEFAULT_STORY else None


def _print_report(report: ImportReport, story: str, *, explain: bool) -> None:
    """Say what came of each file, how many of each there are, and how to read stories other than `story`."""
    console = make_console()
    for outcome in report.outcomes:
        _print_outcome(console, outcome, str(outcome.status), story, explain=explain)
    counts = [(status, report.count(status)) for status in Status]
    console.print(", ".join(f"{count} {status}" for status, count in counts if count) + ".", style="bold")
    for other in sorted({o.story for o in report.outcomes if o.story} - {story}):
        how = f"To read the story {other}: --story {other}, or STORYDESK_STORY={other}"
        console.print(how, markup=False, soft_wrap=True)


def _print_refusals(report: ImportReport, story: str, *, explain: bool) -> None:
    """Say why nothing was imported; what would have come of the rest is only for explaining."""
    if explain:
        for outcome in report.outcomes:
            if outcome.status is not Status.REFUSED:
                status = _WOULD_BE.get(outcome.status, str(outcome.status))
                _print_outcome(make_console(), outcome, status, story, explain=True)
    console = make_console(stderr=True)
    for reason in report.refusals:
        console.print(f"storydesk: {reason}", markup=False, soft_wrap=True)
    refused, total = len(report.refusals), len(report.outcomes) - report.count(Status.SKIPPED)
    were = "was" if refused == 1 else "were"
    summary = f"{refused:,} of {count_of(total, 'file')} {were} refused"
    if any(", line " in outcome.name for outcome in report.outcomes):
        summary = f"{refused:,} of {count_of(total, 'article')} {were} refused"
    console.print(f"storydesk: nothing was imported: {summary}", markup=False, soft_wrap=True)


def _print_outcome(console: Console, outcome: Outcome, status: str, story: str, *, explain: bool) -> None:
    colour = _COLOURS.get(outcome.status, "green")
    named = f" (story {outcome.story})" if outcome.story not in {None, story} else ""
    line = ((f"{status:9} ", colour), outcome.name, named, (f"  {outcome.reason}", "dim"))
    console.print(Text.assemble(*line), soft_wrap=True)
    for note in outcome.notes:
        console.print(f"          note: {note}", markup=False, soft_wrap=True)
    if not explain or outcome.article is None:
        return
    if not outcome.dropped:
        console.print("          nothing was dropped")
    for dropped in outcome.dropped:
        text = " ".join(dropped.text.split())
        shown = text if len(text) <= _SHOWN_CHARS else text[: _SHOWN_CHARS - 1] + "…"
        console.print(Text.assemble("          dropped ", (f"({dropped.reason})", "yellow"), f": {shown}"))
