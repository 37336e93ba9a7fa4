from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, load_settings, shipped_knowledge_dir


@pytest.fixture(autouse=True)
def _nothing_around(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"STORYDESK_{name.upper()}", raising=False)


def test_everything_has_a_default_that_works(tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.discord_token is None
    assert settings.knowledge_dir == shipped_knowledge_dir()
    assert settings.resolved_database_url.endswith("storydesk.db")


def test_an_empty_knowledge_dir_means_nothing_and_not_the_current_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STORYDESK_KNOWLEDGE_DIR", "")
    assert load_settings().knowledge_dir is None


def test_an_empty_token_is_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYDESK_DISCORD_TOKEN", " ")
    assert load_settings().discord_token is None


def test_channel_ids_are_split_at_commas_and_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYDESK_MENTION_CHANNELS", "1, 22 333")
    assert load_settings().mention_channels == {1, 22, 333}


def test_settings_are_read_from_a_dot_env_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("STORYDESK_MAX_QUOTES=2\n")
    assert load_settings().max_quotes == 2


def test_a_fault_names_the_setting_and_never_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYDESK_HASH_KEY", "s3cret")
    monkeypatch.setenv("STORYDESK_MAX_QUOTES", "many")
    with pytest.raises(SettingsError, match=r"STORYDESK_MAX_QUOTES.*STORYDESK_HASH_KEY") as fault:
        load_settings()
    assert "s3cret" not in str(fault.value)
    assert "many" not in str(fault.value)


def test_the_shipped_knowledge_is_found_beside_the_package_in_a_checkout() -> None:
    assert (shipped_knowledge_dir() / "articles").is_dir()
