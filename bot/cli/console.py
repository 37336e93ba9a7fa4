"""What the terminal prints: to stdout what was asked for, to stderr what went wrong and how far it is."""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


def make_console(*, stderr: bool = False) -> Console:
    """Return a console that leaves numbers and paths as they are."""
    return Console(stderr=stderr, highlight=False, soft_wrap=False, emoji=False)


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
