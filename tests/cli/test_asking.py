import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run

QUESTION = "When was the harbour bridge closed?"


def logged(tmp_path: Path) -> list[tuple[str, str, str]]:
    with sqlite3.connect(tmp_path / "data" / "storydesk.db") as connection:
        rows = connection.execute("SELECT question, community_kind, channel_kind FROM queries").fetchall()
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


def test_explaining_prints_the_record_of_the_decision(bridge: Run) -> None:
    result = bridge("ask", "--explain", QUESTION)
    assert "Query: harbour → harbour, bridge → bridg, closed → close" in result.out
    assert "Decision: answered: score 1.000, threshold 0.550" in result.out
    assert "1. " in result.out
    assert "coverage 1.00" in result.out


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
    assert logged(tmp_path) == []


def test_a_batch_is_read_from_stdin_and_survives_bytes_that_are_no_text(bridge: Run) -> None:
    result = bridge("ask", "--json", "--batch", "-", stdin=b'\xff\xfe\n{"id": 1, "question": "bridge"}\n')
    assert [o["id"] for o in result.objects] == [None, 1]


def test_best_effort_fills_in_quotes_without_answering(bridge: Run) -> None:
    result = bridge("ask", "--json", "--best-effort", "Which casino stands near the harbour?")
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
    with pytest.raises(ZeroDivisionError):
        bridge("ask", QUESTION, "--debug")


def test_a_chat_goes_on_until_an_empty_line(bridge: Run, tmp_path: Path) -> None:
    result = bridge("chat", stdin=f"{QUESTION}\nWho owns the casino?\n\n{QUESTION}\n")
    assert result.code == 0
    assert result.out.count("The harbour bridge was closed on Monday") == 1
    assert "The articles don't say." in result.out
    assert [row[2] for row in logged(tmp_path)] == ["chat", "chat"]


def test_a_chat_ends_with_the_input(bridge: Run) -> None:
    assert bridge("chat", stdin="").code == 0
