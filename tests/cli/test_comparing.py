"""Articles that differ, from their files to what a person reads in the terminal."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

GAZETTE = """---
title: The town hall has a new roof
publisher: Harbour Gazette
published: 2024-05-03
---

The new roof of the town hall cost 2 million euros. Readers lined up to see it in the rain.
"""
HERALD = """---
title: Mayor opens the town hall
publisher: Island Herald
published: {published}
---

At noon the band played. The new roof of the town hall cost €3 million, the mayor said.
"""
COST = "How much did the new roof of the town hall cost?"


@pytest.fixture
def town_hall(run: Run, tmp_path: Path, request: pytest.FixtureRequest) -> Run:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "gazette.md").write_text(GAZETTE, encoding="utf-8")
    published = getattr(request, "param", "2024-05-03")
    (folder / "herald.md").write_text(HERALD.format(published=published), encoding="utf-8")
    assert run("import", folder).code == 0
    return run


def test_a_conflict_is_shown_side_by_side_and_dated(town_hall: Run) -> None:
    result = town_hall("ask", COST)
    assert (
        "The articles differ:\n"
        "  · 2 million euros — Harbour Gazette, 3 May 2024\n"
        "  · €3 million — Island Herald, 3 May 2024\n"
    ) in result.out
    assert "cost 2 million euros" in result.out
    assert "cost €3 million" in result.out


def test_a_conflict_stands_in_the_json(town_hall: Run) -> None:
    (answer,) = town_hall("ask", "--json", COST).objects
    (conflict,) = answer["agreement"]["conflicts"]
    assert answer["agreement"]["comparisons"] == [conflict]
    assert answer["agreement"]["groups"] == [[0], [1]]
    readings = {reading["article"]: reading for reading in conflict["readings"]}
    assert conflict["relation"] == "conflict"
    assert {id_: reading["value"] for id_, reading in readings.items()} == {
        "gazette": "2 million euros",
        "herald": "€3 million",
    }
    for reading in conflict["readings"]:
        quote = answer["quotes"][reading["quote"]]
        assert quote["article"]["id"] == reading["article"]
        assert quote["article"]["published"] == reading["published"] == "2024-05-03"
        assert reading["value"] in reading["of"]
        assert reading["of"] in quote["text"]


@pytest.mark.parametrize("town_hall", ["2024-06-01"], indirect=True)
def test_figures_of_different_days_are_no_conflict(town_hall: Run) -> None:
    result = town_hall("ask", COST)
    assert (
        "Figures over time:\n"
        "  · 2 million euros — Harbour Gazette, 3 May 2024\n"
        "  · €3 million — Island Herald, 1 June 2024\n"
    ) in result.out
    (answer,) = town_hall("ask", "--json", COST).objects
    assert answer["agreement"]["conflicts"] == []
    assert [comparison["relation"] for comparison in answer["agreement"]["comparisons"]] == ["over time"]


@pytest.mark.parametrize("town_hall", ["2024-06-01"], indirect=True)
def test_as_of_a_day_what_came_later_is_not_known(town_hall: Run) -> None:
    result = town_hall("ask", "--as-of", "2024-05-31", COST)
    assert result.code == 0
    assert "Harbour Gazette" in result.out
    assert "Island Herald" not in result.out
    assert "Only what was published by 31 May 2024 was searched." in result.out
    line = f'{{"id": 1, "question": "{COST}"}}'
    (answer,) = town_hall("ask", "--json", "--as-of", "31 May 2024", "--batch", "-", stdin=line).objects
    assert [quote["article"]["id"] for quote in answer["quotes"]] == ["gazette"]


def test_as_of_a_day_before_everything_says_so(town_hall: Run) -> None:
    result = town_hall("ask", "--as-of", "2024-05-02", COST)
    assert result.code == 1
    assert result.out == "No article was published by 2 May 2024.\n"


def test_what_is_no_day_is_refused_in_one_line(town_hall: Run) -> None:
    result = town_hall("ask", "--as-of", "soon", COST)
    assert result.code == 2
    assert result.err == "storydesk: “soon” is no day: write it as 2023-04-12\n"


def test_an_old_answer_says_so_unless_a_setting_forbids_it(
    town_hall: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "The newest article on this is of 3 May 2024." in town_hall("ask", COST).out
    monkeypatch.setenv("STORYDESK_STALE_AFTER_DAYS", "0")
    assert "The newest article" not in town_hall("ask", COST).out


def test_what_says_the_same_stands_together_under_the_first(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    texts = {
        "a": "The roof of the town hall cost 2 million euros.",
        "b": "The new roof of the town hall, paid by the state, cost €3 million.",
        "c": "What the roof of the town hall cost was put at some 2,000,000 euros by the guild.",
    }
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(f"---\ntitle: Roof {name}\n---\n\n{text}\n", encoding="utf-8")
    run("import", folder)
    question = "How much did the roof of the town hall cost?"
    (answer,) = run("ask", "--json", question).objects
    ids = [quote["article"]["id"] for quote in answer["quotes"]]
    groups = [{ids[place] for place in group} for group in answer["agreement"]["groups"]]
    assert {"a", "c"} in groups
    assert {"b"} in groups
    out = run("ask", question).out
    assert out.count("The same, in other words:") == 1
    assert "· 2 million euros — Roof a\n" in out


def test_two_dates_of_two_things_are_shown_with_what_each_dates(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\ntitle: A\n---\n\nThe town hall closed on 3 May for a roof.\n", "utf-8"
    )
    text = "The town hall is to be closed, and the mayor opened the town hall's cellar on 7 May."
    (tmp_path / "b.md").write_text(f"---\ntitle: B\n---\n\n{text}\n", "utf-8")
    run("import", tmp_path / "a.md", tmp_path / "b.md")
    result = run("ask", "When was the town hall closed?")
    assert "The articles differ" not in result.out
    assert (
        "What each one is about:\n"
        "  · The town hall closed on 3 May for a roof — A\n"
        "  · the mayor opened the town hall's cellar on 7 May — B\n"
    ) in result.out
