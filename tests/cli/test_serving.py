import os
import signal
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
        line = process.stdout.readline()
        url = line.split()[-1]
        with urllib.request.urlopen(url) as page:
            assert page.status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0
    assert list(tmp_path.glob("storydesk-demo-*")) == []
    assert not (tmp_path / "data").exists()


def test_without_the_extra_the_demo_says_how_to_get_it_and_is_a_chat(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cli.serving._DEMO_MODULES", ("no_such_module",))
    monkeypatch.delenv("STORYDESK_KNOWLEDGE_DIR")
    result = run("demo", stdin="How many GPUs did Elon Musk buy?\n\n")
    assert 'pip install "storydesk[demo]"' in result.err
    assert "10,000" in result.out
    assert result.code == 0
