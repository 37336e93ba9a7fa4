"""What stands in a Word document: found by mammoth, as a page. Runs in a process of its own.

mammoth keeps inserted text, leaves out what was deleted under tracked changes, comments, headers and footers,
and knows headings, lists and tables by their styles. It opens nothing outside the document; pictures are not
looked at, and macros cannot run, because nothing here could run them.
"""

import re
from io import BytesIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from zipfile import ZipFile, ZipInfo

import mammoth
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from defusedxml.sax import parseString

from bot.articles.archives import Archive, Bounds
from bot.articles.extract import Extract
from bot.errors import ArticleError

_MOST_MEMBERS = 2000
_XML_FACTOR = 10
_SIZE_FACTOR = 100
_PROPERTIES = "docProps/core.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
r[style-name='footnote reference'] => !
r[style-name='endnote reference'] => !
"""
_NOTE_MARK = re.compile(r'<sup><a href="#(?:foot|end)note-[^>]*>[^<]*</a></sup>')
_NOTE_BACK = re.compile(r' ?<a href="#(?:foot|end)note-ref-[^>]*>[^<]*</a>')
_AGAIN = "save it again as .docx, or copy its text into a .txt or .md file"


def extract_docx(data: bytes, name: str, *, max_chars: int) -> Extract:
    """Return the page of a document, and its properties, which are not yet held against its text.

    Raises:
        ArticleError: if it is damaged, locked, holds macros, or unpacks to too much.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        msg = f"{name}: is an old Word document, or one that is locked by a password; {_AGAIN}"
        raise ArticleError(msg)
    archive = Archive(data, name, Bounds(_MOST_MEMBERS, _SIZE_FACTOR * max_chars, "Word document", _AGAIN))
    members = {member.filename: member for member in archive.members}
    texts = _read_texts(archive, members, name, max_chars)
    try:
        result = mammoth.convert_to_html(
            _pack(texts),
            style_map=_STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=lambda _: [],
        )
    except (MemoryError, RecursionError):
        raise
    except Exception:  # noqa: BLE001 - mammoth has no exception of its own for what is wrong in a document
        raise _damaged(name) from None
    page = _NOTE_BACK.sub("", _NOTE_MARK.sub("", result.value))
    return Extract((), _read_properties(texts.get(_PROPERTIES)), page=page)


def _read_texts(archive: Archive, members: dict[str, ZipInfo], name: str, max_chars: int) -> dict[str, bytes]:
    """Return the members that are XML; refuse macros, what is no Word document, and entities."""
    if any(member.rsplit("/", 1)[-1].lower() == "vbaproject.bin" for member in members):
        msg = f"{name}: holds macros; save it as .docx without them"
        raise ArticleError(msg)
    texts = [member for member in members if member.endswith((".xml", ".rels"))]
    if "[Content_Types].xml" not in members or not any(member.startswith("word/") for member in texts):
        msg = f"{name}: is no Word document; {_AGAIN}"
        raise ArticleError(msg)
    size = sum(members[member].file_size for member in texts)
    if size > _XML_FACTOR * max_chars:
        most = _XML_FACTOR * max_chars
        msg = f"{name}: unpacks to {size:,} bytes of text, more than the {most:,} allowed; divide it"
        raise ArticleError(msg)
    read: dict[str, bytes] = {}
    for member in texts:
        read[member] = archive.read(members[member])
        try:
            parseString(read[member], ContentHandler(), forbid_dtd=True)
        except DefusedXmlException:
            msg = f"{name}: defines entities, as no Word document does; {_AGAIN}"
            raise ArticleError(msg) from None
        except (SAXException, ValueError, LookupError):
            raise _damaged(name) from None
    return read


def _pack(texts: dict[str, bytes]) -> BytesIO:
    """Return an archive of what was checked, so that nothing else of a document is ever opened."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in texts.items():
            archive.writestr(name, data)
    return out


def _read_properties(member: bytes | None) -> dict[str, str]:
    """Return the title and the author that the document states, if any."""
    if member is None:
        return {}
    try:
        root = fromstring(member, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return {}
    found = {"title": root.findtext(f"{_DC}title"), "author": root.findtext(f"{_DC}creator")}
    return {name: value for name, value in found.items() if value}


def _damaged(name: str) -> ArticleError:
    return ArticleError(f"{name}: is a damaged Word document; {_AGAIN}")
