"""`storydesk ask` and `storydesk chat`."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.answering.serialisation import answer_to_json
from bot.app import Services
from bot.cli.console import make_console, make_progress
from bot.cli.options import JsonOption, StoryOption, story_of
from bot.cli.rendering import print_answer
from bot.cli.running import command, with_services
from bot.domain import TERMINAL, Answer
from bot.errors import QuestionsError
from bot.refinement.entries import make_entry, new_entry_id
from bot.settings import load_settings

_ANSWERED = 0
_NOT_ANSWERED = 1


@command
def ask(
    question: Annotated[
        str | None, typer.Argument(help="The question, in quotes.", show_default=False)
    ] = None,
    *,
    as_json: JsonOption = False,
    batch: Annotated[
        Path | None,
        typer.Option(help="Answer a file of JSON lines with `id` and `question`; `-` is stdin. With --json."),
    ] = None,
    best_effort: Annotated[
        bool, typer.Option("--best-effort", help="Show the best quotes even when the articles do not say.")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Print the record of the decision.")] = False,
    story: StoryOption = None,
) -> int:
    """Answer a question with quotes. Exit code 0: answered, 1: the articles don't say, 2: an error.

    Example: storydesk ask "When was the bridge closed?"
    """
    settings = load_settings()
    story = story_of(settings, story)
    if batch is not None:
        if question is not None or not as_json or explain:
            msg = "--batch goes with --json, and without a question or --explain: ask --json --batch FILE"
            raise QuestionsError(msg)
        lines = _read_lines(batch)
        return with_services(settings, lambda s: _ask_batch(s, lines, story, best_effort=best_effort))
    if question is None:
        msg = 'no question was given: storydesk ask "QUESTION"'
        raise QuestionsError(msg)
    if as_json and explain:
        msg = "--explain prints a table: leave out --json"
        raise QuestionsError(msg)

    async def work(services: Services) -> int:
        answer = await services.answers.answer(question, story=story, best_effort=best_effort)
        if as_json:
            _print_json(answer_to_json(answer))
        else:
            print_answer(make_console(), answer, explain=explain)
        _log(services, answer, story, "ask")
        return _ANSWERED if answer.answered else _NOT_ANSWERED

    return with_services(settings, work)


@command
def chat(*, story: StoryOption = None) -> int:
    """Talk with Storydesk in the terminal, as in a direct message. An empty line or Ctrl-D ends it.

    Example: storydesk chat
    """
    settings = load_settings()
    chosen = story_of(settings, story)
    return with_services(settings, lambda services: talk(services, chosen))


async def talk(services: Services, story: str) -> int:
    """Answer one question after another until an empty line or the end of the input."""
    console = make_console()
    console.print("Ask about the story. An empty line ends it.", style="dim")
    while True:
        try:
            question = await asyncio.to_thread(console.input, "[bold]>[/bold] ")
        except EOFError:
            return 0
        if not question.strip():
            return 0
        answer = await services.answers.answer(question, story=story)
        print_answer(console, answer)
        console.print()
        _log(services, answer, story, "chat")


def _log(services: Services, answer: Answer, story: str, kind: str) -> None:
    if answer.question:
        entry = make_entry(
            answer, entry_id=new_entry_id(), community=TERMINAL, channel_kind=kind, story=story
        )
        services.log.record(entry)


def _read_lines(path: Path) -> list[bytes]:
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        msg = f"cannot read {path}: {error.strerror}; name a file of JSON lines, or - for stdin"
        raise QuestionsError(msg) from error
    return [line for line in data.splitlines() if line.strip()]


async def _ask_batch(services: Services, lines: list[bytes], story: str, *, best_effort: bool) -> int:
    with make_progress() as progress:
        for line in progress.track(lines, description="Answering"):
            _print_json(await _answer_line(services, line, story, best_effort=best_effort))
    return 0


async def _answer_line(
    services: Services, line: bytes, story: str, *, best_effort: bool
) -> dict[str, object]:
    entry: Any = None
    try:
        entry = json.loads(line)
        question = entry["question"]
    except (ValueError, TypeError, KeyError):
        question = None
    identity = entry.get("id") if isinstance(entry, dict) else None
    if not isinstance(question, str):
        return {"id": identity, "error": 'not a JSON object with "id" and "question" (a text) on one line'}
    answer = await services.answers.answer(question, story=story, best_effort=best_effort)
    return answer_to_json(answer, answer_id=identity)


def _print_json(value: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()
