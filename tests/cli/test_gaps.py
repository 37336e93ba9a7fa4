"""Gaps in the terminal."""

import re

import pytest

from tests.cli.conftest import Run

PAINTER = "Who painted the harbour bridge yellow?"
PAINTER_AGAIN = "who painted the harbour bridge yellow"


@pytest.fixture
def asked(bridge: Run) -> Run:
    """The command line after questions of which some are not answered well."""
    for question in (PAINTER, PAINTER_AGAIN, "What is the capital of Peru?"):
        bridge("ask", question)
    return bridge


def test_gaps_are_listed_and_shown(asked: Run) -> None:
    said = asked("gaps", "list").out
    assert "The terminal, story default: 1 gap in the last 7 days" in said
    assert PAINTER_AGAIN in said
    assert "asked 2 times" in said
    assert "nearest: “" in said
    assert "Peru" not in said
    shown = asked("gaps", "show", 1)
    assert f"also: {PAINTER}" in shown.out


def test_gaps_are_printed_as_json(asked: Run) -> None:
    (page,) = asked("gaps", "list", "--json").objects
    (gap,) = page["gaps"]
    assert (page["total"], gap["gap"], gap["count"], gap["open"]) == (1, 1, 2, True)
    assert gap["wordings"] == [PAINTER_AGAIN, PAINTER]
    assert gap["nearest"]["article"] == "bridge"
    (one,) = asked("gaps", "show", 1, "--json").objects
    assert one == gap | {"earlier": None}


def test_a_gap_is_given_closed_and_reopened(asked: Run) -> None:
    assert asked("gaps", "assign", 1, "Ada").out == "Gap 1: assigned to Ada.\n"
    assert asked("gaps", "resolve", 1, "article", "--of", "painter").out == "Gap 1: article added.\n"
    assert "0 gaps" in asked("gaps", "list").out
    closed = asked("gaps", "list", "--show", "resolved").out
    assert "article added" in closed
    assert "assigned to Ada" in closed
    asked("ask", PAINTER)
    assert "came back: asked once since" in asked("gaps", "list").out
    asked("gaps", "reopen", 1)
    acts = asked("gaps", "show", 1).out
    assert re.search(r"article added \(painter\), by the operator", acts)
    assert "reopened, by the operator" in acts


def test_a_gap_is_kept_as_a_golden_question_that_evaluate_tries(asked: Run) -> None:
    assert asked("gaps", "resolve", 1, "golden").code == 0
    result = asked("evaluate", "--golden")
    assert (result.code, "golden questions: 1 of 1 as they must be" in result.out) == (0, True)


def test_evaluate_ends_with_1_where_a_golden_question_fails(bridge: Run) -> None:
    added = bridge("knowledge", "golden", "add", "When was the harbour bridge closed?", "--must-refuse")
    assert added.code == 0
    result = bridge("evaluate", "--golden")
    assert result.code == 1
    assert "golden questions: 0 of 1" in result.out
    assert "must be refused; is from bridge with “" in result.out
    (report,) = bridge("evaluate", "--golden", "--json").objects
    assert report["golden"]["passed"] == 0
    assert report["golden"]["failed"][0]["first"].startswith("The harbour bridge was closed")
    assert "no questions were given" in bridge("evaluate").err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("list", "--period", "5d"), "there is no period '5d'; choose one of 24h, 7d, 30d, 90d, all"),
        (("list", "--community", "here"), "'here' is no community"),
        (("show", 9), "there is no gap 9"),
        (("resolve", 1, "somehow"), "a gap cannot be resolved as 'somehow'"),
        (("resolve", 1, "duplicate"), "say which gap it repeats, by its number"),
        (("resolve", 1, "duplicate", "--of", "1"), "there is no gap 1 or 1, or they are one already"),
        (("reopen", 9), "there is no gap 9"),
        (("reopen", 1, "--community", "77"), "there is no gap 1"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    asked: Run, arguments: tuple[object, ...], said: str
) -> None:
    result = asked("gaps", *arguments)
    assert result.code == 2
    assert said in result.err
    assert result.err.count("\n") == 1


def test_without_a_question_there_is_no_gap(bridge: Run) -> None:
    assert bridge("gaps", "list").out == "No question was asked yet.\n"
    assert "no community yet; choose one with --community" in bridge("gaps", "show", 1).err
