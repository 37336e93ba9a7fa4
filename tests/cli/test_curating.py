"""`storydesk knowledge …`: every act of a moderator, in the terminal."""

import json
import os
import pty
import select
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.curating.wording import parse_length
from bot.cli.main import make_app
from bot.errors import ChangeError
from tests.cli.conftest import BRIDGE, Run

ROOT = Path(__file__).parents[2]
COMMANDS = [
    *("add", "edit", "retire", "restore", "rollback", "undo", "list", "show", "history", "audit"),
    *("recall", "watch"),
    *("alias list", "alias add", "alias remove", "alias suggest"),
    *("statement make", "statement list", "statement end"),
    *("golden add", "golden list", "golden remove"),
]
MARKET = "The market is open\n\nThe market hall opened on Friday at noon.\n"
WHEN = "When was the harbour bridge closed?"
STATEMENT = ("--about", "the strike", "--text", "We are checking.", "--signed", "The team")


@pytest.fixture
def market(tmp_path: Path) -> Path:
    path = tmp_path / "market.txt"
    path.write_text(MARKET)
    return path


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    path = tmp_path / "edited.md"
    path.write_text(BRIDGE.replace("on Monday", "on Tuesday"))
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    text = CliRunner().invoke(make_app(), ["knowledge", *command.split(), "--help"]).stdout
    assert f"Example: storydesk knowledge {command}" in text
    assert "--debug" in text


def test_an_addition_is_shown_and_published(bridge: Run, market: Path) -> None:
    assert bridge("ask", "When did the market hall open?").code == 1
    result = bridge("knowledge", "add", market, "--yes", "--reason", "it is open", "--details")
    assert result.code == 0
    assert "market is new" in result.out
    assert "can be quoted: 1 sentence in 1 passage" in result.out
    assert "origin: names no source" in result.out
    assert "note: the title was taken from the text: “The market is open”" in result.out
    assert "Dry run: 1 newly answered" in result.out
    assert "- The articles don't say." in result.out
    assert "+ The market hall opened on Friday at noon. [market]" in result.out
    assert "Published as version 2 of the story default" in result.out
    assert bridge("ask", "When did the market hall open?").code == 0


def test_a_dry_run_changes_nothing_and_leaves_no_draft(bridge: Run, edited: Path) -> None:
    bridge("ask", WHEN)
    before = bridge("knowledge", "history", "--json").objects
    result = bridge("knowledge", "edit", "bridge", edited, "--dry-run")
    assert result.code == 0
    assert "- The harbour bridge was closed on Monday" in result.out
    assert "+ The harbour bridge was closed on Tuesday" in result.out
    assert "Dry run: 1 change quote" in result.out
    assert "Published" not in result.out
    assert bridge("knowledge", "history", "--json").objects == before
    assert "is at work" not in bridge("knowledge", "retire", "bridge", "--dry-run").out


def test_without_a_terminal_nobody_can_be_asked(bridge: Run) -> None:
    result = bridge("knowledge", "retire", "bridge")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "storydesk: nothing was changed: nobody can be asked here; --yes publishes, --dry-run only shows\n"
    )
    assert bridge("ask", WHEN).code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["retire", "nosuch", "--yes"], "there is no article 'nosuch'"),
        (["restore", "bridge", "--yes"], "'bridge' is not retired"),
        (["rollback", "bridge", "7", "--yes"], "has revisions 1 to 1, but no 7"),
        (["undo", "9", "--yes"], "version 9 of the story default is not recorded"),
        (["add", "nosuch.md", "--yes"], "nosuch.md: does not exist"),
        (["edit", "bridge"], "an editor needs a terminal"),
        (["show", "bridge", "--revision", "7"], "but no 7"),
        (["history", "nosuch"], "there is no article 'nosuch'"),
        (["list", "--story", "nosuch"], "there is no story “nosuch”"),
        (["retire", "bridge", "--yes", "--dry-run"], "give one of them"),
        (["retire", "bridge", "--json"], "--json asks nobody"),
        (["alias", "add", "boat", "--yes"], "two terms or more"),
        (["alias", "remove", "boat", "--yes"], "no group has the term 'boat'"),
        (["statement", "make", *STATEMENT, "--for", "soon", "--yes"], "no length of time"),
        (["statement", "make", *STATEMENT, "--for", "40d", "--yes"], "within 30 days"),
        (["statement", "end", "nosuch", "--yes"], "no statement 'nosuch'"),
        (["golden", "add", "Why?"], "--must-refuse"),
        (["golden", "add", "Why?", "--article", "bridge", "--sentence", "on Sunday"], "does not say"),
        (["golden", "remove", "nosuch"], "no golden question 'nosuch'"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_ends_with_2(
    bridge: Run, arguments: list[str], said: str
) -> None:
    result = bridge("knowledge", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert len(result.err.splitlines()) == 1


def test_an_article_is_retired_restored_rolled_back_and_undone(bridge: Run, edited: Path) -> None:
    def live() -> str:
        return bridge("knowledge", "show", "bridge").out

    first = live()
    assert bridge("knowledge", "edit", "bridge", edited, "--yes", "--reason", "the day").code == 0
    assert "on Tuesday" in live()
    assert "on Monday" in bridge("knowledge", "show", "bridge", "--revision", "1").out
    assert bridge("knowledge", "retire", "bridge", "--yes").code == 0
    assert bridge("ask", WHEN).code == 1
    assert "bridge  The harbour bridge is closed" in bridge("knowledge", "list", "--retired").out
    assert "is not live" in bridge("knowledge", "show", "bridge").err
    restored = bridge("knowledge", "restore", "bridge", "--yes")
    assert "bridge comes back" in restored.out
    assert "on Tuesday" in live()
    assert bridge("knowledge", "rollback", "bridge", "1", "--yes").code == 0
    assert live() == first
    assert bridge("knowledge", "undo", "5", "--yes").code == 0
    assert "on Tuesday" in live()
    history = bridge("knowledge", "history", "bridge", "--diff").out
    assert "version 2  edit  operator" in history
    assert "why: the day" in history
    assert "- The harbour bridge was closed on Monday" in history
    assert [item["kind"] for item in bridge("knowledge", "history", "--json").objects] == [
        *("undo", "rollback", "restore", "retire", "edit", "import")
    ]
    assert "operator  publish rollback  bridge  version 5 of default" in bridge("knowledge", "audit").out


def test_what_a_file_does_not_state_stays_as_it_is(bridge: Run, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("The harbour bridge was closed on Tuesday, the mayor said.\n")
    assert bridge("knowledge", "edit", "bridge", path, "--yes").code == 0
    (shown,) = bridge("knowledge", "show", "bridge", "--json").objects
    assert (shown["title"], shown["publisher"], shown["revision"]) == (
        "The harbour bridge is closed",
        "Harbour Gazette",
        2,
    )
    assert shown["body"] == "The harbour bridge was closed on Tuesday, the mayor said."


def test_a_file_of_another_article_is_refused(bridge: Run, tmp_path: Path) -> None:
    path = tmp_path / "other.md"
    path.write_text("---\nid: market\n---\nThe market hall opened on Friday at noon.\n")
    assert "says that it is 'market'" in bridge("knowledge", "edit", "bridge", path, "--yes").err


def test_a_preview_in_json_holds_what_was_published(bridge: Run, edited: Path) -> None:
    bridge("ask", WHEN)
    result = bridge("knowledge", "edit", "bridge", edited, "--yes", "--json")
    (preview,) = result.objects
    assert preview["articles"][0]["differences"][0]["after"].startswith("The harbour bridge was closed on T")
    assert preview["dry_run"]["questions"][0]["effect"] == "change quote"
    assert "Published as version 2" in result.err


def test_aliases_are_joined_and_taken_apart(bridge: Run) -> None:
    assert bridge("knowledge", "alias", "add", "bridge", "viaduct", "--yes").code == 0
    result = bridge("knowledge", "alias", "add", "Viaduct", "crossing", "--yes")
    assert "+ means the same: bridge, viaduct, crossing" in result.out
    assert "- means the same: bridge, viaduct" in result.out
    assert bridge("knowledge", "alias", "list").out == "bridge, viaduct, crossing\n"
    assert bridge("knowledge", "alias", "remove", "BRIDGE", "--yes").code == 0
    assert bridge("knowledge", "alias", "list", "--json").objects == [{"terms": ["viaduct", "crossing"]}]
    assert bridge("knowledge", "alias", "remove", "crossing", "--yes").code == 0
    assert "There are no aliases." in bridge("knowledge", "alias", "list").out


def test_aliases_are_suggested_from_questions_that_were_put_anew(
    bridge: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "No suggestion." in bridge("knowledge", "alias", "suggest").out
    monkeypatch.setenv("STORYDESK_ANSWER_THRESHOLD", "1")
    monkeypatch.setenv("STORYDESK_STRONG_THRESHOLD", "1")
    assert bridge("ask", "How long will the overhaul of the harbour bridge take?").code == 1
    monkeypatch.delenv("STORYDESK_ANSWER_THRESHOLD")
    monkeypatch.delenv("STORYDESK_STRONG_THRESHOLD")
    assert bridge("ask", "How long will the repairs of the harbour bridge take?").code == 0
    (made,) = bridge("knowledge", "alias", "suggest", "--json").objects
    assert (made["terms"], made["times"]) == (["repairs", "overhaul"], 1)
    assert "overhaul for repairs" in bridge("knowledge", "alias", "suggest").out


def test_a_statement_is_made_listed_and_ended(bridge: Run) -> None:
    assert bridge("knowledge", "statement", "make", *STATEMENT, "--for", "2d", "--yes").code == 0
    (held,) = bridge("knowledge", "statement", "list", "--json").objects
    assert (held["about"], held["signed"], held["holds"]) == ("the strike", "The team", True)
    assert "We are checking." in bridge("knowledge", "statement", "list").out
    assert bridge("knowledge", "statement", "end", held["id"], "--yes").code == 0
    assert "No statement holds." in bridge("knowledge", "statement", "list").out
    assert "(ended)" in bridge("knowledge", "statement", "list", "--all").out


def test_a_change_that_breaks_a_golden_question_says_so(bridge: Run) -> None:
    kept = bridge("knowledge", "golden", "add", WHEN, "--article", "bridge", "--sentence", "on Monday")
    assert "It passes now." in kept.out
    assert bridge("knowledge", "golden", "add", "Who painted the moon?", "--must-refuse").code == 0
    result = bridge("knowledge", "retire", "bridge", "--dry-run")
    assert f"golden question that would fail: {WHEN}" in result.out
    first, second = bridge("knowledge", "golden", "list", "--json").objects
    assert (first["passes"], second["article"]) == (True, None)
    assert bridge("knowledge", "golden", "remove", first["id"]).code == 0
    assert len(bridge("knowledge", "golden", "list").out.splitlines()) == 1


def test_an_addition_of_another_story_is_named(bridge: Run, tmp_path: Path) -> None:
    path = tmp_path / "other.md"
    path.write_text("---\nstory: market\ntitle: Open\n---\nThe market hall opened on Friday at noon.\n")
    assert "is of the story market: add --story market" in bridge("knowledge", "add", path, "--yes").err
    result = bridge("knowledge", "add", path, "--yes", "--story", "market")
    assert "storydesk knowledge undo 1 --story market takes it back." in result.out
    assert "1 article in the story market." in bridge("knowledge", "list", "--story", "market").out


@pytest.mark.parametrize(("text", "minutes"), [("2d", 2880), ("12h", 720), ("90m", 90), ("1d12h", 2160)])
def test_lengths_of_time(text: str, minutes: int) -> None:
    assert parse_length(text).total_seconds() == minutes * 60


@pytest.mark.parametrize("text", ["", "2", "soon", "-1d", "0h", "1y"])
def test_what_is_no_length_of_time(text: str) -> None:
    with pytest.raises(ChangeError, match="no length of time"):
        parse_length(text)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
class TestAtATerminal:
    def test_a_no_publishes_nothing(self, bridge: Run) -> None:
        code, seen = type_into(["retire", "bridge"], "n\n")
        assert code == 1
        assert "Publish? [y/N]" in seen
        assert "nothing was changed" in seen
        assert bridge("ask", WHEN).code == 0
        assert "discard retire" in bridge("knowledge", "audit").out

    def test_a_yes_publishes(self, bridge: Run) -> None:
        code, seen = type_into(["retire", "bridge"], "y\n")
        assert (code, "Published as version 2" in seen) == (0, True)
        assert bridge("ask", WHEN).code == 1

    def test_what_somebody_else_changed_meanwhile_is_shown_and_asked_about(
        self, bridge: Run, tmp_path: Path
    ) -> None:
        mine, theirs = tmp_path / "mine.md", tmp_path / "theirs.md"
        mine.write_text(BRIDGE.replace("on Monday", "on Tuesday"))
        theirs.write_text(BRIDGE.replace("six weeks", "seven weeks"))

        def overtake() -> None:
            assert bridge("knowledge", "edit", "bridge", theirs, "--yes").code == 0

        code, seen = type_into(["edit", "bridge", str(mine)], "y\n", "n\n", meanwhile=overtake)
        assert code == 1
        assert "Not published: somebody else changed this meanwhile." in seen
        assert "+ Repairs of the harbour bridge will take seven weeks" in seen
        assert seen.count("Publish? [y/N]") == 2
        assert "seven weeks" in bridge("knowledge", "show", "bridge").out

    def test_without_a_file_the_editor_opens(
        self, bridge: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program = "import pathlib, sys; p = pathlib.Path(sys.argv[1]); t = p.read_text(); "
        change = (
            "p.write_text(t.replace('on Monday', 'on Tuesday').replace('publisher: Harbour Gazette', ''))"
        )
        script = tmp_path / "editor.py"
        script.write_text(program + change)
        monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
        code, seen = type_into(["edit", "bridge"], "n\n")
        assert code == 1
        assert "your text is kept; to go on: storydesk knowledge edit bridge" in seen
        assert type_into(["edit", "bridge"], "y\n")[0] == 0
        (shown,) = bridge("knowledge", "show", "bridge", "--json").objects
        assert "on Tuesday" in shown["body"]
        assert shown["publisher"] is None


def type_into(
    arguments: list[str], *lines: str, meanwhile: Callable[[], None] | None = None
) -> tuple[int, str]:
    """Run a command at a terminal, type a line at each question; return its exit code and what was seen."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "knowledge", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    waiting, seen = list(lines), ""
    while data := _read(ours):
        seen += data
        if waiting and seen.count("[y/N] ") > len(lines) - len(waiting):
            if meanwhile and len(waiting) == len(lines):
                meanwhile()
            os.write(ours, waiting.pop(0).encode())
    os.close(ours)
    return process.wait(timeout=60), " ".join(seen.split())


def _read(terminal: int) -> str:
    select.select([terminal], [], [])
    try:
        return os.read(terminal, 10_000).decode()
    except OSError:  # Linux says so when the other end has closed
        return ""


def test_objects_are_one_line_each(bridge: Run) -> None:
    result = bridge("knowledge", "list", "--json")
    assert json.loads(result.out)["id"] == "bridge"
