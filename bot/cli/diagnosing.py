"""`storydesk doctor`."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

import typer

from bot.app import Services, open_services
from bot.cli.console import make_console
from bot.cli.running import ERROR, command
from bot.domain import DEFAULT_STORY, MadeBy
from bot.errors import StorydeskError
from bot.ports import Finding
from bot.settings import Settings, load_settings

_MARKS = {True: ("ok   ", "green"), False: ("fault", "red"), None: ("note ", "yellow")}


@command
def doctor(
    *,
    offline: Annotated[bool, typer.Option("--offline", help="Do not ask Discord about the token.")] = False,
) -> int:
    """Check settings, token, permissions, database and knowledge; say what to do about each fault.

    Exit code 0: no fault, 2: at least one. Example: storydesk doctor
    """
    return asyncio.run(_examine(offline=offline))


async def _examine(*, offline: bool) -> int:
    console = make_console()
    faults = 0
    async for finding in _findings(offline=offline):
        mark, colour = _MARKS[finding.good]
        console.print(f"[{colour}]{mark}[/{colour}] ", end="")
        console.print(finding.text, markup=False)
        faults += finding.good is False
    console.print("No fault was found." if not faults else f"{faults} to mend.", style="bold")
    return ERROR if faults else 0


async def _findings(*, offline: bool) -> AsyncIterator[Finding]:
    try:
        settings = load_settings()
    except StorydeskError as error:
        yield Finding(good=False, text=f"settings: {error}")
        return
    yield Finding(good=True, text="settings: all can be used")
    async for finding in _token(settings, offline=offline):
        yield finding
    try:
        async with open_services(settings) as services:
            yield Finding(
                good=True, text=f"database: {settings.resolved_database_url} can be read and written"
            )
            async for finding in _knowledge(settings, services):
                yield finding
    except StorydeskError as error:
        yield Finding(good=False, text=f"database: {error}")


async def _token(settings: Settings, *, offline: bool) -> AsyncIterator[Finding]:
    if settings.discord_token is None:
        yield Finding(
            good=None,
            text="token: none is set; `storydesk run` needs one: put STORYDESK_DISCORD_TOKEN=… into .env",
        )
        return
    if offline:
        yield Finding(good=None, text="token: set; not checked with Discord (--offline)")
        return
    from bot.discord_app.diagnosis import examine_token  # noqa: PLC0415 - Discord is slow to import

    for finding in await examine_token(settings.discord_token.get_secret_value()):
        yield finding


async def _knowledge(settings: Settings, services: Services) -> AsyncIterator[Finding]:
    knowledge = await services.store.knowledge(settings.story)
    count = len(knowledge.revisions)
    if not count:
        yield Finding(
            good=False,
            text=f"knowledge: the story “{settings.story}” has no articles; add some: storydesk import PATH",
        )
        return
    yield Finding(good=True, text=f"knowledge: {count} articles in the story “{settings.story}”")
    if settings.knowledge_dir is not None and settings.story == DEFAULT_STORY:
        plan = await services.importer.plan([settings.knowledge_dir], made_by=MadeBy.SHIPPED)
        if plan.articles:
            names = ", ".join(article.id for article in plan.articles)
            yield Finding(
                good=None,
                text=f"knowledge: the folder differs from the database in {names}; "
                f"to bring them in: storydesk import {settings.knowledge_dir}",
            )
