"""Comparing whole texts is done beside the event loop."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.app import Services
from bot.curation import chronicle, preview, rebasing, recall
from bot.curation.chronicle import list_turns
from bot.curation.desk import CurationDesk
from bot.curation.differences import SentenceChange, compare_bodies
from bot.curation.twins import Twin, TwinFinder
from bot.discord_app.knowledge.histories import show_history_page
from bot.domain import Article
from tests.curation.test_publishing import (  # noqa: F401 - fixtures among them
    BRIDGE,
    WISH,
    desk,
    publish,
    services,
)
from tests.curation.test_recall import ask

EDITED = replace(BRIDGE, body=BRIDGE.body.replace("Monday", "Tuesday"))
AGAIN = replace(BRIDGE, body=BRIDGE.body.replace("Monday", "Friday"))


@pytest.fixture
def on_loop(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return for each comparison whether it was made in the event loop's thread."""
    seen: list[bool] = []

    def note() -> None:
        seen.append(threading.current_thread() is threading.main_thread())

    def compare(before: str, after: str, *, language: str = "en") -> tuple[SentenceChange, ...]:
        note()
        return compare_bodies(before, after, language=language)

    class Finder(TwinFinder):
        def find(self, articles: Sequence[Article], live: Sequence[Article]) -> list[tuple[Twin, ...]]:
            note()
            return super().find(articles, live)

    modules: Sequence[Any] = (chronicle, preview, rebasing, recall)
    for module in modules:
        monkeypatch.setattr(module, "compare_bodies", compare)
    monkeypatch.setattr(preview, "TwinFinder", Finder)
    return seen


async def test_a_history_is_worked_out_beside_the_loop(
    desk: CurationDesk,  # noqa: F811
    on_loop: list[bool],
) -> None:
    await publish(desk, await desk.drafting.edit(WISH, EDITED))
    turns = await list_turns(desk.history, "server-7", "bridge")
    shown = await show_history_page(EDITED, turns, 0, 2)
    assert "Tuesday" in str(shown.embeds[0].to_dict())
    assert on_loop
    assert not any(on_loop)


async def test_what_overtook_a_draft_is_worked_out_beside_the_loop(
    desk: CurationDesk,  # noqa: F811
    on_loop: list[bool],
) -> None:
    await publish(desk, await desk.drafting.edit(WISH, EDITED))
    own = replace(WISH, workspace=replace(WISH.workspace, reads="server-7"))
    late = await desk.drafting.edit(own, AGAIN)
    await publish(desk, await desk.drafting.edit(own, replace(BRIDGE, body="It opened.")))
    assert (await desk.publisher.publish(late.id, moderator_id=42)).overtaken
    assert on_loop
    assert not any(on_loop)


async def test_what_became_of_a_quote_is_worked_out_beside_the_loop(
    services: Services,  # noqa: F811
    on_loop: list[bool],
) -> None:
    await ask(services, "When did the harbour bridge open?")
    made = await publish(services.curation, await services.curation.drafting.edit(WISH, EDITED))
    assert (await services.curation.recaller.find(made)).reachable
    assert on_loop
    assert not any(on_loop)


async def test_a_preview_is_worked_out_beside_the_loop(
    desk: CurationDesk,  # noqa: F811
    on_loop: list[bool],
) -> None:
    looker = preview.Previewer(desk.store, desk.drafts, desk.previewer._indexes, desk.previewer._rehearser)
    await looker.preview(await desk.drafting.edit(WISH, EDITED))
    assert len(on_loop) == 2
    assert not any(on_loop)
