"""The running of the bot until somebody stops it."""

import asyncio
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord

from bot.discord_app.client import StorydeskBot
from bot.errors import SettingsError, UnreachableError

_log = logging.getLogger(__name__)


async def run_until_stopped(bot: StorydeskBot, token: str) -> int:
    """Run the bot until SIGTERM or SIGINT, then close it cleanly; return the exit code, 0.

    Raises:
        SettingsError: if Discord does not accept the token.
        UnreachableError: if Discord cannot be reached.
    """
    stop = asyncio.Event()
    with _setting_on_signals(stop):
        async with bot:
            running = asyncio.create_task(bot.start(token), name="bot")
            stopping = asyncio.create_task(stop.wait(), name="stop")
            await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            if not running.done():
                _log.info("stopping: finishing the questions under way")
                await bot.close()
                running.cancel()
            try:
                await _outcome(running)
            finally:
                await bot.close()  # whatever a start that was cut short had opened meanwhile
    return 0


async def _outcome(running: asyncio.Task[None]) -> None:
    try:
        await running
    except asyncio.CancelledError:
        _log.debug("the connection was ended by the stop")
    except discord.LoginFailure as error:
        msg = (
            "Discord does not accept the bot's token: copy it again from the Bot page of "
            "https://discord.com/developers/applications into STORYDESK_DISCORD_TOKEN"
        )
        raise SettingsError(msg) from error
    except (OSError, aiohttp.ClientError, discord.HTTPException, discord.GatewayNotFound) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        msg = f"cannot reach Discord: {reason}; check the network, then start again"
        raise UnreachableError(msg) from error


@contextmanager
def _setting_on_signals(stop: asyncio.Event) -> Iterator[None]:
    """Set the event on SIGTERM or SIGINT, in place of what they do by default."""
    loop = asyncio.get_running_loop()
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.getsignal(number) for number in numbers}
    for number in numbers:
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
