import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.readers import ArticleReaders
from bot.errors import ArticleError
from bot.ports import ReadArticle

TEXT = "The bridge closed on Monday.\n\nIt will open in June, the council said."


def read(data: bytes | str, name: str, *, max_bytes: int = 10_000, **stated: object) -> ReadArticle:
    readers = ArticleReaders(max_bytes)
    raw = data.encode() if isinstance(data, str) else data
    (entry,) = readers.split(raw, name)
    return readers.read(entry, stated)


def test_front_matter_gives_every_field() -> None:
    front = (
        "---\nid: bridge\ntitle: Bridge closes\npublisher: Gazette\nauthor: Ana\nurl: https://g.example/a\n"
        "published: 2024-05-14\nlanguage: en\nstory: harbour\norigin: Council\nbased_on: One report\n---\n"
    )
    article = read(front + TEXT, "other.md").article
    assert (article.id, article.title, article.story) == ("bridge", "Bridge closes", "harbour")
    assert (article.publisher, article.author, article.url) == ("Gazette", "Ana", "https://g.example/a")
    assert (article.published, article.language) == (date(2024, 5, 14), "en")
    assert (article.origin, article.based_on) == ("Council", ("One report",))
    assert article.body == TEXT


def test_what_a_file_states_goes_before_what_is_stated_of_it() -> None:
    article = read(f"---\ntitle: Mine\nauthor:\n---\n{TEXT}", "a.md", title="Theirs", author="Bo").article
    assert (article.title, article.author) == ("Mine", "Bo")


def test_an_unknown_field_is_ignored_and_noted() -> None:
    result = read(f"---\ntitle: Mine\nmood: good\n---\n{TEXT}", "a.md")
    assert result.notes == ("the field 'mood' is unknown and was ignored",)


@pytest.mark.parametrize("fence", ["---", "—--", "–––", "—-", "—"])
def test_front_matter_is_known_whatever_became_of_its_dashes_and_letters(fence: str) -> None:
    result = read(f"{fence}\nTitle: 1984\nBased On: One\nlanguage: no\nURL: ~\n{fence}\n{TEXT}", "a.md")
    article = result.article
    assert (article.title, article.based_on, article.language, article.url) == ("1984", ("One",), "no", None)
    assert article.body == TEXT
    assert result.notes == (
        () if fence == "---" else (f"the line {fence!r} was read as ---; write three hyphens",)
    )


def test_a_line_of_dashes_above_prose_is_no_front_matter() -> None:
    article = read(f"–––\n\nThe mayor: gone.\n\n–––\n\n{TEXT}", "a.md", title="T").article
    assert article.body == f"The mayor: gone.\n\n{TEXT}"


@pytest.mark.parametrize(
    ("name", "article_id"),
    [
        ("My Bridge.txt", "My-Bridge"),
        ("brücke.txt", "brucke"),
        ("bru\u0308cke – große.txt", "brucke-grosse"),
        ("Łódź.txt", "Lodz"),
    ],
)
def test_a_file_name_gives_an_id_and_a_note_says_which(name: str, article_id: str) -> None:
    result = read(f"---\n\n{TEXT}", name, title="T")
    assert result.article.id == article_id
    assert result.notes == (f"its id is {article_id!r}, made from the file name",)


def test_a_fault_in_sources_is_said_to_stand_there() -> None:
    with pytest.raises(ArticleError) as refusal:
        read("Title\n\nIt is here.", "in/a.txt", published="2024-13-45", author=1)
    assert str(refusal.value) == (
        'in/sources.toml, the table of file = "a.txt": author: must be text, not a number; put it in double '
        "quotes; published: '2024-13-45' is no date; write year-month-day, such as 2024-05-14"
    )


def test_markdown_becomes_plain_text() -> None:
    text = (
        "# Bridge closes\n\nIt *will* be [closed](https://x.example) ![map](m.png)`now`.\n\nWhy\n---\n\n"
        "1. One\n2. Two\n\n> Said she.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<div>raw</div>\n\n"
        "End &amp; \\*out\\*.\n"
    )
    result = read(text, "a.md")
    assert result.article.title == "Bridge closes"
    assert result.article.body.split("\n\n") == [
        "It will be closed now.",
        "## Why",
        "- One",
        "- Two",
        "Said she.",
        "a | b",
        "1 | 2",
        "End & *out*.",
    ]
    assert ("<div>raw</div>", "raw HTML") in [(part.text, part.reason) for part in result.dropped]


def test_the_first_line_of_a_text_is_its_title() -> None:
    article = read(f"Bridge closes\n\n{TEXT}", "a.txt").article
    assert (article.title, article.body, article.id) == ("Bridge closes", TEXT, "a")
    notes = read(f"Bridge closes\n\n{TEXT}", "a.txt").notes
    assert notes == ("the title was taken from the text: “Bridge closes”",)


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    "lead", ["It closed.", "The bridge closed on Monday, the council said.", "“It is,” he said.”"]
)
def test_a_first_line_that_is_a_sentence_stays_also_when_its_title_is_stated_later(
    lead: str, name: str
) -> None:
    article = read(f"{lead}\n\n{TEXT}", name).article
    assert article.body == f"{lead}\n\n{TEXT}"
    assert article.title.endswith("…")
    assert lead.startswith(article.title[:-1])
    assert read(f"{lead}\n\n{TEXT}", name, title=article.title).article.body == article.body


def test_a_short_question_is_a_title() -> None:
    assert read(f"Why did the bridge close?\n\n{TEXT}", "a.txt").article.body == TEXT


def test_a_long_first_line_is_a_shortened_title_and_stays_in_the_body() -> None:
    line = "The bridge " + "over the river " * 10 + "was closed."
    article = read(line, "a.txt").article
    assert article.title.endswith("…")
    assert len(article.title) <= 101
    assert article.body == line


def test_hard_wrapped_lines_are_one_block_with_their_line_ends() -> None:
    paragraph = (
        "The winger, who for six seasons has been the only\n"
        "reason to stand in the rain at the ground, was sold\n"
        "on Monday to the club across the sound, for a fee of\n"
        "two million."
    )
    assert (
        read(f"Winger sold\n\n{paragraph}\n\n{paragraph}", "a.txt").article.body
        == f"{paragraph}\n\n{paragraph}"
    )


def test_one_paragraph_a_line_is_one_block_a_line() -> None:
    lines = [
        "It was late. " * 20,
        "He rang again, at the end of a very long day.",
        "Nobody came to the door. " * 9,
    ]
    text = "\n".join(line.strip() for line in lines)
    assert read(f"Late\n{text}", "a.txt").article.body == text.replace("\n", "\n\n")


def test_bullets_become_items_but_a_single_note_does_not() -> None:
    body = read(
        "Title\n\nThere are two.\n\n* one here.\n* two here.\n\nEnd of it.\n\n* not a list.", "a.txt"
    ).article.body
    assert body.split("\n\n")[1:] == ["- one here.", "- two here.", "End of it.", "* not a list."]


def test_a_page_gives_its_text_its_fields_and_what_was_left_out() -> None:
    page = (
        '<html lang="en-GB"><head><title>Bridge closes | Gazette</title>'
        '<meta property="og:site_name" content="Gazette"><meta name="author" content="Ana Example">'
        '<meta property="article:published_time" content="2024-05-14T10:00:00Z"></head><body>'
        "<nav><a href='/'>Front page</a></nav><article><h1>Bridge closes</h1>"
        f"<p>{'The bridge closed on Monday, the council said. ' * 3}</p><h2>The cost</h2>"
        "<p>It costs two million.</p><ul><li>One part of it.</li></ul>"
        "<table><tr><th>Year</th><th>Cars</th></tr><tr><td>2020</td><td>100</td></tr></table>"
        f"<p>{'It will open again in June or in July. ' * 3}</p></article>"
        "<footer>Imprint of it</footer></body></html>"
    )
    result = read(page, "a.html")
    article = result.article
    assert (article.title, article.publisher, article.author) == ("Bridge closes", "Gazette", "Ana Example")
    assert (article.published, article.language) == (date(2024, 5, 14), "en")
    blocks = article.body.split("\n\n")
    assert blocks[1:5] == ["## The cost", "It costs two million.", "- One part of it.", "Year | Cars"]
    assert {"Front page", "Imprint of it"} <= {part.text for part in result.dropped}


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    head = '<head><meta charset="windows-1252"><title>Café</title></head>'
    page = f"<html>{head}<body><p>“Café” it is.</p></body></html>"
    assert read(page.encode("cp1252"), "a.html").article.body == "“Café” it is."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_is_read_in_any_usual_encoding(encoding: str) -> None:
    text = "Größe der Brücke\n\nDie Brücke ist größer als die alte, sagte der Rat für Straßen am Montag früh."
    article = read(text.replace("\n", "\r\n").encode(encoding), "a.txt").article
    assert f"{article.title}\n\n{article.body}" == text


def test_a_line_of_jsonl_is_an_article_and_its_lines_are_blocks() -> None:
    line = json.dumps(
        {"id": "a", "title": "T", "text": "One is here.\nTwo is here.", "published": "2024-05-14"}
    )
    article = read(f"\n{line}\n", "many.jsonl").article
    assert (article.id, article.body, article.published) == (
        "a",
        "One is here.\n\nTwo is here.",
        date(2024, 5, 14),
    )


def test_the_size_limit_holds_for_each_line_of_jsonl() -> None:
    readers = ArticleReaders(100)
    line = json.dumps({"id": "a", "title": "T", "text": "One."}).encode()
    entries = readers.split(b"\n".join([line] * 5), "many.jsonl")
    assert [readers.read(entry).article.id for entry in entries] == ["a"] * 5
    with pytest.raises(ArticleError, match="line 1: has 132 bytes, more than the 100 allowed"):
        readers.read(readers.split(line[:-2] + b"x" * (132 - len(line)) + b'"}', "many.jsonl")[0])


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b" \n ", "is empty"),
        ("a.md", b"---\ntitle: T\n---\n\n", "holds no text"),
        (
            "a.md",
            b"---\ntitle: T\n---\nT\n",
            r"nothing is left after cleaning \(repeats the title\); below its title, write",
        ),
        ("a.txt", b"\0\1\2" * 9, "is binary"),
        ("a.txt", bytes(range(1, 32)) * 9, "is binary"),
        ("a.txt", b"%PDF-1.7\n", "is a PDF"),
        ("a.txt", b"PK\x03\x04xx", "is a ZIP archive"),
        ("a.txt", b"\xff\xfea", "breaks at byte"),
        ("a.txt", b"a" * 10_001, "has 10,001 bytes, more than the 10,000 allowed"),
        ("a.md", b"---\ntitle: T\n", "front matter is not closed"),
        (
            "a.md",
            b"---\ntitle: a: b\n---\nText.",
            r"front matter cannot be read at line 2 \(title: a: b\); put the value in double",
        ),
        ("a.md", b"---\n- a\n---\nText.", "front matter is no list of fields"),
        (
            "a.md",
            b"---\npublished: 2024-02-30\n---\nText.",
            "published: '2024-02-30' is no date; write year-month-day",
        ),
        ("a.md", b"---\npublished: in May\n---\nText.", "published: 'in May' is no date"),
        ("a.md", b"---\npublished: 2024-13-45\n---\nText.", "published: '2024-13-45' is no date"),
        ("a.md", b"---\ntitle: [a]\n---\nText.", "title: must be text, not a list; put it in double quotes"),
        (
            "a.md",
            b'\n---\nid: a\ntitle: "a\n---\nText.',
            r'at line 4 .title: "a.; a quotation mark is opened',
        ),
        (
            "a.md",
            b"---\ntitle: a\nauthor\n---\nText.",
            r"at line 3 .author.; a line needs a field and a colon",
        ),
        ("a.md", b"---\n\ttitle: a\n---\nText.", "at line 2 .title: a.; replace the tab by spaces"),
        (
            "a.md",
            b'---\ntitle: The "a" b\nauthor: "a" b\n---\nText.',
            "at line 3 .author: .a. b.; put the value",
        ),
        ("a.md", b"---\ntitle: *a\n---\nText.", "at line 2 .title: .a.; put the value in double quotes"),
        ("a.md", "—--\ntitle: T\n\nText.".encode(), "front matter is not closed"),
        ("a.md", b"---\ntitle: " + b"x" * 501 + b"\n---\nText.", "title: has 501 characters; shorten it"),
        ("a.md", b"---\nstory: a b\n---\nText.", "story: 'a b' is no usable name"),
        ("a.md", b"---\nurl: javascript:x\n---\nText.", "url: 'javascript:x' is no web address"),
        ("a.md", b"---\nurl: 'http://'\n---\nText.", "url: 'http://' is no web address"),
        ("a.md", b"---\nid: a b\n---\nText.", "id: 'a b' is no usable id"),
        ("a.md", b"---\nid: .a\n---\nText.", "id: '.a' is no usable id"),
        (
            "a.md",
            b"---\nlanguage: English\n---\nText.",
            "language: 'English' is no language code; write its two letters, such as en",
        ),
        ("a.md", b"---\nbased_on: [[1]]\n---\nText.", "based_on: must be text"),
        (
            "my (1).txt",
            b"Title\n\nIt is here.",
            r"'my .1.' is no usable id; rename the file .*, or give an `id` in",
        ),
        ("README.md", b"Title\n\nIt is here.", "'README' is no usable id"),
        ("a.pdf", b"%PDF", "copy its text into a .txt or .md file"),
        ("a.html", b"", "is empty"),
        ("a.html", b"<html></html>", "holds no text"),
        ("a.jsonl", b"{", "line 1: is not valid JSON"),
        ("a.jsonl", b"[" * 9_000, "line 1: is not valid JSON"),
        ("a.jsonl", b"[1]", "line 1: must be one JSON object"),
        ("a.jsonl", b'{"id": "a", "text": 1}', "line 1: must be one JSON object"),
        ("a.jsonl", b'{"text": "x"}', "line 1: has no `id`"),
        ("a.jsonl", b'{"id": "a", "text": "\\ud800"}', "line 1: has a broken character"),
        ("a.jsonl", b'{"id": "a", "title": "\\ud800", "text": "x."}', "title: has a broken character"),
        ("a.jsonl", b'{"id": "a", "text": "\xff"}', "line 1: is not UTF-8"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_in_one_line(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason) as refusal:
        read(data, name)
    assert str(refusal.value).startswith(name)
    assert "\n" not in str(refusal.value)


@given(st.binary(max_size=300), st.sampled_from(["a.md", "a.txt", "a.html", "a.jsonl"]))
def test_no_bytes_whatever_bring_a_reader_down(data: bytes, name: str) -> None:
    readers = ArticleReaders(10_000)
    try:
        for entry in readers.split(data, name):
            body = readers.read(entry).article.body
            assert body == "\n\n".join(block for block in body.split("\n\n") if block.strip())
    except ArticleError:
        pass


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="cannot be opened"):
        ArticleReaders(10).open(tmp_path / "none.md")


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 11)
    with pytest.raises(ArticleError, match="more than the 10 allowed"):
        ArticleReaders(10).open(path)
