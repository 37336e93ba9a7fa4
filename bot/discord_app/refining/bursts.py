"""The watch for rumours in Discord: what many suddenly ask in vain is told to the moderators, once."""

import logging

import discord
from discord.ext import tasks

from bot.discord_app.delivery import message_fields
from bot.discord_app.errors import log_error
from bot.discord_app.knowledge.desk import digest_of
from bot.discord_app.refining.desk import GapDesk
from bot.discord_app.refining.gap_items import burst_row
from bot.discord_app.refining.gap_pages import render_burst
from bot.discord_app.reports import find_channel
from bot.refinement.bursts import Burst

_log = logging.getLogger(__name__)


class RumourWatch:
    """Looks for bursts once a minute, in the servers that this process serves.

    A burst is claimed in the database before it is told, so that no two processes tell it. What cannot be
    sent after that, because there is no channel or no permission, stays in `/gaps` alone.
    """

    def __init__(self, client: discord.Client, desk: GapDesk) -> None:
        self._client = client
        self._desk = desk

    def start(self) -> None:
        """Begin to look."""
        self.look.start()

    def stop(self) -> None:
        """Look no more."""
        self.look.cancel()

    @tasks.loop(minutes=1)
    async def look(self) -> None:
        """Look once; what goes wrong is logged, and the next look comes all the same."""
        try:
            await self._client.wait_until_ready()
            guilds = {str(guild.id): guild for guild in self._client.guilds}
            for burst in await self._desk.refinement.bursts.look(guilds.keys()):
                await self._tell(guilds[burst.scope.community.id], burst)
        except Exception as error:  # noqa: BLE001 - a look that failed must not be the last
            log_error(error, "the rumour watch")

    async def _tell(self, guild: discord.Guild, burst: Burst) -> None:
        services = self._desk.knowledge.questions.services
        local = await services.communities.at(burst.scope.community)
        channel = find_channel(guild, local.preferences.report_channels)
        if channel is None:
            return
        row = burst_row(burst.gap.number, digest_of(burst.scope.story))
        try:
            await channel.send(**message_fields(render_burst(burst), row))
        except discord.Forbidden as error:
            _log.info("cannot tell of a rumour in channel %d, permit it: %s", channel.id, error)
