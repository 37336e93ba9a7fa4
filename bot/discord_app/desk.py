"""The one road of a question in Discord, whatever the way it came: admitted, answered, shown, logged."""

import asyncio
import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import discord

from bot.answering.checking import CheckedText
from bot.answering.config import AnsweringConfig
from bot.answering.conversation.turns import Turn
from bot.curation.communities import Local
from bot.curation.serving import serve
from bot.curation.workspaces import Workspace
from bot.discord_app.actions import MakeButtons, choose_actions
from bot.discord_app.asked import Asked, AskedBy
from bot.discord_app.cooldown import Cooldown, Cooldowns
from bot.discord_app.delivery import Delivery
from bot.discord_app.direct_stories import Reading
from bot.discord_app.errors import Interaction
from bot.discord_app.escaping import strip_markup
from bot.discord_app.listing import Catalogue
from bot.discord_app.memory import Memory
from bot.discord_app.names import find_names
from bot.discord_app.places import find_place
from bot.discord_app.readings import Readings
from bot.discord_app.services import BotServices, DiscordConfig
from bot.discord_app.showing import show_asked
from bot.discord_app.story_select import WHICH, add_select
from bot.discord_app.talks import Talks
from bot.discord_app.underway import Underway
from bot.discord_app.verification import verify_quotes
from bot.domain import Trace
from bot.refinement.entries import make_entry, new_entry_id

STOPPING = "I am being restarted. Ask again in a minute."
_MOST_CATALOGUES = 16


class QuestionDesk:
    """Takes every question to its answer and into the log, and lets the stop wait for those under way."""

    def __init__(
        self, client: discord.Client, services: BotServices, config: DiscordConfig, make_buttons: MakeButtons
    ) -> None:
        self.make_buttons = make_buttons
        self.services = services
        self.config = config
        self.delivery = Delivery()
        self.underway = Underway()
        self.readings = Readings(client, services, config)
        self.cooldowns = Cooldowns()
        self.talks = Talks(services.hasher, config.conversation_minutes)
        self.stopping = False
        self._catalogues: Memory[str, Catalogue] = Memory(most=_MOST_CATALOGUES)

    async def admit(
        self, asked: Interaction | discord.Message, local: Local | None = None
    ) -> tuple[Local, str | None]:
        """Count a question; return what holds where it was asked, and why it is not taken, None if it is.

        `local` is what holds there, if that is known already.
        """
        stopping = self.stopping  # who asks before the stop is answered
        local = local or await self.readings.here(asked)
        if stopping:
            return local, STOPPING
        wait = math.ceil(self._cooldown(local).take(_person(asked)))
        if not wait:
            return local, None
        return local, f"You are asking fast: try again in {wait} second{'s' if wait != 1 else ''}."

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
        with self.underway.one_more():
            local, refusal = await self.admit(interaction)
            if refusal is not None:
                await interaction.response.send_message(refusal, ephemeral=True)
                return
            await interaction.response.defer(ephemeral=private, thinking=True)
            reading = await self.readings.read(interaction, local)
            if reading.undecided:
                await self.delivery.answer(interaction, WHICH, add_select(None, reading))
                return
            turns = self.talks.after_answer(entry_id, reading.story) if entry_id else ()
            day = as_of or (turns[-1].as_of if turns else None)
            asked = await self.ask(question, by, reading, turns, as_of=day)
            content, view = show_asked(asked, reading, echo=True), self._buttons(asked, reading)
            sent = await self.delivery.answer(interaction, content, view)
            place = None if private else self.talks.place(interaction, reading.story)
            self.talks.keep(
                turns,
                asked.answer,
                asked.id,
                sent,
                place,
                story=reading.story,
                as_of=day,
                asker=self._hash(interaction),
            )
            self.record(asked, sent, interaction)

    async def follow_up(self, interaction: Interaction, question: str, entry_id: str) -> None:
        """Answer the question that was typed after an answer, as privately as that one was given."""
        before = interaction.message
        private = before is not None and before.flags.ephemeral
        await self.answer(interaction, question, AskedBy.FOLLOW_UP, private=private, entry_id=entry_id)

    async def reply(
        self, message: discord.Message, question: str, by: AskedBy, local: Local | None = None
    ) -> None:
        """Answer the question of a message with a reply; `local` is what holds there, if that is known."""
        with self.underway.one_more():
            local, refusal = await self.admit(message, local)
            if refusal is not None:
                if self._cooldown(local).is_first_refusal(message.author.id):
                    await self.delivery.reply(message, refusal)
                return
            reading = await self.readings.read(message, local)
            if reading.undecided:
                await self.delivery.reply(message, WHICH, add_select(None, reading))
                return
            turns = self.talks.before(message, reading.story)
            asked = await self.ask(question, by, reading, turns)
            content, view = show_asked(asked, reading, echo=False), self._buttons(asked, reading)
            sent = await self.delivery.reply(message, content, view)
            if sent is not None:
                place = self.talks.place(message, reading.story)
                asker = self._hash(message)
                self.talks.keep(turns, asked.answer, asked.id, sent, place, story=reading.story, asker=asker)
                self.record(asked, sent, message)

    async def ask(
        self,
        question: str,
        by: AskedBy,
        reading: Reading,
        turns: Sequence[Turn] = (),
        *,
        as_of: date | None = None,
    ) -> Asked:
        """Answer a question, which may follow up on some turns; every quote of the answer was verified."""
        service = serve(self.services.answers, reading.local.preferences)
        asked = strip_markup(question)  # the number of a mention is no figure
        answer = await service.answer(asked, story=reading.story, as_of=as_of, turns=turns)
        return Asked(new_entry_id(), by, verify_quotes(answer), reading.story)

    async def answering_at(self, interaction: Interaction) -> AnsweringConfig:
        """Return how questions are answered where an interaction was sent."""
        return serve(self.services.answers, (await self.readings.here(interaction)).preferences).config

    async def compare(self, text: str, reading: Reading) -> tuple[Asked, CheckedText]:
        """Find what the articles hold on somebody's message; every quote was verified."""
        check = await serve(self.services.answers, reading.local.preferences).compare(
            text, story=reading.story
        )
        answer = verify_quotes(check.answer)
        verbatim = tuple(quote for quote in check.verbatim if quote in answer.quotes)
        asked = Asked(new_entry_id(), AskedBy.CHECK, answer, reading.story)
        return asked, replace(check, answer=answer, verbatim=verbatim)

    async def catalogue(self, story: str) -> Catalogue:
        """Return the articles that are live in a story, made anew when they change; the last 16 are kept."""
        knowledge = (await self.services.indexes.current(story)).knowledge
        catalogue = self._catalogues.get(story)
        if catalogue is None or catalogue.knowledge is not knowledge:
            # In a thread: thousands of titles take longer than the event loop may be held up.
            catalogue = await asyncio.to_thread(Catalogue, knowledge)
            self._catalogues.put(story, catalogue)
        return catalogue

    async def story_in(self, asked: Interaction | discord.Message) -> str:
        """Return the story that is read where an interaction or a message was sent."""
        return (await self.readings.read(asked)).story

    async def workspace_for(self, interaction: Interaction) -> Workspace:
        """Return what the place of a moderator's command reads, and where its changes go.

        Raises:
            ChangeError: if nothing can be changed from there.
        """
        return await self.readings.find_workspace(interaction)

    def record(self, asked: Asked, sent: discord.Message, source: Interaction | discord.Message) -> None:
        """Log a question whose answer was sent; what asks nothing of the articles is none."""
        if not asked.answer.is_question:
            return
        # A message that is checked is somebody else's, who did not ask: its text is not kept.
        answer = replace(asked.answer, question="") if asked.by is AskedBy.CHECK else asked.answer
        place = find_place(source)
        entry = make_entry(
            answer,
            entry_id=asked.id,
            community=place.community,
            channel_kind=place.channel_kind,
            asked_by=asked.by,
            story=asked.story,
            trace=self.trace(_person(source), sent),
            private=sent.flags.ephemeral,
            names=find_names(source),
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

    def _hash(self, source: Interaction | discord.Message) -> str:
        return self.services.hasher.hash(_person(source))

    def _cooldown(self, local: Local) -> Cooldown:
        pace = local.preferences
        return self.cooldowns.at(local.community, pace.cooldown_questions, pace.cooldown_seconds)

    def _buttons(self, asked: Asked, reading: Reading) -> discord.ui.View | None:
        if asked.answer.notice:
            return None
        return add_select(self.make_buttons(asked.id, choose_actions(asked)), reading)


def _person(asked: Interaction | discord.Message) -> int:
    return asked.author.id if isinstance(asked, discord.Message) else asked.user.id
