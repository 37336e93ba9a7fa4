"""The article store: revisions are added, everything of one publication goes live at once."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.domain import Article, ArticleChange, Change, ChangeKind, MadeBy, Maker
from bot.errors import StaleChangeError, StorageError
from bot.ports import ArticleStore, Knowledge
from bot.storage.articles import SqlArticleStore
from bot.storage.database import Database, open_database

BRIDGE = Article(
    id="bridge",
    title="The harbour bridge – “opened”",
    body="The bridge opened on Monday.\n\nIt cost €3 million. 🌉",
    publisher="The Harbour Post",
    author="A. Writer",
    url="https://example.org/bridge",
    published=date(2024, 2, 29),
    language="en",
    origin="The Harbour Post",
    based_on=("first report", "second report"),
)
THEFT = Article(id="theft", title="The theft", body="A painting is gone.")


@pytest.fixture
def store(database: Database) -> SqlArticleStore:
    return SqlArticleStore(database)


def change(article: Article, body: str) -> Article:
    return Article(id=article.id, title=article.title, body=body, story=article.story)


async def test_the_store_is_what_the_port_asks_for(store: ArticleStore) -> None:
    assert await store.version("default") == 0


async def test_an_unknown_story_is_empty_knowledge_of_version_0(store: SqlArticleStore) -> None:
    knowledge = await store.knowledge("nowhere")
    assert knowledge == Knowledge(story="nowhere", version=0, revisions=(), aliases=())


async def test_the_store_is_empty_until_the_first_publication(store: SqlArticleStore) -> None:
    assert await store.is_empty()
    await store.publish([], made_by=MadeBy.SHIPPED)
    assert await store.is_empty()
    await store.publish([BRIDGE], made_by=MadeBy.SHIPPED)
    assert not await store.is_empty()


async def test_an_article_comes_back_as_it_was_published(store: SqlArticleStore) -> None:
    before = datetime.now(UTC)
    await store.publish([BRIDGE, THEFT], made_by=MadeBy.IMPORT)
    bridge, theft = (await store.knowledge("default")).revisions
    assert (bridge.article, theft.article) == (BRIDGE, THEFT)
    assert bridge.article.content_hash == BRIDGE.content_hash
    assert (bridge.number, bridge.made_by) == (1, MadeBy.IMPORT)
    assert before <= bridge.created_at <= datetime.now(UTC)
    assert bridge.created_at.tzinfo is UTC


async def test_publishing_again_adds_a_revision_and_the_old_one_stays(store: SqlArticleStore) -> None:
    await store.publish([BRIDGE, THEFT], made_by=MadeBy.SHIPPED)
    new = change(BRIDGE, "The bridge closed.")
    await store.publish([new], made_by=MadeBy.MODERATOR)
    first, second = (await store.knowledge("default")).revisions
    assert (first.article, first.number, first.made_by) == (new, 2, MadeBy.MODERATOR)
    assert (second.article, second.number) == (THEFT, 1)
    old = await store.revision("default", "bridge", 1)
    assert old is not None
    assert old.article == BRIDGE
    assert await store.revision("default", "bridge", 3) is None
    assert await store.version("default") == 2


async def test_of_an_article_twice_in_one_publication_the_last_goes_live(store: SqlArticleStore) -> None:
    await store.publish([THEFT, change(THEFT, "It is back.")], made_by=MadeBy.IMPORT)
    (live,) = (await store.knowledge("default")).revisions
    assert (live.number, live.article.body) == (1, "It is back.")


async def test_an_article_that_is_not_as_expected_is_not_replaced(store: SqlArticleStore) -> None:
    await store.publish([THEFT, BRIDGE], made_by=MadeBy.IMPORT)
    await store.publish([change(THEFT, "It is back.")], made_by=MadeBy.MODERATOR)
    expected = {("default", "theft"): 1, ("default", "bridge"): 1}
    with pytest.raises(StaleChangeError, match="theft"):
        await store.publish(
            [change(BRIDGE, "Closed."), change(THEFT, "It is lost.")],
            made_by=MadeBy.IMPORT,
            expected=expected,
        )
    assert [r.number for r in (await store.knowledge("default")).revisions] == [1, 2]


async def test_an_article_stands_as_it_is_live_and_as_it_was_changed_last(store: SqlArticleStore) -> None:
    await store.publish([BRIDGE, THEFT], made_by=MadeBy.SHIPPED)
    await store.publish([change(BRIDGE, "Closed.")], made_by=MadeBy.MODERATOR)
    standing = await store.standing("default", ["bridge", "theft", "theft", "unknown"])
    assert {id_: (s.number, s.newest.number, s.changed_by) for id_, s in standing.items()} == {
        "bridge": (2, 2, MadeBy.MODERATOR),
        "theft": (1, 1, MadeBy.SHIPPED),
    }
    assert await store.standing("other", ["bridge"]) == {}
    assert await store.standing("default", []) == {}


async def test_an_article_that_was_rolled_back_stands_on_the_old_revision(store: SqlArticleStore) -> None:
    await store.publish([BRIDGE], made_by=MadeBy.SHIPPED)
    await store.publish([change(BRIDGE, "Closed.")], made_by=MadeBy.IMPORT)
    back = Change("default", ChangeKind.ROLL_BACK, (ArticleChange("bridge", 2, 1),))
    await store.apply(back, Maker(MadeBy.MODERATOR, 42))
    (standing,) = (await store.standing("default", ["bridge"])).values()
    assert (standing.number, standing.newest.number) == (1, 2)
    assert standing.changed_by is MadeBy.MODERATOR


async def test_a_withdrawn_article_is_not_live_and_is_still_there(store: SqlArticleStore, file: Path) -> None:
    await store.publish([BRIDGE, THEFT], made_by=MadeBy.SHIPPED)
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("UPDATE articles SET live_revision = NULL WHERE id = 'bridge'")
        raw.commit()
    assert [revision.article.id for revision in (await store.knowledge("default")).revisions] == ["theft"]
    assert (await store.standing("default", ["bridge"]))["bridge"].live is None


async def test_stories_keep_to_themselves(store: SqlArticleStore) -> None:
    mine = Article(id="bridge", title="Mine", body="Another text.", story="mine")
    await store.publish([BRIDGE, mine], made_by=MadeBy.IMPORT, aliases={"mine": (("car", "auto"),)})
    await store.publish([change(mine, "A new text.")], made_by=MadeBy.IMPORT)
    default, other = await store.knowledge("default"), await store.knowledge("mine")
    assert (default.version, [revision.article for revision in default.revisions]) == (1, [BRIDGE])
    assert (other.version, [revision.number for revision in other.revisions]) == (2, [2])
    assert (default.aliases, other.aliases) == ((), (("car", "auto"),))


async def test_aliases_alone_are_a_publication_and_the_same_again_is_none(
    store: SqlArticleStore, file: Path
) -> None:
    groups = (("car", "auto mobile"), ("plane", "aircraft", "jet"))
    for _ in range(2):
        await store.publish([], made_by=MadeBy.MODERATOR, aliases={"default": groups})
    knowledge = await store.knowledge("default")
    assert (knowledge.version, knowledge.aliases) == (1, groups)
    await store.publish([], made_by=MadeBy.MODERATOR, aliases={"default": ()})
    assert (await store.knowledge("default")).aliases == ()
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute("SELECT number FROM alias_revisions ORDER BY number").fetchall() == [(1,), (2,)]


async def test_a_publication_that_fails_at_its_end_leaves_nothing(store: SqlArticleStore) -> None:
    await store.publish([THEFT], made_by=MadeBy.SHIPPED, aliases={"default": (("car", "auto"),)})
    before = await store.knowledge("default")
    broken = Article(id="zz", title="Half a surrogate pair", body="\ud800")
    with pytest.raises(StorageError):
        await store.publish(
            [change(THEFT, "x"), *(change(BRIDGE, str(n)) for n in range(200)), broken],
            made_by=MadeBy.IMPORT,
            aliases={"default": (), "new": (("a", "b"),)},
        )
    assert await store.knowledge("default") == before
    assert (await store.knowledge("new")).aliases == ()


async def test_what_was_published_outlives_the_database_object(file: Path) -> None:
    async with open_database(f"sqlite:///{file}") as database:
        await SqlArticleStore(database).publish([BRIDGE], made_by=MadeBy.SHIPPED)
    async with open_database(f"sqlite:///{file}") as database:
        (revision,) = (await SqlArticleStore(database).knowledge("default")).revisions
    assert revision.article == BRIDGE


async def test_publishers_and_readers_at_once_see_whole_publications(store: SqlArticleStore) -> None:
    """Each publication writes its number into both articles: a reader must never see them differ."""

    async def publish(number: int) -> None:
        articles = [change(article, f"{number}") for article in (BRIDGE, THEFT)]
        await store.publish(articles, made_by=MadeBy.IMPORT)

    async def read() -> None:
        knowledge = await store.knowledge("default")
        assert len({revision.article.body for revision in knowledge.revisions}) <= 1
        assert {revision.number for revision in knowledge.revisions} <= {knowledge.version}

    await asyncio.gather(*(work for number in range(20) for work in (publish(number), read())))
    assert await store.version("default") == 20


async def test_a_large_story_is_written_and_read_whole(store: SqlArticleStore) -> None:
    articles = [Article(id=f"a{n:05}", title=f"Article {n}", body="Text.") for n in range(1200)]
    await store.publish(articles, made_by=MadeBy.IMPORT)
    knowledge = await store.knowledge("default")
    assert [revision.article for revision in knowledge.revisions] == articles
    assert len(await store.standing("default", [article.id for article in articles])) == 1200


async def test_what_is_live_already_adds_nothing(store: SqlArticleStore) -> None:
    # Two processes that start on one empty database both take in the same folder.
    await asyncio.gather(*(store.publish([BRIDGE, THEFT], made_by=MadeBy.SHIPPED) for _ in range(2)))
    knowledge = await store.knowledge("default")
    assert [revision.number for revision in knowledge.revisions] == [1, 1]
    assert knowledge.version == 1
    await store.publish([BRIDGE, change(THEFT, "It is back.")], made_by=MadeBy.IMPORT)
    knowledge = await store.knowledge("default")
    assert [revision.number for revision in knowledge.revisions] == [1, 2]


async def test_the_stories_are_named_in_order(store: SqlArticleStore) -> None:
    assert await store.stories() == []
    for story in ("default", "bridge"):
        await store.publish([Article(id="a", title="A", body="A.", story=story)], made_by=MadeBy.IMPORT)
    assert await store.stories() == ["bridge", "default"]
