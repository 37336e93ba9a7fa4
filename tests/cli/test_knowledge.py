from pathlib import Path

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
    assert "empty.txt" in result.err
    assert "broken.md" in result.err
    assert len(result.err.splitlines()) == 2
    assert bridge("ask", "When did the market hall open?").code == 1


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
