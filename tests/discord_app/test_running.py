import asyncio
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import aiohttp
import discord
import pytest

from bot.discord_app.running import run_until_stopped
from bot.errors import SettingsError, UnreachableError
from tests.discord_app.composition import build_bot, publish
from tests.discord_app.stories import ARTICLES

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_was_answered_before_a_signal_is_in_the_log(file: Path, number: signal.Signals) -> None:
    asyncio.run(publish(file, ARTICLES))
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.discord_app.stopping", str(file)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    lines = [child.stdout.readline() for _ in range(47)]
    child.send_signal(number)
    rest, errors = child.communicate(timeout=30)
    lines += rest.splitlines(keepends=True)
    assert lines[-1] == "closed\n", errors
    assert child.returncode == 0, errors
    answered = lines.count("answered\n")
    assert answered >= 47
    with closing(sqlite3.connect(file)) as connection:
        ((logged,),) = connection.execute("SELECT count(*) FROM queries WHERE answered")
        ((traced,),) = connection.execute("SELECT count(*) FROM traces WHERE message_id IS NOT NULL")
    # The signal may come between the sending of an answer and the child's line about it.
    assert logged == traced
    assert logged >= answered


async def test_a_token_that_discord_refuses_is_said_in_one_line(file: Path) -> None:
    bot = build_bot(file)

    async def start(token: str, *, reconnect: bool = True) -> None:
        raise discord.LoginFailure("Improper token has been passed.")

    bot.start = start  # type: ignore[method-assign]
    with pytest.raises(SettingsError, match="does not accept the bot's token") as caught:
        await run_until_stopped(bot, "wrong")
    assert "wrong" not in str(caught.value)
    assert bot.is_closed()


@pytest.mark.parametrize(
    "fault", [ConnectionRefusedError("no route"), aiohttp.ClientPayloadError("no route")]
)
async def test_a_network_that_is_down_is_said_in_one_line(file: Path, fault: Exception) -> None:
    bot = build_bot(file)

    async def start(token: str, *, reconnect: bool = True) -> None:
        raise fault

    bot.start = start  # type: ignore[method-assign]
    with pytest.raises(UnreachableError, match="cannot reach Discord: no route; check the network"):
        await run_until_stopped(bot, "token")
    assert bot.is_closed()


async def test_the_default_handling_of_signals_comes_back(file: Path) -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    bot = build_bot(file)

    async def start(token: str, *, reconnect: bool = True) -> None:
        signal.raise_signal(signal.SIGTERM)
        await asyncio.Event().wait()

    bot.start = start  # type: ignore[method-assign]
    assert await run_until_stopped(bot, "token") == 0
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
