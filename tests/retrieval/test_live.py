import asyncio
import gc
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain import DEFAULT_STORY, Article, MadeBy
from bot.ports import Knowledge
from bot.retrieval.index import Index
from bot.retrieval.keeping import PASSAGES_AN_INDEX
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


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Knowledge]:
    """Return what indexes were built from, in order."""
    seen: list[Knowledge] = []

    class Counted(Index):
        def __init__(self, knowledge: Knowledge) -> None:
            seen.append(knowledge)
            super().__init__(knowledge)

    monkeypatch.setattr("bot.retrieval.live.Index", Counted)
    return seen


async def stage_edit(store: SqlArticleStore, body: str) -> Knowledge:
    live = await store.knowledge(DEFAULT_STORY)
    (revision,) = live.revisions
    article = replace(revision.article, body=body)
    staged = replace(revision, article=article, number=revision.number + 1, made_by=MadeBy.MODERATOR)
    return replace(live, version=live.version + 1, revisions=(staged,))


async def test_what_was_tried_goes_live_without_being_built_again(
    store: SqlArticleStore, built: list[Knowledge]
) -> None:
    indexes = LiveIndexes(store)
    await publish(store, "The bridge is closed.")
    await indexes.current(DEFAULT_STORY)
    await indexes.build(await stage_edit(store, "The bridge is open."))
    await publish(store, "The bridge is open.")
    after = await indexes.current(DEFAULT_STORY)
    assert len(built) == 2
    # It is the stored revision that is quoted, not the one that was tried.
    assert after.knowledge == await store.knowledge(DEFAULT_STORY)
    (found,) = after.search(after.analyse("bridge"), passages=3).passages
    assert found.passage.revision == after.knowledge.revisions[0]


async def test_what_goes_live_otherwise_than_it_was_tried_is_built(
    store: SqlArticleStore, built: list[Knowledge]
) -> None:
    indexes = LiveIndexes(store)
    await publish(store, "The bridge is closed.")
    await indexes.build(await stage_edit(store, "The bridge is open."))
    await publish(store, "The bridge is gone.")
    after = await indexes.current(DEFAULT_STORY)
    assert len(built) == 2
    (found,) = after.search(after.analyse("bridge"), passages=3).passages
    assert found.passage.revision.article.body == "The bridge is gone."


async def test_what_goes_back_to_what_it_was_is_not_built_again(
    store: SqlArticleStore, built: list[Knowledge]
) -> None:
    indexes = LiveIndexes(store)
    for body in ("The bridge is closed.", "The bridge is open.", "The bridge is closed."):
        await publish(store, body)
        index = await indexes.current(DEFAULT_STORY)
    assert len(built) == 2
    assert [revision.number for revision in index.knowledge.revisions] == [3]


async def test_only_the_stories_asked_about_last_stay_in_memory(
    store: SqlArticleStore, built: list[Knowledge]
) -> None:
    for story in ("one", "two", "three"):
        article = Article("bridge", "Bridge", f"The bridge of {story} is closed.", story=story, language="en")
        await store.publish([article], made_by=MadeBy.IMPORT)
    indexes = LiveIndexes(store, live_passages=2 + 2 * PASSAGES_AN_INDEX)
    for story in ("one", "two", "one", "three", "one", "two"):
        await indexes.current(story)
    assert [knowledge.story for knowledge in built] == ["one", "two", "three", "two"]


async def test_the_newest_index_stays_however_large_it_is(
    store: SqlArticleStore, built: list[Knowledge]
) -> None:
    await publish(store, "The bridge is closed.\n\nThe ferry sails.")
    indexes = LiveIndexes(store, live_passages=0, tried_passages=0)
    assert await indexes.current(DEFAULT_STORY) is await indexes.current(DEFAULT_STORY)


async def test_asking_about_stories_that_there_are_not_leaves_no_locks(store: SqlArticleStore) -> None:
    indexes = LiveIndexes(store)
    for number in range(20):
        await indexes.current(f"nowhere-{number}")
    gc.collect()
    assert len(indexes._building) == 0
