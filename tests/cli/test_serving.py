import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]


def test_the_demo_serves_the_real_bot_in_a_page_and_keeps_nothing(run: Run, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "TMPDIR": str(tmp_path)}
    del environment["STORYDESK_KNOWLEDGE_DIR"]
    command = [sys.executable, "-m", "bot", "demo", "--no-browser"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().rstrip("\n")
        with urllib.request.urlopen(url) as page:
            assert page.status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0
    assert list(tmp_path.glob("storydesk-demo-*")) == []
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("port", ["99999", "-1", "0"])
def test_a_port_that_cannot_be_is_refused(run: Run, port: str) -> None:
    assert run("demo", "--no-browser", "--port", port).code == 2


def test_a_port_in_use_is_named_with_the_mend(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("demo", "--no-browser", "--port", port)
    assert result.code == 2
    assert result.err == f"storydesk: port {port} is in use: choose another with --port\n"


def test_without_the_extra_the_demo_says_how_to_get_it_and_is_a_chat(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cli.serving._DEMO_MODULES", ("no_such_module",))
    monkeypatch.delenv("STORYDESK_KNOWLEDGE_DIR")
    result = run("demo", stdin="How many GPUs did Elon Musk buy?\n\n")
    assert '.venv/bin/pip install ".[demo]"' in result.err
    assert "10,000" in result.out
    assert result.code == 0
