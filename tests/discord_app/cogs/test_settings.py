"""`/settings`: administrators see and change what their server has set; nobody else does."""

from dataclasses import dataclass

import discord
import pytest
import simcord

from bot.discord_app.administration import REFUSED
from bot.domain import Act, Community, CommunityKind
from tests.discord_app.communities import LIGHTHOUSE, LIT, PAID, choose, give_story
from tests.discord_app.conftest import Town, labels, seen_text, shown
from tests.discord_app.stories import BOUGHT


@dataclass
class Office:
    """A server's administrator with `/settings` open."""

    town: Town
    role: simcord.RoleHandle
    admin: simcord.MemberActor
    result: simcord.InteractionResult

    @property
    def message(self) -> discord.Message:
        """Return the message with the settings as it is now."""
        return shown(self.result)

    async def open(self, key: str) -> str:
        await self.admin.select(self.message, [key], custom_id="settings:open")
        return self.text()

    async def type(self, key: str, value: str) -> simcord.InteractionResult:
        """Type a value for a setting, from the list of all."""
        await self.open(key)
        form = await self.admin.click(self.message, label="Change …")
        return await self.admin.submit_modal(form, {"value": value})

    def text(self) -> str:
        return seen_text(self.message)

    async def acts(self) -> list[Act]:
        audit = self.town.bot.desk.services.curation.audit
        return list(await audit.acts(str(self.town.guild.id)))

    async def stored(self) -> dict[str, object]:
        community = Community(CommunityKind.GUILD, str(self.town.guild.id))
        return dict(await self.town.bot.desk.services.curation.settings.get(community))


@pytest.fixture
async def office(town: Town) -> Office:
    role = town.guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    admin = town.guild.add_member(town.env.create_user("grace"), roles=[role])
    result = await admin.slash(town.channel, "settings")
    assert result.ephemeral
    return Office(town, role, admin, result)


async def test_every_setting_is_shown_with_what_it_does_and_where_it_comes_from(office: Office) -> None:
    text = office.text()
    assert "Longest quote\n400 · *default*\n-# In characters." in text
    assert "Questions in a row\n1000 · *set by the operator*" in text
    assert "Story\ndefault (kept by the operator) · *default*" in text
    assert "Integrations" in text
    await choose(office.town.bot.desk, office.town.guild, "quote_max_chars", 200)
    result = await office.admin.slash(office.town.channel, "settings")
    assert "Longest quote\n200 · *set by this server*" in seen_text(shown(result))


async def test_the_longest_list_keeps_discords_limits(office: Office) -> None:
    desk, guild = office.town.bot.desk, office.town.guild
    many = frozenset(10**18 + number for number in range(25))
    for key in ("moderator_roles", "mention_channels"):
        await choose(desk, guild, key, many)
    await choose(desk, guild, "channel_stories", {str(id_): "default" for id_ in many})
    embed = shown(await office.admin.slash(office.town.channel, "settings")).embeds[0]
    assert len(embed) <= 6000
    assert all(len(field.value or "") <= 1024 for field in embed.fields)
    assert "and 17 more" in seen_text(shown(await office.admin.slash(office.town.channel, "settings")))


async def test_a_typed_value_holds_with_the_next_question_and_is_in_the_audit(office: Office) -> None:
    await office.type("cooldown_questions", "1")
    assert "Saved." in office.text()
    assert "1 · *set by this server*" in office.text()
    said = [seen_text(await office.town.ask(BOUGHT)) for _ in range(2)]
    assert ["asking fast" in text for text in said] == [False, True]
    (act,) = await office.acts()
    assert (act.actor, act.done, act.command) == (str(office.admin.id), True, "settings")
    assert (act.subject, act.notes) == ("cooldown_questions", ("1000 → 1",))


async def test_back_to_default_takes_the_operators_value_again(office: Office) -> None:
    await office.type("cooldown_questions", "1")
    await office.admin.click(office.message, label="Back to default")
    assert "1000 · *set by the operator*" in office.text()
    assert await office.stored() == {}
    shown_now = str([row.to_dict() for row in office.message.components])
    assert "'disabled': True" in shown_now
    assert [act.notes for act in await office.acts()] == [("1 → 1000",), ("1000 → 1",)]


@pytest.mark.parametrize(
    ("key", "typed", "expected"),
    [
        ("quote_max_chars", "long", "expected: a whole number from 80 to 1000"),
        ("time_zone", "Berlin", "did you mean Europe/Berlin?"),
        ("strong_threshold", "0.1", "may not be below the score"),
        ("time_zone", "*@everyone*", r"“\*\@everyone\*” cannot be used"),
    ],
)
async def test_a_value_that_cannot_be_used_is_refused_in_one_line(
    office: Office, key: str, typed: str, expected: str
) -> None:
    result = await office.type(key, typed)
    assert result.ephemeral
    assert expected in shown(result).content
    assert "\n" not in shown(result).content
    assert await office.stored() == {}
    assert await office.acts() == []


async def test_roles_and_channels_are_chosen_from_lists(office: Office) -> None:
    editors = office.town.guild.create_role("Editors")
    await office.open("moderator_roles")
    assert "Integrations" in office.text()
    await office.admin.select(office.message, [editors], custom_id="settings:ids:moderator_roles")
    assert editors.mention in office.text()
    await office.admin.click(office.message, label="All settings")
    other = office.town.guild.create_text_channel("other")
    await office.open("mention_channels")
    await office.admin.select(office.message, [other], custom_id="settings:ids:mention_channels")
    assert await office.stored() == {"moderator_roles": [editors.id], "mention_channels": [other.id]}
    await office.town.member.send(office.town.channel, f"{office.town.mention} {BOUGHT}")
    assert office.town.answers() == []
    await office.admin.select(office.message, [], custom_id="settings:ids:mention_channels")
    assert "all channels · *set by this server*" in office.text()
    await office.town.member.send(office.town.channel, f"{office.town.mention} {BOUGHT}")
    assert len(office.town.answers()) == 1


async def test_a_server_chooses_among_its_own_stories_and_the_operators(office: Office) -> None:
    town = office.town
    other = town.env.create_guild("Elsewhere")
    foreign = await give_story(town.bot.desk, other, LIGHTHOUSE)
    own = await give_story(town.bot.desk, town.guild, LIGHTHOUSE)
    await office.open("story")
    assert f"{own} (this server's own) · *set by this server*" in office.text()
    menu = str([row.to_dict() for row in office.message.components])
    assert "default" in menu
    assert foreign not in menu
    await office.admin.select(office.message, ["default"], custom_id="settings:story")
    assert "48" in seen_text(await town.ask(BOUGHT))
    await office.admin.click(office.message, label="Back to default")
    assert PAID in seen_text(await town.ask(LIT))


async def test_a_channel_gets_a_story_and_loses_it(office: Office) -> None:
    town = office.town
    own = await give_story(town.bot.desk, town.guild, LIGHTHOUSE)
    ferries = town.guild.create_text_channel("ferries")
    await office.open("channel_stories")
    for story, quoted in (("default", "48 electric"), (own, PAID), ("-", PAID)):
        await office.admin.select(office.message, [ferries], custom_id="settings:channel")
        await office.admin.select(office.message, [story], custom_id=f"settings:of:{ferries.id}")
        question = BOUGHT if story == "default" else LIT
        answer = await town.member.slash(ferries, "ask", question=question)
        assert quoted in seen_text(shown(answer)).replace("**", "")
    assert "channel_stories" not in await office.stored()
    assert "none · *default*" in office.text()


async def test_a_value_that_is_no_longer_valid_is_said(office: Office) -> None:
    community = Community(CommunityKind.GUILD, str(office.town.guild.id))
    await office.town.bot.desk.services.curation.settings.put(community, "quote_max_chars", 7)
    await office.admin.click(await reopened(office), label="All settings")
    assert "400 · *default*\n-# Not as it was set: “7” cannot be used" in office.text()
    await office.open("quote_max_chars")
    await office.admin.click(office.message, label="Back to default")
    assert "Not as it was set" not in office.text()


async def reopened(office: Office) -> discord.Message:
    await office.open("time_zone")
    return office.message


async def test_the_time_zone_shows_what_time_it_is_there(office: Office) -> None:
    await office.type("time_zone", "asia/tokyo")
    assert "Asia/Tokyo · *set by this server*" in office.text()
    assert "09:00 there" in office.text()  # the clock of the tests stands at midnight in UTC


async def test_the_panel_survives_a_restart(office: Office) -> None:
    await office.open("quote_max_chars")
    await office.town.restart()
    form = await office.admin.click(office.message, label="Change …")
    await office.admin.submit_modal(form, {"value": "200"})
    assert "200 · *set by this server*" in office.text()


async def test_who_may_not_manage_the_server_is_not_offered_the_command(office: Office) -> None:
    assert "settings" in office.admin.available_commands(office.town.channel)
    assert "settings" not in office.town.member.available_commands(office.town.channel)
    assert "settings" not in office.admin.user.available_commands()


async def test_who_lost_the_right_meanwhile_is_refused_and_changes_nothing(office: Office) -> None:
    await choose(office.town.bot.desk, office.town.guild, "quote_max_chars", 300)
    await office.open("quote_max_chars")
    form = await office.admin.click(office.message, label="Change …")
    office.town.env.backend.get_guild(office.town.guild.id).members[office.admin.id].role_ids.clear()
    refusals = [
        await office.admin.submit_modal(form, {"value": "200"}),
        await office.admin.click(office.message, label="Back to default"),
        await office.admin.click(office.message, label="All settings"),
    ]
    assert [shown(result).content for result in refusals] == [REFUSED] * 3
    assert await office.stored() == {"quote_max_chars": 300}
    acts = (await office.acts())[:3]
    assert [(act.done, act.subject) for act in acts] == [
        (False, "list"),
        (False, "quote_max_chars"),
        (False, "quote_max_chars"),
    ]
    assert all(act.actor == office.town.bot.desk.services.hasher.hash(office.admin.id) for act in acts)


async def test_a_command_that_discord_offers_by_mistake_is_refused(office: Office) -> None:
    command = next(c for c in await office.town.bot.tree.fetch_commands() if c.name == "settings")
    office.town.guild.set_command_permissions(command, {office.town.member: True})
    result = await office.town.member.slash(office.town.channel, "settings")
    assert shown(result).content == REFUSED
    assert labels(shown(result)) == []
    (act,) = await office.acts()
    assert (act.done, act.subject) == (False, "show")
