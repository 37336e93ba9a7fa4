"""What entries of the query log lose before they are kept: whatever leads to a person, names included."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.domain import LogEntry
from bot.errors import StorageError
from bot.refinement.names import find_named, scrub_names
from bot.refinement.scrubbing import scrub

FindTexts = Callable[[str], Awaitable[Sequence[str]]]
"""What returns the texts of a story's articles: the names in them are no secret. May raise StorageError."""


class Cleaner:
    """Scrubs what is to be kept, in a thread: an unlucky text takes longer than a loop may be held up."""

    def __init__(self, find_texts: FindTexts | None = None) -> None:
        self._find_texts = find_texts

    async def clean_entries(self, entries: Sequence[LogEntry]) -> list[LogEntry]:
        """Return entries whose questions are scrubbed, and which hold no names of persons any more."""
        scrubbed = await asyncio.to_thread(_scrub_questions, entries)
        return [await self._clean_names(entry) for entry in scrubbed]

    async def clean_text(self, text: str, names: Sequence[str]) -> str:
        """Return a text without anything that leads to a person, the names among it."""
        return scrub_names(await asyncio.to_thread(scrub, text), names)

    async def _clean_names(self, entry: LogEntry) -> LogEntry:
        # Few questions say the name of somebody who is there: only then the articles are looked at.
        if not find_named(entry.question, entry.names):
            return replace(entry, names=())
        public = await self._find_public(entry.story)
        question = await asyncio.to_thread(scrub_names, entry.question, entry.names, public)
        return replace(entry, question=question, names=())

    async def _find_public(self, story: str) -> str:
        try:
            return "\n".join(await self._find_texts(story)) if self._find_texts else ""
        except StorageError:  # a name too much is scrubbed, then
            return ""


def _scrub_questions(entries: Sequence[LogEntry]) -> list[LogEntry]:
    return [replace(entry, question=scrub(entry.question)) for entry in entries]
