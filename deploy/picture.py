"""Draw a picture of an answer as a person sees it in Discord: `python deploy/picture.py answer.png`.

The real bot runs in simcord, a Discord in memory, on the shipped knowledge; Chromium draws the message. It
needs the extra `picture` (`pip install '.[picture]'`) and Debian's `chromium`.
"""

import argparse
import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partialmethod
from pathlib import Path

import simcord
from playwright.async_api import BrowserType

from bot.app import create_bot
from bot.settings import load_settings

_CHROMIUM = "/usr/bin/chromium"
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def main() -> None:
    """Read the command line and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="the PNG to write")
    parser.add_argument("--question", default="How many GPUs did Elon Musk buy?")
    parser.add_argument("--press", metavar="BUTTON", help="draw what a button under the answer shows instead")
    parser.add_argument("--width", type=int, default=720, help="in pixels; a phone has about 420")
    parser.add_argument("--height", type=int, default=520)
    asyncio.run(draw(parser.parse_args()))


async def draw(options: argparse.Namespace) -> None:
    """Ask the bot in a Discord of its own and draw its answer."""
    with tempfile.TemporaryDirectory() as folder, _debian_chromium():
        settings = load_settings(
            database_url=f"sqlite:///{folder}/picture.db",
            hash_key="only for this one picture",
            discord_token=None,
        )
        bot = create_bot(settings)
        try:
            async with simcord.run(bot) as env:
                await _draw_answer(env, options)
        finally:
            await bot.close()


async def _draw_answer(env: simcord.Env, options: argparse.Namespace) -> None:
    guild = env.create_guild("Newsroom")
    channel = guild.create_text_channel("the-story")
    env.backend.bot_user.name = "Storydesk"
    member = guild.add_member(env.create_user("ada", global_name="Ada"))
    result = await member.slash(channel, "ask", question=options.question)
    if options.press:
        result = await member.click(result.response, label=options.press)
    # Discord shows no “(edited)” where a response that was promised is filled in; simcord does.
    env.backend.get_message(channel.id, result.response.id).edited_timestamp = None
    size = {"width": options.width, "height": options.height}
    preview = env.preview(
        channel, viewers=[member], layout="message", presentation_time=datetime.now(UTC), **size
    )
    async with preview as page:
        await page.screenshot(options.out.resolve(), viewer=member, target=result)


@contextmanager
def _debian_chromium() -> Iterator[None]:
    """Let simcord, which starts playwright's own browser, start the one that Debian has."""
    launch = BrowserType.launch
    BrowserType.launch = partialmethod(launch, executable_path=_CHROMIUM, args=list(_FLAGS))
    try:
        yield
    finally:
        BrowserType.launch = launch


if __name__ == "__main__":
    main()
