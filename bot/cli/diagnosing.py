"""`storydesk doctor`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Annotated

from rich.text import Text

from bot.app import Services, load_key
from bot.cli.console import make_console
from bot.cli.options import flag
from bot.cli.running import ERROR, command, enter_services
from bot.cli.token import find_token
from bot.domain import DEFAULT_STORY, MadeBy
from bot.errors import ImportRefusedError, SettingsError, StorydeskError
from bot.ports import Finding
from bot.refinement.hashing import PersonHasher
from bot.refinement.keys import FINGERPRINT, OTHER_KEY, is_known_key
from bot.refinement.log_store import LOST_QUESTIONS
from bot.settings import Settings, find_unknown_settings, load_settings

_MARKS = {True: ("ok   ", "green"), False: ("fault", "red"), None: ("note ", "yellow")}


@command
def doctor(
    *, offline: Annotated[bool, flag("--offline", says="Do not ask Discord about the token.")] = False
) -> int:
    """Check settings, token, permissions, database and knowledge; say what to do about each fault.

    Exit code 0: no fault, 2: at least one. Example: storydesk doctor
    """
    return asyncio.run(_examine(offline=offline))


async def _examine(*, offline: bool) -> int:
    console = make_console()
    faults = 0
    async for finding in _findings(offline=offline):
        console.print(Text.assemble(_MARKS[finding.good], f" {finding.text}"), soft_wrap=True)
        faults += finding.good is False
    console.print("No fault was found." if not faults else f"{faults} to mend.", style="bold")
    return ERROR if faults else 0


async def _findings(*, offline: bool) -> AsyncIterator[Finding]:
    try:
        settings = load_settings()
    except SettingsError as error:
        yield Finding(good=False, text=f"settings: {error}")
        return
    yield Finding(good=True, text="settings: all can be used")
    for unknown in find_unknown_settings():
        yield Finding(good=None, text=f"settings: {unknown}")
    async for finding in _token(settings, offline=offline):
        yield finding
    async for finding in _stored(settings):
        yield finding


async def _token(settings: Settings, *, offline: bool) -> AsyncIterator[Finding]:
    try:
        token = find_token(settings)
    except SettingsError as error:
        yield Finding(good=False, text=f"token: {error}")
        return
    if token is None:
        yield Finding(
            good=None,
            text="token: none is set; `storydesk run` needs one: put STORYDESK_DISCORD_TOKEN=… into .env",
        )
        return
    if offline:
        yield Finding(good=None, text="token: set; not checked with Discord (--offline)")
        return
    from bot.discord_app.diagnosis import examine_token  # noqa: PLC0415 - Discord is slow to import

    for finding in await examine_token(token):
        yield finding


async def _stored(settings: Settings) -> AsyncIterator[Finding]:
    good = Finding(good=True, text=f"database: {settings.resolved_database_url} can be read and written")
    async with AsyncExitStack() as stack:
        try:
            services = await enter_services(stack, settings)
        except ImportRefusedError as error:  # the database could be opened, what was to go in is at fault
            yield good
            for reason in error.reasons:
                yield Finding(good=False, text=f"knowledge: {reason}")
            return
        except StorydeskError as error:
            yield Finding(good=False, text=f"database: {error}")
            return
        try:
            await services.database.check_writable()
        except StorydeskError as error:
            yield Finding(good=False, text=f"database: {error}")
            return
        yield good
        async for finding in _log(settings, services):
            yield finding
        async for finding in _knowledge(settings, services):
            yield finding


async def _log(settings: Settings, services: Services) -> AsyncIterator[Finding]:
    lost = await services.state.get(LOST_QUESTIONS)
    if lost is not None:
        yield Finding(
            good=None,
            text=f"query log: {lost} questions were answered and not logged so far, because the database "
            "could not be written for too long",
        )
    if await services.state.get(FINGERPRINT) is not None and not await is_known_key(
        services.state, PersonHasher(load_key(settings))
    ):
        yield Finding(good=False, text=f"privacy: {OTHER_KEY}")


async def _knowledge(settings: Settings, services: Services) -> AsyncIterator[Finding]:
    knowledge = await services.store.knowledge(settings.story)
    count = len(knowledge.revisions)
    if count:
        yield Finding(good=True, text=f"knowledge: {count} articles in the story “{settings.story}”")
    else:
        yield Finding(
            good=False,
            text=f"knowledge: the story “{settings.story}” has no articles; add some: storydesk import PATH",
        )
    if count and settings.knowledge_dir is not None and settings.story == DEFAULT_STORY:
        plan = await services.importer.plan([settings.knowledge_dir], made_by=MadeBy.SHIPPED)
        for reason in plan.report.refusals:
            yield Finding(good=False, text=f"knowledge: STORYDESK_KNOWLEDGE_DIR: {reason}")
        if plan.articles:
            names = ", ".join(article.id for article in plan.articles)
            yield Finding(
                good=None,
                text=f"knowledge: the folder differs from the database in {names}; "
                f"to bring them in: storydesk import {settings.knowledge_dir}",
            )
