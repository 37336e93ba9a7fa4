"""The bot itself: what it opens when it starts, what it closes when it stops."""

import asyncio
import logging
import sys
from contextlib import AsyncExitStack
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_app.administration import SettingsItem
from bot.discord_app.buttons import AnswerButton, button_row
from bot.discord_app.cogs.about import About
from bot.discord_app.cogs.ask import Ask
from bot.discord_app.cogs.check import Check
from bot.discord_app.cogs.knowledge import KnowledgeCommands
from bot.discord_app.cogs.messages import Messages
from bot.discord_app.cogs.privacy import Privacy
from bot.discord_app.cogs.refinement import RefinementCommands
from bot.discord_app.cogs.settings import Settings
from bot.discord_app.cogs.sources import PageButton, Sources
from bot.discord_app.command_sync import sync_commands
from bot.discord_app.delivery import Delivery
from bot.discord_app.desk import QuestionDesk
from bot.discord_app.errors import Interaction, answer_error, friendly_line, log_error
from bot.discord_app.invitation import invite_link
from bot.discord_app.knowledge.desk import KnowledgeDesk
from bot.discord_app.knowledge.draft_buttons import (
    CasePageButton,
    DraftButton,
    EffectSelect,
    UndoButton,
    draft_row,
    published_row,
)
from bot.discord_app.knowledge.looking import ListPageButton
from bot.discord_app.knowledge.recalls import CorrectButton, RecallButton
from bot.discord_app.knowledge.reviewing import HistoryPageButton, RollBackButton
from bot.discord_app.knowledge.silent_edits import LookButton, SilentEditWatch
from bot.discord_app.knowledge.suggestions import SuggestionButton
from bot.discord_app.notifier import Notifier
from bot.discord_app.privacy_buttons import PrivacyButton
from bot.discord_app.refining.bursts import RumourWatch
from bot.discord_app.refining.desk import GapDesk, Rows
from bot.discord_app.refining.gap_items import GAP_ITEMS, gap_row, page_row
from bot.discord_app.refining.replay_items import REPLAY_ITEMS, replay_row
from bot.discord_app.refining.replay_pages import ReplayPages
from bot.discord_app.services import DiscordConfig, OpenServices
from bot.discord_app.story_select import StorySelect
from bot.discord_app.telling import WithdrawButton
from bot.discord_app.votes import ReasonButton
from bot.text.word_lists import load_words

_UNDER_WAY_SECONDS = 10.0
_KNOWLEDGE_ITEMS = (
    DraftButton,
    EffectSelect,
    CasePageButton,
    UndoButton,
    HistoryPageButton,
    RollBackButton,
    ListPageButton,
    SuggestionButton,
    RecallButton,
    CorrectButton,
    LookButton,
)

_log = logging.getLogger(__name__)


class StorydeskBot(commands.Bot):
    """The Discord bot. Constructing it does no I/O and needs no token, network or event loop.

    Logging in opens the services; `close` takes no more questions, waits for those under way, and closes
    everything, the query log written.
    """

    def __init__(self, open_services: OpenServices, config: DiscordConfig | None = None) -> None:
        # What voice would need is not missed: the bot does not speak.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            # The content of messages is a privileged intent, and not needed: those meant for the bot have it.
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            tree_cls=_CommandTree,
            max_messages=None,
        )
        self._open_services = open_services
        self._config = config or DiscordConfig()
        self._opened = AsyncExitStack()
        self._closing = asyncio.Lock()
        self._desk: QuestionDesk | None = None
        self._knowledge: KnowledgeDesk | None = None
        self._gaps: GapDesk | None = None
        self._replays: ReplayPages | None = None
        self._watch: SilentEditWatch | None = None
        self._rumours: RumourWatch | None = None
        self._notifier: Notifier | None = None
        self._invited = False

    @property
    def desk(self) -> QuestionDesk:
        """Return where questions are taken; there is one from the moment that the bot logs in.

        Raises:
            RuntimeError: before that.
        """
        if self._desk is None:
            msg = "the bot takes no questions before it is started"
            raise RuntimeError(msg)
        return self._desk

    @property
    def knowledge(self) -> KnowledgeDesk:
        """Return where moderators' acts are taken; there is one from the moment that the bot logs in.

        Raises:
            RuntimeError: before that.
        """
        if self._knowledge is None:
            msg = "the bot takes no acts before it is started"
            raise RuntimeError(msg)
        return self._knowledge

    @property
    def gaps(self) -> GapDesk:
        """Return where moderators work through gaps; there is one from the moment that the bot logs in.

        Raises:
            RuntimeError: before that.
        """
        if self._gaps is None:
            msg = "the bot takes no acts before it is started"
            raise RuntimeError(msg)
        return self._gaps

    @property
    def replays(self) -> ReplayPages:
        """Return where moderators replay questions; there is one from the moment that the bot logs in.

        Raises:
            RuntimeError: before that.
        """
        if self._replays is None:
            msg = "the bot takes no acts before it is started"
            raise RuntimeError(msg)
        return self._replays

    async def setup_hook(self) -> None:
        """Open the services, build the index, and offer the commands and buttons."""
        services = await self._opened.enter_async_context(self._open_services())
        await services.indexes.current(self._config.story)
        # The first misspelt word would hold up everybody for as long as reading the list takes.
        await asyncio.to_thread(load_words, "en")
        self._desk = desk = QuestionDesk(self, services, self._config, button_row)
        self._knowledge = knowledge = KnowledgeDesk(desk, draft_row, published_row)
        self._gaps = gaps = GapDesk(knowledge, services.refinement, Rows(page_row, gap_row))
        self._replays = replays = ReplayPages(gaps, replay_row)
        self.add_dynamic_items(AnswerButton, PageButton, StorySelect, SettingsItem, *_KNOWLEDGE_ITEMS)
        self.add_dynamic_items(*GAP_ITEMS, *REPLAY_ITEMS)
        self.add_dynamic_items(AnswerButton, PageButton, StorySelect, SettingsItem)
        self.add_dynamic_items(PrivacyButton, ReasonButton, WithdrawButton, *_KNOWLEDGE_ITEMS)
        cogs = (
            *(Ask(desk), Messages(self, desk), Check(self, desk), Sources(desk)),
            *(About(desk), Privacy(desk), Settings(desk), KnowledgeCommands(knowledge)),
            RefinementCommands(gaps, replays),
        )
        for cog in cogs:
            await self.add_cog(cog)
        await sync_commands(self.tree, services.state)
        self._watch = SilentEditWatch(self, knowledge, self._config.home_servers)
        self._watch.start()
        self._rumours = RumourWatch(self, gaps)
        self._rumours.start()
        self._notifier = Notifier(self, services.notices)
        self._notifier.start()

    async def close(self) -> None:
        """Stop taking questions, finish those under way, and close everything; safe to call again."""
        async with self._closing:
            await self.stop_watching()
            if self._desk is not None and not await self._desk.stop(_UNDER_WAY_SECONDS):
                _log.warning("stopped while questions were under way")
            try:
                await super().close()
            finally:
                await self._opened.aclose()

    async def stop_watching(self) -> None:
        """Stop what the bot looks at by itself: pages, rumours, and who waits to be told of an answer."""
        for watch in (self._watch, self._rumours):
            if watch is not None:
                watch.stop()
        if self._notifier is not None:
            await self._notifier.stop()

    async def on_ready(self) -> None:
        """Say once how to invite the bot."""
        if not self._invited and self.application_id is not None:
            self._invited = True
            _log.info("ready as %s; invite it with %s", self.user, invite_link(self.application_id))

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the cog that answers them: there are no prefix commands to look for."""

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Log what went wrong in an event, and tell the person if it was their message."""
        del kwargs
        error = sys.exception()
        reference = log_error(error, f"event {event_method!r}") if error else None
        message = args[0] if args else None
        if reference is not None and isinstance(message, discord.Message):
            await Delivery().reply(message, friendly_line(reference))


class _CommandTree(app_commands.CommandTree["StorydeskBot"]):
    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        await answer_error(interaction, error)
