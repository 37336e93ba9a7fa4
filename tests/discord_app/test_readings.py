"""Every place reads its own story, by its own settings."""

from dataclasses import dataclass, replace

import discord
import pytest
import simcord

from bot.errors import ChangeError
from tests.discord_app.communities import DISMISSED, LIGHTHOUSE, LIT, MILL, PAID, WORKERS, choose, give_story
from tests.discord_app.conftest import Town, labels, seen_text, shown
from tests.discord_app.stories import BOUGHT

SILENT = "The articles don't say."


@dataclass
class Place:
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    member: simcord.MemberActor

    async def ask(self, question: str) -> str:
        return seen_text(shown(await self.member.slash(self.channel, "ask", question=question)))

    async def sources(self) -> str:
        return seen_text(shown(await self.member.slash(self.channel, "sources")))

    async def offered(self, typed: str) -> list[str]:
        choices = await self.member.autocomplete(self.channel, "sources", "article", typed)
        return [choice["value"] for choice in choices]


@pytest.fixture
def other(town: Town) -> Place:
    """Return a second server, with a member of its own."""
    guild = town.env.create_guild("Norvik")
    member = guild.add_member(town.env.create_user("bob"))
    return Place(guild, guild.create_text_channel("talk"), member)


@pytest.fixture
def home(town: Town) -> Place:
    return Place(town.guild, town.channel, town.member)


async def test_a_server_never_reads_what_another_one_published_for_itself(
    town: Town, home: Place, other: Place
) -> None:
    story = await give_story(town.bot.desk, other.guild, LIGHTHOUSE)
    for place, own, foreign in ((other, True, False), (home, False, True), (other, True, False)):
        assert (PAID in await place.ask(LIT)) is own
        assert ("48 electric ferries" in await place.ask(BOUGHT)) is foreign
        listed = await place.sources()
        assert ("Norvik Gazette" in listed) is own
        assert ("Harbour Post" in listed) is foreign
        assert await place.offered("lighthouse") == (["lighthouse"] if own else [])
        one = await place.member.slash(place.channel, "sources", article="lighthouse")
        assert ("Norvik Gazette" in seen_text(shown(one))) is own
    rows = await town.read("SELECT DISTINCT community_id, story FROM queries ORDER BY rowid")
    assert rows == [(str(other.guild.id), story), (str(home.guild.id), "default")]


async def test_checks_mentions_and_the_count_of_about_read_the_story_of_their_place(
    town: Town, home: Place, other: Place
) -> None:
    await give_story(town.bot.desk, other.guild, LIGHTHOUSE)
    for place, own in ((other, True), (home, False)):
        claim = await place.member.send(place.channel, LIGHTHOUSE.body)
        checked = await place.member.context_menu(place.channel, "Check against the articles", claim)
        assert (PAID in seen_text(shown(checked))) is own
        await place.member.send(place.channel, f"{town.mention} {LIT}")
        assert (PAID in seen_text(town.answers(place.channel)[-1])) is own
        about = seen_text(shown(await place.member.slash(place.channel, "about")))
        assert ("**Articles:** 1\n" in about) is own


async def test_buttons_go_on_in_the_story_of_their_place(town: Town, home: Place, other: Place) -> None:
    await give_story(town.bot.desk, other.guild, LIGHTHOUSE)
    for place, own in ((other, True), (home, False)):
        question = LIT if own else BOUGHT
        result = await place.member.slash(place.channel, "ask", question=question)
        form = await place.member.click(shown(result), label="Follow up")
        answer = shown(await place.member.submit_modal(form, {"question": LIT}))
        assert (PAID in seen_text(answer)) is own
    more = await home.member.click(shown(result), label="More sources")
    assert "Island Daily" in seen_text(shown(more))


async def test_what_was_said_of_one_story_is_not_carried_into_another(town: Town, other: Place) -> None:
    await give_story(town.bot.desk, other.guild, LIGHTHOUSE)
    start = await other.member.send(other.channel, "a place for a thread")
    thread = await start.create_thread(name="talk")
    handle = next(t for t in other.channel.threads if t.id == thread.id)
    await other.member.send(handle, f"{town.mention} {LIT}")
    await other.member.send(handle, f"{town.mention} who says so?")
    assert "Norvik" in seen_text(town.answers(handle)[-1])
    await choose(town.bot.desk, other.guild, "story", "default")
    await other.member.send(handle, f"{town.mention} who says so?")
    assert "Norvik" not in seen_text(town.answers(handle)[-1])
    assert "quoted nothing yet" in seen_text(town.answers(handle)[-1])


@pytest.mark.parametrize("way", ["reply", "Follow up"])
async def test_an_answer_from_another_story_is_not_gone_on_from(town: Town, other: Place, way: str) -> None:
    async def go_on(answer: discord.Message) -> str:
        if way == "reply":
            await other.member.send(other.channel, "who says so?", reply_to=answer)
            return seen_text(town.answers(other.channel)[-1])
        form = await other.member.click(answer, label=way)
        return seen_text(shown(await other.member.submit_modal(form, {"question": "who says so?"})))

    await give_story(town.bot.desk, other.guild, LIGHTHOUSE)
    if way == "reply":
        await other.member.send(other.channel, f"{town.mention} {LIT}")
        answer = town.answers(other.channel)[-1]
    else:
        answer = shown(await other.member.slash(other.channel, "ask", question=LIT))
    assert "Norvik" in await go_on(answer)
    await choose(town.bot.desk, other.guild, "story", "default")
    assert "quoted nothing yet" in await go_on(answer)


async def test_a_channel_may_read_another_story_and_its_threads_with_it(town: Town, other: Place) -> None:
    desk = town.bot.desk
    await give_story(desk, other.guild, LIGHTHOUSE)
    ferries = other.guild.create_text_channel("ferries")
    await choose(desk, other.guild, "channel_stories", {str(ferries.id): "default"})
    start = await other.member.send(ferries, "a place for a thread")
    thread = await start.create_thread(name="talk")
    handle = next(t for t in ferries.threads if t.id == thread.id)
    for channel in (ferries, handle):
        place = Place(other.guild, channel, other.member)
        assert "48 electric ferries" in await place.ask(BOUGHT)
        assert "Harbour Post" in await place.sources()
    assert PAID in await other.ask(LIT)


async def test_a_servers_own_values_hold_there_and_nowhere_else(
    town: Town, home: Place, other: Place
) -> None:
    desk = town.bot.desk
    await choose(desk, other.guild, "answer_threshold", 1.0)
    assert SILENT in await other.ask(BOUGHT)
    assert SILENT not in await home.ask(BOUGHT)
    await choose(desk, other.guild, "answer_threshold", None)
    assert SILENT not in await other.ask(BOUGHT)
    await choose(desk, other.guild, "cooldown_questions", 1)
    assert ["asking fast" in await other.ask(BOUGHT) for _ in range(2)] == [False, True]
    assert ["asking fast" in await home.ask(BOUGHT) for _ in range(2)] == [False, False]
    await choose(desk, other.guild, "cooldown_seconds", 0.0)
    assert "asking fast" not in await other.ask(BOUGHT)


async def test_a_quote_is_as_long_as_its_server_wants(town: Town, other: Place) -> None:
    second = "It was approved by the old council of the harbour town."
    body = f"The lighthouse of Norvik cost 12 million crowns in May, said the mayor of the town. {second}"
    await give_story(town.bot.desk, other.guild, replace(LIGHTHOUSE, body=body))
    question = "Who approved the lighthouse of Norvik?"
    before = await other.ask(question)
    await choose(town.bot.desk, other.guild, "quote_max_chars", 80)
    after = await other.ask(question)
    assert second in before
    assert second not in after
    assert PAID in after.replace("**", "")


async def test_mentions_and_reports_keep_to_the_channels_of_their_server(
    town: Town, home: Place, other: Place
) -> None:
    desk = town.bot.desk
    quiet = other.guild.create_text_channel("quiet")
    moderators = other.guild.create_text_channel("moderators")
    await choose(desk, other.guild, "mention_channels", frozenset({other.channel.id}))
    await choose(desk, other.guild, "report_channels", frozenset({moderators.id}))
    for channel in (other.channel, quiet):
        await other.member.send(channel, f"{town.mention} {BOUGHT}")
    await home.member.send(home.channel, f"{town.mention} {BOUGHT}")
    assert [len(town.answers(c)) for c in (other.channel, quiet, home.channel)] == [1, 0, 1]
    form = await other.member.click(town.answers(other.channel)[0], label="Report")
    thanks = await other.member.submit_modal(form, {"reason": "wrong"})
    assert "moderators were told" in shown(thanks).content
    assert len(town.answers(moderators)) == 1


async def test_where_only_a_person_brought_the_bot_the_operators_story_is_read(
    town: Town, other: Place
) -> None:
    await give_story(town.bot.desk, other.guild, LIGHTHOUSE)
    await choose(town.bot.desk, other.guild, "cooldown_questions", 1)
    assert PAID in await other.ask(LIT)
    # As long as the bot is no member, Discord tells it nothing of the server but its id.
    town.bot._connection._guilds.pop(other.guild.id)
    for _ in range(2):
        assert PAID not in await other.ask(LIT)
    assert "48 electric ferries" in await other.ask(BOUGHT)
    assert await other.offered("lighthouse") == []


async def test_a_server_changes_a_story_of_its_own_and_a_home_server_the_operators(
    town: Town, home: Place, other: Place
) -> None:
    async def workspace(place: Place) -> tuple[str, str, str]:
        found = await town.bot.desk.workspace_for(await interaction(town, place))
        return found.reads, found.writes, found.owner

    own = f"server-{other.guild.id}"
    await town.restart(home_servers=frozenset({home.guild.id}))
    assert await workspace(home) == ("default", "default", "")
    assert await workspace(other) == ("default", own, str(other.guild.id))
    await give_story(town.bot.desk, other.guild, MILL)
    assert await workspace(other) == (own, own, str(other.guild.id))
    assert WORKERS in await other.ask(DISMISSED)
    town.bot._connection._guilds.pop(other.guild.id)
    with pytest.raises(ChangeError, match="member of"):
        await workspace(other)


async def interaction(town: Town, place: Place) -> discord.Interaction:
    """Return an interaction of a place as the bot gets it."""
    caught: list[discord.Interaction] = []
    town.bot.tree.interaction_check = catch(caught)  # type: ignore[method-assign]
    await place.member.slash(place.channel, "help")
    return caught[-1]


def catch(caught: list[discord.Interaction]):  # type: ignore[no-untyped-def]
    async def check(interaction: discord.Interaction) -> bool:
        caught.append(interaction)
        return True

    return check


async def test_no_catalogue_is_kept_for_more_than_so_many_stories(town: Town) -> None:
    desk = town.bot.desk
    first = await desk.catalogue("story-0")
    for number in range(1, 17):
        await desk.catalogue(f"story-{number}")
    assert await desk.catalogue("story-0") is not first
    assert await desk.catalogue("story-16") is await desk.catalogue("story-16")


async def test_buttons_of_answers_in_a_server_offer_no_choice_of_stories(town: Town, home: Place) -> None:
    answer = await town.ask(BOUGHT)
    assert "Report" in labels(answer)
    assert "direct-story" not in str([row.to_dict() for row in answer.components])
