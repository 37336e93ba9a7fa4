"""`/ask`: a question, answered for all to see or for the asker alone."""

from discord import app_commands
from discord.ext import commands

from bot.answering.questions import MAX_QUESTION_CHARS, parse_day
from bot.discord_app.asked import AskedBy
from bot.discord_app.desk import QuestionDesk
from bot.discord_app.errors import Interaction
from bot.errors import QuestionsError

NO_DAY = "That is no day that I can read. Write it as 2023-04-12."
_LONGEST_DAY = 40


class Ask(commands.Cog):
    """The command to ask a question with."""

    def __init__(self, desk: QuestionDesk) -> None:
        self._desk = desk

    @app_commands.command(description="Ask about the story: I quote what the articles say, with the source.")
    @app_commands.describe(
        question="Your question, in a sentence",
        private="Show the answer to you alone",
        as_of="Only what was published by this day: 2023-04-12",
    )
    async def ask(
        self,
        interaction: Interaction,
        question: app_commands.Range[str, 1, MAX_QUESTION_CHARS],
        private: bool = False,
        as_of: app_commands.Range[str, 1, _LONGEST_DAY] | None = None,
    ) -> None:
        """Answer a question, as of today or of another day."""
        try:
            day = None if as_of is None else parse_day(as_of)
        except QuestionsError:
            await interaction.response.send_message(NO_DAY, ephemeral=True)
            return
        await self._desk.answer(interaction, question, AskedBy.SLASH, private=private, as_of=day)
