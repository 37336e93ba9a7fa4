import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.discord_app.client import StorydeskBot
from bot.discord_app.moderation import MODERATOR_ROLES
from bot.domain import Community, CommunityKind, Revision
from tests.discord_app.composition import build_bot, publish
from tests.discord_app.stories import ARTICLES


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "storydesk.db"


@pytest.fixture
async def make_bot(file: Path) -> AsyncIterator[Callable[..., StorydeskBot]]:
    """Make bots on the test's database; all of them are closed at the end, as simcord does not."""
    await publish(file, ARTICLES)
    made: list[StorydeskBot] = []

    def make(**settings: Any) -> StorydeskBot:
        made.append(build_bot(file, **settings))
        return made[-1]

    yield make
    for bot in made:
        await bot.close()


@pytest.fixture
def simcord_bot(make_bot: Callable[..., StorydeskBot]) -> StorydeskBot:
    return make_bot()


@dataclass
class Town:
    """A server with an ordinary member, a channel, and the bot."""

    env: simcord.Env
    file: Path
    make_bot: Callable[..., StorydeskBot]
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    member: simcord.MemberActor

    @property
    def bot(self) -> StorydeskBot:
        bot = self.env.bot
        assert isinstance(bot, StorydeskBot)
        return bot

    @property
    def bot_handle(self) -> simcord.MemberActor:
        """Return the bot as a member of the server, to set what it may do."""
        assert self.bot.user is not None
        user = simcord.UserHandle(self.env, self.env.backend.get_user(self.bot.user.id))
        return simcord.MemberActor(self.env, self.guild, user)

    @property
    def mention(self) -> str:
        assert self.bot.user is not None
        return self.bot.user.mention

    async def restart(self, **settings: Any) -> None:
        """Stop the bot as an operator would and start another on the same database."""
        await self.bot.close()
        await self.env.restart_bot(self.make_bot(**settings))

    def responses(self) -> list[int]:
        """Return how the bot responded to interactions, 4 at once, 5 with a promise of a message."""
        bodies = [r.json for r in self.env.http_requests if r.path.endswith("/callback")]
        return [body["type"] for body in bodies if isinstance(body, dict)]

    async def ask(self, question: str, **options: Any) -> discord.Message:
        """Ask with the slash command and return the answer's message."""
        return shown(await self.member.slash(self.channel, "ask", question=question, **options))

    async def read(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Read the database after everything that was recorded is in it."""
        if self.bot._desk is not None and not self.bot.is_closed():
            await self.bot.desk.services.log.flush()
        with closing(sqlite3.connect(self.file)) as connection:
            return connection.execute(query, values).fetchall()

    async def change(self, statement: str) -> None:
        """Change the database after everything that was recorded is in it."""
        await self.read("SELECT 1")
        with closing(sqlite3.connect(self.file)) as connection:
            connection.execute(statement)
            connection.commit()

    def answers(self, channel: simcord.ChannelHandle | None = None) -> list[discord.Message]:
        """Return what the bot said in a channel, oldest first."""
        history = (channel or self.channel).history()
        said = [message for message in history if message.author == self.bot.user and not message.is_system()]
        return sorted(said, key=lambda message: message.id)


@pytest.fixture
async def town(
    simcord_env: simcord.Env, file: Path, make_bot: Callable[..., StorydeskBot]
) -> AsyncIterator[Town]:
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("story")
    member = guild.add_member(simcord_env.create_user("ada"))
    yield Town(simcord_env, file, make_bot, guild, channel, member)
    assert_nothing_pings(simcord_env)


@dataclass
class Elsewhere:
    """Another server, and the messages that a forger there makes."""

    env: simcord.Env
    channel: simcord.ChannelHandle
    moderator: simcord.MemberActor

    async def preview(self) -> discord.Message:
        """Return a preview of this server's own."""
        file = ("own.txt", b"Our own\n\nThe own report says that our own bird sings.")
        return shown(await self.moderator.slash(self.channel, "knowledge add", file=file))

    def forge(self, message: discord.Message, change: Callable[[str], str]) -> None:
        """Change what the ids of a message's buttons say."""
        stored = self.env.backend.get_message(message.channel.id, message.id)
        for row in stored.components:
            for component in row["components"]:
                component["custom_id"] = change(component["custom_id"])


@dataclass
class Newsroom:
    """A town with a moderator, who has Manage Server, and a second one by a role that the settings name."""

    town: Town
    moderator: simcord.MemberActor
    second: simcord.MemberActor
    role: simcord.RoleHandle

    async def do(
        self, command: str, *, by: simcord.MemberActor | None = None, **options: Any
    ) -> simcord.InteractionResult:
        """Run a command of `/knowledge`."""
        return await (by or self.moderator).slash(self.town.channel, f"knowledge {command}", **options)

    async def publish(self, command: str, **options: Any) -> discord.Message:
        """Run a command and publish what it shows; return the message that says so."""
        preview = shown(await self.do(command, **options))
        return shown(await self.moderator.click(preview, label="Publish"))

    async def name_role(self) -> None:
        """Name the role in the server's settings, as `/settings` does."""
        await self.set(MODERATOR_ROLES, [str(self.role.id)])

    async def set(self, key: str, value: object) -> None:
        """Set something for the server, as `/settings` does."""
        server = Community(CommunityKind.GUILD, str(self.town.guild.id))
        await self.town.bot.desk.services.curation.settings.put(server, key, value)

    async def take_role(self, member: simcord.MemberActor) -> None:
        """Take the moderators' role from a member."""
        self.town.env.backend.remove_member_role(self.town.guild.id, member.id, self.role.id)

    async def open_elsewhere(self) -> "Elsewhere":
        """Make another server with the bot and a moderator of its own."""
        env = self.town.env
        guild = env.create_guild("Elsewhere")
        rights = guild.create_role("Editors", permissions=discord.Permissions(manage_guild=True))
        moderator = guild.add_member(env.create_user("their mod"), roles=[rights])
        return Elsewhere(env, guild.create_text_channel("story"), moderator)

    def whispered(self, result: simcord.InteractionResult) -> str:
        """Return the one line beside a message that only who pressed its button sees."""
        (line,) = result.followups
        assert line.ephemeral
        return line.content

    async def version(self, story: str | None = None) -> int:
        """Return the version of the server's own story, 0 before there is one."""
        return await self.town.bot.desk.services.store.version(story or f"server-{self.town.guild.id}")

    async def revisions(self) -> tuple[Revision, ...]:
        """Return the live revisions of the server's own story."""
        store = self.town.bot.desk.services.store
        return (await store.knowledge(f"server-{self.town.guild.id}")).revisions

    async def download(self, message: discord.Message) -> bytes:
        """Return the bytes of a message's only attachment."""
        (attachment,) = message.attachments
        with self.town.env._bot_scope():
            return await attachment.read()

    async def live(self) -> dict[str, int]:
        """Return the live revisions of the server's own story by article id."""
        return {r.article.id: r.number for r in await self.revisions()}

    async def acts(self) -> list[tuple[str, str, str, bool]]:
        """Return the audit trail, newest first: who, what, of what, and whether it was done."""
        acts = await self.town.bot.desk.services.curation.audit.acts(str(self.town.guild.id))
        return [(act.actor, act.command, act.subject, act.done) for act in acts]


@pytest.fixture
async def newsroom(town: Town) -> Newsroom:
    """Make moderators in a town, and let everybody see the command, as a server may."""
    rights = town.guild.create_role("Editors", permissions=discord.Permissions(manage_guild=True))
    role = town.guild.create_role("Desk")
    moderator = town.guild.add_member(town.env.create_user("mod"), roles=[rights])
    second = town.guild.add_member(town.env.create_user("second"), roles=[role])
    command = next(c for c in await town.bot.tree.fetch_commands() if c.name == "knowledge")
    town.guild.set_command_permissions(command, {town.guild.default_role: True})
    return Newsroom(town, moderator, second, role)


def assert_nothing_pings(env: simcord.Env) -> None:
    """Every message that left the bot, in any way, says itself that it pings nobody."""
    for request in env.http_requests:
        body: Any = request.json if isinstance(request.json, dict) else {}
        data: Any = body.get("data", body)
        if request.method == "DELETE" or not _is_message(data):
            continue
        allowed = data.get("allowed_mentions")
        assert allowed is not None, request
        assert not any(allowed.get(key) for key in ("parse", "users", "roles", "replied_user")), request


def _is_message(data: Any) -> bool:
    return isinstance(data, dict) and bool(data.get("content") or data.get("embeds"))


def shown(result: simcord.InteractionResult) -> discord.Message:
    """Return the message that an interaction was responded to with, as it is now."""
    assert result.response is not None
    return result.response.message


def labels(message: discord.Message) -> list[str]:
    """Return the labels of a message's buttons."""
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    return [item.label or "" for row in rows for item in row.children if isinstance(item, discord.Button)]


def seen_text(message: discord.Message) -> str:
    """Return everything that a message says, in the order it is read."""
    parts = [message.content]
    for embed in message.embeds:
        parts += [embed.author.name or "", embed.title or "", embed.description or ""]
        parts += [f"{field.name}\n{field.value}" for field in embed.fields]
        parts.append(embed.footer.text or "")
    return "\n".join(part for part in parts if part)
