"""`/gaps` and `/replay`: moderators see what is asked, and what becomes of it."""

from discord import app_commands
from discord.ext import commands

from bot.discord_app.errors import Interaction
from bot.discord_app.refining.desk import GapDesk
from bot.discord_app.refining.replay_pages import ReplayPages
from bot.refinement.wording import DEFAULT_PERIOD, PERIODS, name_period

_PERIODS = [
    app_commands.Choice(name=name_period(period)[:1].upper() + name_period(period)[1:], value=period)
    for period in PERIODS
]


class RefinementCommands(commands.Cog):
    """The commands by which the log makes the knowledge better."""

    def __init__(self, desk: GapDesk, replays: ReplayPages) -> None:
        self._desk = desk
        self._replays = replays

    @app_commands.command(description="What people ask and the articles do not answer well")
    @app_commands.describe(period="Which questions; those of the last 7 days unless you say otherwise")
    @app_commands.choices(period=_PERIODS)
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def gaps(self, interaction: Interaction, period: str = DEFAULT_PERIOD) -> None:
        """Show the first page of the gaps."""
        await self._desk.open(interaction, period)

    @app_commands.command(description="Questions that were asked: what was answered then, and what is now")
    @app_commands.describe(
        period="Which questions; those of the last 7 days unless you say otherwise",
        draft="The id of a draft: what is answered now, and what would be if it were published",
    )
    @app_commands.choices(period=_PERIODS)
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def replay(
        self, interaction: Interaction, period: str = DEFAULT_PERIOD, draft: str | None = None
    ) -> None:
        """Show the first page of a replay."""
        await self._replays.open(interaction, period, draft)

    @replay.autocomplete("draft")
    async def complete_draft(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the drafts of the server."""
        return await self._replays.offer_drafts(interaction, typed)
