"""Services that stay open while a person is asked something between two runs of the event loop."""

import asyncio
import sys
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.app import Services
from bot.cli.options import check_story, story_of
from bot.cli.running import enter_services
from bot.curation.desk import CurationDesk
from bot.curation.drafting import Wish
from bot.curation.workspaces import Workspace
from bot.settings import load_settings

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Session:
    """The open services and the story that a command works on."""

    runner: asyncio.Runner
    services: Services
    story: str

    @property
    def desk(self) -> CurationDesk:
        """Return the services of curation."""
        return self.services.curation

    def run(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Do some work in the event loop, to its end."""
        return self.runner.run(work)

    def wish(self, reason: str = "") -> Wish:
        """Return what the operator wishes: no moderator's id, and the story itself."""
        return Wish(Workspace("", self.story, self.story), None, reason)


@contextmanager
def open_session(story: str | None, *, may_be_new: bool = False) -> Iterator[Session]:
    """Open the services for one command and close them after it.

    Raises:
        SettingsError: if a setting cannot be used.
        StorydeskError: if there is no such story, and it may not be a new one.
        StorageError: if the database cannot be opened.
    """
    settings = load_settings()
    chosen = story_of(settings, story)
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        try:
            services = runner.run(enter_services(stack, settings))
            if not may_be_new:
                runner.run(check_story(services, chosen))
            yield Session(runner, services, chosen)
        finally:
            runner.run(stack.aclose())


def can_be_asked() -> bool:
    """Tell whether a person sits at the terminal who can read a question and answer it."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask_yes(question: str) -> bool:
    """Ask at the terminal; anything but y or yes is a no.

    Raises:
        KeyboardInterrupt: at Ctrl-C.
    """
    try:
        said = input(f"{question} [y/N] ").strip().casefold()
    except EOFError:
        sys.stdout.write("\n")  # the shell's prompt begins its own line
        return False
    return said in {"y", "yes"}
