"""`/knowledge statement`: what moderators say where the articles do not cover a matter yet."""

from discord import app_commands

from bot.curation.drafting import Wish
from bot.discord_app.errors import Interaction
from bot.discord_app.knowledge.choices import offer_statements
from bot.discord_app.knowledge.desk import KnowledgeDesk
from bot.discord_app.knowledge.editing import type_statement
from bot.discord_app.knowledge.looking import show_statements
from bot.discord_app.knowledge.proposals import Attempt, Proposal

_Reason = app_commands.Range[str, 0, 300]


class StatementCommands(app_commands.Group):
    """The commands that make, list and end statements."""

    def __init__(self, desk: KnowledgeDesk) -> None:
        super().__init__(name="statement", description="What you say until the articles cover a matter")
        self._desk = desk

    @app_commands.command(description="Say something on a matter that the articles do not cover yet")
    @app_commands.describe(reason="Why, in a few words; it stands in the history")
    async def make(self, interaction: Interaction, reason: _Reason = "", private: bool = True) -> None:
        """Ask for a statement in a form."""
        if await self._desk.moderation.admit(interaction, "statement make") is not None:
            await type_statement(
                self._desk, interaction, Attempt("statement make", reason=reason, private=private)
            )

    @app_commands.command(name="list", description="The statements that hold now")
    async def list_statements(self, interaction: Interaction, private: bool = True) -> None:
        """Show the statements that hold."""
        if await self._desk.moderation.admit(interaction, "statement list") is not None:
            await interaction.response.defer(ephemeral=private, thinking=True)
            await show_statements(self._desk, interaction)

    @app_commands.command(description="End a statement before its time")
    @app_commands.describe(statement="Type to find it", reason="Why, in a few words")
    async def end(
        self, interaction: Interaction, statement: str, reason: _Reason = "", private: bool = True
    ) -> None:
        """Show what ending a statement would do."""

        async def make(wish: Wish) -> Proposal:
            return Proposal(await self._desk.curation.drafting.end_statement(wish, statement))

        await self._desk.propose(interaction, Attempt("statement end", statement, reason, private), make)

    @end.autocomplete("statement")
    async def complete_statement(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the statements that hold and whose matter or words hold what was typed so far."""
        return await offer_statements(self._desk, interaction, typed)
