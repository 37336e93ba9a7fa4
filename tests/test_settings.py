from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, find_unknown_settings, load_settings, shipped_knowledge_dir


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


def test_a_fault_names_each_setting_once_and_never_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYDESK_HASH_KEY", "s3cret")
    monkeypatch.setenv("STORYDESK_MENTION_CHANNELS", "a, b")
    with pytest.raises(SettingsError) as fault:
        load_settings()
    assert "s3cret" not in str(fault.value)
    assert str(fault.value).count("STORYDESK_MENTION_CHANNELS") == 1


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("MAX_QUOTES", "many", "“many” cannot be used; expected: a whole number from 1 to 10"),
        ("QUOTE_MAX_CHARS", "7", "a whole number, 80 or more"),
        ("ANSWER_THRESHOLD", "0,5", "a number from 0.01 to 1, with a point"),
        ("COOLDOWN_SECONDS", "inf", "a number, 0 or more, with a point"),
        ("HASH_KEY", "short", "16 characters or more"),
        ("REPORT_CHANNELS", "#mods", "ids with commas between them"),
        ("HOME_SERVERS", "mine", "ids with commas between them"),
        ("TIME_ZONE", "Berlin", "“Berlin” cannot be used; there is no time zone of that name; did you mean"),
        ("ALLOW_FETCHING", "perhaps", "true or false"),
        ("LOG_LEVEL", "loud", "DEBUG, INFO, WARNING or ERROR"),
        ("MAX_QUOTES", "9" * 60, "“" + "9" * 39 + "…”"),
    ],
)
def test_a_fault_says_what_is_expected(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: str
) -> None:
    monkeypatch.setenv(f"STORYDESK_{name}", value)
    with pytest.raises(SettingsError, match=f"^STORYDESK_{name}: ") as fault:
        load_settings()
    assert expected in str(fault.value)
    assert "Input" not in str(fault.value)


@pytest.mark.parametrize("name", sorted(Settings.model_fields.keys() - {"knowledge_dir"}))
def test_what_is_set_but_empty_has_its_default(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"STORYDESK_{name.upper()}", " ")
    assert getattr(load_settings(), name) == getattr(Settings.model_validate({}), name)


def test_a_strong_threshold_below_the_other_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"STRONG_THRESHOLD \(0.5\) is below .*ANSWER_THRESHOLD \(0.9\)"):
        load_settings(answer_threshold=0.9)


def test_a_broken_line_of_the_env_file_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("STORYDESK_MAX_QUOTES=2\n\nmax quotes two\n")
    with pytest.raises(SettingsError, match=r"^\.env, line 3, cannot be read"):
        load_settings()


def test_an_env_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("STORYDESK_MAX_QUOTES=2\n", encoding="utf-16")
    with pytest.raises(SettingsError, match=r"^\.env is not UTF-8 text: save it as UTF-8"):
        load_settings()


def test_an_env_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("STORYDESK_MAX_QUOTES=2\n", encoding="utf-8-sig")
    assert load_settings().max_quotes == 2


def test_unknown_settings_are_found_around_and_in_the_env_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("STORYDESK_STORRY", "x")
    (tmp_path / ".env").write_text("STORYDESK_ZZZZ=1\nOTHER=2\nSTORYDESK_STORY=s\n")
    assert find_unknown_settings() == [
        "no such setting: STORYDESK_STORRY; did you mean STORYDESK_STORY?",
        "no such setting: STORYDESK_ZZZZ",
    ]


def test_the_shipped_knowledge_is_found_beside_the_package_in_a_checkout() -> None:
    assert (shipped_knowledge_dir() / "articles").is_dir()
