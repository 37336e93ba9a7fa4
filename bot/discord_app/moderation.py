"""Who is a moderator, asked anew at every act; whoever is not is refused, and that is on record."""

from collections.abc import Mapping
from dataclasses import dataclass

import discord

from bot.curation.drafting import now_in_utc
from bot.discord_app.errors import Interaction
from bot.discord_app.speaking import fill_in
from bot.domain import Act, Community, CommunityKind
from bot.ports import AuditTrail, CommunitySettings
from bot.refinement.hashing import PersonHasher

MODERATOR_ROLES = "moderator_roles"
"""The setting of a server that lists the ids of the roles whose members are moderators."""

NOT_A_MODERATOR = (
    "Only moderators can do that: those with Manage Server, or with a role that `/settings` names."
)
NO_SERVER = "The knowledge belongs to a server: do that there."


@dataclass(frozen=True, slots=True)
class Moderator:
    """A person who may change the knowledge of a server, at the moment of one act."""

    user_id: int
    guild_id: int

    @property
    def community_id(self) -> str:
        """Return the server's id as the stores know it."""
        return str(self.guild_id)


class Moderation:
    """Admits moderators and refuses everybody else. Nothing about a person is remembered between two acts."""

    def __init__(self, settings: CommunitySettings, audit: AuditTrail, hasher: PersonHasher) -> None:
        self._settings = settings
        self._audit = audit
        self._hasher = hasher

    async def recognise(self, interaction: Interaction) -> Moderator | None:
        """Return the moderator who acts, by what Discord says of them in this very interaction."""
        guild_id, person = interaction.guild_id, interaction.user
        if guild_id is None or not isinstance(person, discord.Member):
            return None
        if not interaction.permissions.manage_guild:
            chosen = await self._settings.get(Community(CommunityKind.GUILD, str(guild_id)))
            if not read_roles(chosen) & {role.id for role in person.roles}:
                return None
        return Moderator(person.id, guild_id)

    async def admit(self, interaction: Interaction, command: str, subject: str = "") -> Moderator | None:
        """Return the moderator who acts; tell anybody else in one line that they may not, and record that.

        `command` and `subject` say in the audit trail what was tried.
        """
        moderator = await self.recognise(interaction)
        if moderator is None:
            why = NO_SERVER if interaction.guild_id is None else NOT_A_MODERATOR
            await self.refuse(interaction, command, subject, why)
        return moderator

    async def refuse(self, interaction: Interaction, command: str, subject: str, why: str) -> None:
        """Record under a hash of who tried it that an act is refused; then say so, where nobody else sees."""
        act = Act(
            at=now_in_utc(),
            community_id=str(interaction.guild_id or ""),
            actor=self._hasher.hash(interaction.user.id),
            command=command,
            subject=subject,
            done=False,
        )
        await self._audit.record(act)
        await fill_in(interaction, why)


def read_roles(settings: Mapping[str, object]) -> set[int]:
    """Return the ids of the moderators' roles in a server's settings; what is no id is passed over."""
    listed = settings.get(MODERATOR_ROLES)
    if not isinstance(listed, list):
        return set()
    return {int(str(role)) for role in listed if str(role).isdecimal()}
