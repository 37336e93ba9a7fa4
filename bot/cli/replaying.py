"""`storydesk replay`: what was asked, answered again."""

import re
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from bot.app import Services
from bot.cli.console import make_console, make_progress, print_json
from bot.cli.gaps import CommunityOption, PeriodOption, read_community
from bot.cli.layout import Indented, fold_white_space
from bot.cli.options import JsonOption, StoryOption, check_story, story_of
from bot.cli.rendering import put_in_marks
from bot.cli.running import command, with_services
from bot.curation.rehearsal import Effect
from bot.curation.replay import Replay, Replayed, Side
from bot.curation.replay_export import NOT_ANSWERED, write_csv, write_markdown
from bot.curation.trials import stage_draft, stage_import
from bot.errors import ChangeError
from bot.ports import Knowledge
from bot.refinement.gaps import make_period
from bot.refinement.wording import DEFAULT_PERIOD, parse_period
from bot.settings import load_settings

_MOST = 200
_DRAFT_ID = re.compile("[0-9a-f]{32}")


@command
def replay(
    *,
    period: PeriodOption = DEFAULT_PERIOD,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="DRAFT|FOLDER",
            help="Knowledge that is not live: a draft's id, or a folder as `import` takes it.",
        ),
    ] = None,
    most: Annotated[int, typer.Option("--most", min=1, help="The most questions, most asked first.")] = _MOST,
    markdown: Annotated[Path | None, typer.Option(help="Write it as Markdown, too.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Write it as CSV, too.")] = None,
    community: CommunityOption = None,
    as_json: JsonOption = False,
    story: StoryOption = None,
) -> int:
    """Answer the questions of a period again: what was answered then, and what is answered now.

    With --against what is answered now stands beside what would be. Nothing is logged.
    Example: storydesk replay --period 30d --against new-articles/ --csv replay.csv
    """
    settings = load_settings()
    length = parse_period(period)
    asked_in = read_community(community).id if community is not None else ""

    async def work(services: Services) -> int:
        chosen = story_of(settings, story)
        await check_story(services, chosen)
        staged = None if against is None else await _stage(services, against, chosen)
        now = services.refinement.gaps.now()
        with make_progress() as progress:
            bar = progress.add_task("Answering", total=None)
            found = await services.curation.replayer.replay(
                chosen,
                asked_in,
                make_period(length, now),
                staged=staged,
                limit=most,
                progress=lambda done, total: progress.update(bar, completed=done, total=total),
            )
        if as_json:
            print_json(_to_json(found))
        else:
            _print(make_console(), found)
        for path, text in ((markdown, write_markdown), (csv, write_csv)):
            if path is not None:
                _write(path, text(found))
        return 0

    return with_services(settings, work)


async def _stage(services: Services, against: str, story: str) -> Knowledge:
    now = services.refinement.gaps.now()
    if _DRAFT_ID.fullmatch(against):
        return await stage_draft(services.store, services.curation.drafts, against, now)
    plan = await services.importer.plan([Path(against)], story_override=story)
    return await stage_import(services.store, plan, story, now)


def _write(path: Path, text: str) -> None:
    try:
        # CSV keeps its own line ends.
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        msg = f"cannot write {path}: {error.strerror}; name a file in a folder that there is"
        raise ChangeError(msg) from error


def _print(console: Console, replay: Replay) -> None:
    shown = f", of {replay.total}" if replay.total > len(replay.cases) else ""
    head = f"{len(replay.cases)} questions{shown}, {replay.before} against {replay.after}: {replay}"
    console.print(Text(head, style="bold"), soft_wrap=True)
    for case in replay.cases:
        if case.effect is not Effect.SAME:
            _print_case(console, case, replay)


def _print_case(console: Console, case: Replayed, replay: Replay) -> None:
    times = f"  (asked {case.asked} times)" if case.asked > 1 else ""
    question = Text.assemble((fold_white_space(case.question), "bold"), (times, "dim"))
    console.print()
    console.print(question, soft_wrap=True)
    console.print(Text(f"  {case.effect.value}", style="yellow"))
    width = max(len(replay.before), len(replay.after)) + 1
    for name, side in ((replay.before, case.before), (replay.after, case.after)):
        console.print(Indented(Text(f"{name + ':':{width}} {_describe(side)}"), 2))


def _describe(side: Side) -> str:
    if not side.answered:
        return NOT_ANSWERED
    return f"{put_in_marks(fold_white_space(side.quote))} ({side.title or side.article_id})"


def _to_json(replay: Replay) -> dict[str, object]:
    return {
        "total": replay.total,
        "before": replay.before,
        "after": replay.after,
        "cases": [
            {
                "question": case.question,
                "asked": case.asked,
                "last": case.last.isoformat(),
                "effect": case.effect.value,
                "before": _side_to_json(case.before),
                "after": _side_to_json(case.after),
            }
            for case in replay.cases
        ],
    }


def _side_to_json(side: Side) -> dict[str, object]:
    return {"answered": side.answered, "quote": side.quote or None, "article": side.article_id or None}
