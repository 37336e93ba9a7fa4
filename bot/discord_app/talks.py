"""Which conversation a question in Discord belongs to, and what was said in it so far."""

import asyncio
import time
from collections.abc import Sequence
from datetime import date

import discord

from bot.answering.conversation.turns import Conversations, Turn, extend_turns
from bot.discord_app.errors import Interaction
from bot.discord_app.places import find_place
from bot.domain import Answer
from bot.refinement.hashing import PersonHasher

# The best quote is what an answer shows; the others are behind a button.
_SHOWN = 1
_PLACES = {"dm", "thread"}
# Forgetting waits no less than that, so that no clock's rounding keeps it busy.
_LEAST_SECONDS = 1.0


class Talks:
    """Remembers, in memory and for some minutes, the turns that a follow-up question goes on from.

    A person has one conversation in direct messages and one in each thread; a reply goes on from the message
    that it replies to, and the Follow up button from its answer, whoever uses it. Elsewhere, and with `/ask`,
    a question stands alone. A place is known by a keyed hash. What an answer for one person alone was about
    is remembered for its own button only, whose answers only that person sees, too. Turns belong to the story
    that they were answered from: a question that is answered from another one never goes on from them.

    What has expired is forgotten by itself, within a second, whether or not anybody asks again.
    """

    def __init__(self, hasher: PersonHasher, minutes: float) -> None:
        self._hasher = hasher
        self._conversations = Conversations(minutes, time.monotonic)
        self._timer: asyncio.TimerHandle | None = None

    def before(self, message: discord.Message, story: str) -> tuple[Turn, ...]:
        """Return the turns before a message, oldest first; none if it replies to an answer long forgotten."""
        earlier = message.reference.message_id if message.reference else None
        if earlier is not None and (turns := self._conversations.turns(_message_key(earlier, story))):
            return turns
        resolved = message.reference.resolved if message.reference else None
        if isinstance(resolved, discord.Message) and resolved.author.bot:
            return ()
        return self._conversations.turns(self.place(message, story))

    def after_answer(self, entry_id: str, story: str) -> tuple[Turn, ...]:
        """Return the turns up to an answer and with it, by its id in the query log."""
        return self._conversations.turns(_entry_key(entry_id, story))

    def place(self, asked: Interaction | discord.Message, story: str) -> str | None:
        """Return the key of a person's conversation in a place; None where there is no such thing."""
        kind = find_place(asked).channel_kind
        person = asked.author if isinstance(asked, discord.Message) else asked.user
        channel = asked.channel.id if asked.channel else None
        return self._hasher.hash(f"{kind}:{channel}:{person.id}:{story}") if kind in _PLACES else None

    def keep(
        self,
        turns: Sequence[Turn],
        answer: Answer,
        entry_id: str,
        sent: discord.Message,
        place: str | None,
        *,
        story: str,
        as_of: date | None = None,
        asker: str | None = None,
    ) -> None:
        """Remember the turns with one more: for the answer's button, for replies to it, and for its place.

        `asker` is a keyed hash of who asked.
        """
        keys = [_entry_key(entry_id, story), _message_key(sent.id, story), *([place] if place else [])]
        self._conversations.keep(keys, extend_turns(turns, answer, shown=_SHOWN, as_of=as_of, asker=asker))
        if self._timer is None:
            self._forget_in_time()

    def forget_asker(self, asker: str) -> None:
        """Forget every conversation in which a person asked something, by their keyed hash."""
        self._conversations.forget_asker(asker)

    def forget_all(self) -> None:
        """Forget everything, at the stop."""
        self._conversations.forget_all()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _forget_in_time(self) -> None:
        """Forget what has expired, now and from now on, until nothing is left."""
        wait = self._conversations.forget_expired()
        loop = asyncio.get_running_loop()
        self._timer = (
            None if wait is None else loop.call_later(max(wait, _LEAST_SECONDS), self._forget_in_time)
        )


def _message_key(message_id: int, story: str) -> str:
    return f"message:{message_id}:{story}"


def _entry_key(entry_id: str, story: str) -> str:
    return f"entry:{entry_id}:{story}"
