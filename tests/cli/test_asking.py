import json
import os
import re
import select
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]
THANKED = "You're welcome. Ask away if there is more you would like to know."
QUESTION = "When was the harbour bridge closed?"


def logged(tmp_path: Path) -> list[tuple[str, str, str]]:
    with sqlite3.connect(tmp_path / "data" / "storydesk.db") as connection:
        rows = connection.execute("SELECT question, community_kind, asked_by FROM queries").fetchall()
    connection.close()
    return rows


def test_an_answer_is_a_quote_with_its_source_on_80_columns(bridge: Run) -> None:
    result = bridge("ask", QUESTION)
    assert result.code == 0
    assert "The harbour bridge was closed on Monday" in result.out
    assert "Harbour Gazette: The harbour bridge is closed, 2025-03-04" in result.out
    assert "https://gazette.example/bridge" in result.out
    assert "Strong: The quote covers" in result.out
    assert max(len(line) for line in result.out.splitlines()) <= 80


def test_what_the_articles_do_not_say_ends_with_1(bridge: Run) -> None:
    result = bridge("ask", "Who owns the casino?")
    assert result.code == 1
    assert "The articles don't say." in result.out


def test_the_reason_why_they_do_not_say_it_stands_above_the_nearest_topics(strict: Run) -> None:
    result = strict("ask", "Was the harbour bridge closed on Friday?")
    assert result.code == 1
    assert result.out.splitlines()[:3] == [
        "The articles don't say.",
        "The closest sentence says “Monday” where the question says “Friday”.",
        "The nearest topics:",
    ]


def test_without_articles_it_says_so(run: Run) -> None:
    result = run("ask", QUESTION)
    assert result.code == 1
    assert "There are no articles yet" in result.out


def test_an_answer_in_json_is_one_object_on_one_line(bridge: Run) -> None:
    result = bridge("ask", "--json", QUESTION)
    (answer,) = result.objects
    assert answer["id"] is None
    assert answer["answered"] is True
    assert answer["quotes"][0]["article"]["published"] == "2025-03-04"


def test_a_question_is_logged_without_what_names_a_person(bridge: Run, tmp_path: Path) -> None:
    bridge("ask", f"{QUESTION} Mail me: ana@example.org")
    ((question, community, channel),) = logged(tmp_path)
    assert "ana@example.org" not in question
    assert (community, channel) == ("terminal", "ask")


def test_small_talk_is_not_logged(bridge: Run, tmp_path: Path) -> None:
    result = bridge("ask", "Thanks a lot!")
    assert (result.code, result.out.strip()) == (1, THANKED)
    assert logged(tmp_path) == []


def test_a_misspelt_question_says_what_it_was_taken_for(bridge: Run) -> None:
    result = bridge("ask", "Whne was the harbour birdge closed?")
    assert result.code == 0
    assert result.out.startswith("Showing results for “When was the harbour bridge closed?”\n")
    assert "The harbour bridge was closed on Monday" in result.out


def test_explaining_says_how_the_question_was_understood(bridge: Run) -> None:
    result = bridge("ask", "--explain", "Which birdge did Ada Marsh close?")
    assert "Asked for: which (bridge)" in result.out
    assert "Names: Ada, Marsh" in result.out
    assert "Corrected: birdge → bridge" in result.out
    plain = bridge("ask", "--explain", "when was the bridge closed").out
    assert "Asked for: when\n" in plain
    assert "Names:" not in plain
    assert "Corrected:" not in plain


def test_explaining_prints_the_record_of_the_decision(bridge: Run) -> None:
    result = bridge("ask", "--explain", QUESTION)
    assert "Query: harbour → harbour, bridge → bridg, closed → close" in result.out
    assert re.search(
        r"Decision: answered: score 0\.\d{3}, threshold 0\.280, strong\s+from 0\.500", result.out
    )
    assert "1. " in result.out
    assert re.search(r"own \d+\.\d\d", result.out)


def test_a_batch_answers_line_by_line_in_order_and_logs_nothing(bridge: Run, tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "a", "question": QUESTION}),
        "{broken",
        json.dumps({"id": "c"}),
        json.dumps({"id": 7, "question": "Who owns the casino?"}),
        "[1]",
        '{"id": "f", "question": null}',
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(lines) + "\n")
    result = bridge("ask", "--json", "--batch", path)
    assert result.code == 0
    assert [o["id"] for o in result.objects] == ["a", None, "c", 7, None, "f"]
    assert ["error" in o for o in result.objects] == [False, True, True, False, True, True]
    errors = [o["error"] for o in result.objects if "error" in o]
    assert [error.partition(";")[0] for error in errors] == [
        "line 2: not JSON",
        'line 3: it has no "question"',
        "line 5: not a JSON object",
        'line 6: its "question" is not a text',
    ]
    assert logged(tmp_path) == []


def test_a_batch_is_read_from_stdin_and_survives_bytes_that_are_no_text(bridge: Run) -> None:
    result = bridge("ask", "--json", "--batch", "-", stdin=b'\xff\xfe\n{"id": 1, "question": "bridge"}\n')
    assert [o["id"] for o in result.objects] == [None, 1]


@pytest.fixture
def strict(bridge: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line with one article, of a bot that hardly ever answers."""
    monkeypatch.setenv("STORYDESK_ANSWER_THRESHOLD", "0.99")
    monkeypatch.setenv("STORYDESK_STRONG_THRESHOLD", "0.99")
    return bridge


def test_best_effort_fills_in_quotes_without_answering(strict: Run) -> None:
    result = strict("ask", "--json", "--best-effort", "Which casino stands near the harbour?")
    (answer,) = result.objects
    assert result.code == 1
    assert not answer["answered"]
    assert answer["quotes"]


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ([], "no question was given"),
        (["--batch", "x.jsonl"], "--batch goes with --json"),
        (["--json", "--batch", "missing.jsonl"], "cannot read missing.jsonl"),
        (["--json", "--explain", "x"], "leave out --json"),
    ],
)
def test_a_call_that_cannot_be_answered_is_one_line_and_ends_with_2(
    bridge: Run, arguments: list[str], hint: str
) -> None:
    result = bridge("ask", *arguments)
    assert result.code == 2
    assert result.out == ""
    assert hint in result.err
    assert len(result.err.splitlines()) == 1


def test_a_database_that_cannot_be_opened_is_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORYDESK_DATABASE_URL", f"sqlite:///{tmp_path}")
    result = run("ask", QUESTION)
    assert result.code == 2
    assert result.err.startswith("storydesk: ")
    assert len(result.err.splitlines()) == 1


def test_an_unexpected_fault_shows_nothing_of_itself_without_debug(
    bridge: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("bot.cli.asking.print_answer", fail)
    result = bridge("ask", QUESTION)
    assert result.code == 2
    assert "secret detail" not in result.err
    assert "ZeroDivisionError" in result.err
    result = bridge("ask", QUESTION, "--debug")
    assert result.code == 2
    assert "ZeroDivisionError: secret detail" in result.err
    assert "Traceback" in result.err


def test_a_chat_goes_on_until_an_empty_line(bridge: Run, tmp_path: Path) -> None:
    result = bridge("chat", stdin=f"{QUESTION}\nWho owns the casino?\n\n{QUESTION}\n")
    assert result.code == 0
    assert result.out.count("The harbour bridge was closed on Monday") == 1
    assert "The articles don't say." in result.out
    assert [row[2] for row in logged(tmp_path)] == ["chat", "chat"]


def test_a_chat_ends_with_the_input(bridge: Run) -> None:
    assert bridge("chat", stdin="").code == 0


@pytest.mark.parametrize("end", ["quit", "EXIT", " "])
def test_a_chat_ends_at_a_word_or_a_blank_line(bridge: Run, tmp_path: Path, end: str) -> None:
    assert bridge("chat", stdin=f"{end}\n{QUESTION}\n").code == 0
    assert logged(tmp_path) == []


def test_a_chat_helps_in_three_lines_and_prompts_nobody_in_a_pipe(bridge: Run, tmp_path: Path) -> None:
    result = bridge("chat", stdin="help\n\n")
    assert len(result.out.splitlines()) == 4
    assert max(map(len, result.out.splitlines())) <= 80
    assert "> " not in result.out
    assert logged(tmp_path) == []


# A terminal that controls its process makes signals of keys.
IN_A_TERMINAL = (
    "import os, sys; os.login_tty(0); sys.argv = ['storydesk', 'chat']\nfrom bot.__main__ import main\nmain()"
)


def press(key: bytes, leader: int, process: "subprocess.Popen[bytes]") -> int:
    """Press a key until the process ends: one that comes while the terminal changes its mode is lost."""
    for _ in range(5):
        os.write(leader, key)
        try:
            return process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            continue
    process.kill()
    raise AssertionError(key)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo terminals")
@pytest.mark.parametrize(("key", "code"), [(b"\x03", 130), (b"\x04", 0)])
def test_a_key_ends_a_chat_at_once_on_a_line_of_its_own(bridge: Run, key: bytes, code: int) -> None:
    leader, follower = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", IN_A_TERMINAL],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=follower,
        stdout=follower,
        stderr=follower,
    ) as process:
        shown = b""
        while not shown.endswith(b"> "):
            shown += os.read(leader, 1000)
        assert press(key, leader, process) == code
        left = b""
        while select.select([leader], [], [], 0)[0]:
            left += os.read(leader, 1000)
        assert left.endswith(b"\r\n")
    os.close(leader)
    os.close(follower)


def test_a_question_needs_no_quotation_marks(bridge: Run) -> None:
    (answer,) = bridge("ask", "When", "was", "the", "bridge", "closed", "--json").objects
    assert answer["question"] == "When was the bridge closed"


@pytest.mark.parametrize("command", [["ask", "x"], ["chat"], ["ask", "--json", "--batch", "-"]])
def test_a_story_that_is_not_there_is_said_with_those_that_are(bridge: Run, command: list[str]) -> None:
    result = bridge(*command, "--story", "nosuch", stdin="")
    assert result.code == 2
    assert result.err.startswith("storydesk: there is no story “nosuch”; there are: default")


def test_a_faulty_knowledge_folder_is_named_by_its_setting(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYDESK_KNOWLEDGE_DIR", "nowhere")
    assert (
        run("ask", "x").err == "storydesk: STORYDESK_KNOWLEDGE_DIR: nowhere: does not exist; check the path\n"
    )


def test_a_question_that_cannot_be_logged_is_answered_and_the_fault_said(
    bridge: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.database._PRAGMAS", ("PRAGMA busy_timeout = 20",))
    with closing(sqlite3.connect(tmp_path / "data" / "storydesk.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        result = bridge("ask", QUESTION)
    assert result.code == 0
    assert "The harbour bridge was closed" in result.out
    assert "storydesk: the question was answered but not logged: cannot write" in result.err
    assert "another program keeps it locked" in result.err
    assert len(result.err.splitlines()) == 1


def test_no_line_of_an_answer_ends_with_a_blank(bridge: Run) -> None:
    for question in (QUESTION, "Which casino stands near the harbour, and who owns it since when?"):
        out = bridge("ask", "--best-effort", "--explain", question).out
        assert [line for line in out.splitlines() if line.endswith(" ")] == []


def test_the_best_that_was_found_is_not_taken_for_an_answer(strict: Run) -> None:
    out = strict("ask", "--best-effort", "Which casino stands near the harbour?").out
    assert "\n\nNot an answer; the best that was found:\n\n  “" in out


def test_a_long_question_is_cut_in_the_record(bridge: Run) -> None:
    words = " ".join(f"bridge{number}" for number in range(300))
    assert len(bridge("ask", "--explain", words).out.partition("Query: ")[2]) < 1200


def test_no_line_whatever_ends_a_batch(bridge: Run, tmp_path: Path) -> None:
    lines = [
        "[" * 200_000,
        '{"id": "\\ud800", "question": "\\ud800 bridge"}',
        '{"id": NaN, "question": "bridge"}',
        '{"id": [1], "question": "bridge"}',
        '{"id": "last", "question": "bridge"}',
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(lines))
    result = bridge("ask", "--json", "--batch", path)
    assert result.code == 0
    assert [o["id"] for o in result.objects] == [None, "\ud800", None, None, "last"]
