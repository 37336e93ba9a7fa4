import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.answering.wording import ONLY_QUOTES
from tests.cli.conftest import Run

CLAIM = "My cousin says the harbour bridge was closed on Monday after an accident."


def test_what_stands_word_for_word_is_said_on_80_columns(bridge: Run) -> None:
    result = bridge("check", CLAIM)
    assert result.code == 0
    assert result.out.startswith("Words of it stand word for word in: “The harbour bridge is closed”.\n")
    assert "“The harbour bridge was closed on Monday after divers found a crack" in result.out
    assert "Harbour Gazette: The harbour bridge is closed, 2025-03-04" in result.out
    assert result.out.rstrip().endswith(ONLY_QUOTES)
    assert max(map(len, result.out.splitlines())) <= 80


def test_what_only_comes_close_is_said_to(bridge: Run) -> None:
    result = bridge("check", "a", "crack", "in", "the", "bridge", "was", "found", "by", "divers")
    assert result.code == 0
    assert result.out.startswith("The closest that the articles say.\n")


def test_what_differs_and_what_is_not_there_is_said(bridge: Run) -> None:
    result = bridge("check", "The harbour bridge was closed on Friday. Zebras climb mountains.")
    assert result.code == 0
    assert "The closest sentence says “Monday” where the message says “Friday”.\n" in result.out
    assert "I found nothing on: “Zebras climb mountains.”\n" in result.out


def test_what_is_not_there_ends_with_1_and_is_not_judged(bridge: Run) -> None:
    result = bridge("check", "Zebras climb mountains. " * 100)
    assert result.code == 1
    assert result.out == f"The articles don't say.\n{ONLY_QUOTES}\n"


def test_in_json_each_quote_says_whether_it_has_the_same_words(bridge: Run) -> None:
    result = bridge("check", "--json", "-", stdin=f"{CLAIM}\nIt costs millions of euros.\n")
    (found,) = result.objects
    assert found["answered"]
    assert [quote["verbatim"] for quote in found["quotes"]] == [True, False]
    start, end = found["quotes"][0]["highlight"]
    assert found["quotes"][0]["text"][start:end] == "The harbour bridge was closed on Monday after"
    assert found["quotes"][1]["highlight"] is None


@pytest.mark.parametrize("text", [[], [""], ["-"]])
def test_without_a_text_it_is_one_line_and_ends_with_2(bridge: Run, text: list[str]) -> None:
    result = bridge("check", *text, stdin=" \n")
    assert result.code == 2
    assert result.err == 'storydesk: no text was given: storydesk check "TEXT"\n'


def test_the_text_that_was_checked_is_not_kept(bridge: Run, tmp_path: Path) -> None:
    bridge("check", CLAIM)
    with closing(sqlite3.connect(tmp_path / "data" / "storydesk.db")) as connection:
        rows = connection.execute("SELECT question, asked_by, answered FROM queries").fetchall()
    assert rows == [("", "check", 1)]
    assert b"cousin" not in b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir())
