"""A bot that is asked without end, in a process of its own, until a signal stops it.

Run as `python -m tests.discord_app.stopping DATABASE`; prints `answered` for each answer that was sent, as it
is sent, and `closed` at the end.
"""

import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import simcord

from bot.discord_app.client import StorydeskBot
from bot.discord_app.running import run_until_stopped
from tests.discord_app.composition import build_bot
from tests.discord_app.stories import BOUGHT

_AT_ONCE = 20


def main() -> None:
    bot = build_bot(Path(sys.argv[1]))

    async def start(token: str, *, reconnect: bool = True) -> None:
        """Stand in for the connection to Discord: log in to simcord and let a crowd ask."""
        async with simcord.run(bot, check_errors=False) as env:
            await _let_a_crowd_ask(env, bot)

    bot.start = start  # type: ignore[method-assign]
    code = asyncio.run(run_until_stopped(bot, "no token"))
    print("closed", flush=True)  # noqa: T201
    sys.exit(code)


async def _let_a_crowd_ask(env: simcord.Env, bot: StorydeskBot) -> None:
    channel = env.create_guild().create_text_channel("story")
    crowd = [env.guild.add_member(env.create_user(f"user{i}")) for i in range(_AT_ONCE)]
    assert bot.user is not None
    me = bot.user

    def tell(event: str, payload: Mapping[str, Any]) -> None:
        if event == "MESSAGE_CREATE" and int(payload["author"]["id"]) == me.id and payload["embeds"]:
            print("answered", flush=True)  # noqa: T201

    env.backend.subscribers.append(tell)
    while True:
        # Acts of simcord wait for the bot; a crowd does not, so the events are fed all at once.
        for member in crowd:
            env.backend.create_message(channel.id, member.id, f"{me.mention} {BOUGHT}")
        await env.settle()


if __name__ == "__main__":
    main()
