"""`/ask`: a question, answered for all to see or for the asker alone."""

from discord import app_commands
from discord.ext import commands

from bot.answering.questions import MAX_QUESTION_CHARS
from bot.discord_app.desk import AskedBy, QuestionDesk
from bot.discord_app.errors import Interaction


class Ask(commands.Cog):
    """The command to ask a question with."""

    def __init__(self, desk: QuestionDesk) -> None:
        self._desk = desk

    @app_commands.command(description="Ask about the story: I quote what the articles say, with the source.")
    @app_commands.describe(question="Your question, in a sentence", private="Show the answer to you alone")
    async def ask(
        self,
        interaction: Interaction,
        question: app_commands.Range[str, 1, MAX_QUESTION_CHARS],
        private: bool = False,
    ) -> None:
        """Answer a question."""
        await self._desk.answer(interaction, question, AskedBy.SLASH, private=private)
