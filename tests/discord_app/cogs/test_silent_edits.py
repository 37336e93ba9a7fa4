"""The silent-edit watch in Discord, against a real server whose page changes."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
import simcord

from bot import app
from bot.curation import watching
from tests.discord_app.conftest import Newsroom, Town, seen_text, shown
from tests.fetching.conftest import Site, start

PAGE = "The harbour bridge opened on {}. It cost three million euros, the council said on Friday."


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with AsyncExitStack() as stack:
        site = Site()
        await start(site, stack)
        yield site


def write_page(site: Site, day: str) -> None:
    text = f"<h1>Bridge news</h1><p>{PAGE.format(day)}</p>"
    site.answer("/bridge", text=text, content_type="text/html")


async def look(town: Town) -> None:
    """Let the bot look at the pages, as it does every hour.

    Simcord's clock would run out on the fetch, which is real.
    """
    watch = town.bot._watch
    assert watch is not None
    assert watch.look.is_running()
    assert watch.look.hours == 1
    await watch.look()


async def test_a_silent_edit_is_reported_and_taken_over_by_a_moderator(
    newsroom: Newsroom, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, moderator = newsroom.town, newsroom.moderator
    # The composition root gives the fetcher; this one may ask the test's own server.
    monkeypatch.setattr(app, "make_fetcher", lambda settings: site.fetcher())
    reports = town.guild.create_text_channel("moderators")
    await town.restart(report_channels=frozenset({reports.id}))
    write_page(site, "Monday")
    await newsroom.publish("add", url=site.url("/bridge"))
    write_page(site, "Tuesday")
    await look(town)
    (report,) = town.answers(reports)
    said = seen_text(report)
    assert "A page was changed" in said
    assert "~~Monday.~~" in said
    assert "**Tuesday.**" in said
    assert "Nothing was changed here." in said
    refused = await town.member.click(report, label="Take it over…")
    assert "Only moderators" in seen_text(shown(refused))
    preview = await moderator.click(report, label="Take it over…")
    assert isinstance(preview, simcord.InteractionResult)
    await moderator.click(shown(preview), label="Publish")
    assert "Tuesday" in seen_text(await town.ask("When did the harbour bridge open?"))
    await look(town)
    assert len(town.answers(reports)) == 1


async def test_a_silent_edit_waits_until_somebody_can_be_told_and_stops_no_other(
    newsroom: Newsroom, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = newsroom.town
    monkeypatch.setattr(app, "make_fetcher", lambda settings: site.fetcher())
    monkeypatch.setattr(watching, "EVERY", timedelta(0))
    await town.restart()
    write_page(site, "Monday")
    await newsroom.publish("add", url=site.url("/bridge"))
    write_page(site, "Tuesday")
    await look(town)  # there is no channel for it yet
    reports = town.guild.create_text_channel("moderators")
    await newsroom.set("report_channels", [str(reports.id)])
    town.env.inject_error("POST", f"/channels/{reports.id}/messages", status=500, code=0)
    await look(town)
    assert town.answers(reports) == []
    await look(town)
    (report,) = town.answers(reports)
    assert "**Tuesday.**" in seen_text(report)
    await look(town)
    assert len(town.answers(reports)) == 1
