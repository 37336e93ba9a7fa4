"""Where articles have it from: from their files to what a person reads in the terminal."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

ARTICLES = {
    "post": (
        "Harbour Post",
        "The ferry Aurora sank near Lindvik on Sunday, according to a Coast Wire report.",
    ),
    "herald": ("Island Herald", "Coast Wire reports that the ferry Aurora sank off Lindvik on Sunday night."),
    "gazette": ("River Gazette", "The ferry Aurora reportedly sank on Sunday, some miles from Lindvik."),
}
QUESTION = "When did the ferry Aurora sink?"


def write(folder: Path, *names: str, origin: str = "") -> None:
    folder.mkdir(exist_ok=True)
    for name in names:
        publisher, body = ARTICLES[name]
        stated = f"origin: {origin}\n" if origin else ""
        text = f"---\ntitle: Ferry sinks\npublisher: {publisher}\n{stated}---\n\n{body}\n"
        (folder / f"{name}.md").write_text(text, encoding="utf-8")


@pytest.fixture
def ferry(run: Run, tmp_path: Path) -> Run:
    write(tmp_path / "articles", *ARTICLES)
    assert run("import", tmp_path / "articles").code == 0
    return run


def said(run: Run) -> str:
    return " ".join(run("ask", QUESTION).out.split())


def test_articles_that_retell_one_report_are_one_origin(ferry: Run) -> None:
    assert "2 articles, 1 origin: Coast Wire; 1 article names no source" in said(ferry)
    (answer,) = ferry("ask", "--json", QUESTION).objects
    assert answer["agreement"]["articles"] == 3
    assert answer["agreement"]["origins"] == 1
    assert answer["agreement"]["origin_names"] == ["Coast Wire"]
    assert answer["agreement"]["unknown"] == 1


def test_a_moderators_origin_goes_before_what_was_found(ferry: Run, tmp_path: Path) -> None:
    write(tmp_path / "articles", "gazette", origin="Coast Wire")
    ferry("import", tmp_path / "articles")
    assert "3 articles, 1 origin: Coast Wire" in said(ferry)
    write(tmp_path / "articles", "gazette", origin="Harbour Board")
    ferry("import", tmp_path / "articles")
    assert "3 articles, 2 origins: " in said(ferry)


def test_an_article_that_repeats_another_is_counted_as_a_copy(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "articles", "gazette")
    copied = (tmp_path / "articles" / "gazette.md").read_text(encoding="utf-8")
    copied = copied.replace("River Gazette", "Lake Gazette")
    (tmp_path / "articles" / "copy.md").write_text(copied, encoding="utf-8")
    run("import", tmp_path / "articles")
    (answer,) = run("ask", "--json", QUESTION).objects
    assert (answer["agreement"]["unknown"], answer["agreement"]["copies"]) == (2, 1)
    assert "1 of them repeats the text of another" in said(run)


def test_every_quote_says_whom_it_names(ferry: Run) -> None:
    (answer,) = ferry("ask", "--json", QUESTION).objects
    labels = {quote["article"]["id"]: quote["attribution"] for quote in answer["quotes"]}
    assert labels == {"post": "named", "herald": "named", "gazette": "alleged"}
    assert "— Harbour Post: Ferry sinks · named source" in said(ferry)
    assert "— River Gazette: Ferry sinks · alleged" in said(ferry)


def test_an_article_alone_says_whose_report_it_tells(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "articles", "post")
    run("import", tmp_path / "articles")
    assert "1 article, 1 origin: Coast Wire" in said(run)


def test_an_article_alone_that_names_no_source_has_nothing_to_add(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "articles", "gazette")
    run("import", tmp_path / "articles")
    assert "source" not in said(run)


def test_where_no_relation_was_found_it_says_so(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "articles", "gazette")
    write(tmp_path / "articles", "post", origin="Harbour Board")
    run("import", tmp_path / "articles")
    assert "1 article names no source; no relation between them was found" in said(run)
