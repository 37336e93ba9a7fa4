import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import __version__
from bot.cli.main import make_app, run_command_line
from bot.errors import UnreachableError
from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]
COMMANDS = ["ask", "chat", "check", "import", "export", "evaluate", "replay", "run", "demo", "doctor"]


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


def test_no_switch_names_a_type_in_the_help() -> None:
    text = CliRunner().invoke(make_app(), ["ask", "--help"], env={"COLUMNS": "100"}).stdout
    switches = [line for line in text.splitlines() if "--json" in line or "--debug" in line]
    assert switches
    assert not any("<" in line for line in switches)


def start(*arguments: str, **environment: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
def test_ctrl_c_while_modules_are_imported_is_quiet(run: Run, tmp_path: Path) -> None:
    # A module of that name goes before the real one, and stands for a slow import.
    (tmp_path / "typer.py").write_text("import time\nprint('importing', flush=True)\ntime.sleep(60)\n")
    process = start("ask", "x", PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT}")
    assert process.stdout is not None
    assert process.stdout.readline() == "importing\n"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_output_that_cannot_be_written_is_one_line(bridge: Run) -> None:
    for arguments in (["ask", "bridge"], ["ask", "--json", "bridge"], ["doctor"]):
        with Path("/dev/full").open("w") as full:
            result = subprocess.run(
                [sys.executable, "-m", "bot", *arguments],
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        assert result.returncode == 2
        assert result.stderr.startswith("storydesk: cannot write the output: no space left")
        assert len(result.stderr.splitlines()) == 1


def test_a_terminal_that_cannot_show_a_character_shows_another(bridge: Run) -> None:
    process = start("ask", "When was the harbour bridge closed?", PYTHONIOENCODING="ascii")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert "?The harbour bridge was closed" in out


def test_json_is_whole_on_an_ascii_terminal(bridge: Run) -> None:
    process = start("ask", "--json", "Où est the harbour bridge?", PYTHONIOENCODING="ascii")
    out, _ = process.communicate(timeout=60)
    assert json.loads(out)["question"] == "Où est the harbour bridge?"


def test_whoever_reads_only_the_first_line_of_a_chat_ends_it_with_0(bridge: Run) -> None:
    process = start("chat")
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    process.stdin.write("When was the harbour bridge closed?\n\n")
    process.stdin.close()
    assert process.stderr is not None
    assert process.stderr.read() == ""
    assert process.wait(timeout=60) == 0
    process.stderr.close()


def test_an_impossible_token_is_refused_without_repeating_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORYDESK_DISCORD_TOKEN", "s3cret-but-short")
    result = run("run")
    assert result.code == 2
    assert "three parts" in result.err
    assert "s3cret" not in result.err


def test_a_discord_that_cannot_be_reached_ends_with_1_for_another_try(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(bot: object, token: str) -> int:
        raise UnreachableError("cannot reach Discord: no route")

    monkeypatch.setattr("bot.discord_app.running.run_until_stopped", fail)
    monkeypatch.setattr("bot.cli.serving.start_logging", lambda _: None)
    monkeypatch.setenv("STORYDESK_DISCORD_TOKEN", "one.two.three")
    result = run("run")
    assert (result.code, result.err) == (1, "storydesk: cannot reach Discord: no route\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "--nope"], "storydesk ask --help"),
        (["nosuch"], "storydesk --help"),
        (["import"], "storydesk import --help"),
        (["demo", "--port", "99999"], "--port"),
    ],
)
def test_a_call_that_cannot_be_understood_is_one_line_and_ends_with_2(
    run: Run,
    arguments: list[str],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["storydesk", *arguments])
    assert run_command_line() == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("storydesk: ")
    assert said in output.err
    assert len(output.err.splitlines()) == 1


def test_without_a_command_the_help_is_shown(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["storydesk"])
    assert run_command_line() == 2
    output = capsys.readouterr()
    assert "Commands" in output.out + output.err
    assert "storydesk: " not in output.err


def test_the_exit_code_of_a_command_is_that_of_the_program(
    bridge: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["storydesk", "ask", "Who owns the casino?"])
    assert run_command_line() == 1
    monkeypatch.setattr(sys, "argv", ["storydesk", "ask", "When was the harbour bridge closed?"])
    assert run_command_line() == 0
