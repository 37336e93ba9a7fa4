import gzip
import ssl
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import trustme
from aiohttp import web

from bot import __version__
from bot.errors import FetchError
from tests.fetching.conftest import FixedResolver, Site, start

PAGE = "<html><body><p>The bridge closed on Monday, the council said.</p></body></html>"


async def refuse(site: Site, url: str, **options: object) -> str:
    with pytest.raises(FetchError) as refusal:
        await site.fetcher(**options).fetch(url)  # type: ignore[arg-type]
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


async def test_a_page_is_fetched_with_what_the_server_says_of_it(site: Site) -> None:
    site.answer("/a", text=PAGE, content_type="text/html", charset="iso-8859-1")
    fetched = await site.fetcher().fetch(site.url("/a#part"))
    assert (fetched.url, fetched.final_url) == (site.url("/a#part"), site.url("/a"))
    assert (fetched.media_type, fetched.charset) == ("text/html", "iso-8859-1")
    assert fetched.data == PAGE.encode()


async def test_the_site_is_told_who_asks_and_nothing_else(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    site.answer("/a", text=PAGE, content_type="text/html", headers={"Set-Cookie": "a=b"})
    fetcher = site.fetcher(contact="desk@gazette.example")
    await fetcher.fetch(site.url("/a"))
    await fetcher.fetch(site.url("/a"))
    headers = site.requests[-1].headers
    assert headers["User-Agent"] == f"Storydesk/{__version__} (+desk@gazette.example)"
    assert headers["Accept-Encoding"] == "identity"
    assert set(headers) == {"Host", "Accept", "Accept-Encoding", "User-Agent", "Connection"}


async def test_redirects_are_followed_to_the_page(site: Site) -> None:
    site.redirect("/a", "/b")
    site.redirect("/b", site.url("/c", host="other.example"))
    site.answer("/c", text=PAGE, content_type="text/html")
    fetched = await site.fetcher().fetch(site.url("/a"))
    assert fetched.final_url == site.url("/c", host="other.example")


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://127.0.0.2:{port}/secret", "is not on the public internet"),
        ("http://localhost:{port}/secret", "is not on the public internet"),
        ("http://intranet.example:{port}/secret", "is not on the public internet"),
        ("http://[::1]:{port}/secret", "is not on the public internet"),
        ("http://[::ffff:127.0.0.2]/secret", "is not on the public internet"),
        ("http://169.254.169.254/secret", "is not on the public internet"),
        ("http://2130706433:{port}/secret", "has no usable host"),
        ("http://0x7f.1/secret", "has no usable host"),
        ("http://127.0.0.1:22/secret", "only the ports 80 and 443 are asked"),
        ("http://ana:secret@gazette.example/", "has a user name or a password in it"),
        ("file:///etc/passwd", "is no web address"),
        ("gopher://gazette.example/", "only http and https are fetched"),
        ("http://[", "redirects to what is no web address"),
        ("", "redirects more than 5 times"),
    ],
)
async def test_a_redirect_is_checked_as_an_address_is(site: Site, location: str, reason: str) -> None:
    site.redirect("/a", location.format(port=site.port))
    site.answer("/secret", text="secret", content_type="text/plain")
    answers = {"localhost": [["127.0.0.2", "::1"]], "intranet.example": [["10.0.0.1"]]}
    said = await refuse(site, site.url("/a"), answers=answers)
    assert reason in said
    assert said.startswith("http://gazette.example/a")
    assert "ana" not in said
    assert "/secret" not in site.paths()


async def test_redirects_in_a_circle_end(site: Site) -> None:
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")
    assert "redirects more than 5 times" in await refuse(site, site.url("/a"))
    assert site.paths().count("/a") == site.paths().count("/b") == 3


async def test_one_address_that_is_not_public_is_enough_to_refuse_a_host(site: Site) -> None:
    answers = {"mixed.example": [["127.0.0.1", "10.0.0.1"]]}
    reason = await refuse(site, site.url("/a", "mixed.example"), answers=answers)
    assert "is not on the public internet" in reason
    assert "10.0.0.1" not in reason
    assert site.requests == []


async def test_an_answer_that_changes_after_it_was_checked_changes_nothing(site: Site) -> None:
    site.answer("/a", text=PAGE, content_type="text/html")
    resolver = FixedResolver({"turning.example": [["127.0.0.1"], ["127.0.0.2"]]})
    fetched = await site.fetcher(resolver=resolver).fetch(site.url("/a", "turning.example"))
    assert fetched.data == PAGE.encode()
    assert site.paths() == ["/robots.txt", "/a"]
    assert resolver.asked == ["turning.example"]
    with pytest.raises(FetchError, match="is not on the public internet"):
        await site.fetcher(resolver=resolver).fetch(site.url("/a", "turning.example"))
    assert site.paths() == ["/robots.txt", "/a"]


async def test_a_host_without_an_address_is_refused(site: Site) -> None:
    assert "its host is not found" in await refuse(site, site.url("/a"), answers={"gazette.example": [[]]})
    assert "its host is not found" in await refuse(site, site.url("/a", host="a..b"), answers={"a..b": [[]]})


async def test_a_server_that_is_not_there_is_refused(site: Site) -> None:
    async with AsyncExitStack() as stack:
        gone = Site()
        await start(gone, stack)
    assert "does not answer as a web server does" in await refuse(gone, gone.url("/a"))


@pytest.mark.parametrize("length", [None, 2_000])
async def test_an_endless_body_is_cut_short(site: Site, length: int | None) -> None:
    async def pour(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/plain"})
        if length:
            response.content_length = length
        await response.prepare(request)
        for _ in range(10_000):
            await response.write(b"x" * 1000)
        return response

    site.handlers["/a"] = pour
    assert "has more than the 1,500 bytes allowed" in await refuse(site, site.url("/a"), max_bytes=1_500)


async def test_a_body_that_drips_is_given_up(site: Site) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/plain"})
        await response.prepare(request)
        await response.write(b"x")
        await site.closing.wait()
        return response

    site.handlers["/a"] = drip
    assert "takes more than the 0.3 seconds allowed" in await refuse(site, site.url("/a"), seconds=0.3)


async def test_a_server_that_says_nothing_is_given_up(site: Site) -> None:
    async def wait(request: web.Request) -> web.Response:
        await site.closing.wait()
        return web.Response()

    site.handlers["/robots.txt"] = wait
    assert "takes more than the 0.3 seconds allowed" in await refuse(site, site.url("/a"), seconds=0.3)


@pytest.mark.parametrize(
    "media_type", ["image/png", "application/zip", "application/octet-stream", "video/mp4"]
)
async def test_only_what_can_be_an_article_is_fetched(site: Site, media_type: str) -> None:
    site.answer("/a", body=b"x", content_type=media_type)
    assert f"is {media_type}; only web pages, texts, PDF" in await refuse(site, site.url("/a"))


@pytest.mark.parametrize("status", [204, 401, 404, 500])
async def test_an_answer_that_is_not_the_page_is_refused(site: Site, status: int) -> None:
    site.answer("/a", status=status)
    assert f"the site answers {status}, not with the page" in await refuse(site, site.url("/a"))


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("gzip", lambda data: gzip.compress(data[:9]) + gzip.compress(data[9:])),
        ("deflate", zlib.compress),
        ("identity", lambda data: data),
    ],
)
async def test_a_page_that_is_sent_packed_is_unpacked(site: Site, encoding: str, pack: object) -> None:
    body = pack(PAGE.encode())  # type: ignore[operator]
    site.answer("/a", body=body, content_type="text/html", headers={"Content-Encoding": encoding})
    assert (await site.fetcher().fetch(site.url("/a"))).data == PAGE.encode()


async def test_a_bomb_unpacks_to_no_more_than_the_limit(site: Site) -> None:
    bomb = gzip.compress(bytes(200_000_000), 6)
    site.answer("/a", body=bomb, content_type="text/html", headers={"Content-Encoding": "gzip"})
    tracemalloc.start()
    try:
        reason = await refuse(site, site.url("/a"), max_bytes=1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
    assert "has more than the 1,000,000 bytes allowed" in reason


@pytest.mark.parametrize(
    ("encoding", "body", "reason"),
    [
        ("br", b"x", "is sent packed in a way that was not asked for"),
        ("gzip, gzip", b"x", "is sent packed in a way that was not asked for"),
        ("gzip", b"no gzip", "is sent packed, and broken"),
        ("gzip", gzip.compress(PAGE.encode())[:-9], "broke off; try again"),
    ],
)
async def test_what_cannot_be_unpacked_is_refused(
    site: Site, encoding: str, body: bytes, reason: str
) -> None:
    site.answer("/a", body=body, content_type="text/html", headers={"Content-Encoding": encoding})
    assert reason in await refuse(site, site.url("/a"))


async def test_a_connection_that_breaks_is_refused(site: Site) -> None:
    async def hang_up(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/plain", "Content-Length": "100"})
        await response.prepare(request)
        assert request.transport
        request.transport.close()
        return response

    site.handlers["/a"] = hang_up
    assert "does not answer as a web server does" in await refuse(site, site.url("/a"))


async def test_headers_without_end_are_refused(site: Site) -> None:
    site.answer("/a", text=PAGE, headers={"X-Long": "x" * 100_000})
    assert "does not answer as a web server does" in await refuse(site, site.url("/a"))


class TestRobots:
    async def test_what_a_site_forbids_is_not_fetched(self, site: Site) -> None:
        rules = "User-agent: *\nDisallow: /\n\nUser-agent: Storydesk\nDisallow: /*/draft\nAllow: /a\n"
        site.answer("/robots.txt", text=rules)
        site.answer("/a", text=PAGE, content_type="text/html")
        site.answer("/b/draft", text=PAGE, content_type="text/html")
        await site.fetcher().fetch(site.url("/a"))
        reason = await refuse(site, site.url("/b/draft"))
        assert "the site does not let programs fetch it (robots.txt)" in reason
        assert "/b/draft" not in site.paths()

    async def test_the_site_that_a_redirect_leads_to_is_asked_too(self, site: Site) -> None:
        async def rules(request: web.Request) -> web.Response:
            return web.Response(text="User-agent: *\nDisallow: /" if request.url.host == "b.example" else "")

        site.handlers["/robots.txt"] = rules
        site.redirect("/a", site.url("/c", host="b.example"))
        site.answer("/c", text=PAGE, content_type="text/html")
        assert "does not let programs fetch it" in await refuse(site, site.url("/a"))
        assert "/c" not in site.paths()

    @pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
    async def test_no_rules_allow_everything_and_a_fault_nothing(
        self, site: Site, status: int, *, allowed: bool
    ) -> None:
        site.answer("/robots.txt", status=status)
        site.answer("/a", text=PAGE, content_type="text/html")
        if allowed:
            assert (await site.fetcher().fetch(site.url("/a"))).data
        else:
            assert "does not say now what programs may fetch" in await refuse(site, site.url("/a"))
            assert "/a" not in site.paths()

    async def test_robots_may_not_lead_astray(self, site: Site) -> None:
        site.redirect("/robots.txt", "http://127.0.0.2/secret")
        site.answer("/a", text=PAGE, content_type="text/html")
        assert (
            "/robots.txt, which redirects to http://127.0.0.2/secret: is not on the public"
            in await refuse(site, site.url("/a"))
        )
        assert "/a" not in site.paths()

    async def test_the_rules_are_remembered_for_an_hour(self, site: Site) -> None:
        site.answer("/robots.txt", text="")
        site.answer("/a", text=PAGE, content_type="text/html")
        fetcher = site.fetcher()
        for site.now in (0.0, 3_600.0, 3_601.0):
            await fetcher.fetch(site.url("/a"))
        assert site.paths().count("/robots.txt") == 2

    async def test_the_rules_of_only_some_sites_are_remembered(self, site: Site) -> None:
        site.answer("/robots.txt", text="")
        site.answer("/a", text=PAGE, content_type="text/html")
        fetcher = site.fetcher()
        for number in range(66):
            await fetcher.fetch(site.url("/a", host=f"s{number}.example"))
        assert len(fetcher._robots._kept) == 64

    async def test_of_huge_rules_the_first_part_counts(self, site: Site) -> None:
        rules = "User-agent: *\nDisallow: /a\n" + "# talk\n" * 100_000 + "Disallow: /b\n"
        site.answer("/robots.txt", text=rules)
        site.answer("/b", text=PAGE, content_type="text/html")
        assert "does not let programs fetch it" in await refuse(site, site.url("/a"))
        assert (await site.fetcher().fetch(site.url("/b"))).data


class TestTls:
    @pytest.fixture
    async def secure(self) -> AsyncIterator[tuple[Site, ssl.SSLContext]]:
        authority = trustme.CA()
        serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert("gazette.example").configure_cert(serving)
        trusting = ssl.create_default_context()
        authority.configure_trust(trusting)
        async with AsyncExitStack() as stack:
            site = Site()
            await start(site, stack, serving)
            site.answer("/a", text=PAGE, content_type="text/html")
            yield site, trusting

    async def test_the_certificate_is_held_against_the_name_and_not_the_address(
        self, secure: tuple[Site, ssl.SSLContext]
    ) -> None:
        site, tls = secure
        assert (await site.fetcher(tls=tls).fetch(site.url("/a", scheme="https"))).data == PAGE.encode()
        reason = await refuse(site, site.url("/a", host="other.example", scheme="https"), tls=tls)
        assert "its certificate is not valid" in reason

    async def test_a_certificate_of_an_unknown_authority_is_not_valid(
        self, secure: tuple[Site, ssl.SSLContext]
    ) -> None:
        site, _ = secure
        assert "its certificate is not valid" in await refuse(site, site.url("/a", scheme="https"))
