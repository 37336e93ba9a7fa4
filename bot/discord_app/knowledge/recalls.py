"""Answer recall in Discord: the list of what quoted a change, and the one click that corrects it."""

import logging
import re
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.curation.drafting import now_in_utc
from bot.curation.recall import Recall, Recalled
from bot.discord_app.delivery import message_fields
from bot.discord_app.errors import Interaction, shown_errors
from bot.discord_app.knowledge.corrections import count_recall_pages, render_correction, render_recall
from bot.discord_app.knowledge.looking import turning_button
from bot.domain import Act, Publication
from bot.errors import ChangeError

if TYPE_CHECKING:
    from bot.discord_app.knowledge.desk import KnowledgeDesk

_STORY = r"(?P<version>\d{1,9}):(?P<story>[0-9a-f]{16})"
_MOST_AT_ONCE = 200

_log = logging.getLogger(__name__)


class RecallButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=rf"recall:(?P<way>open|back|on):(?P<page>\d{{1,6}}):{_STORY}",
):
    """A button that shows which answers quoted what a publication changed, or turns the page."""

    def __init__(self, way: str, page: int, version: int, digest: str, *, disabled: bool = False) -> None:
        custom_id = f"recall:{way}:{max(page, 0)}:{version}:{digest}"
        if way == "open":
            button = discord.ui.Button[discord.ui.View](label="Answers that quoted it", custom_id=custom_id)
        else:
            button = turning_button(way, custom_id, disabled=disabled)
        super().__init__(button)
        self._way = way
        self._page = page
        self._version = version
        self._digest = digest

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed, from its id alone."""
        del interaction, item
        return cls(match["way"], int(match["page"]), int(match["version"]), match["story"])

    async def callback(self, interaction: Interaction) -> None:
        """Show the answers."""
        desk: KnowledgeDesk = interaction.client.knowledge
        async with shown_errors(interaction):
            if self._way == "open":
                await interaction.response.defer(ephemeral=True, thinking=True)
            else:
                await interaction.response.defer()
            await _show(desk, interaction, self._digest, self._version, self._page)


class CorrectButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=rf"correct:{_STORY}",
):
    """The button that puts the corrected quote into every answer that can be reached."""

    def __init__(self, version: int, digest: str) -> None:
        super().__init__(
            discord.ui.Button(
                label="Correct them",
                style=discord.ButtonStyle.primary,
                custom_id=f"correct:{version}:{digest}",
            )
        )
        self._version = version
        self._digest = digest

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button that was pressed, from its id alone."""
        del interaction, item
        return cls(int(match["version"]), match["story"])

    async def callback(self, interaction: Interaction) -> None:
        """Correct the answers."""
        desk: KnowledgeDesk = interaction.client.knowledge
        async with shown_errors(interaction):
            await interaction.response.defer()
            await _correct(desk, interaction, self._digest, self._version)


async def _show(
    desk: "KnowledgeDesk", interaction: Interaction, digest: str, version: int, page: int
) -> None:
    async with desk.at_work(interaction):
        found = await _find(desk, interaction, digest, version, "recall")
        if found is None:
            return
        _, recall = found
        pages = count_recall_pages(recall)
        page = min(page, pages - 1)
        view = discord.ui.View(timeout=None)
        if recall.reachable:
            view.add_item(CorrectButton(version, digest))
        if pages > 1:
            view.add_item(RecallButton("back", page - 1, version, digest, disabled=page == 0))
            view.add_item(RecallButton("on", page + 1, version, digest, disabled=page == pages - 1))
        content = render_recall(recall, page, interaction.guild_id or 0)
        await desk.questions.delivery.answer(interaction, content, view)


async def _correct(desk: "KnowledgeDesk", interaction: Interaction, digest: str, version: int) -> None:
    async with desk.at_work(interaction):
        found = await _find(desk, interaction, digest, version, "correct answers")
        if found is None:
            return
        publication, recall = found
        done = failed = 0
        for recalled in recall.reachable[:_MOST_AT_ONCE]:
            if await _put_right(interaction.client, recalled, publication.reason):
                await desk.curation.recaller.mark_corrected(recalled)
                done += 1
            else:
                failed += 1
        left = len(recall.reachable) - done - failed
        await _record(desk, interaction, publication, done)
        await interaction.edit_original_response(content=_tell(done, failed, left), embeds=[], view=None)


async def _find(
    desk: "KnowledgeDesk", interaction: Interaction, digest: str, version: int, command: str
) -> tuple[Publication, Recall] | None:
    """Return a publication of the server's story with what it calls into question; else refuse.

    Raises:
        ChangeError: if the publication is not recorded.
    """
    workspace = await desk.admit_to_story(interaction, digest, command, f"version {version}")
    if workspace is None:
        return None
    publication = await desk.curation.history.publication(workspace.writes, version)
    if publication is None:
        msg = f"version {version} is not recorded"
        raise ChangeError(msg)
    return publication, await desk.curation.recaller.find(publication)


async def _put_right(client: discord.Client, recalled: Recalled, reason: str) -> bool:
    """Edit the message of an answer, or reply to it where it cannot be edited; False if neither works."""
    answer = recalled.answer
    if answer.channel_id is None or answer.message_id is None:
        return False
    channel = client.get_partial_messageable(answer.channel_id)
    message = channel.get_partial_message(answer.message_id)
    content = render_correction(recalled, reason)
    try:
        shown = await message.fetch()
        if shown.embeds:
            await message.edit(embeds=list(content.embeds), allowed_mentions=discord.AllowedMentions.none())
        else:
            await message.edit(content=content.text, allowed_mentions=discord.AllowedMentions.none())
    except discord.NotFound:
        return False  # deleted: there is nothing to correct
    except discord.HTTPException as error:
        _log.info("cannot edit an answer in channel %d: %s", answer.channel_id, error)
    else:
        return True
    try:
        fields = message_fields(content)
        reference = discord.MessageReference(
            message_id=answer.message_id, channel_id=answer.channel_id, fail_if_not_exists=True
        )
        await channel.send(**fields, reference=reference, mention_author=False)
    except discord.HTTPException as error:
        _log.info("cannot reply to an answer in channel %d: %s", answer.channel_id, error)
        return False
    return True


async def _record(
    desk: "KnowledgeDesk", interaction: Interaction, publication: Publication, done: int
) -> None:
    act = Act(
        at=now_in_utc(),
        community_id=str(interaction.guild_id or ""),
        actor=str(interaction.user.id),
        command="correct answers",
        subject=", ".join(replaced.article_id for replaced in publication.articles),
        done=True,
        story=publication.story,
        version=publication.version,
        notes=(f"{done} corrected",),
    )
    await desk.curation.audit.record(act)


def _tell(done: int, failed: int, left: int) -> str:
    lines = [f"{done:,} corrected." if done else "None was corrected."]
    if failed:
        lines.append(f"{failed:,} could not be reached: deleted, or in a channel that I may not write in.")
    if left:
        lines.append(f"{left:,} more are left: press the button again.")
    return "\n".join(lines)
