"""What a question is answered from: by where it was asked and, in direct messages, by whom."""

import discord

from bot.curation.communities import Communities, Local
from bot.curation.workspaces import Workspace, find_workspace
from bot.discord_app.direct_stories import DirectStories, Reading
from bot.discord_app.errors import Interaction
from bot.discord_app.places import find_channel_id, find_place, is_direct
from bot.discord_app.services import BotServices, DiscordConfig
from bot.domain import Community, CommunityKind
from bot.errors import ChangeError

_DAY_SECONDS = 86_400.0
_MINUTE_SECONDS = 60.0


class Readings:
    """Knows the story and the settings of every place; keeps nothing that two servers share."""

    def __init__(self, client: discord.Client, services: BotServices, config: DiscordConfig) -> None:
        self._client = client
        self._communities: Communities = services.communities
        self._store = services.curation.store
        self._home_servers = config.home_servers
        seconds = config.trace_retention_days * _DAY_SECONDS or config.conversation_minutes * _MINUTE_SECONDS
        self.direct = DirectStories(
            client, services.communities, services.log, services.hasher, seconds=seconds
        )

    async def here(self, asked: Interaction | discord.Message) -> Local:
        """Return what holds in a place, whoever asks; it costs one short read of the database.

        Where the bot is not a member, because a person brought it along, it is what the operator has set.
        """
        community = find_place(asked).community
        if community.kind is CommunityKind.GUILD and self._client.get_guild(int(community.id)) is None:
            community = Community(CommunityKind.DIRECT)
        return await self._communities.at(community, find_channel_id(asked))

    async def read(self, asked: Interaction | discord.Message, local: Local | None = None) -> Reading:
        """Return what is read in a place; in direct messages Discord may have to be asked for it.

        `local` is what holds there, if that is known already.
        """
        if is_direct(asked):
            person = asked.author if isinstance(asked, discord.Message) else asked.user
            return await self.direct.read(person.id)
        return Reading(local or await self.here(asked))

    async def find_workspace(self, interaction: Interaction) -> Workspace:
        """Return what the place of a moderator's command reads, and where its changes go.

        Raises:
            ChangeError: if nothing can be changed from there.
        """
        local = await self.here(interaction)
        if local.community.kind is not CommunityKind.GUILD:
            msg = "the articles are changed from a server that I am a member of"
            raise ChangeError(msg)
        at_home = int(local.community.id) in self._home_servers
        return await find_workspace(
            self._store,
            local.community.id,
            local.story,
            at_home=at_home,
            for_channels=local.story != local.server_story,
        )
