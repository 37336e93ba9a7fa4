"""Export: the knowledge of a story as one attachment, to be read, reviewed and imported again."""

import asyncio
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import discord

from bot.curation.exporting import render_knowledge
from bot.discord_app.errors import Interaction
from bot.errors import ChangeError
from bot.ports import Knowledge

if TYPE_CHECKING:
    from bot.discord_app.knowledge.desk import KnowledgeDesk

EMPTY = "there are no articles to export yet"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


async def show_export(desk: "KnowledgeDesk", interaction: Interaction) -> None:
    """Fill in a deferred response with the live knowledge of the story that is read here, as a `.zip`."""
    async with desk.at_work(interaction):
        story = await desk.questions.story_in(interaction)
        knowledge = await desk.curation.store.knowledge(story)
        if not (knowledge.revisions or knowledge.aliases):
            raise ChangeError(EMPTY)
        data = await asyncio.to_thread(pack_knowledge, knowledge)
        if len(data) > interaction.filesize_limit:
            msg = f"the export has {len(data):,} bytes, more than Discord takes here; ask the operator for it"
            raise ChangeError(msg)
        count = len(knowledge.revisions)
        line = f"Version {knowledge.version}: {count} article{'s' if count != 1 else ''}, as Markdown."
        file = discord.File(BytesIO(data), f"{story}-{knowledge.version}.zip")
        await interaction.edit_original_response(content=line, attachments=[file])


def pack_knowledge(knowledge: Knowledge) -> bytes:
    """Return the files of an export as a `.zip`, the same bytes for the same knowledge."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in render_knowledge(knowledge).items():
            member = zipfile.ZipInfo(path, _FIRST_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, text)
    return packed.getvalue()
