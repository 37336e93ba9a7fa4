"""Dialogues held in the terminal, with `storydesk chat`."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.dialogues import SHIPPED, Dialogue, articles_of, each_dialogue


@each_dialogue("chat")
def test_a_dialogue_is_understood_in_the_chat(
    run: Run, dialogue: Dialogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if dialogue.story == SHIPPED:
        monkeypatch.delenv("STORYDESK_KNOWLEDGE_DIR")
    else:
        bring_in(run, dialogue.story, tmp_path)
    questions = "".join(f"{turn.ask}\n" for turn in dialogue.turns)
    printed = " ".join(run("chat", stdin=questions).out.split())
    # Each turn's signs come in order, and nothing is said to be carried over that is not expected.
    position, carried = 0, 0
    for turn in dialogue.turns:
        if turn.about:
            carried += 1
            position = printed.index("about: ", position) + len("about: ")
            assert all(word in printed[position : position + 150] for word in turn.about)
        expected = "The articles don't say" if turn.silent else turn.replies or turn.says
        position = printed.index(" ".join(expected.split()), position) + len(expected)
    assert printed.count("about: ") == carried


def test_a_chat_without_memory_carries_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(run, "ferry", tmp_path)
    monkeypatch.setenv("STORYDESK_CONVERSATION_MINUTES", "0")
    printed = run("chat", stdin="How long has Vera Stokke worked at sea?\nwhere was she born?\n").out
    assert "26 years" in printed
    assert "Whom do you mean by “she”?" in printed
    assert "about: " not in printed


def test_a_question_by_itself_follows_up_on_nothing(run: Run, tmp_path: Path) -> None:
    bring_in(run, "ferry", tmp_path)
    assert run("ask", "How long has Vera Stokke worked at sea?").code == 0
    lines = [{"question": "How long has Vera Stokke worked at sea?"}, {"question": "where was she born?"}]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines))
    first, second = run("ask", "--json", "--batch", path).objects
    assert first["about"] == second["about"] == []
    assert "Stokke was born in Holm" in second["quotes"][0]["text"]


def bring_in(run: Run, story: str, folder: Path) -> None:
    path = folder / "articles.jsonl"
    lines = [
        {"id": a.id, "title": a.title, "text": a.body, "publisher": a.publisher} for a in articles_of(story)
    ]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    result = run("import", path)
    assert result.code == 0, result.err
