from typing import Any

import discord
import pytest

from bot.discord_app.places import Place, find_place
from bot.domain import Community, CommunityKind
from tests.discord_app.conftest import Town
from tests.discord_app.stories import BOUGHT

DIRECT, GROUP = 1, 3


@pytest.mark.parametrize(
    ("type_", "context", "kind"),
    [(DIRECT, 1, "dm"), (DIRECT, 2, "private"), (GROUP, 2, "private")],
)
async def test_a_talk_between_other_people_is_told_from_a_direct_message(
    town: Town, type_: int, context: int, kind: str
) -> None:
    data: Any = {
        "id": "1",
        "application_id": "2",
        "type": 2,
        "token": "t",
        "version": 1,
        "attachment_size_limit": 1,
        "context": context,
        "channel": {"id": "3", "type": type_, "recipients": []},
        "user": {"id": "4", "username": "ada", "discriminator": "0", "avatar": None},
    }
    interaction = discord.Interaction(data=data, state=town.bot._connection)
    assert find_place(interaction) == Place(Community(CommunityKind.DIRECT), kind)


async def test_questions_of_every_kind_of_channel_are_told_apart(town: Town) -> None:
    voice = town.guild.create_voice_channel("talk")
    start = await town.member.send(town.channel, "a place for a thread")
    thread = await start.create_thread(name="talk")
    handle = next(t for t in town.channel.threads if t.id == thread.id)
    for channel in (town.channel, voice, handle):
        await town.member.send(channel, f"{town.mention} {BOUGHT}")
        await town.member.slash(channel, "ask", question=BOUGHT)
    await town.member.send_dm(BOUGHT)
    rows = await town.read("SELECT channel_kind, asked_by FROM queries ORDER BY rowid")
    ways = [(kind, by) for kind in ("text", "voice", "thread") for by in ("mention", "slash")]
    assert rows == [*ways, ("dm", "dm")]
