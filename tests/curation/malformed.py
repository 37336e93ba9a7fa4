"""Files that are broken, or made to do harm: always the same ones, made of good small ones of every type."""

import json
import random
import struct
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

from tests.articles.documents import PARAGRAPHS, TITLE, make_docx, make_pdf, make_zip, style

_BODY = "\n\n".join(PARAGRAPHS)
_HTML = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
GOOD: dict[str, bytes] = {
    ".md": f"---\ntitle: {TITLE}\nauthor: Ana Example\n---\n\n## The cost\n\n{_BODY}\n".encode(),
    ".txt": f"{TITLE}\n\n{_BODY}\n".encode(),
    ".html": f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{_HTML}</body></html>".encode(),
    ".pdf": make_pdf(),
    ".docx": make_docx(),
    ".jsonl": json.dumps({"id": "bridge", "title": TITLE, "text": _BODY}).encode() + b"\n",
    ".zip": make_zip([("a.txt", f"{TITLE}\n\n{_BODY}\n"), ("b.pdf", make_pdf()), ("c.docx", make_docx())]),
}
LARGE = 50_000_000
_ENTITIES = "<!DOCTYPE d [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 10}'>" for i in range(9)
)
_SCRIPT = b"<script>document.write('x'.repeat(9e9)); fetch('http://127.0.0.1/')</script>"


def make_files(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield files with their names: those made by hand, then damaged ones.

    Whoever writes one whose name begins with `large` is to make it `LARGE` bytes long.
    """
    made = 0
    for name, data in _make_by_hand():
        made += 1
        yield name, data
    chance = random.Random(seed)
    suffixes = sorted(GOOD)
    while made < count:
        suffix = suffixes[made % len(suffixes)]
        damage = chance.choice(_DAMAGES)
        made += 1
        yield f"f{made}-{damage.__name__.strip('_').replace('_', '-')}{suffix}", damage(GOOD[suffix], chance)


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _behead(data: bytes, chance: random.Random) -> bytes:
    return data[chance.randrange(1, len(data)) :]


def _flip(data: bytes, chance: random.Random) -> bytes:
    flipped = bytearray(data)
    for _ in range(chance.randint(1, 40)):
        flipped[chance.randrange(len(flipped))] = chance.randrange(256)
    return bytes(flipped)


def _cut_out(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randint(1, 400) :]


def _repeat_part(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    part = data[start : start + chance.randint(1, 60)]
    return data[:start] + part * chance.randint(2, 3000) + data[start:]


def _mix_in_binary(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + chance.randbytes(chance.randint(1, 300)) + data[start:]


def _take_another(data: bytes, chance: random.Random) -> bytes:
    """Return a file of another type under this one's name."""
    return chance.choice([other for other in GOOD.values() if other != data])


def _encode_wrongly(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    encoding = chance.choice(["utf-16", "utf-16-le", "utf-32", "cp1252", "shift_jis", "utf-7", "cp037"])
    return text.encode(encoding, "replace")


def _raise_numbers(data: bytes, chance: random.Random) -> bytes:
    """Make some of the numbers in a file huge, as lengths, offsets and counts."""
    digits = [i for i, byte in enumerate(data) if 0x30 <= byte <= 0x39]
    changed = bytearray(data)
    for i in chance.sample(digits, min(len(digits), 30)):
        changed[i] = 0x39
    return bytes(changed)


_DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _truncate,
    _behead,
    _flip,
    _cut_out,
    _repeat_part,
    _mix_in_binary,
    _take_another,
    _encode_wrongly,
    _raise_numbers,
)


def _make_by_hand() -> Iterator[tuple[str, bytes]]:
    yield from ((f"large{suffix}", data) for suffix, data in GOOD.items())
    yield from ((f"empty{suffix}", b"") for suffix in GOOD)
    yield from ((f"nothing{suffix}", b"\0" * 1000) for suffix in GOOD)
    yield from _make_deep()
    yield from _make_scripts()
    yield from _make_bombs()
    yield from _make_names()


def _make_deep() -> Iterator[tuple[str, bytes]]:
    yield "deep.html", b"<div>" * 20_000 + b"It closed on Monday." + b"</div>" * 20_000
    yield "deep-table.html", b"<table><tr><td>" * 5_000 + b"It closed."
    yield "deep.md", b"> " * 20_000 + b"It closed on Monday."
    yield "deep-list.md", b"".join(b" " * i + b"- a\n" for i in range(1_000))
    yield "deep-brackets.md", b"[" * 50_000 + b"](" * 50_000
    yield "deep.jsonl", b'{"id": ' + b"[" * 100_000
    yield "deep-front.md", b"---\ntitle: " + b"[" * 20_000 + b"\n---\nText."
    yield "deep.docx", make_docx("<w:p>" + "<w:smartTag>" * 9_000 + "</w:smartTag>" * 9_000 + "</w:p>")
    yield "deep.pdf", _make_pdf_of(b"[" * 90_000)
    yield "circle.pdf", _make_circular_pdf()


def _make_scripts() -> Iterator[tuple[str, bytes]]:
    yield (
        "script.html",
        _SCRIPT + GOOD[".html"] + b"<img src=x onerror=alert(1)><iframe src='file:///etc/passwd'>",
    )
    yield "only-script.html", b"<html>" + _SCRIPT + b"</html>"
    yield "script.md", b"# Bridge\n\n" + _SCRIPT + b"\n\nIt closed on Monday.\n\n[a](javascript:alert(1))\n"
    action = b"/OpenAction << /S /JavaScript /JS (1) >> /Type /Catalog"
    yield "script.pdf", GOOD[".pdf"].replace(b"/Type /Catalog", action)
    yield "macro.docx", make_docx(more={"word/vbaProject.bin": b"Sub AutoOpen()"})
    yield "macro.docm", GOOD[".docx"]
    hidden = make_docx(more={"x/VBAPROJECT.BIN": b"x"})
    yield "macro.zip", make_zip([("a.docm", GOOD[".docx"]), ("b.docx", hidden)])
    yield "yaml.md", b"---\ntitle: !!python/object/apply:os.system ['true']\n---\nIt closed."


def _make_bombs() -> Iterator[tuple[str, bytes]]:
    xml = f"{_ENTITIES}]><d>&j;</d>"
    yield "entities.docx", make_docx(more={"word/document.xml": xml})
    yield "entities-utf16.docx", make_docx(more={"word/document.xml": xml.encode("utf-16")})
    yield "entities-rels.docx", make_docx(more={"_rels/.rels": xml})
    yield "entities.html", xml.encode()
    yield (
        "anchors.md",
        b"---\na: &a [x,x,x,x,x,x,x,x,x]\n"
        + b"".join(
            f"{chr(98 + i)}: &{chr(98 + i)} [{','.join([f'*{chr(97 + i)}'] * 9)}]\n".encode()
            for i in range(9)
        )
        + b"---\nIt closed.",
    )
    yield "zeros.docx", _make_zeros("word/document.xml")
    yield "zeros.zip", _make_zeros("a.txt")
    yield "many.zip", make_zip((f"{i}.txt", b"It closed.") for i in range(5_000))
    yield "nested.zip", make_zip([("b.zip", make_zip([("a.txt", b"a" * 99_000)] * 1))])
    yield "lying.zip", _lie(_make_zeros("a.txt"))
    yield (
        "overlapping.zip",
        _overlap(make_zip([(f"{i}.txt", b"It closed on Monday." * 50) for i in range(99)])),
    )
    yield "lzma.zip", _pack_unusually()
    yield "encrypted.zip", _lock(GOOD[".zip"])
    yield "long-name.zip", make_zip([("a" * 60_000 + ".txt", "It closed.")])
    yield "stream.pdf", _make_pdf_of(b"BT (a) Tj ET " * 100_000)
    yield "paragraphs.docx", make_docx(style("", "a") * 90_000)
    yield "cells.html", b"<table>" + b"<tr><td>a</td></tr>" * 9_000 + b"</table>"
    yield "labels.txt", GOOD[".txt"] + "© 2024 Gazette\n\na b c\n\n".encode() * 9_000
    yield "comments.txt", GOOD[".txt"] + b"Comments\n\n" * 20_000
    yield "titles.txt", b"a b\n\n" * 40_000
    yield "words.txt", b"a " * 150_000
    yield "line.txt", b"a" * 290_000
    yield "quotes.txt", b"\xe2\x80\x9c" * 90_000


def _make_names() -> Iterator[tuple[str, bytes]]:
    text = GOOD[".txt"]
    odd = ("../a.txt", "/etc/a.txt", "C:\\a.txt", "..\\..\\a.txt", "a/../../b.txt", "\n.txt", "a\0.txt")
    for i, name in enumerate(odd):
        yield f"names{i}.zip", make_zip([(name, text)])
    yield "same-names.zip", make_zip([("a/x.txt", text), ("b/x.txt", text)])
    yield "no-id-—.zip", make_zip([("?.txt", text)])
    yield "name (1) & co.txt", text
    yield f"{'n' * 200}.txt", text


def _make_pdf_of(content: bytes) -> bytes:
    """Return a PDF whose only page has this content."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    return _assemble(objects)


def _make_circular_pdf() -> bytes:
    pages = b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999/Parent 2 0 R>>"
    return _assemble([b"<</Type/Catalog/Pages 2 0 R>>", pages])


def _assemble(objects: list[bytes]) -> bytes:
    out = BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj%s endobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def _make_zeros(name: str) -> bytes:
    """Return an archive that holds nothing, 100 million times, made without holding it."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive, archive.open(name, "w") as member:
        for _ in range(100):
            member.write(bytes(1_000_000))
    return out.getvalue()


def _lie(data: bytes) -> bytes:
    changed = bytearray(data)
    struct.pack_into("<I", changed, data.index(b"PK\x01\x02") + 24, 50)
    return bytes(changed)


def _overlap(data: bytes) -> bytes:
    """Return an archive all of whose members are said to begin where the first one does."""
    changed = bytearray(data)
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        struct.pack_into("<I", changed, at + 42, 0)
    return bytes(changed)


def _lock(data: bytes) -> bytes:
    changed = bytearray(data)
    struct.pack_into("<H", changed, data.index(b"PK\x01\x02") + 8, 1)
    return bytes(changed)


def _pack_unusually() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_LZMA) as archive:
        archive.writestr("a.txt", "It closed.")
    return out.getvalue()
