"""Looks at the database: cheap, and never behind what was committed."""

from pathlib import Path

import pytest

from bot.domain import Community, CommunityKind
from bot.errors import StorageError
from bot.storage.database import Database, open_database
from bot.storage.glances import Glances
from bot.storage.settings import SqlSettings

GUILD = Community(CommunityKind.GUILD, "10")
COUNT = "SELECT count(*) FROM settings WHERE community_id = ?"


async def test_what_another_process_committed_is_seen_at_once(database: Database, file: Path) -> None:
    assert await database.glances.row(COUNT, "10") == (0,)
    async with open_database(f"sqlite:///{file}") as other:
        for number in (1, 2):
            await SqlSettings(other).put(GUILD, "story", "a")
            assert await database.glances.row(COUNT, "10") == (number,)


async def test_a_query_without_a_row_has_none(database: Database) -> None:
    assert await database.glances.row("SELECT id FROM stories") is None


async def test_a_look_changes_nothing(database: Database) -> None:
    with pytest.raises(StorageError, match="cannot read the database"):
        await database.glances.row("DELETE FROM settings")


async def test_a_file_that_is_gone_is_a_fault_and_is_not_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "gone.db"
    glances = Glances(path)
    with pytest.raises(StorageError, match=r"gone\.db"):
        await glances.row("SELECT 1")
    await glances.close()
    assert not path.exists()
