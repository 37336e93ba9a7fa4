"""What readers do with an answer: see more of it, report it, ask on."""

import logging
from typing import TYPE_CHECKING, Any

import discord

from bot.discord_app.errors import Interaction, answer_error
from bot.discord_app.names import find_names
from bot.discord_app.rendering import render_quotes
from bot.discord_app.reports import post_report
from bot.domain import Quote
from bot.errors import QuoteMismatchError
from bot.ports import Reported

if TYPE_CHECKING:
    from bot.discord_app.desk import QuestionDesk

ALREADY_REPORTED = "Thank you. You reported this answer before: it is noted."
OPTED_OUT = (
    "You opted out, so nothing is kept of you, votes and reports neither. `/privacy opt-in` undoes that."
)
TOO_OLD = "I no longer have that answer. Ask again to get a fresh one."
CHANGED = "The articles changed since, and none of the further quotes stands any more. Ask again."
_FORM_SECONDS = 900
_REASON_CHARS = 500
_QUESTION_CHARS = 1000

_log = logging.getLogger(__name__)


async def show_more(desk: "QuestionDesk", interaction: Interaction, entry_id: str) -> None:
    """Show the person who asked for it the further quotes of an answer."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    quotes = (await load_quotes(desk, entry_id))[1:]
    if not quotes:
        await desk.delivery.answer(interaction, TOO_OLD)
        return
    knowledge = (await desk.services.indexes.current(await desk.story_in(interaction))).knowledge
    bodies = {revision.article.id: revision.article.body for revision in knowledge.revisions}
    standing = [quote for quote in quotes if quote.text in bodies.get(quote.article.id, "")]
    await desk.delivery.answer(interaction, render_quotes(standing) if standing else CHANGED)


async def load_quotes(desk: "QuestionDesk", entry_id: str) -> list[Quote]:
    """Return the quotes that an answer showed, best first, as they stand in the revisions it quoted."""
    quotes = []
    for reference in await desk.services.log.quotes(entry_id) or ():
        revision = await desk.services.store.revision(
            reference.story, reference.article_id, reference.revision
        )
        if revision is None:
            continue
        try:
            text = reference.span.of(revision.article.body)
            quotes.append(Quote(revision, reference.span, text, None, 0.0))
        except QuoteMismatchError as error:
            _log.error("%s", error)
    return list(await desk.services.answers.label(quotes))


class _Form(discord.ui.Modal):
    """A form that says in one line when something went wrong."""

    def __init__(self, desk: "QuestionDesk") -> None:
        super().__init__(timeout=_FORM_SECONDS)
        self._desk = desk

    async def on_error(self, interaction: Interaction, error: Exception, *_: Any) -> None:
        await answer_error(interaction, error)


class ReportForm(_Form, title="Report this answer"):
    """Asks what is wrong with an answer; the reason may be left out."""

    reason: discord.ui.Label[Any] = discord.ui.Label(
        text="What is wrong with it?",
        description="The moderators of this server see it, without your name.",
        component=discord.ui.TextInput(
            custom_id="reason",
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=_REASON_CHARS,
        ),
    )

    def __init__(self, desk: "QuestionDesk", entry_id: str) -> None:
        super().__init__(desk)
        self._entry_id = entry_id

    async def on_submit(self, interaction: Interaction, /) -> None:
        """Keep the report, tell the moderators, and thank the person."""
        desk = self._desk
        with desk.underway.one_more():
            await interaction.response.defer(ephemeral=True, thinking=True)
            reason = _text_of(self.reason)
            trace = desk.trace(interaction.user.id, interaction.message)
            if await desk.services.log.is_opted_out(trace.person):
                await desk.delivery.answer(interaction, OPTED_OUT)
                return
            names = find_names(interaction)
            became = await desk.services.log.report(self._entry_id, reason, trace, names)
            if became is not Reported.NEW:
                reply = ALREADY_REPORTED if became is Reported.AGAIN else TOO_OLD
                await desk.delivery.answer(interaction, reply)
                return
            quotes = await load_quotes(desk, self._entry_id)
            channels = (await desk.readings.here(interaction)).preferences.report_channels
            told = await post_report(interaction, channels, quotes, reason)
            thanks = "Thank you. The moderators were told." if told else "Thank you. It is noted."
            await desk.delivery.answer(interaction, thanks)


class FollowUpForm(_Form, title="Follow up"):
    """Asks for the next question after a slash answer, whose replies Discord withholds."""

    question: discord.ui.Label[Any] = discord.ui.Label(
        text="Your question",
        component=discord.ui.TextInput(
            custom_id="question", style=discord.TextStyle.paragraph, max_length=_QUESTION_CHARS
        ),
    )

    def __init__(self, desk: "QuestionDesk", entry_id: str) -> None:
        super().__init__(desk)
        self._entry_id = entry_id

    async def on_submit(self, interaction: Interaction, /) -> None:
        """Answer the question, as privately as the answer that it follows."""
        await self._desk.follow_up(interaction, _text_of(self.question), self._entry_id)


def _text_of(label: discord.ui.Label[Any]) -> str:
    field = label.component
    return field.value if isinstance(field, discord.ui.TextInput) else ""
