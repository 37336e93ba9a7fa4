"""`/privacy`: what is kept of a person."""

from discord import app_commands
from discord.ext import commands

from bot.discord_app.desk import QuestionDesk
from bot.discord_app.errors import Interaction
from bot.discord_app.listing import render_traces
from bot.discord_app.story_select import describe_choice


class Privacy(commands.GroupCog, group_name="privacy", group_description="What is kept of you"):
    """The commands on a person's own data."""

    def __init__(self, desk: QuestionDesk) -> None:
        self._desk = desk

    @app_commands.command(description="See what is kept of you")
    async def show(self, interaction: Interaction) -> None:
        """Show a person what is kept of them."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        services, config = self._desk.services, self._desk.config
        traces = await services.log.about_person(services.hasher.hash(interaction.user.id))
        choice = self._desk.readings.direct.recall(interaction.user.id)
        embed = render_traces(
            traces, config.trace_retention_days, chosen=describe_choice(choice) if choice else None
        )
        await interaction.edit_original_response(embed=embed)
