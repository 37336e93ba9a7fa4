"""Replay: what was answered then, what is now, and what would be; and the files it is written to."""

import csv
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import Services, open_services
from bot.curation.rehearsal import Effect
from bot.curation.replay import Replay, Replayed, Side
from bot.curation.replay_export import make_safe, write_csv, write_markdown
from bot.curation.suite import try_golden
from bot.curation.trials import stage_draft, stage_import
from bot.domain import MadeBy
from bot.errors import ChangeError, ImportRefusedError
from bot.ports import GoldenQuestion, Period
from bot.settings import Settings
from tests.curation.test_publishing import BRIDGE, FERRY, HOME, NOW, WISH, log

OPENED, TICKET = "When did the harbour bridge open?", "What does a ticket for the ferry cost?"
SOON = datetime.now(UTC) + timedelta(hours=1)
PERIOD = Period(SOON, SOON - timedelta(days=1))


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[Services]:
    async with open_services(Settings(data_dir=tmp_path, knowledge_dir=None)) as services:
        await services.store.publish([BRIDGE], made_by=MadeBy.SHIPPED)
        yield services


async def replay(services: Services, **options: object) -> Replay:
    fields: dict[str, object] = {"limit": 10} | options
    return await services.curation.replayer.replay("default", "", PERIOD, **fields)  # type: ignore[arg-type]


def effects(replay: Replay) -> dict[str, Effect]:
    return {case.question: case.effect for case in replay.cases}


async def test_what_was_answered_then_stands_beside_what_is_answered_now(services: Services) -> None:
    for question in (OPENED, TICKET, TICKET.upper()):
        await log(services, question)
    moved = replace(BRIDGE, body=BRIDGE.body.replace("Monday", "Tuesday"))
    await services.store.publish([moved, FERRY], made_by=MadeBy.IMPORT)
    found = await replay(services)
    assert (found.total, found.before, found.after) == (2, "then", "now")
    asked, opened = found.cases
    assert (asked.asked, asked.effect) == (2, Effect.NEWLY_ANSWERED)
    assert asked.before == Side(answered=False)
    assert asked.after.article_id == "ferry"
    assert opened.effect is Effect.OTHER_QUOTE
    assert "on Monday" in opened.before.quote
    assert "on Tuesday" in opened.after.quote
    assert str(found) == "1 newly answered, 1 change quote"


async def test_what_is_answered_now_stands_beside_what_a_draft_would_answer(services: Services) -> None:
    await log(services, TICKET)
    draft = await services.curation.drafting.add(WISH, [FERRY])
    staged = await stage_draft(services.store, services.curation.drafts, draft.id, NOW)
    found = await replay(services, staged=staged)
    assert (found.before, found.after) == ("now", "staged")
    assert effects(found) == {TICKET: Effect.NEWLY_ANSWERED}
    assert await services.store.stories() == ["default"]
    with pytest.raises(ChangeError, match="this draft is gone"):
        await stage_draft(services.store, services.curation.drafts, "0" * 32, NOW)


async def test_a_folder_is_tried_without_being_imported(services: Services, tmp_path: Path) -> None:
    await log(services, TICKET)
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "ferry.md").write_text(f"---\ntitle: The ferry\n---\n{FERRY.body}\n")
    plan = await services.importer.plan([folder], story_override="default")
    staged = await stage_import(services.store, plan, "default", NOW)
    assert effects(await replay(services, staged=staged)) == {TICKET: Effect.NEWLY_ANSWERED}
    assert not (await services.answers.answer(TICKET)).answered
    (folder / "empty.md").write_text("")
    plan = await services.importer.plan([folder], story_override="default")
    with pytest.raises(ImportRefusedError):
        await stage_import(services.store, plan, "default", NOW)


async def test_nothing_is_logged_and_only_the_period_and_the_community_count(services: Services) -> None:
    await log(services, OPENED, guild="7")
    await log(services, TICKET, guild="8")
    replayer = services.curation.replayer
    found = await replayer.replay("default", "7", PERIOD, limit=10)
    assert list(effects(found)) == [OPENED]
    earlier = Period(SOON - timedelta(days=1), SOON - timedelta(days=2))
    assert (await replayer.replay("default", "", earlier, limit=10)).total == 0
    (first,) = (await replay(services, limit=1, offset=1)).cases
    assert first.question in {OPENED, TICKET}
    assert (await replay(services)).total == 2
    assert await replayer.find("default", "7", found.cases[0].id) == OPENED
    assert await replayer.find("default", "8", found.cases[0].id) is None


async def test_the_golden_questions_are_tried_with_the_live_knowledge(services: Services) -> None:
    questions = services.curation.questions
    for id_, question, article, sentence in (
        ("a", OPENED, "bridge", "on Monday"),
        ("b", OPENED, None, None),
        ("c", TICKET, None, None),
    ):
        await questions.add_golden(GoldenQuestion(id_, HOME.reads, question, article, sentence, NOW))
    tried = await try_golden(services.answers, questions, "default")
    assert {one.expected.id: one.passes for one in tried} == {"a": True, "b": False, "c": True}


CASE = Replayed(
    "q", "=1+1 | who?", 3, NOW, Side(answered=False), Side(answered=True, quote="+4 *now*", article_id="-a")
)


def test_markdown_takes_nothing_of_a_question_or_a_quote_for_its_own() -> None:
    text = write_markdown(Replay((CASE,), 1, "then", "now"))
    assert "## Newly answered" in text
    assert r"| =1\+1 \| who? | 3 | *not answered* | \+4 \*now\* (*-a*) |" in text


def test_csv_says_the_same_and_no_cell_begins_like_a_formula() -> None:
    title, row = csv.reader(io.StringIO(write_csv(Replay((CASE,), 1, "then", "now"))))
    assert title[-4:] == ["then article", "then quote", "now article", "now quote"]
    assert row[0] == "'=1+1 | who?"
    assert row[-4:] == ["", "not answered", "'-a", "'+4 *now*"]


@given(st.text())
def test_no_cell_begins_like_a_formula_and_nothing_else_is_changed(cell: str) -> None:
    safe = make_safe(cell)
    assert safe.lstrip()[:1] not in {"=", "+", "-", "@"}
    assert safe.removeprefix("'") == cell or safe == cell
