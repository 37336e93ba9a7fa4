import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli.main import make_app
from bot.settings import Settings

BRIDGE = """---
title: The harbour bridge is closed
publisher: Harbour Gazette
url: https://gazette.example/bridge
published: 2025-03-04
---

The harbour bridge was closed on Monday after divers found a crack in the eastern pier.

Repairs of the harbour bridge will take six weeks, the mayor said. It will cost 2.5 million euros.
"""


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Outcome]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in an empty folder with an empty database, 80 columns wide."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"STORYDESK_{name.upper()}", raising=False)
    monkeypatch.setenv("STORYDESK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("STORYDESK_KNOWLEDGE_DIR", "")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()

    def invoke(*arguments: object, stdin: str | bytes | None = None) -> Outcome:
        result = runner.invoke(make_app(), [str(argument) for argument in arguments], input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Outcome(result.exit_code, result.stdout, result.stderr)

    return invoke


@pytest.fixture
def bridge(run: Run, tmp_path: Path) -> Run:
    """The command line with one article imported."""
    path = tmp_path / "articles" / "bridge.md"
    path.parent.mkdir()
    path.write_text(BRIDGE, encoding="utf-8")
    assert run("import", path).code == 0
    return run
