import asyncio
import gc
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain import DEFAULT_STORY, Article, MadeBy
from bot.ports import Knowledge
from bot.retrieval.index import Index
from bot.retrieval.live import LiveIndexes
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlArticleStore]:
    async with open_database(f"sqlite:///{tmp_path / 'test.db'}") as database:
        yield SqlArticleStore(database)


async def publish(store: SqlArticleStore, body: str) -> None:
    await store.publish([Article("bridge", "Bridge", body, language="en")], made_by=MadeBy.IMPORT)


async def test_a_story_without_articles_has_an_empty_index(store: SqlArticleStore) -> None:
    index = await LiveIndexes(store).current("nowhere")
    assert index.search(index.analyse("bridge"), passages=3).passages == ()


async def test_what_was_published_is_found_by_the_next_question(store: SqlArticleStore) -> None:
    indexes = LiveIndexes(store)
    await publish(store, "The bridge is closed.")
    before = await indexes.current(DEFAULT_STORY)
    await publish(store, "The bridge is open.")
    after = await indexes.current(DEFAULT_STORY)
    assert before is not after
    # A question that began on the old index finishes on it.
    (found,) = before.search(before.analyse("bridge"), passages=3).passages
    assert found.passage.revision.article.body == "The bridge is closed."
    (found,) = after.search(after.analyse("bridge"), passages=3).passages
    assert found.passage.revision.article.body == "The bridge is open."
    assert found.passage.revision.number == 2


async def test_nothing_is_built_anew_while_nothing_is_published(store: SqlArticleStore) -> None:
    indexes = LiveIndexes(store)
    await publish(store, "The bridge is closed.")
    assert await indexes.current(DEFAULT_STORY) is await indexes.current(DEFAULT_STORY)


async def test_many_questions_at_once_share_one_index(store: SqlArticleStore) -> None:
    indexes = LiveIndexes(store)
    await publish(store, "The bridge is closed.")
    found = await asyncio.gather(*(indexes.current(DEFAULT_STORY) for _ in range(20)))
    assert len({id(index) for index in found}) == 1


async def test_an_index_is_built_off_the_event_loop_with_the_garbage_collector_at_rest(
    store: SqlArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[bool, bool]] = []

    class Watched(Index):
        def __init__(self, knowledge: Knowledge) -> None:
            seen.append((threading.current_thread() is threading.main_thread(), gc.isenabled()))
            super().__init__(knowledge)

    monkeypatch.setattr("bot.retrieval.live.Index", Watched)
    await publish(store, "The bridge is closed.")
    await LiveIndexes(store).current(DEFAULT_STORY)
    assert seen == [(False, False)]
    assert gc.isenabled()
