"""Small documents of every type, made by the programs that people make them with, or by hand."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

TITLE = "Harbour bridge closes for repairs"
_TEXT = """
The harbour bridge closed to cars on Monday morning after inspectors found cracks in two of its main
girders, the city council announced in a short statement.

“We could not wait any longer,” said Ana Example, the engineer-in-chief, who has warned of long-term
corrosion since the winter storm of 2019. Her department had asked for 2.4 million dollars.

Pedestrians may still cross on the eastern side. Buses are diverted over the northern crossing, which adds
about twelve minutes to the journey between the market and the railway station.

The repairs are expected to last three weeks. The ferries would carry additional passengers free of charge
until the bridge opens again, a spokesperson said.
"""
PARAGRAPHS = tuple(" ".join(paragraph.split()) for paragraph in _TEXT.split("\n\n"))

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_STYLES = (
    f'<w:styles {_W}><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>'
)


def make_pdf(
    paragraphs: Sequence[str] = PARAGRAPHS,
    *,
    title: str | None = TITLE,
    columns: int = 1,
    edges: bool = False,
    indent: float = 0,
    gap: float = 6,
    properties: Mapping[str, str] | None = None,
) -> bytes:
    """Return a PDF of justified paragraphs; `edges` puts a header and a page number on each page."""

    def draw_edges(canvas: object, document: object) -> None:
        if edges:
            canvas.setFont("Helvetica", 8)  # type: ignore[attr-defined]
            canvas.drawString(40, 575, "Riverside Gazette — Tuesday 14 May")  # type: ignore[attr-defined]
            canvas.drawString(40, 15, f"Page {document.page} of 9")  # type: ignore[attr-defined]

    out = BytesIO()
    width = (340 - 15 * (columns - 1)) / columns
    frames = [Frame(40 + i * (width + 15), 35, width, 530) for i in range(columns)]
    document = BaseDocTemplate(out, pagesize=A5, **(properties or {}))
    document.addPageTemplates([PageTemplate(frames=frames, onPage=draw_edges)])
    sheet = getSampleStyleSheet()
    body = ParagraphStyle(
        "body", parent=sheet["BodyText"], alignment=4, firstLineIndent=indent, spaceBefore=0, spaceAfter=gap
    )
    heading = [Paragraph(escape(title), sheet["Title"])] if title else []
    document.build([*heading, *(Paragraph(escape(text), body) for text in paragraphs)])
    return out.getvalue()


def make_docx(content: str | None = None, *, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a Word document; `content` is the XML of its body, `more` further members."""
    if content is None:
        content = style("Title", TITLE) + "".join(style("", text) for text in PARAGRAPHS)
    document = f"<w:document {_W}><w:body>{content}</w:body></w:document>"
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": make_relation("officeDocument", "word/document.xml"),
        "word/document.xml": document,
        "word/styles.xml": _STYLES,
        "word/_rels/document.xml.rels": make_relation("styles", "styles.xml"),
    }
    return make_zip({**members, **(more or {})}.items())


def style(name: str, text: str) -> str:
    """Return the XML of a paragraph of a Word document."""
    properties = f'<w:pPr><w:pStyle w:val="{name}"/></w:pPr>' if name else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def make_properties(title: str, author: str) -> str:
    """Return the core properties of a Word document, as its member `docProps/core.xml`."""
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title>'
        f"<dc:creator>{escape(author)}</dc:creator></cp:coreProperties>"
    )


def make_relation(kind: str, target: str) -> str:
    """Return the XML that says where a part of a Word document is."""
    relationship = f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{relationship}</Relationships>'


def make_zip(members: Iterable[tuple[str, str | bytes]]) -> bytes:
    """Return an archive of files, by their names."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()
