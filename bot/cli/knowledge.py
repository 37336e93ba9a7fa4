"""`storydesk import` and `storydesk export`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from bot.app import Services
from bot.cli.console import make_console, make_progress
from bot.cli.options import StoryOption, story_of
from bot.cli.running import command, with_services
from bot.curation.exporting import export
from bot.curation.reports import ImportReport, Outcome, Status
from bot.settings import load_settings

_COLOURS = {Status.REFUSED: "red", Status.KEPT: "yellow", Status.UNCHANGED: "dim", Status.SKIPPED: "dim"}
_SHOWN_CHARS = 90


@command
def import_articles(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders: .md .txt .html .jsonl.")],
    *,
    explain: Annotated[bool, typer.Option("--explain", help="Show what cleaning dropped, and why.")] = False,
    story: StoryOption = None,
) -> int:
    """Add articles, or new revisions of them. All go live at once; if any is refused, none does.

    A `sources.toml` beside the files gives what they do not state themselves.
    Example: storydesk import articles/ --explain
    """

    async def work(services: Services) -> int:
        with make_progress() as progress:
            bar = progress.add_task("Reading", total=None)
            plan = await services.importer.plan(
                paths,
                story_override=story,
                progress=lambda done, total: progress.update(bar, completed=done, total=total),
            )
        console = make_console()
        if not plan.report.refusals:
            await services.importer.publish(plan)
            _print_report(console, plan.report, explain=explain)
            return 0
        if explain:
            _print_report(console, plan.report, explain=True)
        await services.importer.publish(plan)  # raises with every reason
        return 0

    return with_services(load_settings(), work)


@command
def export_articles(
    directory: Annotated[Path, typer.Argument(help="The folder to write to; it is made if need be.")],
    *,
    story: StoryOption = None,
) -> int:
    """Write the live knowledge as Markdown that can be reviewed; importing it again changes nothing.

    Example: storydesk export knowledge-copy/
    """
    settings = load_settings()

    async def work(services: Services) -> int:
        report = await export(services.store, story_of(settings, story), directory)
        console = make_console()
        console.print(
            f"{len(report.written)} files written to {directory}, {len(report.unchanged)} unchanged.",
            markup=False,
        )
        for path in report.stale:
            console.print(f"{path}: of no live article; delete it if you do not need it", markup=False)
        return 0

    return with_services(settings, work)


def _print_report(console: Console, report: ImportReport, *, explain: bool) -> None:
    for outcome in report.outcomes:
        _print_outcome(console, outcome, explain=explain)
    counts = [(status, report.count(status)) for status in Status]
    console.print(", ".join(f"{count} {status}" for status, count in counts if count) + ".", style="bold")


def _print_outcome(console: Console, outcome: Outcome, *, explain: bool) -> None:
    colour = _COLOURS.get(outcome.status, "green")
    console.print(
        Text.assemble((f"{outcome.status:9} ", colour), outcome.name, (f"  {outcome.reason}", "dim")),
        soft_wrap=True,
    )
    for note in outcome.notes:
        console.print(f"          note: {note}", markup=False)
    if explain:
        for dropped in outcome.dropped:
            text = " ".join(dropped.text.split())
            shown = text if len(text) <= _SHOWN_CHARS else text[: _SHOWN_CHARS - 1] + "…"
            console.print(
                Text.assemble("          dropped ", (f"({dropped.reason})", "yellow"), f": {shown}")
            )
