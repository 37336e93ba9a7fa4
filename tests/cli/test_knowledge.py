from pathlib import Path

import pytest

from tests.articles.documents import make_docx, make_pdf, make_zip
from tests.cli.conftest import BRIDGE, Run


def test_an_import_says_what_came_of_each_file(bridge: Run, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    (folder / "notes.bin").write_bytes(b"\x00")
    (folder / "market.txt").write_text("The market is open\n\nThe market hall opened on Friday at noon.\n")
    result = bridge("import", folder)
    assert result.code == 0
    assert "1 added, 1 unchanged, 1 skipped." in result.out
    assert bridge("ask", "When did the market hall open?").code == 0


def test_if_one_file_is_refused_nothing_goes_live_and_every_reason_is_listed(
    bridge: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    (folder / "market.txt").write_text("The market is open\n\nThe market hall opened on Friday at noon.\n")
    (folder / "empty.txt").write_text("")
    (folder / "broken.md").write_text("---\ntitle: [\n---\nText.\n")
    result = bridge("import", folder)
    assert result.code == 2
    first, second, summary = result.err.splitlines()
    assert {first.split(": ")[1], second.split(": ")[1]} == {
        str(folder / "broken.md"),
        str(folder / "empty.txt"),
    }
    assert result.err.count("broken.md") == 1
    assert summary == "storydesk: nothing was imported: 2 of 4 files were refused"
    assert result.out == ""
    assert bridge("ask", "When did the market hall open?").code == 1


def test_explaining_a_refused_import_claims_nothing(bridge: Run, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    (folder / "market.txt").write_text("The market is open\n\nThe market hall opened on Friday at noon.\n")
    (folder / "notes.jsonl").write_text("{\n")
    result = bridge("import", folder, "--explain")
    assert result.code == 2
    assert f"would be added {folder / 'market.txt'}" in result.out
    assert f"unchanged {folder / 'bridge.md'}" in result.out
    assert "nothing was dropped" in result.out
    assert "dropped (repeats the title)" in result.out
    assert "notes.jsonl" not in result.out
    assert result.err.count("notes.jsonl") == 1
    assert result.err.splitlines()[-1] == "storydesk: nothing was imported: 1 of 3 articles was refused"


def test_naming_what_holds_no_article_is_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("About.")
    result = run("import", "README.md")
    assert (result.code, result.out) == (2, "")
    assert "README.md: nothing to import: it is about the folder" in result.err


def test_another_story_than_the_one_that_is_read_is_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "market.md"
    path.write_text("---\ntitle: The market\nstory: market\n---\nThe market hall opened on Friday.\n")
    assert f"{path} (story market)" in run("import", path).out
    assert "--story market, or STORYDESK_STORY=market" in run("import", path).out


def test_a_text_in_another_encoding_is_noted(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mayor.txt"
    path.write_bytes("Mayor resigns\n\nMayor Jürgen Müller resigned.\n".encode("cp1252"))
    result = run("import", path)
    assert "note: read as cp1252 (not UTF-8); check names and accents" in result.out
    assert "Jürgen Müller" in run("ask", "Which mayor resigned?").out


def test_explaining_an_import_shows_what_cleaning_dropped(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "market.txt"
    path.write_text("The market\n\nThe market hall opened on Friday at noon.\n\n3 min read\n")
    result = run("import", path, "--explain")
    assert "dropped (a read-time line): 3 min read" in result.out


def test_an_edited_file_is_a_new_revision(bridge: Run, tmp_path: Path) -> None:
    path = tmp_path / "articles" / "bridge.md"
    path.write_text(BRIDGE.replace("on Monday", "on Tuesday"))
    assert "1 revised." in bridge("import", path).out
    (answer,) = bridge("ask", "--json", "When was the harbour bridge closed?").objects
    assert "on Tuesday" in answer["quotes"][0]["text"]
    assert answer["quotes"][0]["article"]["revision"] == 2


def test_importing_an_export_changes_nothing(bridge: Run, tmp_path: Path) -> None:
    assert bridge("export", tmp_path / "copy").code == 0
    assert "1 unchanged." in bridge("import", tmp_path / "copy").out


def test_a_story_whose_name_could_not_be_exported_is_refused(bridge: Run, tmp_path: Path) -> None:
    result = bridge("import", tmp_path / "articles", "--story", "my story/2")
    assert result.code == 2
    assert "the story 'my story/2' cannot be named so" in result.err


def test_a_story_of_its_own_is_read_by_naming_it(bridge: Run, tmp_path: Path) -> None:
    path = tmp_path / "market.txt"
    path.write_text("The market\n\nThe market hall opened on Friday at noon.\n")
    assert bridge("import", path, "--story", "market").code == 0
    assert bridge("ask", "When did the market hall open?").code == 1
    assert bridge("ask", "When did the market hall open?", "--story", "market").code == 0


def test_what_is_imported_joins_the_story_that_is_set(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "market.txt"
    path.write_text("The market\n\nThe market hall opened on Friday at noon.\n")
    monkeypatch.setenv("STORYDESK_STORY", "market")
    assert run("import", path).code == 0
    assert run("ask", "When did the market hall open?").code == 0


def test_a_web_address_is_refused_in_one_line_unless_fetching_is_allowed(run: Run) -> None:
    result = run("import", "https://gazette.example/bridge")
    assert (result.code, result.out) == (2, "")
    first, last = result.err.splitlines()
    assert first.startswith("storydesk: https://gazette.example/bridge: fetching is off; save the page")
    assert last == "storydesk: nothing was imported: 1 of 1 file was refused"


def test_where_fetching_is_allowed_only_public_addresses_are_asked(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORYDESK_ALLOW_FETCHING", "true")
    result = run("import", "http://127.0.0.1/bridge", "http://gazette.example:22/")
    assert result.code == 2
    assert "http://127.0.0.1/bridge: is not on the public internet; only public pages" in result.err
    assert "http://gazette.example/: only the ports 80 and 443 are asked" in result.err


def test_documents_and_archives_of_them_are_imported(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bridge.pdf").write_bytes(make_pdf())
    (tmp_path / "two.zip").write_bytes(make_zip([("in/council.docx", make_docx())]))
    result = run("import", tmp_path / "bridge.pdf", tmp_path / "two.zip")
    assert result.code == 0
    assert "2 added." in result.out
    assert "two.zip, council.docx" in result.out
    (answer,) = run("ask", "--json", "Where were the cracks found?").objects
    assert "found cracks in two of its main girders" in answer["quotes"][0]["text"]
