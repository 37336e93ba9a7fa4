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


def test_a_misspelt_setting_is_a_note_with_the_right_one(bridge: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("STORYDESK_MAX_QUOTE=3\n")
    result = bridge("doctor")
    assert result.code == 0
    assert "no such setting: STORYDESK_MAX_QUOTE; did you mean STORYDESK_MAX_QUOTES?" in result.out


def test_an_env_file_of_another_encoding_is_named(bridge: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("STORYDESK_MAX_QUOTES=3\n", encoding="utf-16")
    result = bridge("doctor")
    assert result.code == 2
    assert "settings: .env is not UTF-8 text: save it as UTF-8" in result.out


def test_an_impossible_token_is_a_fault_without_the_network(
    bridge: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORYDESK_DISCORD_TOKEN", "s3cret")
    result = bridge("doctor", "--offline")
    assert result.code == 2
    assert "fault token: STORYDESK_DISCORD_TOKEN is no bot token" in result.out
    assert "s3cret" not in result.out


@pytest.mark.parametrize("articles", [False, True])
def test_a_faulty_knowledge_folder_is_a_fault_of_the_knowledge(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, *, articles: bool
) -> None:
    run: Run = request.getfixturevalue("bridge" if articles else "run")
    monkeypatch.setenv("STORYDESK_KNOWLEDGE_DIR", "nowhere")
    result = run("doctor")
    assert result.code == 2
    assert "ok    database: " in result.out
    assert "fault knowledge: STORYDESK_KNOWLEDGE_DIR: nowhere: does not exist" in result.out
