"""`storydesk settings …`: what a server sets for itself."""

import pytest
from typer.testing import CliRunner

from bot.cli.main import make_app
from tests.cli.conftest import Run


@pytest.mark.parametrize("name", ["list", "set", "unset"])
def test_every_command_has_help_with_an_example(name: str) -> None:
    text = CliRunner().invoke(make_app(), ["settings", name, "--help"]).stdout
    assert f"Example: storydesk settings {name}" in text


def test_what_is_set_for_a_server_holds_there_and_is_on_record(
    bridge: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORYDESK_COOLDOWN_QUESTIONS", "9")
    result = bridge("settings", "set", "time_zone", "Europe/Berlin", "--server", "7")
    assert result.code == 0
    assert "time_zone  Europe/Berlin  set by this server" in result.out
    assert bridge("settings", "set", "moderator_roles", "11, 12", "--server", "7").code == 0
    assert bridge("settings", "set", "channel_stories", "5=default", "--server", "7").code == 0
    listed = {o["key"]: o for o in bridge("settings", "list", "--server", "7", "--json").objects}
    assert listed["time_zone"]["value"] == "Europe/Berlin"
    assert listed["moderator_roles"]["value"] == [11, 12]
    assert listed["channel_stories"]["value"] == {"5": "default"}
    assert (listed["cooldown_questions"]["value"], listed["cooldown_questions"]["from"]) == (
        9,
        "set by the operator",
    )
    elsewhere = bridge("settings", "list").out
    assert "time_zone  UTC  default" in elsewhere
    assert "set by this server" not in elsewhere
    taken_back = bridge("settings", "unset", "time_zone", "--server", "7")
    assert "time_zone  UTC  default" in taken_back.out
    audit = bridge("knowledge", "audit", "--server", "7").out
    assert "operator  settings  time_zone  UTC → Europe/Berlin" in audit


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("time_zone", "Nowhere", "--server", "7"), "Time zone"),
        (("colour", "red", "--server", "7"), "no such setting"),
        (("time_zone", "UTC", "--server", "mine"), "no id of a Discord server"),
        (("channel_stories", "5", "--server", "7"), "expected: ID=STORY"),
        (("story", "theirs", "--server", "7"), "theirs is gone, or another server's"),
    ],
)
def test_what_cannot_be_set_is_one_line(bridge: Run, arguments: tuple[str, ...], said: str) -> None:
    result = bridge("settings", "set", *arguments)
    assert result.code == 2
    assert said in result.err
    assert len(result.err.splitlines()) == 1
    assert "set by this server" not in bridge("settings", "list", "--server", "7").out
