from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.articles.readers import ArticleReaders
from bot.curation.importing import ImportService
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlArticleStore]:
    async with open_database(f"sqlite:///{tmp_path / 'storydesk.db'}") as database:
        yield SqlArticleStore(database)


@pytest.fixture
def importer(store: SqlArticleStore) -> ImportService:
    return ImportService(store, ArticleReaders(max_bytes=10_000))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "knowledge"
    path.mkdir()
    return path
