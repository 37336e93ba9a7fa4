"""What the terminal prints: to stdout what was asked for, to stderr what went wrong and how far it is."""

import json
import sys

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


class _Console(Console):
    """A console that leaves it to the command what to do when whoever read the output has seen enough."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def make_console(*, stderr: bool = False) -> Console:
    """Return a console that leaves numbers and paths as they are."""
    return _Console(stderr=stderr, highlight=False, soft_wrap=False, emoji=False)


def complain(reason: str) -> None:
    """Say on one line of stderr what went wrong."""
    make_console(stderr=True).print(f"storydesk: {reason}", markup=False, soft_wrap=True)


def print_json(value: dict[str, object]) -> None:
    """Print an object on one line, at once; with escapes where the output cannot hold every character."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:  # a terminal without the character, or half of a surrogate pair
        text = json.dumps(value)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def make_progress() -> Progress:
    """Return a progress bar on stderr, which vanishes when it is done and is silent without a terminal."""
    console = make_console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
