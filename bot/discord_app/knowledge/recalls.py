"""Answer recall in Discord: the list of what quoted a change, and the one click that corrects it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.curation.drafting import now_in_utc
from bot.curation.recall import Recall, Recalled
from bot.discord_app.errors import Interaction, shown_errors
from bot.discord_app.knowledge.corrected_messages import correct_message
from bot.discord_app.knowledge.corrections import count_recall_pages, render_correction, render_recall
from bot.discord_app.knowledge.looking import turning_button
from bot.domain import Act, Publication
from bot.errors import ChangeError
from bot.ports import Reach

if TYPE_CHECKING:
    from bot.discord_app.knowledge.desk import KnowledgeDesk

_STORY = r"(?P<version>\d{1,9}):(?P<story>[0-9a-f]{16})"
_MOST_AT_ONCE = 200
_COMMAND = "correct answers"


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
        found = await _find(desk, interaction, digest, version, _COMMAND)
        if found is None:
            return
        publication, recall = found
        await _announce(desk, interaction, publication, recall)
        tried = recall.reachable[:_MOST_AT_ONCE]
        reached = Counter([await _put_right(desk, interaction, each, publication.reason) for each in tried])
        left = len(recall.reachable) - reached[Reach.OPEN] - reached[Reach.GONE]
        told = _tell(reached, len(recall.reachable) - len(tried))
        await desk.curation.audit.record(_act(interaction, publication, "answers corrected", told))
        view = discord.ui.View(timeout=None)
        if left:
            view.add_item(CorrectButton(version, digest))
        await interaction.edit_original_response(content="\n".join(told), embeds=[], view=view)


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


async def _put_right(
    desk: "KnowledgeDesk", interaction: Interaction, recalled: Recalled, reason: str
) -> Reach:
    """Correct one answer, and keep in the log that it was, or why it could not be."""
    standing = [quote.now for quote in recalled.quotes if quote.now is not None]
    quotes = await desk.questions.services.answers.label(standing)
    for quote in quotes:
        quote.verify()
    reach = await correct_message(interaction.client, recalled, render_correction(recalled, quotes, reason))
    if reach is Reach.OPEN:
        await desk.curation.recaller.mark_corrected(recalled)
    else:
        await desk.curation.recaller.mark_unreached(recalled, reach)
    return reach


async def _announce(
    desk: "KnowledgeDesk", interaction: Interaction, publication: Publication, recall: Recall
) -> None:
    """Record in each server whose answers are about to be corrected that they are, and from where."""
    here = str(interaction.guild_id or "")
    for community, count in {here: 0, **recall.count_by_community()}.items():
        notes = [f"{count:,} answer{'s' if count != 1 else ''} of this server to be corrected"]
        notes += [] if community == here else [f"by a moderator of the server {here}, who keeps the story"]
        act = _act(interaction, publication, _COMMAND, notes)
        await desk.curation.audit.record(replace(act, community_id=community))


def _act(interaction: Interaction, publication: Publication, command: str, notes: Sequence[str]) -> Act:
    return Act(
        at=now_in_utc(),
        community_id=str(interaction.guild_id or ""),
        actor=str(interaction.user.id),
        command=command,
        subject=", ".join(replaced.article_id for replaced in publication.articles),
        done=True,
        story=publication.story,
        version=publication.version,
        notes=tuple(notes),
    )


def _tell(reached: Counter[Reach], left: int) -> list[str]:
    corrected, barred, gone = reached[Reach.OPEN], reached[Reach.BARRED], reached[Reach.GONE]
    lines = [f"{corrected:,} corrected." if corrected else "None was corrected."]
    if gone:
        lines.append(f"{gone:,} could not be reached: deleted.")
    if barred:
        lines.append(f"{barred:,} could not be reached: I may not write there. Let me, and press again.")
    if left:
        lines.append(f"{left:,} more are left: press again.")
    return lines
