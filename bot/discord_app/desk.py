"""The one road of a question in Discord, whatever the way it came: admitted, answered, shown, logged."""

import asyncio
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import discord

from bot.answering.checking import CheckedText
from bot.answering.conversation.turns import Turn
from bot.curation.stories import choose_story
from bot.discord_app.actions import Action, MakeButtons
from bot.discord_app.cooldown import Cooldown
from bot.discord_app.delivery import Delivery
from bot.discord_app.errors import Interaction
from bot.discord_app.listing import CHECKED, Catalogue
from bot.discord_app.places import Place, find_channel, find_place
from bot.discord_app.rendering import Rendered, render_answer, render_notice
from bot.discord_app.services import BotServices, DiscordConfig
from bot.discord_app.statements import add_statements
from bot.discord_app.talks import Talks
from bot.discord_app.underway import Underway
from bot.discord_app.verification import verify_quotes
from bot.domain import Answer, Trace
from bot.refinement.entries import make_entry, new_entry_id

STOPPING = "I am being restarted. Ask again in a minute."


class AskedBy(StrEnum):
    """The way a question came, as the query log keeps it."""

    SLASH = "slash"
    MENTION = "mention"
    REPLY = "reply"
    DIRECT = "dm"
    CHECK = CHECKED
    FOLLOW_UP = "follow-up"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer and the id that the log and the buttons know it by."""

    id: str
    by: AskedBy
    answer: Answer
    story: str


class QuestionDesk:
    """Takes every question to its answer and into the log, and lets the stop wait for those under way."""

    def __init__(self, services: BotServices, config: DiscordConfig, make_buttons: MakeButtons) -> None:
        self.make_buttons = make_buttons
        self.services = services
        self.config = config
        self.delivery = Delivery()
        self.underway = Underway()
        self.cooldown = Cooldown(config.cooldown_questions, config.cooldown_seconds)
        self.talks = Talks(services.hasher, config.conversation_minutes)
        self.stopping = False
        self._catalogues: dict[str, Catalogue] = {}

    async def story_in(self, asked: Interaction | discord.Message) -> str:
        """Return the story that is read where an interaction or a message was sent."""
        curation, place = self.services.curation, find_place(asked)
        return await choose_story(
            curation.store,
            curation.settings,
            place.community,
            default=self.config.story,
            channel_id=find_channel(asked),
        )

    def refuse(self, user_id: int) -> str | None:
        """Count a question of a person; return why it is not taken, None if it is."""
        if self.stopping:
            return STOPPING
        wait = math.ceil(self.cooldown.take(user_id))
        if not wait:
            return None
        return f"You are asking fast: try again in {wait} second{'s' if wait != 1 else ''}."

    async def answer(
        self,
        interaction: Interaction,
        question: str,
        by: AskedBy,
        *,
        private: bool,
        as_of: date | None = None,
        entry_id: str | None = None,
    ) -> None:
        """Answer the question of an interaction, which is acknowledged before anything is looked up.

        With `as_of` it is answered from what was published by that day. `entry_id` is that of the answer that
        it follows up on, by the same day; without it the question stands alone.
        """
        refusal = self.refuse(interaction.user.id)
        if refusal is not None:
            await interaction.response.send_message(refusal, ephemeral=True)
            return
        with self.underway.one_more():
            await interaction.response.defer(ephemeral=private, thinking=True)
            turns = self.talks.after_answer(entry_id) if entry_id else ()
            day = as_of or (turns[-1].as_of if turns else None)
            story = await self.story_in(interaction)
            asked = await self.ask(question, by, turns, as_of=day, story=story)
            sent = await self.delivery.answer(interaction, _show(asked, echo=True), self._buttons(asked))
            place = None if private else self.talks.place(interaction)
            self.talks.keep(turns, asked.answer, asked.id, sent, place, as_of=day)
            self.record(asked, sent, user_id=interaction.user.id, place=find_place(interaction))

    async def follow_up(self, interaction: Interaction, question: str, entry_id: str) -> None:
        """Answer the question that was typed after an answer, as privately as that one was given."""
        before = interaction.message
        private = before is not None and before.flags.ephemeral
        await self.answer(interaction, question, AskedBy.FOLLOW_UP, private=private, entry_id=entry_id)

    async def reply(self, message: discord.Message, question: str, by: AskedBy) -> None:
        """Answer the question of a message with a reply to it."""
        refusal = self.refuse(message.author.id)
        if refusal is not None:
            if self.cooldown.is_first_refusal(message.author.id):
                await self.delivery.reply(message, refusal)
            return
        with self.underway.one_more():
            turns = self.talks.before(message)
            asked = await self.ask(question, by, turns, story=await self.story_in(message))
            sent = await self.delivery.reply(message, _show(asked, echo=False), self._buttons(asked))
            if sent is not None:
                self.talks.keep(turns, asked.answer, asked.id, sent, self.talks.place(message))
                self.record(asked, sent, user_id=message.author.id, place=find_place(message))

    async def ask(
        self,
        question: str,
        by: AskedBy,
        turns: Sequence[Turn] = (),
        *,
        story: str,
        as_of: date | None = None,
    ) -> Asked:
        """Answer a question, which may follow up on some turns; every quote of the answer was verified."""
        answer = await self.services.answers.answer(question, story=story, as_of=as_of, turns=turns)
        return Asked(new_entry_id(), by, verify_quotes(answer), story)

    async def compare(self, text: str, *, story: str) -> tuple[Asked, CheckedText]:
        """Find what the articles hold on somebody's message; every quote was verified."""
        check = await self.services.answers.compare(text, story=story)
        answer = verify_quotes(check.answer)
        verbatim = tuple(quote for quote in check.verbatim if quote in answer.quotes)
        asked = Asked(new_entry_id(), AskedBy.CHECK, answer, story)
        return asked, replace(check, answer=answer, verbatim=verbatim)

    async def catalogue(self, story: str) -> Catalogue:
        """Return the articles that are live in a story, made anew when they change."""
        knowledge = (await self.services.indexes.current(story)).knowledge
        catalogue = self._catalogues.get(story)
        if catalogue is None or catalogue.knowledge is not knowledge:
            # In a thread: thousands of titles take longer than the event loop may be held up.
            catalogue = self._catalogues[story] = await asyncio.to_thread(Catalogue, knowledge)
        return catalogue

    def record(self, asked: Asked, sent: discord.Message, *, user_id: int, place: Place) -> None:
        """Log a question whose answer was sent; what asks nothing of the articles is none."""
        if not asked.answer.is_question:
            return
        # A message that is checked is somebody else's, who did not ask: its text is not kept.
        answer = replace(asked.answer, question="") if asked.by is AskedBy.CHECK else asked.answer
        entry = make_entry(
            answer,
            entry_id=asked.id,
            community=place.community,
            channel_kind=place.channel_kind,
            asked_by=asked.by,
            story=asked.story,
            trace=self.trace(user_id, sent),
            private=sent.flags.ephemeral,
        )
        self.services.log.record(entry)

    def trace(self, user_id: int, message: discord.Message | None) -> Trace:
        """Return what ties something to a person and a message, for as long as the log keeps it."""
        person = self.services.hasher.hash(user_id)
        if message is None:
            return Trace(person)
        return Trace(person, message.channel.id, message.id)

    async def stop(self, seconds: float) -> bool:
        """Take no more questions and wait for those under way; False if that takes longer than `seconds`."""
        self.stopping = True
        try:
            return await self.underway.wait(seconds)
        finally:
            self.talks.forget_all()

    def _buttons(self, asked: Asked) -> discord.ui.View | None:
        if asked.answer.notice:
            return None
        actions = [Action.HELPFUL, Action.NOT_HELPFUL]
        if asked.answer.answered:
            more = [Action.MORE] if len(asked.answer.quotes) > 1 else []
            # Discord withholds the text of replies to these answers, so they carry their own way to go on.
            on = [Action.FOLLOW_UP] if asked.by in {AskedBy.SLASH, AskedBy.FOLLOW_UP} else []
            actions = [*more, *on, *actions, Action.REPORT]
        return self.make_buttons(asked.id, actions)


def _show(asked: Asked, *, echo: bool) -> Rendered | str:
    answer = asked.answer
    if answer.notice:
        return render_notice(answer.notice)
    return add_statements(render_answer(answer, echo=echo), answer.statements)
