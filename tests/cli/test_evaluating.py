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
    assert "right sentence quoted first                  0.500" in result.out
    assert "AUROC of the score                           1.000" in result.out
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
