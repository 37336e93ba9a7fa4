from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.articles.readers import ArticleReaders
from bot.curation.importing import ImportService
from bot.curation.reports import Status
from bot.errors import FetchError, ImportRefusedError
from bot.ports import Fetched
from bot.storage.articles import SqlArticleStore

URL = "https://gazette.example/bridge"
TEXT = "Bridge closes\n\nThe bridge closed on Monday, the council said."


class FixedFetcher:
    """Gives texts by their addresses; it stands for the web, which the tests of fetching bring."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self.asked: list[str] = []

    async def fetch(self, url: str) -> Fetched:
        self.asked.append(url)
        if url not in self._texts:
            msg = f"{url}: the site answers 404, not with the page"
            raise FetchError(msg)
        return Fetched(url, url, "text/plain", self._texts[url].encode())


def make_importer(store: SqlArticleStore, texts: Mapping[str, str]) -> tuple[ImportService, FixedFetcher]:
    fetcher = FixedFetcher(texts)
    return ImportService(store, ArticleReaders(10_000), fetcher), fetcher


async def test_a_page_goes_live_with_the_files_of_the_same_call(store: SqlArticleStore, folder: Path) -> None:
    importer, fetcher = make_importer(store, {URL: TEXT})
    (folder / "a.txt").write_text(TEXT)
    report = await importer.publish(await importer.plan([folder], urls=[URL, URL]))
    assert [outcome.status for outcome in report.outcomes] == [Status.ADDED, Status.ADDED]
    assert fetcher.asked == [URL]
    stored = {revision.article.url for revision in (await store.knowledge("default")).revisions}
    assert stored == {None, URL}


async def test_a_page_that_is_fetched_again_is_a_revision_or_unchanged(store: SqlArticleStore) -> None:
    texts = {URL: TEXT}
    importer, _ = make_importer(store, texts)
    await importer.publish(await importer.plan([], urls=[URL]))
    plan = await importer.plan([], urls=[URL])
    assert [outcome.status for outcome in plan.report.outcomes] == [Status.UNCHANGED]
    texts[URL] = TEXT.replace("Monday", "Tuesday")
    plan = await importer.plan([], urls=[URL])
    assert [outcome.status for outcome in plan.report.outcomes] == [Status.REVISED]


async def test_a_page_that_is_not_fetched_stops_the_import(store: SqlArticleStore, folder: Path) -> None:
    importer, _ = make_importer(store, {})
    (folder / "a.txt").write_text(TEXT)
    with pytest.raises(ImportRefusedError, match="the site answers 404"):
        await importer.publish(await importer.plan([folder], urls=[URL]))
    assert await store.version("default") == 0


async def test_without_leave_nothing_is_fetched(importer: ImportService) -> None:
    plan = await importer.plan([], urls=[URL])
    (refusal,) = plan.report.refusals
    assert refusal.startswith(
        f"{URL}: fetching is off; save the page and import the file, or have STORYDESK_"
    )
