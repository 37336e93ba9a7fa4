import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.readers import ArticleReaders
from bot.ports import Fetched, ReadArticle
from bot.text.identifiers import is_identifier
from tests.articles.documents import TITLE, make_docx, make_pdf

URL = "https://gazette.example/2024/harbour-bridge.html"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGE = (
    "<html><head><title>Bridge</title><link rel='canonical' href='https://other.example/spoof'></head><body>"
    f"<article><h1>Bridge</h1><p>{'The bridge closed on Monday, the council said. ' * 4}</p></article>"
    "</body></html>"
)


def read(data: bytes, media_type: str, *, charset: str | None = None, url: str = URL) -> ReadArticle:
    readers = ArticleReaders(100_000)
    return readers.read(readers.receive(Fetched(url, url, media_type, data, charset)))


def test_a_page_is_known_by_the_address_that_it_was_fetched_from_whatever_it_says() -> None:
    article = read(PAGE.encode(), "text/html").article
    assert article.url == URL
    assert article.id.startswith("harbour-bridge-")


def test_one_address_has_one_id_and_two_have_two() -> None:
    ids = [
        read(PAGE.encode(), "text/html", url=url).article.id
        for url in (URL, URL, f"{URL}?id=2", f"{URL}?id=3")
    ]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3


def test_a_page_does_not_say_which_article_it_is_nor_whose_report() -> None:
    front = "id: mine\nstory: other\norigin: Council\nbased_on: [One]\ntitle: Bridge\npublisher: Gazette"
    article = read(f"---\n{front}\n---\nThe bridge closed on Monday.".encode(), "text/markdown").article
    assert (article.story, article.origin, article.based_on) == ("default", None, ())
    assert article.id != "mine"
    assert (article.title, article.publisher) == ("Bridge", "Gazette")


@pytest.mark.parametrize(
    ("media_type", "data"), [("application/pdf", make_pdf()), (WORD, make_docx()), ("text/plain", None)]
)
def test_every_type_that_is_fetched_is_read(media_type: str, data: bytes | None) -> None:
    article = read(data or f"{TITLE}\n\nIt closed on Monday.".encode(), media_type).article
    assert (article.title, article.url) == (TITLE, URL)


@pytest.mark.parametrize("charset", ["windows-1251", "no-such-encoding", "utf-8", None])
def test_the_encoding_that_a_server_states_counts_if_it_can_be(charset: str | None) -> None:
    encoding = charset if charset == "windows-1251" else "utf-8"
    data = "Мост закрыт\n\nМост закрыли в понедельник.".encode(encoding)
    assert read(data, "text/plain", charset=charset).article.title == "Мост закрыт"


@given(st.text(max_size=80))
def test_every_address_gives_an_id(path: str) -> None:
    readers = ArticleReaders(1000)
    url = f"https://gazette.example/{path}"
    stem = readers.receive(Fetched(url, url, "text/html", b"")).stem
    assert stem
    assert is_identifier(stem)
