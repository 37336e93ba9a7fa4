import logging
from collections.abc import Callable

import pytest
import simcord
from discord import app_commands

from bot.discord_app.client import StorydeskBot
from tests.discord_app.conftest import Town


def puts(env: simcord.Env) -> int:
    return sum(request.method == "PUT" for request in env.http_requests)


async def test_commands_are_sent_when_they_changed_and_only_then(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    assert puts(town.env) == 1
    with caplog.at_level(logging.INFO):
        await town.restart()
    assert puts(town.env) == 1
    assert "10 commands are unchanged: not synchronised" in caplog.text

    changed = town.make_bot()

    @app_commands.command(name="new", description="A new command")
    async def new(interaction: object) -> None: ...

    changed.tree.add_command(new)
    await town.bot.close()
    with caplog.at_level(logging.INFO):
        await town.env.restart_bot(changed)
    assert puts(town.env) == 2
    assert "synchronised 11 commands" in caplog.text


async def test_a_bot_runs_on_when_discord_does_not_take_the_commands(
    make_bot: Callable[..., StorydeskBot], caplog: pytest.LogCaptureFixture
) -> None:
    env = simcord.Env(make_bot())
    env.inject_error("PUT", "/applications/*/commands", status=400, code=50035)
    await env.start()
    try:
        assert "Discord did not take the commands" in caplog.text
        await env.bot.close()
        await env.restart_bot(make_bot())
        assert puts(env) == 2
    finally:
        await env.shutdown()
