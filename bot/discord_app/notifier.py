"""The messenger: writes to those who asked for it, once, after what was published answers their question."""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta

import aiohttp
import discord
from discord.ext import tasks

from bot.discord_app.delivery import message_fields
from bot.discord_app.rendering import Rendered, render_answer
from bot.discord_app.statements import add_statements
from bot.discord_app.telling import quote_question
from bot.discord_app.verification import verify_quotes
from bot.domain import Answer, Notice
from bot.errors import StorageError
from bot.refinement.notices import Due, Notices

ANSWERED = "You asked me to tell you: the articles answer this now."
_PAUSE_SECONDS = 30.0
_NONCE_CHARS = 25
_MOST_MESSAGES = 100
# Discord's clock and the database's may differ by that.
_CLOCKS = timedelta(minutes=1)

_log = logging.getLogger(__name__)


class Notifier:
    """Looks twice a minute whose question is answered since the last publication, and tells them.

    A person is told once, whatever happens: a notice is claimed in the database before the message leaves,
    and deleted afterwards. Where a process ended in between, the next one to claim it looks into the direct
    messages first. Who cannot be written to is forgotten.
    """

    def __init__(self, client: discord.Client, notices: Notices) -> None:
        self._client = client
        self._notices = notices
        self._telling = asyncio.Lock()
        self._failing = False
        self._loop = tasks.loop(seconds=_PAUSE_SECONDS)(self._look)

    def start(self) -> None:
        """Begin to look."""
        self._loop.start()

    async def stop(self) -> None:
        """Look no more; a message that is under way leaves first."""
        async with self._telling:
            self._loop.cancel()

    async def tell_due(self) -> None:
        """Tell everybody whose question is answered now.

        Raises:
            StorageError: if the database cannot be read or written; nobody is told twice for that.
        """
        async with self._telling:
            for due in await self._notices.find_due():
                await self._tell(due)

    async def _look(self) -> None:
        try:
            await self.tell_due()
        except StorageError as error:
            if not self._failing:
                _log.error("who waits to be told cannot be looked up: %s", error)
            self._failing = True
        except Exception:  # noqa: BLE001 - the loop would end, and nobody be told any more
            _log.exception("telling an answer failed")
        else:
            self._failing = False

    async def _tell(self, due: Due) -> None:
        user_id = await self._notices.claim(due.notice)
        answer = verify_quotes(due.answer)
        if user_id is None or not answer.answered:
            return
        try:
            person = await self._client.fetch_user(user_id)
            if not await self._is_told(person, due):
                # Discord drops what comes twice with one nonce within minutes, as when a request is repeated.
                nonce = due.notice.id[:_NONCE_CHARS]
                await person.send(**message_fields(_render(due.notice, answer)), nonce=nonce)
        except (discord.Forbidden, discord.NotFound) as error:
            _log.info(
                "a person who asked to be told cannot be written to, which is forgotten: %s", error.text
            )
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            _log.warning("an answer could not be told, it is tried again later: %s", type(error).__name__)
            return
        await self._notices.drop(due.notice)

    async def _is_told(self, person: discord.User, due: Due) -> bool:
        """Tell whether a process that did not come to the end of it had sent the message."""
        if due.claimed_at is None:
            return False
        channel = await person.create_dm()
        since: datetime = due.claimed_at - _CLOCKS
        beginning = _head(due.notice)
        async for message in channel.history(after=since, limit=_MOST_MESSAGES):
            if message.author == self._client.user and message.content.startswith(beginning):
                return True
        return False


def _head(notice: Notice) -> str:
    return f"{ANSWERED}\n{quote_question(notice.question)}"


def _render(notice: Notice, answer: Answer) -> Rendered:
    rendered = add_statements(render_answer(answer, echo=False), answer.statements)
    intro = "\n".join(filter(None, (_head(notice), rendered.intro)))
    return replace(rendered, intro=intro)
