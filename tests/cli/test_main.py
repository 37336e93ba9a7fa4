import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import __version__
from bot.cli.main import make_app
from tests.cli.conftest import Run

COMMANDS = ["ask", "chat", "import", "export", "evaluate", "run", "demo", "doctor"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    text = CliRunner().invoke(make_app(), [command, "--help"]).stdout
    assert f"storydesk {command}" in text
    assert "--debug" in text


def test_every_command_is_one_of_the_contract() -> None:
    names = {info.name or info.callback.__name__ for info in make_app().registered_commands if info.callback}
    assert names == set(COMMANDS)


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version").out == f"storydesk {__version__}\n"


def test_python_dash_m_bot_is_storydesk(run: Run) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "bot", "--version"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout == f"storydesk {__version__}\n"


def test_asking_imports_neither_discord_nor_alembic_nor_a_html_reader(bridge: Run) -> None:
    code = (
        "import sys; sys.argv = ['storydesk', 'ask', 'When was the harbour bridge closed?']\n"
        "from bot.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as end: print('code', end.code)\n"
        "print('slow', {'discord', 'alembic', 'trafilatura', 'py3langid', 'simcord'} & set(sys.modules))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        env={**__import__("os").environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "code 0" in result.stdout
    assert "slow set()" in result.stdout


def test_running_without_a_token_says_what_to_do_and_ends_with_2(run: Run) -> None:
    result = run("run")
    assert result.code == 2
    assert "STORYDESK_DISCORD_TOKEN" in result.err
    assert len(result.err.splitlines()) == 1


def test_a_setting_that_cannot_be_used_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYDESK_MAX_QUOTES", "many")
    result = run("ask", "x")
    assert result.code == 2
    assert result.err.startswith("storydesk: STORYDESK_MAX_QUOTES: ")
    assert len(result.err.splitlines()) == 1
