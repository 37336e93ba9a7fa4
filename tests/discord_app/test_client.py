import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import discord
import pytest
import simcord

from bot.discord_app.asked import AskedBy
from bot.discord_app.client import StorydeskBot
from bot.discord_app.desk import STOPPING
from bot.discord_app.invitation import invite_link
from tests.discord_app.composition import build_bot, publish
from tests.discord_app.conftest import Town, seen_text, shown
from tests.discord_app.stories import ARTICLES, BOUGHT


def test_a_bot_is_made_without_an_event_loop_a_token_or_a_file(tmp_path: Path) -> None:
    first = build_bot(tmp_path / "none.db")
    second = build_bot(tmp_path / "none.db")
    assert first is not second
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(RuntimeError, match="before it is started"):
        _ = first.desk


async def test_a_bot_that_never_started_can_be_closed(file: Path) -> None:
    bot = build_bot(file)
    await bot.close()
    await bot.close()
    assert bot.is_closed()


async def test_the_bot_asks_for_no_privileged_intent(town: Town) -> None:
    enabled = {name for name, on in town.bot.intents if on}
    assert enabled == {"guilds", "guild_messages", "dm_messages"}


async def test_it_works_where_no_privileged_intent_is_approved(file: Path) -> None:
    await publish(file, ARTICLES)
    bot = build_bot(file)
    try:
        async with simcord.run(bot, approved_intents=discord.Intents.none()) as env:
            channel = env.create_guild().create_text_channel("story")
            member = env.guild.add_member(env.create_user("ada"))
            assert bot.user is not None
            await member.send(channel, f"{bot.user.mention} {BOUGHT}")
            assert channel.last_message is not None
            assert "48" in seen_text(channel.last_message)
    finally:
        await bot.close()


async def test_commands_can_be_used_everywhere_and_by_persons_who_installed_the_bot(town: Town) -> None:
    (request,) = [r for r in town.env.http_requests if r.method == "PUT"]
    assert isinstance(request.json, list)
    commands = {command["name"]: command for command in request.json}
    for_moderators = {"gaps", "knowledge", "replay", "settings"}
    assert set(commands) - for_moderators == {
        "ask", "sources", "help", "about", "privacy", "Check against the articles"
    }  # fmt: skip
    for name, command in commands.items():
        of_a_server = name in for_moderators
        assert command["contexts"] == ([0] if of_a_server else [0, 1, 2])
        assert command["integration_types"] == ([0] if of_a_server else [0, 1])
        rights = discord.Permissions(manage_guild=True).value if of_a_server else None
        assert command["default_member_permissions"] == rights


async def test_the_invite_link_names_the_scopes_and_the_least_permissions(
    make_bot: Callable[..., StorydeskBot], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        async with simcord.run(make_bot()) as env:
            assert env.bot.application_id is not None
            link = invite_link(env.bot.application_id)
    assert caplog.text.count(link) == 1
    query = parse_qs(urlsplit(link).query)
    assert query["scope"] == ["bot applications.commands"]
    granted = {name for name, on in discord.Permissions(int(query["permissions"][0])) if on}
    assert granted == {
        "view_channel", "read_messages", "send_messages", "send_messages_in_threads", "embed_links",
        "read_message_history",
    } - {"view_channel"}  # fmt: skip


async def test_stopping_waits_for_the_questions_under_way_and_keeps_them(town: Town) -> None:
    released, desk = asyncio.Event(), town.bot.desk
    ask = desk.ask

    async def ask_slowly(*question: Any, **options: Any) -> object:
        await released.wait()
        return await ask(*question, **options)

    desk.ask = ask_slowly  # type: ignore[assignment, method-assign]
    message = await town.member.send(town.channel, "the question")
    under_way = asyncio.create_task(desk.reply(message, BOUGHT, AskedBy.MENTION))
    await asyncio.sleep(0)
    stopping = asyncio.create_task(town.bot.close())
    await asyncio.sleep(0)
    assert desk.stopping
    assert not stopping.done()
    released.set()
    await asyncio.gather(stopping, under_way)
    assert len(town.answers()) == 1
    assert await town.read("SELECT question FROM queries") == [(BOUGHT,)]


async def test_who_asks_while_the_bot_stops_is_told_so(town: Town) -> None:
    town.bot.desk.stopping = True
    result = await town.member.slash(town.channel, "ask", question=BOUGHT)
    assert result.ephemeral
    assert shown(result).content == STOPPING
    await town.member.send(town.channel, f"{town.mention} {BOUGHT}")
    assert [answer.content for answer in town.answers()] == [STOPPING]


async def test_closing_twice_and_at_once_is_closing_once(town: Town) -> None:
    await town.ask(BOUGHT)
    await asyncio.gather(town.bot.close(), town.bot.close())
    await town.bot.close()
    assert await town.read("SELECT count(*) FROM queries") == [(1,)]


async def test_services_that_do_not_open_stop_the_start_and_leave_nothing_open(tmp_path: Path) -> None:
    (tmp_path / "broken.db").write_text("not a database")
    bot = build_bot(tmp_path / "broken.db")
    with pytest.raises(Exception, match="not a SQLite file"):
        async with simcord.run(bot):
            pass
    await bot.close()
