import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from bot.articles.isolation import Isolation, Limits
from bot.errors import ArticleError
from tests.articles.documents import make_docx, make_pdf, style

NESTED = "<w:p>" + "<w:smartTag>" * 3_000 + "</w:smartTag>" * 3_000 + "</w:p>"


def test_a_document_that_takes_too_long_is_given_up() -> None:
    isolation = Isolation(Limits(seconds=0.001))
    with pytest.raises(ArticleError, match=r"a.pdf: takes more than the 0.001 seconds allowed to read; copy"):
        isolation.extract(".pdf", make_pdf(), "a.pdf", max_chars=9_000)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_a_document_that_takes_too_much_memory_is_given_up() -> None:
    isolation = Isolation(Limits(memory=80_000_000))
    text = "".join(style("", f"It closed on day {i}.") for i in range(40_000))
    # Which of the two it is depends on where the memory ends.
    with pytest.raises(
        ArticleError, match=r"a.docx: (takes more than the 80 MB of|.* takes too much) memory"
    ):
        isolation.extract(".docx", make_docx(text), "a.docx", max_chars=4_000_000)


def test_a_document_that_is_nested_too_deeply_is_refused() -> None:
    with pytest.raises(ArticleError, match=r"a.docx: is nested too deeply to be read"):
        Isolation(Limits()).extract(".docx", make_docx(NESTED), "a.docx", max_chars=9_000_000)


def test_the_process_that_reads_gets_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, str]] = []
    start = subprocess.Popen

    def look(*args: object, **kwargs: object) -> object:
        seen.append(dict(kwargs["env"]))  # type: ignore[call-overload]
        return start(*args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setenv("STORYDESK_DISCORD_TOKEN", "secret")
    monkeypatch.setattr(subprocess, "Popen", look)
    Isolation(Limits()).extract(".pdf", make_pdf(), "a.pdf", max_chars=9_000)
    assert not [key for key in seen[0] if key.startswith("STORYDESK")]


def test_what_stands_in_the_current_folder_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert Isolation(Limits()).extract(".pdf", make_pdf(), "a.pdf", max_chars=9_000).blocks


def test_no_process_and_no_file_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    for limits in (Limits(), replace(Limits(), seconds=0.001)):
        with suppress(ArticleError):
            Isolation(limits).extract(".pdf", make_pdf(), "a.pdf", max_chars=9_000)
    assert not list(tmp_path.iterdir())
    if os.name == "posix":
        with pytest.raises(ChildProcessError):
            os.waitpid(-1, os.WNOHANG)


def test_documents_are_read_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    isolation = Isolation(Limits())
    running: list[int] = []
    most: list[int] = []
    run = Isolation._run

    def count(self: Isolation, *args: object) -> int:
        running.append(1)
        most.append(len(running))
        code = run(self, *args)  # type: ignore[arg-type]
        running.pop()
        return code

    monkeypatch.setattr(Isolation, "_run", count)
    data = make_pdf()
    threads = [
        threading.Thread(target=isolation.extract, args=(".pdf", data, "a.pdf"), kwargs={"max_chars": 9_000})
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1, 1, 1]
