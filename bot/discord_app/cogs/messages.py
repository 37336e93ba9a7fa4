"""Questions in messages: a mention, a pinged reply to the bot, a direct message."""

import discord
from discord.ext import commands

from bot.curation.communities import Local
from bot.curation.preferences import Preferences
from bot.discord_app.asked import AskedBy
from bot.discord_app.desk import QuestionDesk
from bot.discord_app.escaping import strip_markup

HINT = "Ask me about the story: mention me together with a question, or type `/ask`."
FOLLOW_UP_HINT = (
    "Discord does not show me replies to `/ask` answers. Press **Follow up** under the answer, "
    "or mention me with your question."
)

_QUESTIONS = {discord.MessageType.default, discord.MessageType.reply}


class Messages(commands.Cog):
    """Listens for messages that are meant for the bot; it is never shown others."""

    def __init__(self, bot: commands.Bot, desk: QuestionDesk) -> None:
        self._bot = bot
        self._desk = desk

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that asks the bot. Edits come as another event: none is answered twice."""
        if message.author.bot or message.webhook_id or message.type not in _QUESTIONS:
            return
        by = self._asked_by(message)
        if by is None:
            return
        with self._desk.underway.one_more():
            local = await self._desk.readings.here(message)
            if by is AskedBy.DIRECT or _is_open(message.channel, local.preferences):
                await self._take(message, by, local)

    async def _take(self, message: discord.Message, by: AskedBy, local: Local) -> None:
        question, desk = strip_markup(message.content), self._desk
        if question:
            await desk.reply(message, question, by, local)
            return
        _, refusal = await desk.admit(message, local)
        if refusal is None:
            hint = FOLLOW_UP_HINT if _is_slash_answer(_replied_to(message)) else HINT
            await desk.delivery.reply(message, hint)

    def _asked_by(self, message: discord.Message) -> AskedBy | None:
        if message.guild is None:
            return AskedBy.DIRECT
        me = self._bot.user
        # Mentions of roles and of everyone are not in this list: they call many, not the bot.
        if me is None or me not in message.mentions:
            return None
        earlier = _replied_to(message)
        return AskedBy.REPLY if earlier is not None and earlier.author == me else AskedBy.MENTION


def _is_open(channel: "discord.abc.MessageableChannel", preferences: Preferences) -> bool:
    allowed = preferences.mention_channels
    parent_id = channel.parent_id if isinstance(channel, discord.Thread) else None
    return not allowed or channel.id in allowed or parent_id in allowed


def _replied_to(message: discord.Message) -> discord.Message | None:
    earlier = message.reference.resolved if message.reference else None
    return earlier if isinstance(earlier, discord.Message) else None


def _is_slash_answer(message: discord.Message | None) -> bool:
    return message is not None and message.interaction_metadata is not None
