"""Which story a direct message reads, what is said of it, and what is remembered."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord
import pytest
import simcord

from bot.discord_app.shared_servers import MOST_ASKED
from bot.discord_app.story_select import AGAIN, CHOSEN, NOT_SHARED, WHICH
from tests.discord_app.communities import DISMISSED, LIGHTHOUSE, LIT, MILL, PAID, WORKERS, give_story
from tests.discord_app.conftest import Town, seen_text, shown
from tests.discord_app.stories import BOUGHT

FERRIES = "48"
FROM = "From the story of"


@dataclass
class Server:
    """A server with a story of its own, of which bob may be a member."""

    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    member: simcord.MemberActor | None


@dataclass
class Talk:
    """Bob's direct messages, and the servers Norvik and Ostby."""

    town: Town
    bob: simcord.UserHandle
    norvik: Server
    ostby: Server

    async def ask(self, question: str) -> str:
        """Write the bot and return what it replied."""
        await self.bob.send_dm(question)
        return seen_text(self.last)

    @property
    def last(self) -> discord.Message:
        return self.town.answers(self.bob.dm_channel)[-1]

    def offers(self) -> list[str]:
        """Return what the select under the last reply offers."""
        found = [item for row in self.last.components for item in getattr(row, "children", [])]
        selects = [item for item in found if isinstance(item, discord.SelectMenu)]
        return [option.label for select in selects for option in select.options]

    async def choose(self, server: Server) -> None:
        await self.bob.select(self.last, [str(server.guild.id)], custom_id="direct-story")

    def lookups(self) -> list[str]:
        return [r.path for r in self.town.env.http_requests if f"/members/{self.bob.id}" in r.path]


async def make_talk(town: Town, member_of: Sequence[str]) -> Talk:
    bob = town.env.create_user("bob")
    servers = {}
    for name, article in (("Norvik", LIGHTHOUSE), ("Ostby", MILL)):
        guild = town.env.create_guild(name)
        member = guild.add_member(bob) if name in member_of else None
        servers[name] = Server(guild, guild.create_text_channel("talk"), member)
        await give_story(town.bot.desk, guild, article)
    return Talk(town, bob, servers["Norvik"], servers["Ostby"])


@pytest.fixture
async def single(town: Town) -> Talk:
    """Return the talk of somebody who shares one of the two servers."""
    return await make_talk(town, ["Norvik"])


@pytest.fixture
async def both(town: Town) -> Talk:
    """Return the talk of somebody who shares both."""
    return await make_talk(town, ["Norvik", "Ostby"])


async def test_without_any_story_of_a_server_nothing_is_asked_and_nothing_said(town: Town) -> None:
    town.env.create_guild("Norvik").add_member(town.member.user)
    await town.member.send_dm(BOUGHT)
    (answer,) = town.answers(town.member.user.dm_channel)
    assert FROM not in seen_text(answer)
    assert not [r for r in town.env.http_requests if "/members/" in r.path]


async def test_who_shares_no_such_server_reads_the_operators_story_and_no_other(town: Town) -> None:
    talk = await make_talk(town, [])
    assert FERRIES in await talk.ask(BOUGHT)
    assert talk.offers() == []
    for question, secret in ((LIT, PAID), (DISMISSED, WORKERS)):
        assert secret not in await talk.ask(question)
    listed = await talk.bob.slash("sources")
    assert "Norvik" not in seen_text(shown(listed))


async def test_the_one_server_that_is_shared_is_read_and_named(single: Talk) -> None:
    said = await single.ask(LIT)
    assert PAID in said
    assert f"{FROM} **Norvik**" in said
    assert single.offers() == []
    assert WORKERS not in await single.ask(DISMISSED)
    rows = await single.town.read("SELECT DISTINCT community_kind, community_id, story FROM queries")
    assert rows == [("dm", "", f"server-{single.norvik.guild.id}")]


async def test_commands_in_direct_messages_read_the_same_story(single: Talk) -> None:
    assert PAID in seen_text(shown(await single.bob.slash("ask", question=LIT)))
    listed = seen_text(shown(await single.bob.slash("sources")))
    assert "Norvik Gazette" in listed
    assert "Harbour Post" not in listed
    offered = await single.bob.autocomplete("sources", "article", "l")
    assert [choice["value"] for choice in offered] == ["lighthouse"]


async def test_of_several_it_is_asked_which_and_the_question_answered_from_the_one_chosen(both: Talk) -> None:
    assert await both.ask(DISMISSED) == WHICH
    assert both.offers() == ["Norvik", "Ostby", "The story that I came with"]
    assert await both.town.read("SELECT * FROM queries") == []
    await both.choose(both.ostby)
    said = seen_text(both.last)
    assert WORKERS in said
    assert f"{FROM} **Ostby**" in said
    await both.choose(both.norvik)
    assert f"{FROM} **Norvik**" in seen_text(both.last)
    assert PAID in await both.ask(LIT)


async def test_of_several_that_is_read_where_the_person_asked_last(both: Talk) -> None:
    for server, question, quoted in ((both.norvik, LIT, PAID), (both.ostby, DISMISSED, WORKERS)):
        assert server.member is not None
        await server.member.slash(server.channel, "ask", question=question)
        assert quoted in await both.ask(question)
        assert f"{FROM} **{server.guild.name}**" in seen_text(both.last)
        assert len(both.offers()) == 3


async def test_who_asked_last_where_the_operators_story_is_read_reads_that(single: Talk) -> None:
    town = single.town
    here = town.guild.add_member(single.bob)
    await here.slash(town.channel, "ask", question=BOUGHT)
    assert FERRIES in await single.ask(BOUGHT)
    assert "From the story that I came with" in seen_text(single.last)
    assert single.offers() == ["Norvik", "The story that I came with"]
    await single.choose(single.norvik)
    assert PAID in await single.ask(LIT)


async def test_a_choice_outlasts_a_restart_through_the_questions_that_followed(both: Talk) -> None:
    await both.ask(LIT)
    await both.choose(both.norvik)
    await both.town.restart()
    assert PAID in await both.ask(LIT)


async def test_a_choice_is_shown_to_the_person_and_forgotten_in_time(both: Talk) -> None:
    await both.ask("?")
    await both.choose(both.norvik)
    kept = seen_text(shown(await both.bob.slash("privacy show")))
    assert "In direct messages you chose to read the story of **Norvik**" in kept
    # The bot looks around every minute, which a month of simulated time would be full of.
    await both.town.bot.stop_watching()
    await both.town.env.advance_time(31 * 86400)
    kept = seen_text(shown(await both.bob.slash("privacy show")))
    assert "Norvik" not in kept


async def test_the_answer_to_a_command_is_asked_for_again_after_a_choice(both: Talk) -> None:
    result = await both.bob.slash("ask", question=LIT)
    assert shown(result).content == WHICH
    done = await both.bob.select(shown(result), [str(both.norvik.guild.id)], custom_id="direct-story")
    said = [message.content for message in done.followups]
    assert said == [CHOSEN.format("the story of **Norvik**") + AGAIN]
    assert PAID in seen_text(shown(await both.bob.slash("ask", question=LIT)))


async def test_who_left_a_server_can_neither_read_nor_choose_its_story(both: Talk) -> None:
    await both.ask(DISMISSED)
    question = both.last
    await both.choose(both.ostby)
    both.town.env.backend.get_guild(both.ostby.guild.id).members.pop(both.bob.id)
    await both.town.env.advance_time(601)
    assert WORKERS not in await both.ask(DISMISSED)
    done = await both.bob.select(question, [str(both.ostby.guild.id)], custom_id="direct-story")
    assert [message.content for message in done.followups] == [NOT_SHARED]


async def test_discord_is_asked_once_in_a_while_and_for_no_more_than_so_many_servers(single: Talk) -> None:
    town = single.town
    for number in range(MOST_ASKED + 5):
        await give_story(town.bot.desk, town.env.create_guild(f"town {number}"), MILL)
    await single.ask(LIT)
    first = len(single.lookups())
    assert 0 < first <= MOST_ASKED
    await single.ask(LIT)
    assert len(single.lookups()) == first
    await town.env.advance_time(601)
    await single.ask(LIT)
    assert len(single.lookups()) == 2 * first


async def test_a_server_that_discord_says_nothing_of_is_not_read(single: Talk) -> None:
    path = f"/guilds/{single.norvik.guild.id}/members/{single.bob.id}"
    single.town.env.inject_error("GET", path, status=403, code=50001)
    assert PAID not in await single.ask(LIT)
    assert PAID in await single.ask(LIT)
