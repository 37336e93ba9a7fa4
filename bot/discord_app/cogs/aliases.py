"""`/knowledge alias`: words and phrases that mean the same."""

import re

from discord import app_commands

from bot.curation.drafting import Wish
from bot.discord_app.errors import Interaction
from bot.discord_app.escaping import fold
from bot.discord_app.knowledge.choices import offer_terms
from bot.discord_app.knowledge.desk import KnowledgeDesk
from bot.discord_app.knowledge.looking import show_aliases
from bot.discord_app.knowledge.proposals import Attempt, Proposal
from bot.discord_app.knowledge.suggestions import show_suggestions
from bot.errors import ChangeError

_LEAST_TERMS = 2
_BETWEEN = re.compile(r"[,;=\n]")
_Terms = app_commands.Range[str, 1, 1000]
_Reason = app_commands.Range[str, 0, 300]


class AliasCommands(app_commands.Group):
    """The commands that change which words mean the same."""

    def __init__(self, desk: KnowledgeDesk) -> None:
        super().__init__(name="alias", description="Words and phrases that mean the same")
        self._desk = desk

    @app_commands.command(name="list", description="The words that mean the same")
    async def list_aliases(self, interaction: Interaction, private: bool = True) -> None:
        """Show the groups of words."""
        if await self._desk.moderation.admit(interaction, "alias list") is not None:
            await interaction.response.defer(ephemeral=private, thinking=True)
            await show_aliases(self._desk, interaction, 0)

    @app_commands.command(description="Words of the questions that may mean a word of the articles")
    async def suggest(self, interaction: Interaction, private: bool = True) -> None:
        """Show the aliases that the questions suggest."""
        if await self._desk.moderation.admit(interaction, "alias suggest") is not None:
            await interaction.response.defer(ephemeral=private, thinking=True)
            await show_suggestions(self._desk, interaction)

    @app_commands.command(description="Say that words mean the same; groups that have one of them become one")
    @app_commands.describe(terms="With commas between them: GPU, graphics card", reason="Why, in a few words")
    async def add(
        self, interaction: Interaction, terms: _Terms, reason: _Reason = "", private: bool = True
    ) -> None:
        """Show what words that mean the same would do."""

        async def make(wish: Wish) -> Proposal:
            given = [term for term in map(fold, _BETWEEN.split(terms)) if term]
            if len(given) < _LEAST_TERMS:
                msg = "give two terms or more, with commas between them: GPU, graphics card"
                raise ChangeError(msg)
            return Proposal(await self._desk.curation.drafting.join_aliases(wish, given))

        await self._desk.propose(interaction, Attempt("alias add", terms, reason, private), make)

    @app_commands.command(description="Take a word out of its group; a group of one goes with it")
    @app_commands.describe(term="Type to find it", reason="Why, in a few words")
    async def remove(
        self, interaction: Interaction, term: _Terms, reason: _Reason = "", private: bool = True
    ) -> None:
        """Show what taking a word out of its group would do."""

        async def make(wish: Wish) -> Proposal:
            return Proposal(await self._desk.curation.drafting.drop_alias(wish, fold(term)))

        await self._desk.propose(interaction, Attempt("alias remove", term, reason, private), make)

    @remove.autocomplete("term")
    async def complete_term(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the terms that hold what was typed so far."""
        return await offer_terms(self._desk, interaction, typed)
