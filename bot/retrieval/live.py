"""The live index of each story, built anew behind the scenes and swapped in whole."""

import asyncio
import gc
from weakref import WeakValueDictionary

from bot.ports import ArticleStore, Knowledge
from bot.retrieval.index import Index
from bot.retrieval.keeping import KeptIndexes, digest_content

_LIVE_PASSAGES = 200_000
_TRIED_PASSAGES = 25_000


class LiveIndexes:
    """Keeps an index a story, in step with the store; implements `bot.ports.Indexes`.

    An index is never changed: a question that began on one finishes on it, while the next is built in a
    thread. What was published before a question was asked is in the index that it gets. An index that was
    built to try a change out is kept, and so is the one that a publication replaced: where the same content
    goes live, it does so at once. Otherwise the first question after a publication waits for the build, a
    fraction of a second for hundreds of articles.

    The stories asked about last are kept, up to `live_passages` in all; another one is built when it is asked
    about. Of indexes that are not live `tried_passages` are kept.
    """

    def __init__(
        self,
        store: ArticleStore,
        *,
        live_passages: int = _LIVE_PASSAGES,
        tried_passages: int = _TRIED_PASSAGES,
    ) -> None:
        self._store = store
        self._live = KeptIndexes(live_passages)
        self._tried = KeptIndexes(tried_passages)
        self._building: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def current(self, story: str) -> Index:
        """Return the index of what is live in `story` now; an unknown story has an empty one."""
        version = await self._store.version(story)
        index = self._live.get(story)
        if index is not None and index.knowledge.version == version:
            return index
        async with self._building.setdefault(story, asyncio.Lock()):
            index = self._live.get(story)
            if index is None or index.knowledge.version < version:
                index = await self._replace(index, await self._store.knowledge(story))
                self._live.put(story, index)
            return index

    async def build(self, knowledge: Knowledge) -> Index:
        """Return an index of knowledge, live or not, without holding up the event loop."""
        index, digest = await asyncio.to_thread(_build, knowledge)
        self._tried.put(digest, index)
        return index

    async def _replace(self, before: Index | None, knowledge: Knowledge) -> Index:
        """Return an index of what is live now, and keep the one before: a publication may be undone."""
        digest = await asyncio.to_thread(digest_content, knowledge)
        tried = self._tried.take(digest)
        if before is not None:
            self._tried.put(await asyncio.to_thread(digest_content, before.knowledge), before)
        if tried is not None:
            return tried.standing_for(knowledge)
        return (await asyncio.to_thread(_build, knowledge))[0]


def _build(knowledge: Knowledge) -> tuple[Index, str]:
    # The garbage collector holds the interpreter's lock while it looks through every object: with an index
    # half built that stops the event loop for longer than a person should wait. Building makes no cycles.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return Index(knowledge), digest_content(knowledge)
    finally:
        if collecting:
            gc.enable()
