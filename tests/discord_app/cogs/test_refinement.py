"""What moderators do with gaps and replays in Discord, and what a member cannot."""

from datetime import timedelta
from typing import Any

import discord
import pytest
import simcord

from bot.discord_app.client import StorydeskBot
from bot.domain import Band, Community, CommunityKind, LogEntry, Trace
from bot.refinement.entries import new_entry_id
from bot.refinement.gaps import now_in_utc
from tests.discord_app.conftest import Newsroom, labels, seen_text, shown
from tests.discord_app.stories import BOUGHT, PRICE, UNKNOWN

CHOIR = "Which song did the choir of Lindvik sing?"
STORMS = "Who steers the electric ferries of Lindvik by night?"


async def run(newsroom: Newsroom, command: str, **options: Any) -> discord.Message:
    return shown(await newsroom.moderator.slash(newsroom.town.channel, command, **options))


async def choose(newsroom: Newsroom, message: discord.Message, value: str) -> discord.Message:
    return shown(await newsroom.moderator.select(message, [value]))


async def click(newsroom: Newsroom, message: discord.Message, label: str) -> discord.Message:
    return shown(await newsroom.moderator.click(message, label=label))


def options(message: discord.Message) -> dict[str, str]:
    """Return what the only select of a message offers: values by label."""
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    (select,) = [c for row in rows for c in row.children if isinstance(c, discord.SelectMenu)]
    return {option.label: option.value for option in select.options}


def gap_of(message: discord.Message, question: str) -> str:
    """Return the number of the gap with a question among those of a page."""
    return next(value for label, value in options(message).items() if question in label)


async def log_vain(bot: StorydeskBot, guild: int, question: str, *, people: int) -> None:
    """Log a question that was just asked in vain by some people, once each."""
    for person in range(people):
        entry = LogEntry(
            id=new_entry_id(),
            asked_at=now_in_utc() - timedelta(minutes=1),
            community=Community(CommunityKind.GUILD, str(guild)),
            channel_kind="text",
            asked_by="slash",
            story="default",
            question=question,
            answered=False,
            band=Band.NONE,
            score=0.1,
            took_ms=1.0,
            quotes=(),
            trace=Trace(f"{person:032x}"),
            topic=0.9,
        )
        bot.desk.services.log.record(entry)
    await bot.desk.services.log.flush()


async def test_a_gap_is_found_closed_comes_back_and_is_reopened(newsroom: Newsroom) -> None:
    await newsroom.town.ask(CHOIR)
    await newsroom.town.ask(CHOIR.lower())
    await newsroom.town.ask(UNKNOWN)
    page = await run(newsroom, "gaps")
    said = seen_text(page)
    assert "1 gap in the last 7 days" in said
    assert CHOIR in said
    assert "Asked 2 times: 2 not answered · new" in said
    assert "zebra" not in said

    gap = await choose(newsroom, page, gap_of(page, CHOIR))
    assert "What came closest" in seen_text(gap)
    assert labels(gap) == ["Give it to me", "Make a statement…", "All gaps"]
    taken = await click(newsroom, gap, "Give it to me")
    assert f"Given to <@{newsroom.moderator.id}>" in seen_text(taken)
    closed = await choose(newsroom, taken, "article")
    assert "Article added" in seen_text(closed)
    assert "Reopen" in labels(closed)
    listed = await click(newsroom, closed, "All gaps")
    assert "No question on the matter" in seen_text(listed)

    await newsroom.town.ask(CHOIR)
    back = await run(newsroom, "gaps")
    assert "Article added; came back: asked once since" in seen_text(back)
    opened = await choose(newsroom, back, gap_of(back, CHOIR))
    reopened = await click(newsroom, opened, "Reopen")
    assert "Reopened" in seen_text(reopened)
    assert f"article added, by <@{newsroom.moderator.id}>" in seen_text(reopened)


async def test_a_gap_is_closed_as_a_golden_question_with_one_click(newsroom: Newsroom) -> None:
    await newsroom.town.ask(CHOIR)
    page = await run(newsroom, "gaps")
    gap = await choose(newsroom, page, gap_of(page, CHOIR))
    assert "Kept as a golden question" in seen_text(await choose(newsroom, gap, "golden"))
    kept = await newsroom.town.read("SELECT question, article_id, sentence FROM golden_questions")
    assert kept == [(CHOIR, None, None)]


async def test_a_gap_that_repeats_another_counts_for_that_one(newsroom: Newsroom) -> None:
    await newsroom.town.ask(CHOIR)
    await newsroom.town.ask(STORMS)
    page = await run(newsroom, "gaps")
    one, other = gap_of(page, CHOIR), gap_of(page, STORMS)
    gap = await choose(newsroom, page, one)
    form = await newsroom.moderator.select(gap, ["duplicate"])
    merged = shown(await newsroom.moderator.submit_modal(form, {"number": other}))
    assert "Asked 2 times" in seen_text(merged)
    assert seen_text(merged).startswith(f"Gap {other}")
    assert list(options(await run(newsroom, "gaps")).values()) == [other]


async def test_a_statement_begins_with_the_question_of_its_gap(newsroom: Newsroom) -> None:
    await newsroom.town.ask(CHOIR)
    page = await run(newsroom, "gaps")
    gap = await choose(newsroom, page, gap_of(page, CHOIR))
    form = await newsroom.moderator.click(gap, label="Make a statement…")
    typed = {"about": CHOIR, "text": "The song is not known yet.", "signed": "The desk", "lasts": ["24"]}
    assert CHOIR in str(form.modal)
    preview = await newsroom.moderator.submit_modal(form, typed)
    assert "The song is not known yet." in seen_text(shown(preview))


async def test_a_member_sees_and_changes_nothing(newsroom: Newsroom) -> None:
    town = newsroom.town
    await town.ask(CHOIR)
    page = await run(newsroom, "gaps")
    gap = await choose(newsroom, page, gap_of(page, CHOIR))
    for command in ("gaps", "replay"):
        root = next(c for c in await town.bot.tree.fetch_commands() if c.name == command)
        town.guild.set_command_permissions(root, {town.guild.default_role: True})
        refused = await town.member.slash(town.channel, command)
        assert "Only moderators can do that" in seen_text(shown(refused))
    await town.bot.gaps.refinement.gaps.scopes("default")
    assert await town.read("SELECT * FROM gap_acts") == []
    assert ("gaps", False) in [(command, done) for _, command, _, done in await newsroom.acts()]
    assert labels(gap)


async def test_a_button_of_another_server_reaches_nothing_of_it(newsroom: Newsroom) -> None:
    await newsroom.town.ask(CHOIR)
    page = await run(newsroom, "gaps")
    other = await newsroom.open_elsewhere()
    theirs = shown(await other.moderator.slash(other.channel, "gaps"))
    assert "No question on the matter" in seen_text(theirs)
    assert gap_of(page, CHOIR)


async def test_a_replay_shows_then_and_now_and_keeps_a_question(newsroom: Newsroom) -> None:
    await newsroom.town.ask(BOUGHT)
    await newsroom.town.ask(CHOIR)
    file = ("choir.txt", b"The choir\n\nThe choir of Lindvik sang the song of the old harbour.")
    await newsroom.publish("add", file=file)
    page = await run(newsroom, "replay")
    said = seen_text(page)
    assert "2 questions in the last 7 days" in said
    assert "newly answered" in said
    assert "Then:\n> The articles don't say." in said
    assert "song of the old harbour" in said
    assert "stays as it is" in said
    result = await newsroom.moderator.select(page, [options(page)[CHOIR]])
    assert "Kept as the golden question" in newsroom.whispered(result)
    kept = await newsroom.town.read("SELECT question, article_id FROM golden_questions")
    assert kept == [(CHOIR, "choir")]
    files = shown(await newsroom.moderator.click(page, label="As files"))
    assert [attachment.filename for attachment in files.attachments] == ["replay.md", "replay.csv"]


async def test_a_replay_tries_a_draft(newsroom: Newsroom) -> None:
    await newsroom.town.ask(CHOIR)
    file = ("choir.txt", b"The choir\n\nThe choir of Lindvik sang the song of the old harbour.")
    await newsroom.do("add", file=file)
    ((draft,),) = await newsroom.town.read("SELECT id FROM drafts")
    page = await run(newsroom, "replay", draft=draft)
    assert "Staged:\n> The choir of Lindvik sang" in seen_text(page)
    assert CHOIR in seen_text(page)


async def test_pages_are_turned(newsroom: Newsroom) -> None:
    for question in (BOUGHT, PRICE, CHOIR, STORMS, UNKNOWN, "What does a ticket for the ferries cost?"):
        await newsroom.town.ask(question)
    first = await run(newsroom, "replay")
    assert "Page 1 of 2" in seen_text(first)
    second = await click(newsroom, first, "Next")
    assert "Page 2 of 2" in seen_text(second)
    assert "Page 1 of 2" in seen_text(await click(newsroom, second, "Back"))


async def test_a_rumour_is_told_once_to_the_moderators(newsroom: Newsroom) -> None:
    town = newsroom.town
    reports = town.guild.create_text_channel("moderators")
    await town.restart(report_channels=frozenset({reports.id}), burst_questions=5)
    watch = town.bot._rumours
    assert watch is not None
    assert watch.look.is_running()
    await log_vain(town.bot, town.guild.id, CHOIR, people=4)
    await watch.look()
    assert town.answers(reports) == []
    await log_vain(town.bot, town.guild.id, CHOIR.upper(), people=6)
    await watch.look()
    await watch.look()
    (told,) = town.answers(reports)
    assert "6 people asked this within a short time" in seen_text(told)
    assert CHOIR.upper() in seen_text(told)
    assert labels(told) == ["Make a statement…", "Look at the gap"]
    form = await newsroom.moderator.click(told, label="Make a statement…")
    assert isinstance(form, simcord.InteractionResult)
    looked = await newsroom.moderator.click(told, label="Look at the gap")
    assert "What was done" not in seen_text(shown(looked))
    refused = await town.member.click(told, label="Look at the gap")
    assert "Only moderators can do that" in seen_text(shown(refused))


@pytest.mark.parametrize("command", ["gaps", "replay"])
async def test_where_nothing_was_asked_it_says_so(newsroom: Newsroom, command: str) -> None:
    said = seen_text(await run(newsroom, command))
    assert "No question on the matter" in said or "Nothing was asked" in said
