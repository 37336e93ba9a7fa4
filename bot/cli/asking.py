"""`storydesk ask` and `storydesk chat`."""

import asyncio
import sys
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Annotated

import typer

from bot.answering.conversation.turns import Conversations, extend_turns
from bot.answering.questions import parse_day
from bot.answering.serialisation import answer_to_json
from bot.app import Services
from bot.cli.batch import answer_batch, read_lines
from bot.cli.console import complain, make_console, print_json
from bot.cli.options import AsOfOption, JsonOption, StoryOption, check_story, flag, story_of
from bot.cli.rendering import print_answer
from bot.cli.running import command, enter_services, with_services
from bot.domain import TERMINAL, Answer
from bot.errors import QuestionsError, StorageError
from bot.refinement.entries import make_entry, new_entry_id
from bot.settings import Settings, load_settings

_ANSWERED = 0
_NOT_ANSWERED = 1
_PATIENCE_SECONDS = 2
_HERE = "terminal"  # the one conversation that a terminal has
_CHAT_HELP = (
    "Ask a question about the story: the articles answer it, or nothing does.\n"
    "Go on from an answer: “and when did he leave?”, “who says so?”, “tell me more”.\n"
    "An empty line, quit, exit or Ctrl-D ends it."
)


@command
def ask(
    question: Annotated[
        list[str] | None, typer.Argument(help="The question, best in quotes.", show_default=False)
    ] = None,
    *,
    as_json: JsonOption = False,
    batch: Annotated[
        Path | None,
        typer.Option(
            help="Answer a file of JSON lines with `question` and an `id`, if you like; `-` is "
            "stdin. With --json."
        ),
    ] = None,
    best_effort: Annotated[
        bool, flag("--best-effort", says="Show the best quotes even when the articles do not say.")
    ] = False,
    explain: Annotated[bool, flag("--explain", says="Print the record of the decision.")] = False,
    as_of: AsOfOption = None,
    story: StoryOption = None,
) -> int:
    """Answer a question with quotes. Exit code 0: answered, 1: the articles don't say, 2: an error.

    Example: storydesk ask "When was the bridge closed?"
    """
    settings = load_settings()
    chosen = story_of(settings, story)
    day = None if as_of is None else parse_day(as_of)
    if batch is not None:
        if question or not as_json or explain:
            msg = "--batch goes with --json, and without a question or --explain: ask --json --batch FILE"
            raise QuestionsError(msg)
        lines = read_lines(batch)
        return with_services(
            settings, lambda s: answer_batch(s, lines, chosen, best_effort=best_effort, as_of=day)
        )
    if not question:
        msg = 'no question was given: storydesk ask "QUESTION"'
        raise QuestionsError(msg)
    if as_json and explain:
        msg = "--explain prints a table: leave out --json"
        raise QuestionsError(msg)

    async def work(services: Services) -> int:
        await check_story(services, chosen)
        answer = await services.answers.answer(
            " ".join(question), story=chosen, best_effort=best_effort, as_of=day
        )
        if as_json:
            print_json(answer_to_json(answer))
        else:
            print_answer(make_console(), answer, explain=explain)
        await log_answer(services, answer, chosen, "ask")
        return _ANSWERED if answer.answered else _NOT_ANSWERED

    return with_services(settings, work)


@command
def chat(*, story: StoryOption = None) -> int:
    """Ask one question after another in the terminal. An empty line, quit or Ctrl-D ends it.

    Example: storydesk chat
    """
    settings = load_settings()
    return talk(settings, story_of(settings, story))


def talk(settings: Settings, story: str) -> int:
    """Answer one question after another until there is none; return the exit code, 0.

    The questions are read between two runs of the event loop, where Ctrl-C ends the reading at once.

    Raises:
        KeyboardInterrupt: at Ctrl-C, everything being closed.
    """
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        try:
            services = runner.run(enter_services(stack, settings))
            runner.run(check_story(services, story))
            make_console().print("Ask about the story. An empty line ends it; help says more.", style="dim")
            talk_so_far = Conversations(settings.conversation_minutes, time.monotonic)
            while question := _read_question():
                if question == "help":
                    make_console().print(_CHAT_HELP, markup=False, soft_wrap=True)
                else:
                    runner.run(_converse(services, question, story, talk_so_far))
        finally:
            runner.run(stack.aclose())
    return 0


def _read_question() -> str:
    """Return the next line of the input, empty if it says to end; show a prompt where a person types."""
    seen = sys.stdin.isatty() and sys.stdout.isatty()
    try:
        line = input("> " if seen else "").strip()
    except (EOFError, KeyboardInterrupt) as end:
        if seen:
            sys.stdout.write("\n")  # the shell's prompt begins its own line
        if isinstance(end, KeyboardInterrupt):
            raise
        return ""
    return "" if line.lower() in {"quit", "exit"} else line


async def _converse(services: Services, question: str, story: str, talk_so_far: Conversations) -> None:
    console = make_console()
    turns = talk_so_far.turns(_HERE)
    answer = await services.answers.answer(question, story=story, turns=turns)
    talk_so_far.keep([_HERE], extend_turns(turns, answer))
    print_answer(console, answer)
    console.print()
    await log_answer(services, answer, story, "chat")


async def log_answer(services: Services, answer: Answer, story: str, kind: str) -> None:
    """Log a question that was answered; that it cannot be, or takes long, is said and nothing else."""
    if not answer.is_question:
        return
    services.log.record(
        make_entry(
            answer,
            entry_id=new_entry_id(),
            community=TERMINAL,
            channel_kind="terminal",
            asked_by=kind,
            story=story,
        )
    )
    notice = asyncio.get_running_loop().call_later(
        _PATIENCE_SECONDS, complain, "the question was answered; waiting for the database, to log it"
    )
    try:
        await services.log.flush()
    except StorageError as error:
        complain(f"the question was answered but not logged: {error}")
    finally:
        notice.cancel()
