"""How every command runs: settings read, services open, faults said in one line."""

import asyncio
import errno
import inspect
import logging
import os
import sys
import traceback
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from functools import wraps
from typing import Any

import typer

from bot.app import Services, open_services
from bot.cli.console import complain
from bot.cli.options import DebugOption
from bot.errors import ImportRefusedError, StorydeskError, UnreachableError
from bot.refinement.log_writer import LogWriter
from bot.settings import Settings

ERROR = 2
_TRY_AGAIN = 1
INTERRUPTED = 130
# What writing to stdout may end with; a file's fault has a name, and Storydesk's own are StorydeskErrors.
_OUTPUT_FAULTS = {errno.ENOSPC, errno.EFBIG, errno.EIO}


def with_services(settings: Settings, work: Callable[[Services], Awaitable[int]]) -> int:
    """Open the services, do the work and close them; return the work's exit code."""

    async def run() -> int:
        async with AsyncExitStack() as stack:
            return await work(await enter_services(stack, settings))

    return asyncio.run(run())


async def enter_services(stack: AsyncExitStack, settings: Settings) -> Services:
    """Open the services until the stack is closed.

    Raises:
        StorageError: if the database cannot be opened.
        ImportRefusedError: if the knowledge folder is refused, naming the setting that chose it.
    """
    # Who asks in the terminal hears of a question that was not logged in the terminal's own words.
    logging.getLogger(LogWriter.__module__).addHandler(logging.NullHandler())
    try:
        return await stack.enter_async_context(open_services(settings))
    except ImportRefusedError as error:
        reasons = [f"STORYDESK_KNOWLEDGE_DIR: {reason}" for reason in error.reasons]
        raise ImportRefusedError(reasons) from error


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
            code = INTERRUPTED
        except BrokenPipeError:  # whoever read the output has seen enough
            _discard_output()
            code = 0
        except Exception as error:  # noqa: BLE001 - the last one to hear of it
            if debug:
                traceback.print_exc()
            else:
                _explain(error)
            code = _TRY_AGAIN if isinstance(error, UnreachableError) else ERROR
        raise typer.Exit(code)

    # Typer reads the options from the signature: every command has this one besides its own.
    signature = inspect.signature(function)
    option = inspect.Parameter("debug", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=DebugOption)
    run.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[*signature.parameters.values(), option], return_annotation=None
    )
    run.__annotations__ = {**function.__annotations__, "debug": DebugOption, "return": None}
    return run


def start_logging(settings: Settings) -> None:
    """Send what the program has to tell its operator to stderr.

    The level is that of Storydesk alone: at DEBUG its libraries would log every question and who asked it.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("bot").setLevel(settings.log_level)


def _explain(error: Exception) -> None:
    if isinstance(error, ImportRefusedError):
        reasons = error.reasons
    elif isinstance(error, StorydeskError):
        reasons = (str(error),)
    elif isinstance(error, OSError) and error.filename is None and error.errno in _OUTPUT_FAULTS:
        _discard_output()
        reasons = (f"cannot write the output: {os.strerror(error.errno).lower()}",)
    else:
        reasons = (f"an unexpected fault ({type(error).__name__}); run again with --debug to see where",)
    for reason in reasons:
        complain(reason)


def _discard_output() -> None:
    """Let Python flush stdout at its end without another fault."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
