"""The live index of each story, built anew behind the scenes and swapped in whole."""

import asyncio
import gc

from bot.ports import ArticleStore, Knowledge
from bot.retrieval.index import Index


class LiveIndexes:
    """Keeps one index a story, in step with the store; implements `bot.ports.Indexes`.

    An index is never changed: a question that began on one finishes on it, while the next is built in a
    thread. What was published before a question was asked is in the index that it gets: the first question
    after a publication waits for the build, a fraction of a second for hundreds of articles.
    """

    def __init__(self, store: ArticleStore) -> None:
        self._store = store
        self._indexes: dict[str, Index] = {}
        self._building: dict[str, asyncio.Lock] = {}

    async def current(self, story: str) -> Index:
        """Return the index of what is live in `story` now; an unknown story has an empty one."""
        version = await self._store.version(story)
        index = self._indexes.get(story)
        if index is not None and index.knowledge.version == version:
            return index
        async with self._building.setdefault(story, asyncio.Lock()):
            index = self._indexes.get(story)
            if index is None or index.knowledge.version < version:
                knowledge = await self._store.knowledge(story)
                index = await self.build(knowledge)
                self._indexes[story] = index
            return index

    async def build(self, knowledge: Knowledge) -> Index:
        """Return an index of knowledge, live or not, without holding up the event loop."""
        return await asyncio.to_thread(_build, knowledge)


def _build(knowledge: Knowledge) -> Index:
    # The garbage collector holds the interpreter's lock while it looks through every object: with an index
    # half built that stops the event loop for longer than a person should wait. Building makes no cycles.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return Index(knowledge)
    finally:
        if collecting:
            gc.enable()
