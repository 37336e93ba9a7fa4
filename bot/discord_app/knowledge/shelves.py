"""The shelves and histories that moderators pick from as they type, read once for each state of a story."""

from collections.abc import Sequence

from bot.curation.chronicle import Turn, list_turns
from bot.discord_app.desk import QuestionDesk
from bot.discord_app.knowledge.shelf import Shelf, open_shelf
from bot.discord_app.memory import Memory
from bot.ports import ArticleStore, History

_MOST = 16


class Shelves:
    """Keeps the last 16 shelves and histories until something is published in their stories.

    A keystroke costs one look at a story's version, not every text that was retired or replaced.
    """

    def __init__(self, desk: QuestionDesk, store: ArticleStore, history: History) -> None:
        self._desk = desk
        self._store = store
        self._history = history
        self._shelves: Memory[str, Shelf] = Memory(most=_MOST)
        self._turns: Memory[tuple[str, str], tuple[Shelf, Sequence[Turn]]] = Memory(most=_MOST)

    async def open(self, story: str) -> Shelf:
        """Return the articles of a story as they are now.

        Raises:
            StorageError: if the database cannot be read.
        """
        kept = self._shelves.get(story)
        if kept is not None and kept.live is await self._desk.catalogue(story):
            return kept
        shelf = await open_shelf(self._desk, self._store, story)
        self._shelves.put(story, shelf)
        return shelf

    async def turns(self, shelf: Shelf, article_id: str) -> Sequence[Turn]:
        """Return every recorded change of an article of a shelf, newest first.

        Raises:
            StorageError: if the database cannot be read.
        """
        key = (shelf.story, article_id)
        kept = self._turns.get(key)
        if kept is not None and kept[0].live is shelf.live:
            return kept[1]
        turns = await list_turns(self._history, shelf.story, article_id)
        self._turns.put(key, (shelf, turns))
        return turns
