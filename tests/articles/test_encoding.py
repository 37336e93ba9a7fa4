import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.errors import ArticleError
from tests.articles.test_readers import TEXT, read

WESTERN = (
    "Mayor Jürgen Müller resigned on Monday.",
    "It’s “late” – he said… for 5 €, the naïve coöperation’s café.",
    "L’été a été très chaud, dit le maire : « c’est déjà ça ». Où ? À Nîmes.",
    "El año pasado, ¿qué pasó? La señora Núñez contestó: «¡nada!»",
    "Der größte Fluß fließt über die Äcker. ÄRGER UM BRÜCKE",
    "Søren Kierkegård og Åse spiser blåbær på Ærø.",
    "A informação não é boa, disse João.",
)


@pytest.mark.parametrize("text", WESTERN)
def test_western_text_is_read_as_such_and_noted(text: str) -> None:
    result = read(f"{text}\n\n{TEXT}".encode("cp1252"), "a.txt", title="T")
    assert result.article.body == f"{text}\n\n{TEXT}"
    assert result.notes == ("read as cp1252 (not UTF-8); check names and accents",)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_another_alphabet_is_read_where_it_is_clear(encoding: str) -> None:
    text = "Мэр города Юрий Мельников подал в отставку в понедельник после того, как совет узнал о мосте."
    result = read(text.encode(encoding), "a.txt", title="T")
    assert result.article.body == text
    assert result.notes[0].startswith("read as ")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Mayor Jürgen Müller resigned.", "mac_roman"),
        ("Mayor Jürgen Möller resigned.", "cp850"),
        ("Mayor Möller resigned.", "cp850"),
        ("Pan Dvořák příběh město.", "cp1250"),
        ("Można przejść pieszo.", "cp1250"),
        ("Erdoğan dün istifa etti.", "cp1254"),
        ("市長は月曜日に辞任した。橋は六月まで閉鎖されると議会は述べた。", "shift_jis"),
        ("市长星期一辞职。议会说，大桥将关闭到六月。", "gb18030"),
    ],
)
def test_what_is_not_clear_is_refused_and_never_garbled(text: str, encoding: str) -> None:
    with pytest.raises(
        ArticleError, match="not UTF-8 at line 3, and its encoding cannot be told; save it as UTF-8"
    ):
        read(b"Title\n\n" + text.encode(encoding), "a.txt")


@pytest.mark.parametrize("bad", [b"caf\xe9", b"\xfc\xe9\xe8", b"caf\xc3"])
def test_utf_8_with_a_broken_byte_is_refused_by_line(bad: bytes) -> None:
    text = "Title\n\nThe café of Jürgen.\n\n".encode() + bad + b" it is.\n"
    with pytest.raises(
        ArticleError, match=r"a.txt: is not UTF-8 at line 5: mend the characters there and save it"
    ):
        read(text, "a.txt")


@given(st.text(st.sampled_from("aeé üß’–.\n"), min_size=1), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_whatever_is_read_is_what_was_written(text: str, encoding: str) -> None:
    data = f"Title\n\nIt is here.\n\n{text}".encode(encoding)
    # What is valid UTF-8 is taken for it: nothing tells that a sharp s before a dash was meant.
    assume(encoding != "cp1252" or text.isascii() or not _is_utf8(data))
    try:
        result = read(data, "a.txt", title="Title")
    except ArticleError:
        assert encoding == "cp1252"
        return
    assert set(result.article.body) <= set(text) | set("It is here.\n-")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
