"""What stands in a PDF: its lines, found by pypdfium2, laid out as paragraphs. Runs in a process of its own.

PDFium, the reader of the Chrome browser, keeps the order in which a page was written and marks the hyphens at
the ends of lines; it runs no script of a document and opens none of its attachments.
"""

import ctypes
from collections.abc import Iterator, Sequence
from statistics import median

import pypdfium2
from pypdfium2 import raw

from bot.articles.extract import Extract
from bot.articles.layout import Line, lay_out
from bot.articles.properties import pick_shown
from bot.errors import ArticleError

_MOST_PAGES = 1000
_HYPHEN = "\x02"
_SOFT_HYPHEN = "\u00ad"
_UNKNOWN_SHARE = 0.05
_PRIVATE = range(0xE000, 0xF900)
_BULLETS = {0xF0A7, 0xF0B7}
_LIGATURES = dict(enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"), start=0xFB00))
_AS_TEXT = "copy its text into a .txt or .md file"


def extract_pdf(data: bytes, name: str, *, max_chars: int) -> Extract:
    """Return the blocks of a PDF's text, and of its properties those that the text bears out.

    Raises:
        ArticleError: if it is damaged, locked, too long, or has no text.
    """
    document = _open(data, name)
    lines = list(_read_pages(document, name, max_chars))
    _check_text(lines, name)
    laid = lay_out(lines)
    found = {key: value for key, value in document.get_metadata_dict().items() if key in {"Title", "Author"}}
    fields = pick_shown({key.lower(): value for key, value in found.items()}, laid.blocks)
    dropped = tuple((edge, "stands at the edge of page after page") for edge in laid.edges)
    return Extract(laid.blocks, fields, dropped, laid.notes, laid.title)


def _open(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            msg = f"{name}: is locked by a password; save it without one, or {_AS_TEXT}"
        else:
            msg = f"{name}: is no PDF, or a damaged one; save it again, or {_AS_TEXT}"
        raise ArticleError(msg) from None
    if pages > _MOST_PAGES:
        msg = f"{name}: has {pages:,} pages, more than the {_MOST_PAGES:,} allowed; divide it"
        raise ArticleError(msg)
    return document


def _read_pages(document: pypdfium2.PdfDocument, name: str, max_chars: int) -> Iterator[Line]:
    chars = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
            chars += text.count_chars()
        except pypdfium2.PdfiumError:
            msg = f"{name}: its page {number + 1} is damaged; save it again, or {_AS_TEXT}"
            raise ArticleError(msg) from None
        if chars > max_chars:
            msg = f"{name}: has more text than the {max_chars:,} characters allowed; divide it"
            raise ArticleError(msg)
        yield from _read_lines(text, number)
        text.close()
        page.close()


def _read_lines(text: pypdfium2.PdfTextPage, page: int) -> Iterator[Line]:
    """Yield the lines of a page that hold anything."""
    letters: list[str] = []
    boxes: list[raw.FS_RECTF] = []
    for i in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, i)
        letter = _LIGATURES.get(code) or (chr(code) if code < 0x110000 else "\ufffd")  # noqa: PLR2004 - Unicode
        divides = letter in {_HYPHEN, _SOFT_HYPHEN}
        if divides or letter in "\r\n":
            if line := _to_line(letters, boxes, page, divided=divides):
                yield line
            letters, boxes = [], []
            continue
        letters.append(letter)
        box = raw.FS_RECTF()
        if not letter.isspace() and raw.FPDFText_GetLooseCharBox(text, i, ctypes.byref(box)):
            boxes.append(box)
    if line := _to_line(letters, boxes, page, divided=False):
        yield line


def _to_line(
    letters: Sequence[str], boxes: Sequence[raw.FS_RECTF], page: int, *, divided: bool
) -> Line | None:
    # On some systems PDFium gives letters beyond the first 65,536 as pairs of halves.
    text = "".join(letters).encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
    if not text or not boxes:
        return None
    return Line(
        text=text,
        page=page,
        left=min(box.left for box in boxes),
        right=max(box.right for box in boxes),
        bottom=median(box.bottom for box in boxes),
        size=max(median(box.top - box.bottom for box in boxes), 0.1),
        divided=divided,
    )


def _check_text(lines: Sequence[Line], name: str) -> None:
    """Refuse a document of pictures, and one whose fonts do not say which letters they show."""
    letters = [ord(letter) for line in lines for letter in line.text if not letter.isspace()]
    if not letters:
        msg = f"{name}: holds no text, only pictures; have its text recognised (OCR), or {_AS_TEXT}"
        raise ArticleError(msg)
    unknown = sum(
        code < 0x20 or code == 0xFFFD or (code in _PRIVATE and code not in _BULLETS)  # noqa: PLR2004
        for code in letters
    )
    if unknown > _UNKNOWN_SHARE * len(letters):
        msg = f"{name}: its fonts do not say which letters they show; {_AS_TEXT} and check it"
        raise ArticleError(msg)
