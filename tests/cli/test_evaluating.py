import json
from pathlib import Path

from tests.cli.conftest import Run

CLOSED = "When was the harbour bridge closed?"
REPAIRS = "What will repairs of the harbour bridge cost?"
QUESTIONS = [
    {"id": "q1", "question": CLOSED, "answers": ["on Monday"], "articles": ["bridge"]},
    {"id": "q2", "question": REPAIRS, "answers": ["9 euros"], "articles": ["bridge"]},
    {"id": "q3", "question": "Who owns the casino?", "answerable": False},
]


def write(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(question) for question in QUESTIONS))
    return path


def test_the_table_and_the_misses_are_printed(bridge: Run, tmp_path: Path) -> None:
    result = bridge("evaluate", write(tmp_path))
    assert result.code == 0
    figures = {line[:42].strip(): line[42:].split() for line in result.out.splitlines()}
    assert figures["right sentence quoted first"] == ["(0.000", "to", "1.000)", "0.500"]
    assert figures["score tells answerable from not (AUROC)"] == ["(1.000", "to", "1.000)", "1.000"]
    assert "Misses (1 of 1):" in result.out
    assert "q2  What will repairs" in result.out


def test_the_same_figures_as_json(bridge: Run, tmp_path: Path) -> None:
    (report,) = bridge("evaluate", write(tmp_path), "--json").objects
    assert report["questions"] == 3
    assert report["right_first"] == 0.5
    assert report["table"] == {
        "answerable": {"answered": 2, "not_answered": 0},
        "not_answerable": {"answered": 0, "not_answered": 1},
    }
    assert [miss["id"] for miss in report["misses"]] == ["q2"]


def test_a_file_that_cannot_be_read_is_one_line(bridge: Run, tmp_path: Path) -> None:
    for content in (b"\xff\xfe\x00", b"{", b""):
        path = tmp_path / "questions.jsonl"
        path.write_bytes(content)
        result = bridge("evaluate", path)
        assert result.code == 2
        assert len(result.err.splitlines()) == 1
    assert bridge("evaluate", tmp_path / "missing.jsonl").code == 2


def test_questions_are_read_from_stdin(bridge: Run, tmp_path: Path) -> None:
    text = write(tmp_path).read_text()
    (report,) = bridge("evaluate", "-", "--json", stdin=text).objects
    assert report["questions"] == 3


def test_articles_that_the_story_does_not_hold_are_named(bridge: Run) -> None:
    question = {"question": CLOSED, "answers": ["on Monday"], "articles": ["tower", "bridge", "quay"]}
    result = bridge("evaluate", "-", stdin=json.dumps(question))
    assert result.code == 0
    assert "1 questions name articles that the story does not hold: quay, tower" in result.err


def test_that_no_question_is_answerable_is_said(bridge: Run) -> None:
    result = bridge("evaluate", "-", stdin=json.dumps(QUESTIONS[2]))
    assert "no question is answerable" in result.err


def test_no_line_of_the_table_ends_with_a_blank(bridge: Run, tmp_path: Path) -> None:
    lines = bridge("evaluate", write(tmp_path)).out.splitlines()
    assert [line for line in lines if line.endswith(" ")] == []


def test_a_story_that_is_not_there_is_said(bridge: Run, tmp_path: Path) -> None:
    result = bridge("evaluate", write(tmp_path), "--story", "nosuch")
    assert result.code == 2
    assert "there is no story “nosuch”; there are: default" in result.err
