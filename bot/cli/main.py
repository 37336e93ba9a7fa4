"""The command line: `storydesk`, or `python -m bot`."""

from typing import Annotated

import typer

from bot import __version__
from bot.cli.asking import ask, chat
from bot.cli.checking import check
from bot.cli.community_settings import make_settings_app
from bot.cli.console import complain
from bot.cli.curating.app import make_knowledge_app
from bot.cli.diagnosing import doctor
from bot.cli.evaluating import evaluate
from bot.cli.gaps import make_gaps_app
from bot.cli.knowledge import export_articles, import_articles
from bot.cli.privacy import make_privacy_app
from bot.cli.replaying import replay
from bot.cli.running import ERROR, INTERRUPTED
from bot.cli.serving import demo, run


def run_command_line() -> int:
    """Run the command that the program was called with and return its exit code.

    A call that cannot be understood is one line on stderr, like every other error, and exit code 2.
    """
    try:
        return int(make_app()(standalone_mode=False) or 0)
    except typer.Abort:
        return INTERRUPTED
    except typer.TyperException as error:
        # Typer's own errors know how to say themselves; its public base class does not say so.
        formatted = error.format_message() if hasattr(error, "format_message") else str(error)
        message = formatted.rstrip(".")
        if message:  # without a command, the help was printed
            called = getattr(getattr(error, "ctx", None), "command_path", "storydesk")
            complain(f"{message[0].lower()}{message[1:]}; {called} --help says what there is")
        return ERROR


def make_app() -> typer.Typer:
    """Return the application with all its commands."""
    app = typer.Typer(
        name="storydesk",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_describe)
    app.command()(ask)
    app.command()(chat)
    app.command()(check)
    app.command("import")(import_articles)
    app.command("export")(export_articles)
    app.add_typer(make_knowledge_app(), name="knowledge")
    app.add_typer(make_gaps_app(), name="gaps")
    app.add_typer(make_settings_app(), name="settings")
    app.command()(evaluate)
    app.command()(replay)
    app.command()(run)
    app.command()(demo)
    app.command()(doctor)
    app.add_typer(make_privacy_app(), name="privacy")
    return app


def _describe(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=lambda value: _show_version(value=value),
            is_eager=True,
            help="Print the version and end.",
            metavar="",
        ),
    ] = False,
) -> None:
    """Answer questions about a news story with word-for-word, sourced quotes."""


def _show_version(*, value: bool) -> None:
    if value:
        typer.echo(f"storydesk {__version__}")
        raise typer.Exit
