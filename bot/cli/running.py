"""How every command runs: settings read, services open, faults said in one line."""

import asyncio
import inspect
import logging
import os
import sys
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Annotated, Any

import typer

from bot.app import Services, open_services
from bot.cli.console import make_console
from bot.errors import ImportRefusedError, StorydeskError
from bot.settings import Settings

ERROR = 2
_INTERRUPTED = 130

_Debug = Annotated[bool, typer.Option("--debug", help="Show where a fault arose.")]


def with_services(settings: Settings, work: Callable[[Services], Awaitable[int]]) -> int:
    """Open the services, do the work and close them; return the work's exit code."""

    async def run() -> int:
        async with open_services(settings) as services:
            return await work(services)

    return asyncio.run(run())


def command(function: Callable[..., int]) -> Callable[..., None]:
    """Make a function that returns an exit code into a command that ends with it, and takes `--debug`.

    A fault that Storydesk knows is one line on stderr and exit code 2, and so is every other exception: a
    person never sees a traceback without asking for it with `--debug`.
    """

    @wraps(function)
    def run(*args: Any, debug: bool = False, **kwargs: Any) -> None:
        try:
            code = function(*args, **kwargs)
        except KeyboardInterrupt:
            raise typer.Exit(_INTERRUPTED) from None
        except BrokenPipeError:
            # Whoever read the output has seen enough; Python would complain when it flushes stdout.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except Exception as error:
            if debug:
                raise
            _say(error)
            raise typer.Exit(ERROR) from None
        raise typer.Exit(code)

    # Typer reads the options from the signature: every command has this one besides its own.
    signature = inspect.signature(function)
    option = inspect.Parameter("debug", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=_Debug)
    run.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[*signature.parameters.values(), option], return_annotation=None
    )
    run.__annotations__ = {**function.__annotations__, "debug": _Debug, "return": None}
    return run


def start_logging(settings: Settings) -> None:
    """Send what the program has to tell its operator to stderr."""
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")


def _say(error: Exception) -> None:
    console = make_console(stderr=True)
    reasons = error.reasons if isinstance(error, ImportRefusedError) else (str(error),)
    if not isinstance(error, StorydeskError):
        reasons = (f"an unexpected fault ({type(error).__name__}); run again with --debug to see where",)
    for reason in reasons:
        console.print(f"storydesk: {reason}", markup=False, soft_wrap=True)
