import struct
import tracemalloc
from zipfile import ZIP_BZIP2, ZipFile, ZipInfo

import pytest

from bot.articles.readers import ArticleReaders
from bot.errors import ArticleError
from bot.ports import ReadArticle
from tests.articles.documents import TITLE, make_docx, make_pdf, make_zip

TEXT = "Bridge closes\n\nThe bridge closed on Monday, the council said."


def read(*members: tuple[str, str | bytes], max_bytes: int = 100_000) -> list[ReadArticle]:
    readers = ArticleReaders(max_bytes)
    return [readers.read(entry) for entry in readers.split(make_zip(members), "pack.zip")]


def refuse(data: bytes, *, max_bytes: int = 100_000) -> str:
    with pytest.raises(ArticleError) as refusal:
        ArticleReaders(max_bytes).split(data, "pack.zip")
    assert str(refusal.value).startswith("pack.zip")
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


def test_an_archive_gives_an_article_for_each_of_its_files() -> None:
    line = b'{"id": "line", "title": "T", "text": "It is here."}\n'
    results = read(("a.txt", TEXT), ("b.pdf", make_pdf()), ("c.docx", make_docx()), ("d.jsonl", line))
    assert [result.article.id for result in results] == ["a", "b", "c", "line"]
    assert [result.article.title for result in results] == ["Bridge closes", TITLE, TITLE, "T"]


def test_folders_and_hidden_files_mean_nothing() -> None:
    results = read(("deep/er/a.txt", TEXT), ("__MACOSX/deep/._a.txt", b"\0"), (".DS_Store", b"\0"))
    assert [result.article.id for result in results] == ["a"]
    assert results[0].notes == ("the title was taken from the text: “Bridge closes”",)


def test_what_is_no_article_is_left_out_and_noted() -> None:
    (result,) = read(("a.txt", TEXT), ("b.png", b"x"), ("c.docm", b"x"), ("README.md", "About."))
    assert result.notes[:3] == (
        "'b.png' was left out: it is of an unknown type; use .md, .txt, .html, .pdf, .docx, .jsonl or .zip",
        "'c.docm' was left out: it may hold macros; save it as .docx",
        "'README.md' was left out: it is no article",
    )


def test_sources_in_an_archive_state_what_its_files_do_not() -> None:
    sources = '[[article]]\nfile = "a.txt"\npublisher = "Gazette"\ntitle = "T"\n'
    (result,) = read(("in/a.txt", TEXT), ("in/sources.toml", sources))
    assert (result.article.publisher, result.article.title) == ("Gazette", "T")


def test_a_fault_in_the_sources_of_an_archive_is_said_to_stand_there() -> None:
    sources = '[[article]]\nfile = "a.txt"\npublished = "May"\n'
    with pytest.raises(
        ArticleError, match=r'^pack.zip, sources.toml, the table of file = "a.txt": published'
    ):
        read(("a.txt", TEXT), ("sources.toml", sources))


def test_a_fault_in_a_file_of_an_archive_names_both() -> None:
    with pytest.raises(ArticleError, match=r"^pack.zip, a.md: published: 'May' is no date"):
        read(("a.md", f"---\npublished: May\n---\n{TEXT}"))


@pytest.mark.parametrize("name", ["../a.txt", "/a.txt", "C:\\a.txt", "in/../../a.txt", "..\\a.txt"])
def test_a_name_that_leads_out_of_the_archive_is_refused(name: str) -> None:
    assert "leads out of the archive" in refuse(make_zip([(name, TEXT)]))


def bend(data: bytes, *, flags: int = 0, size: int | None = None) -> bytes:
    """Return an archive of one member whose directory says something else of it."""
    at = data.index(b"PK\x01\x02")
    bent = bytearray(data)
    struct.pack_into("<H", bent, at + 8, flags)
    if size is not None:
        struct.pack_into("<I", bent, at + 24, size)
    return bytes(bent)


def test_an_encrypted_archive_is_refused() -> None:
    assert "is encrypted; pack it without a password" in refuse(bend(make_zip([("a.txt", TEXT)]), flags=1))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert "unpacks to far more than it is packed in" in refuse(make_zip([("a.txt", b"a" * 900_000)]))
    many = make_zip((f"{i}.txt", b"a" * 99_000) for i in range(20))
    assert "unpacks to 1,980,000 bytes, more than the 1,000,000 allowed" in refuse(many)


def test_a_bomb_that_lies_about_its_size_unpacks_to_no_more_than_it_says() -> None:
    data = bend(make_zip([("a.txt", b"a" * 50_000_000)]), size=50)
    tracemalloc.start()
    try:
        assert "is damaged at 'a.txt'" in refuse(data)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def list_many(count: int, *, told: int | None = None, comment: bytes = b"") -> bytes:
    """Return an archive whose directory lists one empty file over and over; `told` is the count it tells."""
    plain = make_zip([("a", "")])
    start, end = plain.index(b"PK\x01\x02"), plain.index(b"PK\x05\x06")
    listing = plain[start:end] * count
    said = min(count if told is None else told, 0xFFFF)
    record = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, said, said, len(listing), start, len(comment))
    return plain[:start] + listing + record + comment


def as_64(data: bytes) -> bytes:
    """Return an archive whose directory is found by the records for archives above 4 GB."""
    at = data.index(b"PK\x05\x06")
    _, *_, count, size, start, _ = struct.unpack("<4s4H2LH", data[at : at + 22])
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
    return data[:at] + record + locator + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 47, 0, 0)


@pytest.mark.parametrize(
    "data",
    [
        list_many(100_000),
        list_many(100_000, told=1),
        list_many(100_000, comment=b"packed by hand"),
        as_64(list_many(50_000)),
    ],
    ids=["plain", "lying", "commented", "64"],
)
def test_a_list_of_far_too_many_files_is_not_read(data: bytes) -> None:
    tracemalloc.start()
    try:
        reason = refuse(data, max_bytes=1_000_000)
        assert "lists far more files than the 200 allowed" in reason or "is packed as one above" in reason
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_an_end_within_the_end_hides_no_list() -> None:
    data = bytearray(list_many(100_000))
    data[-6:-2] = b"PK\x05\x06"
    assert "lists far more files" in refuse(bytes(data), max_bytes=1_000_000)


def test_a_commented_archive_is_read() -> None:
    data = list_many(1, comment=b"packed by hand")
    assert "is no article" not in refuse(data)
    assert "holds no article" in refuse(data)


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ([("b.zip", make_zip([("a.txt", TEXT)]))], "'b.zip' is an archive in the archive"),
        ([("x/a.txt", TEXT), ("y/a.txt", TEXT)], "holds two files called 'a.txt'"),
        ([(f"{i}.txt", "x") for i in range(201)], "holds 201 files, more than the 200 allowed"),
        ([("\n.txt", TEXT)], "is no usable name; give the file a short one"),
        ([("a" * 201 + ".txt", TEXT)], "is no usable name; give the file a short one"),
        ([("a.png", "x")], "holds no article; 'a.png' was left out"),
        ([], "holds no article; put some into it"),
        ([("a.txt", "")], "a.txt: is empty"),
        ([("sources.toml", "["), ("a.txt", TEXT)], "pack.zip, sources.toml"),
        ([("sources.toml", '[[article]]\nfile = "b.txt"'), ("a.txt", TEXT)], "which is not beside it"),
    ],
)
def test_an_archive_that_cannot_be_taken_in_is_refused_in_one_line(
    members: list[tuple[str, str | bytes]], reason: str
) -> None:
    assert reason in refuse(make_zip(members))


def test_an_unusual_packing_is_refused() -> None:
    from io import BytesIO  # noqa: PLC0415

    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(ZipInfo("a.txt"), TEXT, ZIP_BZIP2)
    assert "is packed in an unusual way" in refuse(out.getvalue())


def test_the_size_limits_hold() -> None:
    assert "has 1,001 bytes, more than the 1,000 allowed" in refuse(b"PK" + bytes(999), max_bytes=100)
    assert "pack.zip, a.txt: has 2,000 bytes, more than the 1,000" in refuse(
        make_zip([("a.txt", "x" * 2000)]), max_bytes=1000
    )
