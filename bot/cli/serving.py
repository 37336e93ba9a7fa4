"""`storydesk run` and `storydesk demo`: the bot in Discord, and the same bot in a browser on this machine."""

import asyncio
import errno
import importlib.util
import logging
import socket
import sys
import tempfile
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from bot.app import create_bot
from bot.cli.asking import talk
from bot.cli.console import make_console
from bot.cli.options import flag
from bot.cli.running import command, start_logging
from bot.cli.token import find_token
from bot.errors import SettingsError, StorydeskError
from bot.settings import Settings, load_settings

# What the extra `demo` brings: the simulator, and what draws its page.
_DEMO_MODULES = ("simcord", "PIL", "regex")
_HIGHEST_PORT = 65535
_HOW_TO_START = (
    "no token is set: put STORYDESK_DISCORD_TOKEN=… into .env (README, “Into Discord”), "
    "or try `storydesk demo`, which needs none"
)
_HOW_TO_DEMO = (
    'The demo in the browser needs an extra: .venv/bin/pip install ".[demo]" in the folder of Storydesk '
    "(not the package of that name from an index). Here is the chat:"
)


@command
def run() -> int:
    """Run the Discord bot until it is stopped (Ctrl-C, SIGTERM). Nothing that was logged is lost then.

    Exit code 1: Discord cannot be reached, starting again may help; 2: any other fault.
    Example: STORYDESK_DISCORD_TOKEN=… storydesk run
    """
    settings = load_settings()
    token = find_token(settings)
    if token is None:
        raise SettingsError(_HOW_TO_START)
    from bot.discord_app.running import run_until_stopped  # noqa: PLC0415 - Discord is slow to import

    start_logging(settings)
    return asyncio.run(run_until_stopped(create_bot(settings), token))


@command
def demo(
    *,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=_HIGHEST_PORT, help="Port of the page; default: any free one."),
    ] = None,
    browser: Annotated[bool, flag(says="Open the page in the browser.")] = True,
) -> int:
    """Try the real bot in a local browser page, without a token. Nothing is kept.

    Example: storydesk demo
    """
    settings = load_settings()
    with tempfile.TemporaryDirectory(prefix="storydesk-demo-") as folder:
        temporary = settings.model_copy(
            update={
                "data_dir": Path(folder),
                "database_url": f"sqlite:///{folder}/demo.db",
                "hash_key": None,
                "discord_token": None,
            }
        )
        if any(importlib.util.find_spec(module) is None for module in _DEMO_MODULES):
            make_console(stderr=True).print(_HOW_TO_DEMO, markup=False, soft_wrap=True)
            return talk(temporary, temporary.story)
        if port is not None:
            _check_port(port)
        with suppress(KeyboardInterrupt):  # the way to end it
            asyncio.run(_show(temporary, port, open_browser=browser))
        return 0


def _check_port(port: int) -> None:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        fault = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
        msg = f"port {port} {fault}: choose another with --port"
        raise StorydeskError(msg) from error


async def _show(settings: Settings, port: int | None, *, open_browser: bool) -> None:
    import simcord  # noqa: PLC0415 - only in the extra

    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)
    bot = create_bot(settings)
    try:
        async with simcord.run(bot, check_errors=False) as env:
            env.backend.bot_user.name = "Storydesk"
            guild = env.create_guild(name="Storydesk demo")
            channel = guild.create_text_channel("the-story")
            member = guild.add_member(env.create_user("you"))
            async with env.preview(channel, viewers=[member], layout="channel", port=port) as page:
                sys.stdout.write(
                    f"{page.url}\nThe demo is there. Type /ask and a question. Ctrl-C ends it.\n"
                )
                sys.stdout.flush()
                if open_browser:
                    webbrowser.open(page.url)
                await asyncio.Event().wait()
    finally:
        await bot.close()
