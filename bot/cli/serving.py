"""`storydesk run` and `storydesk demo`: the bot in Discord, and the same bot in a browser on this machine."""

import asyncio
import importlib.util
import logging
import tempfile
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from bot.app import create_bot, open_services
from bot.cli.asking import talk
from bot.cli.console import make_console
from bot.cli.running import command, start_logging
from bot.errors import SettingsError
from bot.settings import Settings, load_settings

# What the extra `demo` brings: the simulator, and what draws its page.
_DEMO_MODULES = ("simcord", "PIL", "regex")
HOW_TO_START = (
    "no token is set: put STORYDESK_DISCORD_TOKEN=… into .env (README, “Into Discord”), "
    "or try `storydesk demo`, which needs none"
)


@command
def run() -> int:
    """Run the Discord bot until it is stopped (Ctrl-C, SIGTERM). Nothing that was logged is lost then.

    Example: STORYDESK_DISCORD_TOKEN=… storydesk run
    """
    settings = load_settings()
    if settings.discord_token is None:
        raise SettingsError(HOW_TO_START)
    from bot.discord_app.running import run_until_stopped  # noqa: PLC0415 - Discord is slow to import

    start_logging(settings)
    bot = create_bot(settings)
    return asyncio.run(run_until_stopped(bot, settings.discord_token.get_secret_value()))


@command
def demo(
    *,
    port: Annotated[int | None, typer.Option(help="Port of the page; default: any free one.")] = None,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
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
            make_console(stderr=True).print(
                'The demo in the browser needs an extra: pip install "storydesk[demo]". Here is the chat:',
                markup=False,
            )
            return asyncio.run(_chat(temporary))
        with suppress(KeyboardInterrupt):  # the way to end it
            asyncio.run(_show(temporary, port, open_browser=browser))
        return 0


async def _chat(settings: Settings) -> int:
    async with open_services(settings) as services:
        return await talk(services, settings.story)


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
                make_console().print(
                    f"The demo is at {page.url}\nType /ask and a question. Ctrl-C ends it.",
                    markup=False,
                    soft_wrap=True,
                )
                if open_browser:
                    webbrowser.open(page.url)
                await asyncio.Event().wait()
    finally:
        await bot.close()
