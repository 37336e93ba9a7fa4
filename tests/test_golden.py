"""The shipped knowledge, asked with the settings that it ships with."""

import tomllib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.app import Services, open_services
from bot.settings import Settings

HERE = Path(__file__).parent
QUESTIONS = tomllib.loads((HERE / "golden.toml").read_text(encoding="utf-8"))["question"]


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[Services]:
    settings = Settings(data_dir=tmp_path, database_url="")
    async with open_services(settings) as services:
        yield services


@pytest.mark.parametrize("golden", QUESTIONS, ids=lambda golden: golden["ask"])
async def test_golden_question(services: Services, golden: dict[str, Any]) -> None:
    answer = await services.answers.answer(golden["ask"])
    if "article" not in golden:
        assert not answer.answered, answer.quotes[0].text
        return
    assert answer.answered, answer.why
    assert answer.quotes[0].article.id == golden["article"]
    assert golden["says"] in answer.quotes[0].text


async def test_everything_shipped_is_live_and_names_what_it_is_based_on(services: Services) -> None:
    knowledge = await services.store.knowledge("default")
    assert 4 <= len(knowledge.revisions) <= 8
    assert knowledge.aliases
    assert all(revision.article.based_on for revision in knowledge.revisions)
    assert {revision.number for revision in knowledge.revisions} == {1}


async def test_a_database_that_holds_something_takes_nothing_in_by_itself(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, database_url="")
    for _ in range(2):
        async with open_services(settings) as services:
            assert await services.store.version("default") == 1


async def test_a_database_that_began_with_nothing_is_not_filled_later(tmp_path: Path) -> None:
    async with open_services(Settings(data_dir=tmp_path, knowledge_dir=None)) as services:
        assert await services.store.is_empty()
    async with open_services(Settings(data_dir=tmp_path)) as services:
        assert await services.store.is_empty()
