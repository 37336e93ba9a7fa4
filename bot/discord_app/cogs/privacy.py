"""`/privacy`: what is kept of a person, and what they decide on it."""

from io import BytesIO

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_app.desk import QuestionDesk
from bot.discord_app.errors import Interaction
from bot.discord_app.listing import render_traces
from bot.discord_app.privacy_buttons import PrivacyAct, privacy_row
from bot.discord_app.story_select import describe_choice
from bot.discord_app.telling import quote_question
from bot.refinement.privacy import Kept

EXPORTED = "This is everything that is kept and can be tied to you. Only you see this message."
OPTED_OUT = (
    "You opted out{since}. Your questions are answered and not logged, and your votes and reports are not "
    "taken. So that this is known, a keyed hash of your id is kept, and nothing else. What was kept before "
    "stays until it is outdated: `/privacy delete` deletes it now."
)
OPTED_IN = "You are in again: your questions are logged, as `/about` says."
NOT_OUT = "You had not opted out: your questions are logged, as `/about` says."
DELETE = """\
**Delete what is kept of you?** That cannot be undone.
- your questions and reports: their words, and what ties them to you
- your votes: what ties them to you; they still count
- what you wait to be told, and what I remember of your last conversations

{opt_out}\
"""
_NOT_OUT = "What you ask from now on is logged again, unless you opt out as well."
_IS_OUT = "Your opt-out stays, by a keyed hash of your id, unless you delete it as well."
_MOST_NOTICES = 3
_NOTICE_CHARS = 1000
_FILE = "storydesk-privacy.json"


class Privacy(commands.GroupCog, group_name="privacy", group_description="What is kept of you"):
    """The commands on a person's own data, in servers and in direct messages; nobody else sees them."""

    def __init__(self, desk: QuestionDesk) -> None:
        self._desk = desk

    @app_commands.command(description="See what is kept of you")
    async def show(self, interaction: Interaction) -> None:
        """Show a person what is kept of them."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        kept = await self._desk.services.privacy.show(self._person(interaction))
        config = self._desk.config
        choice = self._desk.readings.direct.recall(interaction.user.id)
        embed = render_traces(
            kept.traces,
            config.trace_retention_days,
            config.question_retention_days,
            chosen=describe_choice(choice) if choice else None,
        )
        view = privacy_row([PrivacyAct.WITHDRAW]) if kept.notices else None
        await interaction.edit_original_response(embed=_add_decisions(embed, kept), view=view)

    @app_commands.command(description="Get what is kept of you as a file")
    async def export(self, interaction: Interaction) -> None:
        """Give a person what is kept of them as a JSON file."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        document = await self._desk.services.privacy.export(self._person(interaction))
        file = discord.File(BytesIO(document.encode()), _FILE)
        await interaction.edit_original_response(content=EXPORTED, attachments=[file])

    @app_commands.command(description="Delete what is kept of you")
    async def delete(self, interaction: Interaction) -> None:
        """Ask a person whether what is kept of them shall be deleted."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        out = await self._desk.services.log.is_opted_out(self._person(interaction))
        other = PrivacyAct.DELETE_OPT_OUT_TOO if out else PrivacyAct.DELETE_AND_OPT_OUT
        content = DELETE.format(opt_out=_IS_OUT if out else _NOT_OUT)
        await interaction.edit_original_response(
            content=content, view=privacy_row([PrivacyAct.DELETE, other])
        )

    @app_commands.command(name="opt-out", description="Have your questions answered and not logged")
    async def opt_out(self, interaction: Interaction) -> None:
        """Log no question of a person any more."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        since = await self._desk.services.privacy.opt_out(self._person(interaction))
        when = f" on {discord.utils.format_dt(since, 'D')}"
        await interaction.edit_original_response(content=OPTED_OUT.format(since=when))

    @app_commands.command(name="opt-in", description="Have your questions logged again")
    async def opt_in(self, interaction: Interaction) -> None:
        """Log a person's questions again."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        was_out = await self._desk.services.privacy.opt_in(self._person(interaction))
        await interaction.edit_original_response(content=OPTED_IN if was_out else NOT_OUT)

    def _person(self, interaction: Interaction) -> str:
        return self._desk.services.hasher.hash(interaction.user.id)


def _add_decisions(embed: discord.Embed, kept: Kept) -> discord.Embed:
    """Add what a person waits for and whether they opted out."""
    if kept.notices:
        lines = [quote_question(one.question) for one in kept.notices[:_MOST_NOTICES]]
        if len(kept.notices) > _MOST_NOTICES:
            lines.append(f"and {len(kept.notices) - _MOST_NOTICES} more")
        value = "\n".join(lines)[:_NOTICE_CHARS]
        embed.add_field(name="You wait to be told an answer to", value=value, inline=False)
    if kept.opted_out_since is not None:
        since = f"Since {discord.utils.format_dt(kept.opted_out_since, 'D')}: your questions are not logged."
        embed.add_field(name="You opted out", value=since, inline=False)
    return embed
