"""`storydesk knowledge recall` and `watch`."""

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot import app
from bot.app import Services, open_services
from bot.domain import Community, CommunityKind, Trace
from bot.fetching.fetcher import FetchingConfig, HttpFetcher
from bot.fetching.policy import Policy
from bot.refinement.entries import make_entry
from bot.settings import load_settings
from tests.cli.conftest import BRIDGE, Run

WHEN = "When was the harbour bridge closed?"


class Page(BaseHTTPRequestHandler):
    """One page, at every address, that a test writes."""

    text = ""

    def do_GET(self) -> None:
        found = self.path != "/robots.txt"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.text.encode() if found else b"")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Serve the page, and let the composition root give a fetcher that may ask for it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    port = server.server_port
    policy = Policy(frozenset({port}), frozenset({("127.0.0.1", port)}))
    config = FetchingConfig(1_000_000)
    monkeypatch.setattr(app, "make_fetcher", lambda settings: HttpFetcher(config, policy=policy))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield port
    server.shutdown()
    server.server_close()
    thread.join()


def ask_in_discord(community: Community, message: int, *, private: bool = False) -> None:
    async def ask(services: Services) -> None:
        answer = await services.answers.answer(WHEN)
        entry = make_entry(
            answer,
            entry_id=f"answer{message}",
            community=community,
            channel_kind="text",
            story="default",
            asked_by="slash",
            trace=Trace("somebody", 4, message),
            private=private,
        )
        services.log.record(entry)
        await services.log.flush()

    async def run() -> None:
        async with open_services(load_settings()) as services:
            await ask(services)

    asyncio.run(run())


def test_the_answers_that_quoted_a_correction_are_listed_with_links(bridge: Run, tmp_path: Path) -> None:
    ask_in_discord(Community(CommunityKind.GUILD, "7"), 5)
    ask_in_discord(Community(CommunityKind.DIRECT), 6)
    ask_in_discord(Community(CommunityKind.GUILD, "7"), 8, private=True)
    edited = tmp_path / "edited.md"
    edited.write_text(BRIDGE.replace("on Monday", "on Tuesday"))
    assert bridge("knowledge", "edit", "bridge", edited, "--yes").code == 0
    result = bridge("knowledge", "recall", "2")
    assert result.code == 0
    assert "https://discord.com/channels/7/4/5\n" in result.out
    assert "in a direct message\n" in result.out
    assert "/4/6" not in result.out
    assert "- The harbour bridge was closed on Monday" in result.out
    assert "+ The harbour bridge was closed on Tuesday" in result.out
    assert "3 answers to be corrected; 1 only the asker can see." in result.out
    assert "Only the bot can correct its messages" in result.out
    (found,) = bridge("knowledge", "recall", "2", "--json").objects
    assert {answer["link"] for answer in found["answers"]} == {"https://discord.com/channels/7/4/5", None}
    assert found["answers"][0]["quotes"][0]["now"].startswith("The harbour bridge was closed on Tuesday")
    assert found["private"] == 1


def test_a_version_that_there_is_not_is_said(bridge: Run) -> None:
    result = bridge("knowledge", "recall", "9")
    assert result.code == 2
    assert "there is no version 9 of default" in result.err


def test_a_page_that_was_changed_silently_is_shown_and_nothing_is_changed(
    bridge: Run, tmp_path: Path, port: int
) -> None:
    body = "<h1>The bridge</h1><p>The harbour bridge was closed on {}.</p><p>Nobody was hurt, he said.</p>"
    article = tmp_path / "page.md"
    text = "The harbour bridge was closed on Monday.\n\nNobody was hurt, he said.\n"
    article.write_text(f"---\ntitle: The bridge\nurl: http://127.0.0.1:{port}/bridge\n---\n\n{text}")
    assert bridge("knowledge", "retire", "bridge", "--yes").code == 0
    assert bridge("import", article).code == 0
    Page.text = body.format("Monday")
    assert bridge("knowledge", "watch").out == "No page was changed.\n"
    Page.text = body.format("Tuesday")
    for _ in range(2):  # the bot has yet to tell its moderators
        result = bridge("knowledge", "watch")
        assert result.code == 0
        assert "- The harbour bridge was closed on Monday." in result.out
        assert "+ The harbour bridge was closed on Tuesday." in result.out
        assert "1 page changed silently." in result.out
    (edit,) = bridge("knowledge", "watch", "--json").objects
    assert edit["differences"][0]["after"] == "The harbour bridge was closed on Tuesday."
    assert "Monday" in bridge("knowledge", "show", "page").out


def test_where_pages_are_not_fetched_it_says_how_to_allow_it(bridge: Run) -> None:
    result = bridge("knowledge", "watch")
    assert result.code == 2
    assert "STORYDESK_ALLOW_FETCHING=true" in result.err
