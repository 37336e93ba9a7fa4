from pathlib import Path

import pytest

from bot.settings import shipped_knowledge_dir
from tests.cli.conftest import Run


def test_everything_in_order_ends_with_0(bridge: Run) -> None:
    result = bridge("doctor")
    assert result.code == 0
    assert "1 articles in the story" in result.out
    assert "token: none is set" in result.out
    assert "No fault was found." in result.out


def test_a_story_without_articles_is_a_fault_with_its_mend(run: Run) -> None:
    result = run("doctor")
    assert result.code == 2
    assert "storydesk import PATH" in result.out


def test_a_setting_that_cannot_be_used_is_a_fault(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYDESK_COOLDOWN_SECONDS", "-1")
    result = run("doctor")
    assert result.code == 2
    assert "STORYDESK_COOLDOWN_SECONDS" in result.out


def test_a_database_that_cannot_be_opened_is_a_fault(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "text.db").write_text("not a database, but long enough to look at" * 10)
    monkeypatch.setenv("STORYDESK_DATABASE_URL", f"sqlite:///{tmp_path / 'text.db'}")
    result = run("doctor")
    assert result.code == 2
    assert "database: " in result.out


def test_shipped_articles_that_the_database_lacks_are_reported(
    bridge: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STORYDESK_KNOWLEDGE_DIR")
    result = bridge("doctor")
    assert result.code == 0
    assert "storydesk import" in result.out
    assert shipped_knowledge_dir().name in result.out
