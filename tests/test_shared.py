"""The raw reports and their questions, end to end in the terminal; skipped where they are not at hand."""

import json
import re
from pathlib import Path

import pytest

from bot.answering.config import AnsweringConfig
from tests.cli.conftest import Run, run  # noqa: F401 - a fixture

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SEEDS, QUESTIONS = SHARED / "seeds", SHARED / "eval" / "story-dev.jsonl"

pytestmark = pytest.mark.skipif(
    not (SEEDS.is_dir() and QUESTIONS.is_file()),
    reason="the raw reports and their questions (../shared) are not here; they are never part of the project",
)

BOILERPLATE = ("GeForce", "affiliate", "read time", "Newsletter", "spare time", "Lead Writer", "Masthead")


@pytest.fixture
def seeded(run: Run) -> Run:  # noqa: F811
    assert "4 added." in run("import", SEEDS).out
    return run


def test_every_quote_is_verbatim_and_none_is_boilerplate(seeded: Run, tmp_path: Path) -> None:
    seeded("export", tmp_path / "copy")
    result = seeded("ask", "--json", "--best-effort", "--batch", QUESTIONS)
    asked = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in result.objects] == [question["id"] for question in asked]
    for answer in result.objects:
        assert answer["answered"] == (answer["score"] >= AnsweringConfig().answer_threshold)
        for quote in answer["quotes"]:
            raw = (SEEDS / f"{quote['article']['id']}.txt").read_text(encoding="utf-8")
            assert quote["text"] in raw
            assert not any(word in quote["text"] for word in BOILERPLATE)
            assert quote["end"] - quote["start"] == len(quote["text"])


def test_nothing_of_the_raw_reports_stands_in_the_project() -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[\w']+", text.lower().replace("’", "'"))
        return {tuple(words[i : i + 9]) for i in range(len(words) - 8)}

    raw = set().union(*(runs(path.read_text(encoding="utf-8")) for path in SEEDS.glob("*.txt")))
    for folder in ("bot", "knowledge", "tests", "deploy"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".md", ".toml", ".txt", ".html", ".example"}:
                copied = runs(path.read_text(encoding="utf-8", errors="replace")) & raw
                assert not copied, f"{path} holds nine words in a row of a raw report: {copied}"


def test_the_figures_do_not_fall(seeded: Run) -> None:
    (report,) = seeded("evaluate", QUESTIONS, "--json").objects
    assert report["questions"] == 40
    assert report["right_first"] >= 0.7
    assert report["right_in_three"] >= 0.85
    assert report["auroc"] >= 0.8


def test_the_hiring_in_march_and_the_recruiting_since_february_are_no_conflict(seeded: Run) -> None:
    (answer,) = seeded("ask", "--json", "When did Twitter hire the AI engineers?").objects
    (comparison,) = answer["agreement"]["comparisons"]
    assert answer["agreement"]["conflicts"] == []
    assert comparison["relation"] == "different things"
    about = {reading["value"]: reading["of"] for reading in comparison["readings"]}
    assert set(about) == {"March", "February"}
    assert "joined" in about["March"]
    assert "recruitment drive" in about["February"]


def test_no_two_reports_are_said_to_differ(seeded: Run) -> None:
    result = seeded("ask", "--json", "--best-effort", "--batch", QUESTIONS)
    assert [answer["question"] for answer in result.objects if answer["agreement"]["conflicts"]] == []
