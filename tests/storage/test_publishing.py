"""Changes that moderators make: live as a whole, recorded as a whole, refused when they are stale."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import (
    AliasChange,
    Article,
    ArticleChange,
    Change,
    ChangeKind,
    MadeBy,
    Maker,
    Publication,
    Replaced,
    Statement,
)
from bot.errors import StaleChangeError, StorageError
from bot.ports import ArticleStore, History
from bot.storage.articles import SqlArticleStore
from bot.storage.curation import SqlHistory
from bot.storage.database import Database

BRIDGE = Article(id="bridge", title="The bridge", body="The bridge opened on Monday.")
THEFT = Article(id="theft", title="The theft", body="A painting is gone.")
MODERATOR = Maker(MadeBy.MODERATOR, 42)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
STATEMENT = Statement("s1", "the strike", "We are looking into it.", "The team", NOW, NOW + timedelta(days=2))


@pytest.fixture
async def store(database: Database) -> ArticleStore:
    store = SqlArticleStore(database)
    await store.publish([BRIDGE, THEFT], made_by=MadeBy.SHIPPED, aliases={"default": (("car", "auto"),)})
    return store


@pytest.fixture
def history(database: Database) -> History:
    return SqlHistory(database)


def edit(article: Article, body: str, *, before: int | None = 1, story: str = "default") -> Change:
    changed = ArticleChange(article.id, before, replace(article, body=body, story=story))
    return Change(story, ChangeKind.EDIT, (changed,), reason="a wrong day")


def retire(article: Article, before: int = 1) -> Change:
    return Change("default", ChangeKind.RETIRE, (ArticleChange(article.id, before, None),))


async def live(store: ArticleStore, story: str = "default") -> dict[str, tuple[int, str]]:
    revisions = (await store.knowledge(story)).revisions
    return {r.article.id: (r.number, r.article.body) for r in revisions}


async def test_an_edit_is_live_and_the_history_says_who_made_it_and_why(
    store: ArticleStore, history: History
) -> None:
    made = await store.apply(edit(BRIDGE, "The bridge opened on Tuesday."), MODERATOR)
    assert await live(store) == {
        "bridge": (2, "The bridge opened on Tuesday."),
        "theft": (1, "A painting is gone."),
    }
    assert made == Publication(
        story="default",
        version=2,
        kind=ChangeKind.EDIT,
        made_by=MadeBy.MODERATOR,
        moderator_id=42,
        published_at=made.published_at if made else NOW,
        reason="a wrong day",
        articles=(Replaced("bridge", 1, 2),),
    )
    assert await history.publication("default", 2) == made
    assert [p.version for p in await history.publications("default")] == [2, 1]
    assert [p.version for p in await history.publications("default", article_id="theft")] == [1]
    assert [r.number for r in await history.revisions("default", "bridge")] == [2, 1]


async def test_a_change_of_what_was_changed_since_is_refused_whole(store: ArticleStore) -> None:
    await store.apply(edit(BRIDGE, "It opened on Tuesday."), MODERATOR)
    stale = edit(BRIDGE, "It opened on Sunday.")
    both = replace(stale, articles=(*stale.articles, ArticleChange("theft", 1, None)))
    with pytest.raises(StaleChangeError) as refused:
        await store.apply(both, MODERATOR)
    assert refused.value.article_ids == ("bridge",)
    assert await live(store) == {"bridge": (2, "It opened on Tuesday."), "theft": (1, "A painting is gone.")}
    assert await store.version("default") == 2


async def test_a_change_of_something_else_goes_live_on_a_later_version(store: ArticleStore) -> None:
    await store.apply(edit(BRIDGE, "It opened on Tuesday."), MODERATOR)
    made = await store.apply(retire(THEFT), MODERATOR)
    assert made is not None
    assert made.version == 3


async def test_a_new_article_that_exists_by_now_is_stale(store: ArticleStore) -> None:
    other = replace(BRIDGE, body="Another bridge.")
    added = Change("default", ChangeKind.ADD, (ArticleChange("bridge", None, other),))
    with pytest.raises(StaleChangeError):
        await store.apply(added, MODERATOR)


async def test_a_retired_article_is_not_live_and_comes_back_as_it_was(store: ArticleStore) -> None:
    await store.apply(retire(THEFT), MODERATOR)
    assert set(await live(store)) == {"bridge"}
    assert [r.article.id for r in await store.retired("default")] == ["theft"]
    standing = await store.standing("default", ["theft", "bridge", "no"])
    assert {id_: found.number for id_, found in standing.items()} == {"theft": None, "bridge": 1}
    back = Change("default", ChangeKind.RESTORE, (ArticleChange("theft", None, 1),))
    made = await store.apply(back, MODERATOR)
    assert made is not None
    assert made.articles == (Replaced("theft", None, 1),)
    assert (await live(store))["theft"] == (1, "A painting is gone.")


async def test_a_revision_that_is_not_there_cannot_come_back(store: ArticleStore) -> None:
    back = Change("default", ChangeKind.ROLL_BACK, (ArticleChange("theft", 1, 7),))
    with pytest.raises(StorageError, match="no revision 7"):
        await store.apply(back, MODERATOR)
    assert await store.version("default") == 1


async def test_what_changes_nothing_is_no_publication(store: ArticleStore, history: History) -> None:
    assert await store.apply(edit(BRIDGE, BRIDGE.body), MODERATOR) is None
    assert await store.apply(Change("default", ChangeKind.STATEMENT, ended=("never",)), MODERATOR) is None
    same = AliasChange(1, (("car", "auto"),))
    assert await store.apply(Change("default", ChangeKind.ALIASES, aliases=same), MODERATOR) is None
    assert await store.version("default") == 1
    assert len(await history.publications("default")) == 1


async def test_aliases_change_only_on_the_groups_that_were_seen(store: ArticleStore) -> None:
    first = AliasChange(1, (("car", "auto"), ("ship", "vessel")))
    made = await store.apply(Change("default", ChangeKind.ALIASES, aliases=first), MODERATOR)
    assert made is not None
    assert made.aliases == (1, 2)
    assert await store.aliases("default", 1) == (("car", "auto"),)
    other = AliasChange(1, (("house", "home"),))
    with pytest.raises(StaleChangeError, match="the aliases"):
        await store.apply(Change("default", ChangeKind.ALIASES, aliases=other), MODERATOR)


async def test_a_statement_is_made_and_ended_by_publications(store: ArticleStore, history: History) -> None:
    made = await store.apply(Change("default", ChangeKind.STATEMENT, statements=(STATEMENT,)), MODERATOR)
    assert (await store.knowledge("default")).statements == (STATEMENT,)
    ended = await store.apply(Change("default", ChangeKind.STATEMENT, ended=("s1",)), MODERATOR)
    assert (await store.knowledge("default")).statements == ()
    assert await history.statements("default") == [STATEMENT]
    assert await history.publications("default", limit=2) == [ended, made]
    assert made is not None
    assert made.made == ("s1",)
    assert ended is not None
    assert ended.ended == ("s1",)


async def test_the_first_change_of_a_server_makes_it_a_copy_and_leaves_the_other_story_alone(
    store: ArticleStore,
) -> None:
    await store.apply(edit(BRIDGE, "It opened on Tuesday."), MODERATOR)
    await store.apply(Change("default", ChangeKind.STATEMENT, statements=(STATEMENT,)), MODERATOR)
    change = replace(edit(BRIDGE, "Ours.", before=2, story="guild-7"), copied_from="default", owner="7")
    assert await store.owners() == []
    await store.apply(change, MODERATOR)
    assert await store.owners() == ["7"]
    assert await live(store, "guild-7") == {"bridge": (3, "Ours."), "theft": (1, "A painting is gone.")}
    assert (await live(store))["bridge"] == (2, "It opened on Tuesday.")
    copy = await store.knowledge("guild-7")
    assert copy.aliases == (("car", "auto"),)
    assert copy.statements == (STATEMENT,)
    assert {r.article.story for r in copy.revisions} == {"guild-7"}
    old = await store.revision("guild-7", "bridge", 1)
    assert old is not None
    assert old.article.body == BRIDGE.body
    assert await store.stories("7") == ["guild-7"]
    assert await store.stories("") == ["default"]


async def test_a_stale_first_change_leaves_no_copy_behind(store: ArticleStore) -> None:
    await store.apply(edit(BRIDGE, "It opened on Tuesday."), MODERATOR)
    change = replace(edit(BRIDGE, "Ours.", story="guild-7"), copied_from="default", owner="7")
    with pytest.raises(StaleChangeError):
        await store.apply(change, MODERATOR)
    assert await store.stories() == ["default"]


async def test_a_first_change_that_changes_nothing_leaves_no_copy_behind(store: ArticleStore) -> None:
    change = replace(edit(BRIDGE, BRIDGE.body, story="guild-7"), copied_from="default", owner="7")
    assert await store.apply(change, MODERATOR) is None
    assert await store.stories() == ["default"]


async def test_what_says_what_is_live_by_now_is_not_stale(store: ArticleStore) -> None:
    change = edit(BRIDGE, "It opened on Tuesday.")
    await store.apply(change, MODERATOR)
    assert await store.apply(change, MODERATOR) is None


async def test_a_copied_statement_is_no_part_of_the_copys_publications(
    store: ArticleStore, history: History
) -> None:
    await store.apply(Change("default", ChangeKind.STATEMENT, statements=(STATEMENT,)), MODERATOR)
    for body in ("One.", "Two."):
        number = 1 if body == "One." else 2
        change = edit(BRIDGE, body, before=number, story="guild-7")
        await store.apply(replace(change, copied_from="default", owner="7"), MODERATOR)
    assert [p.made for p in await history.publications("guild-7")] == [(), ()]
