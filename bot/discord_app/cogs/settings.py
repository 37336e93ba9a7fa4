"""`/settings`: what a server sets for itself."""

from discord import app_commands
from discord.ext import commands

from bot.discord_app.administration import show_settings
from bot.discord_app.desk import QuestionDesk
from bot.discord_app.errors import Interaction


class Settings(commands.Cog):
    """The command of administrators; its buttons and selects stand in `administration`."""

    def __init__(self, desk: QuestionDesk) -> None:
        self._desk = desk

    @app_commands.command(description="What this server has set, and what can be changed")
    @app_commands.default_permissions(manage_guild=True)
    # `guild_only` leaves the contexts that the tree allows to every command as they are.
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def settings(self, interaction: Interaction) -> None:
        """Show the settings of a server."""
        with self._desk.underway.one_more():
            await show_settings(self._desk, interaction)
