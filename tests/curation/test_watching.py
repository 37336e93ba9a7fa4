"""The silent-edit watch against a real server whose pages change."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import Services, open_services
from bot.curation.differences import SentenceChange
from bot.curation.watching import EVERY, SilentEdit, Watcher
from bot.domain import Article, Community, CommunityKind, MadeBy
from bot.ports import Entry, Fetched
from bot.refinement.entries import make_entry, new_entry_id
from bot.settings import Settings
from bot.storage.quoted import SqlQuotedAnswers
from bot.storage.watches import SqlWatches
from tests.fetching.conftest import Site, start

OPENED = "The harbour bridge opened on Monday."
COST = "It cost three million euros, the council said."
MORE = "The old ferry will sail on until the end of the summer, the harbour master added."
CHANGED = "The harbour bridge opened on Tuesday."


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with AsyncExitStack() as stack:
        site = Site()
        await start(site, stack)
        yield site


@pytest.fixture
async def services(tmp_path: Path, site: Site) -> AsyncIterator[Services]:
    async with open_services(Settings(data_dir=tmp_path, knowledge_dir=None)) as services:
        article = Article(
            id="bridge",
            title="Bridge news",
            body=f"{OPENED}\n\n{COST}\n\n{MORE}",
            url=site.url("/bridge"),
            language="en",
        )
        await services.store.publish([article], made_by=MadeBy.SHIPPED)
        yield services


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watcher(services: Services, site: Site, clock: Clock) -> Watcher:
    database, desk = services.database, services.curation
    return Watcher(
        desk.store,
        desk.readers,
        SqlQuotedAnswers(database),
        SqlWatches(database),
        site.fetcher(),
        now=clock,
    )


def write_page(site: Site, *paragraphs: str) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    site.answer("/bridge", text=f"<h1>Bridge news</h1>{text}", content_type="text/html")


async def look(watcher: Watcher, clock: Clock) -> list[SilentEdit]:
    """Look at the pages when they are due, and tell of what changed."""
    clock.now += EVERY
    edits = [edit async for edit in watcher.look("default")]
    for edit in edits:
        await watcher.mark_told(edit)
    return edits


async def test_a_changed_sentence_is_reported_once_with_how_often_it_was_quoted(
    services: Services, watcher: Watcher, site: Site, clock: Clock
) -> None:
    answer = await services.answers.answer("When did the harbour bridge open?")
    entry = make_entry(
        answer,
        entry_id=new_entry_id(),
        community=Community(CommunityKind.GUILD, "7"),
        channel_kind="text",
        story="default",
        asked_by="slash",
    )
    services.log.record(entry)
    await services.log.flush()
    write_page(site, OPENED, COST, MORE)
    assert await look(watcher, clock) == []
    write_page(site, CHANGED, COST, MORE)
    (edit,) = await look(watcher, clock)
    assert edit.differences == (SentenceChange(OPENED, CHANGED),)
    assert edit.quoted == (1,)
    assert not edit.mostly_gone
    assert edit.article.body == f"{CHANGED}\n\n{COST}\n\n{MORE}"
    assert await look(watcher, clock) == []
    assert await watcher.page("default", "bridge") == edit.article.body
    assert await services.store.version("default") == 1


async def test_what_changed_before_the_first_look_is_seen_where_the_article_was_taken_from_the_page(
    watcher: Watcher, site: Site, clock: Clock
) -> None:
    write_page(site, OPENED, COST, MORE, "A new line was added to it.")
    (edit,) = await look(watcher, clock)
    assert edit.differences == (SentenceChange(None, "A new line was added to it."),)
    assert edit.quoted == (0,)


async def test_an_article_that_was_written_otherwise_is_compared_with_the_page_as_it_was_first(
    watcher: Watcher, site: Site, clock: Clock
) -> None:
    write_page(site, OPENED, "Something else stands here, and it is long.", "And here is more of it.")
    assert await look(watcher, clock) == []
    write_page(site, CHANGED, "Something else stands here, and it is long.", "And here is more of it.")
    (edit,) = await look(watcher, clock)
    assert edit.differences == (SentenceChange(OPENED, CHANGED),)


async def test_a_page_that_is_gone_is_told_apart_from_an_edit(
    watcher: Watcher, site: Site, clock: Clock
) -> None:
    write_page(site, OPENED, COST, MORE)
    await look(watcher, clock)
    write_page(site, "This page is only for those who pay for it every month, so please do.")
    (edit,) = await look(watcher, clock)
    assert edit.mostly_gone


async def test_a_page_that_does_not_answer_is_no_edit_and_what_it_said_is_not_forgotten(
    watcher: Watcher, site: Site, clock: Clock
) -> None:
    write_page(site, OPENED, COST, MORE)
    await look(watcher, clock)
    site.answer("/bridge", status=500)
    assert await look(watcher, clock) == []
    write_page(site, CHANGED, COST, MORE)
    assert len(await look(watcher, clock)) == 1


async def test_a_page_is_fetched_only_when_it_is_due(watcher: Watcher, site: Site, clock: Clock) -> None:
    write_page(site, OPENED, COST, MORE)
    await look(watcher, clock)
    asked = len(site.requests)
    clock.now -= timedelta(seconds=1)
    await look(watcher, clock)  # one period on, less a second
    assert len(site.requests) == asked


async def test_what_nobody_was_told_of_is_found_again(watcher: Watcher, site: Site, clock: Clock) -> None:
    write_page(site, OPENED, COST, MORE)
    await look(watcher, clock)
    write_page(site, CHANGED, COST, MORE)
    clock.now += EVERY
    (untold,) = [edit async for edit in watcher.look("default")]
    assert await look(watcher, clock) == [untold]
    assert await look(watcher, clock) == []


async def test_a_page_that_breaks_the_look_does_not_stop_it(
    services: Services, watcher: Watcher, site: Site, clock: Clock
) -> None:
    class Broken(type(watcher._readers)):  # type: ignore[misc]
        def receive(self, fetched: Fetched) -> Entry:
            if fetched.url.endswith("/bad"):
                raise RuntimeError
            return super().receive(fetched)  # type: ignore[no-any-return]

    bad = Article(id="a-bad", title="Bad", body=OPENED, url=site.url("/bad"), language="en")
    await services.store.publish([bad], made_by=MadeBy.SHIPPED)
    watcher._readers = Broken(max_bytes=1_000_000)
    site.answer("/bad", text="<p>It is bad.</p>", content_type="text/html")
    write_page(site, CHANGED, COST, MORE)
    assert [edit.article.id for edit in await look(watcher, clock)] == ["bridge"]


async def test_a_look_at_once_waits_for_no_page_to_be_due(watcher: Watcher, site: Site, clock: Clock) -> None:
    write_page(site, OPENED, COST, MORE)
    await look(watcher, clock)
    write_page(site, CHANGED, COST, MORE)
    assert [edit async for edit in watcher.look("default")] == []
    assert len([edit async for edit in watcher.look("default", at_once=True)]) == 1


async def test_without_permission_nothing_is_fetched(services: Services, site: Site) -> None:
    watcher = services.curation.watcher
    assert not watcher.is_allowed
    assert [edit async for edit in watcher.look("default")] == []
    assert site.requests == []
