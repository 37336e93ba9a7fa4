"""`/help` and `/about`: how to ask, and who it is that answers."""

import discord
from discord import app_commands
from discord.ext import commands

from bot import __version__
from bot.discord_app.desk import QuestionDesk
from bot.discord_app.errors import Interaction
from bot.discord_app.listing import describe_retention

HELP = """\
I answer questions about a news story with word-for-word quotes from articles, and say where each stands.

**Ask:** type `/ask`, mention me, reply to me, or send me a direct message.
**Go on:** press **Follow up** under an answer to `/ask`, reply to my other answers, or just ask on in a \
direct message or a thread: “and when did he leave?”, “who says so?”, “since when?”, “tell me more”.
**Check a message:** open its menu, then *Apps*, **Check against the articles**: I show what of it stands \
there word for word, or what comes closest.
**See the articles:** `/sources`

**Under an answer:** **More sources** shows further quotes; **Helpful** and **Not helpful** tell whether it \
helped, and why not; **Report** tells the moderators that a quote is wrong.
**Tell me**, under a question that the articles don't answer, has me write to you once when they do.
**Your data:** `/privacy show`, `export`, `delete`, `opt-out`, `opt-in`
**Administrators:** `/settings`\
"""

ABOUT = """\
I never write an answer of my own: I quote articles that were chosen for this story, word for word, and say \
plainly when they don't say.

**Articles:** {articles}
**Privacy:** {privacy} `/privacy` shows, exports and deletes yours, or has nothing logged.
**Problems:** press **Report** under an answer, or tell the moderators of this server.\
"""


class About(commands.Cog):
    """The commands that explain the bot."""

    def __init__(self, desk: QuestionDesk) -> None:
        self._desk = desk

    @app_commands.command(name="help", description="How to ask me, and what the buttons do")
    async def explain(self, interaction: Interaction) -> None:
        """Explain how to ask."""
        embed = discord.Embed(title="How to ask", description=HELP)
        await interaction.response.send_message(embed=embed, ephemeral=True)

    @app_commands.command(description="What I am, what I know and what I keep")
    async def about(self, interaction: Interaction) -> None:
        """Say what this is."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        story = (await self._desk.readings.read(interaction)).story
        articles = len((await self._desk.catalogue(story)).articles)
        config = self._desk.config
        privacy = describe_retention(config.trace_retention_days, config.question_retention_days)
        embed = discord.Embed(
            title="Storydesk", description=ABOUT.format(articles=articles, privacy=privacy)
        ).set_footer(text=f"Version {__version__}")
        await interaction.edit_original_response(embed=embed)
