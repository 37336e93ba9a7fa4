"""The forms that moderators type into: an article, a statement."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord

from bot.curation.statements import ABOUT_CHARS, SIGNED_CHARS, TEXT_CHARS
from bot.discord_app.errors import Interaction, answer_error
from bot.discord_app.knowledge.intake import FIELD_CHARS, TEXT_FIELDS, Typed

_FORM_SECONDS = 3600
_TITLE_CHARS = 500
THE_MODERATORS = "The moderators"
"""Who signs a statement unless its moderator says otherwise."""
ONE_DAY = timedelta(days=1)
_SOURCE_HELP = "One a line: publisher: … · author: · url: · published: 2024-05-14 · origin: · language: en"

HOLDS = {
    "6": "6 hours",
    "12": "12 hours",
    "24": "1 day",
    "48": "2 days",
    "72": "3 days",
    "168": "1 week",
    "336": "2 weeks",
    "720": "30 days",
}
"""How long a statement may hold, by hours."""


@dataclass(frozen=True, slots=True)
class TypedStatement:
    """What the form of a statement holds; `lasts` is how long it is to be shown."""

    about: str
    text: str
    signed: str
    lasts: timedelta


class _Form(discord.ui.Modal):
    """A form that says in one line when something went wrong."""

    def __init__(self, title: str) -> None:
        super().__init__(title=title, timeout=_FORM_SECONDS)

    async def on_error(self, interaction: Interaction, error: Exception, *_: Any) -> None:
        await answer_error(interaction, error)


class ArticleForm(_Form):
    """Asks for an article: its title, its source, and its text in three fields."""

    def __init__(
        self, title: str, shown: Typed, submit: Callable[[Interaction, Typed], Awaitable[None]]
    ) -> None:
        super().__init__(title)
        self._submit = submit
        self._title = _line("title", shown.title, _TITLE_CHARS)
        self._source = _paragraph("source", shown.source, FIELD_CHARS, required=False)
        texts = [*shown.texts, *[""] * (TEXT_FIELDS - len(shown.texts))]
        self._texts = [
            _paragraph(f"text{place}", text, FIELD_CHARS, required=place == 0)
            for place, text in enumerate(texts)
        ]
        self.add_item(discord.ui.Label(text="Title", component=self._title))
        self.add_item(discord.ui.Label(text="Source", description=_SOURCE_HELP, component=self._source))
        for place, field in enumerate(self._texts):
            text, help_ = ("Text", None) if place == 0 else ("More text", "Begins a new paragraph.")
            self.add_item(discord.ui.Label(text=text, description=help_, component=field))

    async def on_submit(self, interaction: Interaction, /) -> None:
        """Hand on what was typed."""
        texts = tuple(field.value for field in self._texts)
        await self._submit(interaction, Typed(self._title.value, self._source.value, texts))


class StatementForm(_Form):
    """Asks for a holding statement."""

    def __init__(
        self,
        title: str,
        submit: Callable[[Interaction, TypedStatement], Awaitable[None]],
        shown: TypedStatement | None = None,
    ) -> None:
        super().__init__(title)
        self._submit = submit
        self._about = _line("about", shown.about if shown else "", ABOUT_CHARS)
        self._text = _paragraph("text", shown.text if shown else "", TEXT_CHARS)
        self._signed = _line("signed", shown.signed if shown else THE_MODERATORS, SIGNED_CHARS)
        chosen = _nearest(shown.lasts) if shown else "24"
        options = [
            discord.SelectOption(label=name, value=hours, default=hours == chosen)
            for hours, name in HOLDS.items()
        ]
        self._lasts: discord.ui.Select[Any] = discord.ui.Select(custom_id="lasts", options=options)
        matter = "In the words that people ask with: it is shown to who asks about it."
        for text, help_, component in (
            ("The matter", matter, self._about),
            ("What you say", "Shown as yours, never as a quote of an article.", self._text),
            ("Signed", None, self._signed),
            ("It holds for", "After that it is not shown any more.", self._lasts),
        ):
            self.add_item(discord.ui.Label(text=text, description=help_, component=component))

    async def on_submit(self, interaction: Interaction, /) -> None:
        """Hand on what was typed."""
        hours = int(self._lasts.values[0])
        typed = TypedStatement(
            self._about.value, self._text.value, self._signed.value, timedelta(hours=hours)
        )
        await self._submit(interaction, typed)


def _line(custom_id: str, value: str, most: int) -> discord.ui.TextInput[Any]:
    return discord.ui.TextInput(custom_id=custom_id, default=value or None, max_length=most)


def _paragraph(custom_id: str, value: str, most: int, *, required: bool = True) -> discord.ui.TextInput[Any]:
    return discord.ui.TextInput(
        custom_id=custom_id,
        style=discord.TextStyle.paragraph,
        default=value or None,
        max_length=most,
        required=required,
    )


def _nearest(lasts: timedelta) -> str:
    hours = lasts.total_seconds() / 3600
    return min(HOLDS, key=lambda choice: abs(int(choice) - hours))
