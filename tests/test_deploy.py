"""What `deploy/` promises about the settings."""

import configparser
import re
from pathlib import Path

import pytest
import yaml
from dotenv import dotenv_values

from bot.settings import Settings

DEPLOY = Path(__file__).parents[1] / "deploy"
EXAMPLE = (DEPLOY / ".env.example").read_text(encoding="utf-8")


def test_every_setting_stands_in_the_example_and_nothing_else() -> None:
    named = re.findall(r"^# ?(STORYDESK_\w+)=|^(STORYDESK_\w+)=", EXAMPLE, re.MULTILINE)
    assert sorted("".join(pair) for pair in named) == sorted(
        f"STORYDESK_{name.upper()}" for name in Settings.model_fields
    )


def test_the_defaults_that_the_example_shows_are_the_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"STORYDESK_{name.upper()}", raising=False)
    plain = re.sub(r"^# ?(?=STORYDESK_)", "", EXAMPLE, flags=re.MULTILINE)
    path = tmp_path / "shown"
    path.write_text(plain, encoding="utf-8")
    shown = {name.removeprefix("STORYDESK_").lower(): value for name, value in dotenv_values(path).items()}
    # As in a checkout, which is where the example stands.
    shown["knowledge_dir"] = str(DEPLOY.parent / str(shown["knowledge_dir"]))
    as_shown = Settings.model_validate(shown)
    defaults = Settings.model_validate({})
    for name in Settings.model_fields:
        assert getattr(as_shown, name) == getattr(defaults, name), name


def test_the_unit_and_the_container_end_the_bot_as_it_wants_to_be_ended() -> None:
    unit = configparser.ConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / "storydesk.service", encoding="utf-8")
    assert unit["Service"]["RestartPreventExitStatus"] == "2"
    assert int(unit["Service"]["TimeoutStopSec"]) > 10
    service = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]["storydesk"]
    assert service["stop_grace_period"] == "20s"
