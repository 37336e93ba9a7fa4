import pytest

from bot.articles.readers import ArticleReaders
from bot.errors import ArticleError
from bot.ports import ReadArticle
from tests.articles.documents import (
    PARAGRAPHS,
    TITLE,
    make_docx,
    make_pdf,
    make_properties,
    make_relation,
    make_zip,
    style,
)


def read(data: bytes, name: str, *, max_bytes: int = 100_000) -> ReadArticle:
    readers = ArticleReaders(max_bytes)
    (entry,) = readers.split(data, name)
    return readers.read(entry)


def paragraphs(result: ReadArticle) -> list[str]:
    return result.article.body.split("\n\n")


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("gap", [0, 6])
def test_a_pdf_gives_its_paragraphs_word_for_word(columns: int, gap: float) -> None:
    # Without a gap, an indent is what shows where a paragraph begins.
    data = make_pdf(PARAGRAPHS * 6, columns=columns, gap=gap, indent=0 if gap else 12)
    result = read(data, "bridge.pdf")
    assert paragraphs(result) == [*(PARAGRAPHS * 6)]
    assert (result.article.title, result.article.id) == (TITLE, "bridge")


def test_what_stands_at_the_edges_of_the_pages_of_a_pdf_is_left_out() -> None:
    result = read(make_pdf(PARAGRAPHS * 6, edges=True), "bridge.pdf")
    assert paragraphs(result) == [*(PARAGRAPHS * 6)]
    edges = {part.text for part in result.dropped if part.reason == "stands at the edge of page after page"}
    assert {"Riverside Gazette — Tuesday 14 May", "Page 1 of 9", "Page 2 of 9"} <= edges


def test_properties_of_a_pdf_count_only_where_the_text_shows_them() -> None:
    by = ("By Ana Example", *PARAGRAPHS)
    shown = read(make_pdf(by, properties={"title": TITLE, "author": "Ana Example"}), "a.pdf").article
    assert (shown.title, shown.author, shown.published) == (TITLE, "Ana Example", None)
    hidden = read(make_pdf(by, properties={"title": "draft3.doc", "author": "user"}), "a.pdf").article
    assert (hidden.title, hidden.author) == (TITLE, None)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\nnothing", "is no PDF, or a damaged one; save it again"),
        (make_pdf()[:2000], "is no PDF, or a damaged one; save it again"),
        (make_pdf((" ",), title=None), "holds no text, only pictures; have its text recognised"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_refused_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason) as refusal:
        read(data, "a.pdf")
    assert str(refusal.value).startswith("a.pdf: ")
    assert "\n" not in str(refusal.value)


def test_a_locked_pdf_is_refused() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    canvas = Canvas("locked.pdf", encrypt=StandardEncryption("secret"))
    canvas.drawString(100, 100, "The bridge closed.")
    with pytest.raises(ArticleError, match="is locked by a password; save it without one"):
        read(canvas.getpdfdata(), "a.pdf")


def test_more_text_than_allowed_is_refused_however_small_the_file() -> None:
    with pytest.raises(ArticleError, match="has more text than the 4,000 characters allowed; divide it"):
        read(make_pdf(["word " * 900]), "a.pdf", max_bytes=4_000)


def test_a_word_document_gives_headings_items_tables_and_what_was_inserted() -> None:
    content = (
        style("Title", TITLE)
        + style("", "By Ana Example")
        + "<w:p><w:r><w:t>It closed </w:t></w:r><w:ins><w:r><w:t>on Monday</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>on Friday</w:delText></w:r></w:del>"
        "<w:r><w:t>, the council said.</w:t></w:r></w:p>"
        + style("Heading1", "The cost")
        + style("", "It costs two million dollars.")
        + "<w:tbl><w:tr><w:tc>"
        + style("", "Year")
        + "</w:tc><w:tc>"
        + style("", "Cars")
        + "</w:tc></w:tr></w:tbl>"
    )
    more = {"docProps/core.xml": make_properties("Template 4", "Ana Example")}
    result = read(make_docx(content, more=more), "bridge.docx")
    assert paragraphs(result) == [
        "It closed on Monday, the council said.",
        "# The cost",
        "It costs two million dollars.",
        "Year | Cars",
    ]
    assert (result.article.title, result.article.author) == (TITLE, "Ana Example")


BOMB = '<!DOCTYPE d [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK nothing", "is a damaged Word document; save it again"),
        (b"nothing", "is no Word document, or a damaged one; save it again"),
        (b"\xd0\xcf\x11\xe0" + bytes(99), "is an old Word document, or one that is locked by a password"),
        (make_zip([("a.txt", "a")]), "is no Word document"),
        (make_docx(more={"word/vbaProject.bin": b"macro"}), "holds macros; save it as .docx without them"),
        (make_docx(more={"word/document.xml": f"{BOMB}]><d>&j;</d>"}), "defines entities"),
        (
            make_docx(
                more={"word/document.xml": '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'}
            ),
            "defines entities",
        ),
        (make_docx("<w:p>"), "is a damaged Word document"),
        (make_docx(more={"word/document.xml": "<w" * 9}), "is a damaged Word document"),
        (
            make_docx(more={"word/a.xml": "<a>" + " " * 2_000_000 + "</a>"}),
            "unpacks to far more than it is packed",
        ),
        (
            make_docx(more={f"word/{i}.xml": f"<a>{' ' * 99_000}</a>" for i in range(20)}),
            "unpacks to [0-9,]+ bytes of text, more than the 1,000,000 allowed",
        ),
    ],
)
def test_a_word_document_that_cannot_be_read_is_refused_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason) as refusal:
        read(data, "a.docx")
    assert str(refusal.value).startswith("a.docx: ")
    assert "\n" not in str(refusal.value)


def test_a_part_of_a_word_document_that_was_not_checked_is_not_opened() -> None:
    elsewhere = {
        "_rels/.rels": make_relation("officeDocument", "word/document.bin"),
        "word/document.bin": f"{BOMB}]><d>&j;</d>",
    }
    assert paragraphs(read(make_docx(more=elsewhere), "a.docx")) == [*PARAGRAPHS]


def test_a_document_with_macros_is_named_as_such() -> None:
    with pytest.raises(ArticleError, match=r"a.docm: may hold macros; save it as .docx"):
        ArticleReaders(100).split(b"PK", "a.docm")


def test_a_document_under_another_name_is_refused_with_the_right_one() -> None:
    with pytest.raises(ArticleError, match=r"a.txt: is a PDF, not text; give it a name that ends in .pdf"):
        read(make_pdf(), "a.txt")
