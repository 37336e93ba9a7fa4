"""`storydesk replay`."""

from pathlib import Path

from tests.cli.conftest import Run

CLOSED, OPEN = "When was the harbour bridge closed?", "When did the market hall open?"


def test_questions_are_answered_again_and_written_to_files(bridge: Run, tmp_path: Path) -> None:
    bridge("ask", CLOSED)
    bridge("ask", OPEN)
    market = tmp_path / "market.txt"
    market.write_text("The market is open\n\nThe market hall opened on Friday at noon.\n")
    tried = bridge("replay", "--against", market)
    assert "2 questions, now against staged: 1 newly answered, 1 stay as they are" in tried.out
    bridge("import", market)
    result = bridge("replay", "--markdown", tmp_path / "r.md", "--csv", tmp_path / "r.csv")
    assert "then against now: 1 newly answered" in result.out
    assert "then: not answered" in result.out
    assert "now:  “The market hall opened on Friday at noon.” (The market is open)" in result.out
    assert CLOSED not in result.out  # stays as it is
    assert CLOSED in (tmp_path / "r.md").read_text()
    assert (tmp_path / "r.csv").read_bytes().startswith(b"question,asked,last asked,effect,")
    (found,) = bridge("replay", "--json").objects
    assert {case["question"]: case["effect"] for case in found["cases"]} == {
        CLOSED: "stay as they are",
        OPEN: "newly answered",
    }
    assert found["total"] == 2  # what was replayed is not logged


def test_only_the_most_asked_are_answered(bridge: Run) -> None:
    for question in (CLOSED, OPEN, OPEN):
        bridge("ask", question)
    assert "1 questions, of 2, then against now" in bridge("replay", "--most", 1).out


def test_what_cannot_be_replayed_is_said_in_one_line(bridge: Run, tmp_path: Path) -> None:
    for arguments, said in (
        (("--against", "0" * 32), "this draft is gone"),
        (("--against", tmp_path / "nowhere"), "does not exist"),
        (("--csv", tmp_path / "no" / "r.csv"), "cannot write"),
        (("--period", "year"), "there is no period 'year'"),
    ):
        result = bridge("replay", *arguments)
        assert result.code == 2
        assert said in result.err
