"""Gaps: which questions make one, what is said of it, and what becomes of it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, text

from bot.domain import Community, CommunityKind, Gap, GapActKind, GapScope, Vote
from bot.errors import ChangeError
from bot.refinement.gaps import GapFilter
from bot.refinement.wording import describe_counts, describe_state, describe_trend
from bot.storage import schema
from bot.storage.persons import SqlPersons
from tests.refinement.room import NEAREST, PARTLY, SCOPE, WELL, Clock, Room, open_room

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
PIGEONS = "Who feeds the pigeons at the harbour?"
TOLL = "What is the toll for the harbour bridge?"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "storydesk.db"


@pytest.fixture
async def room(file: Path) -> AsyncIterator[Room]:
    async with open_room(file, Clock()) as room:
        yield room


async def gaps(room: Room, *, chosen: GapFilter = GapFilter.OPEN) -> tuple[Gap, ...]:
    return (await room.gaps.page(SCOPE, WEEK, chosen=chosen)).gaps


async def test_what_lacks_a_good_answer_makes_a_gap_and_what_has_one_does_not(room: Room) -> None:
    await room.ask(PIGEONS, nearest=NEAREST, ago=DAY)
    await room.ask(PIGEONS.lower())
    await room.ask("hey, who feeds the pigeons at the harbour", **PARTLY)
    await room.ask(PIGEONS, **WELL, rated=Vote.NOT_HELPFUL)
    await room.ask(PIGEONS, **WELL, rated=Vote.HELPFUL)
    await room.ask(TOLL, **WELL)
    (gap,) = await gaps(room)
    assert (gap.unanswered, gap.partly, gap.badly) == (2, 1, 1)
    assert describe_counts(gap) == "asked 4 times: 2 not answered, 1 in part, 1 found bad"
    assert gap.last - gap.first == DAY
    assert gap.wordings[0] == PIGEONS
    assert gap.nearest is not None
    assert gap.nearest.text == "The harbour bridge opened on Monday."
    assert gap.nearest.article.id == "bridge"


async def test_a_report_counts_as_a_bad_rating(room: Room) -> None:
    entry = await room.ask(TOLL, **WELL)
    assert await gaps(room) == ()
    await room.log.report(entry, "that is the other bridge", None, at=room.clock.now)
    (gap,) = await gaps(room)
    assert gap.badly == 1


async def test_other_matters_and_what_has_a_statement_make_no_gap(room: Room) -> None:
    await room.ask("Best pizza in town?", topic=0.001)
    await room.ask("Which horse won?", topic=0.001)
    await room.ask(PIGEONS, stated=True)
    assert await gaps(room) == ()
    await room.ask("Who paints it blue?", topic=None)  # logged before the probability was
    assert len(await gaps(room)) == 1


async def test_the_trend_compares_with_the_period_before(room: Room) -> None:
    for ago in (1, 2, 3, 8, 30):
        await room.ask(PIGEONS, ago=ago * DAY)
    await room.ask(TOLL, ago=DAY)
    first, second = await gaps(room)
    assert (first.count, first.earlier, describe_trend(first)) == (3, 1, "up from 1")
    assert (second.count, second.earlier, describe_trend(second)) == (1, 0, "new")
    everything = (await room.gaps.page(SCOPE, None)).gaps
    assert (everything[0].count, describe_trend(everything[0])) == (5, None)


async def test_what_was_not_asked_in_the_period_is_not_listed(room: Room) -> None:
    await room.ask(PIGEONS, ago=8 * DAY)
    assert await gaps(room) == ()


async def test_each_community_has_its_own_gaps_and_a_copy_of_a_story_shares_those_of_its_original(
    room: Room,
) -> None:
    await room.ask(PIGEONS)
    await room.ask(TOLL, community=Community(CommunityKind.GUILD, "8"))
    async with room.database.write() as connection:
        copy = {"id": "server-7", "version": 1, "owner": "7", "copied_from": "default"}
        await connection.execute(schema.stories.insert().values(created_at=room.clock.now, **copy))
    await room.ask(PIGEONS, story="server-7")
    own = GapScope(SCOPE.community, "server-7")
    for scope in (SCOPE, own):
        (gap,) = (await room.gaps.page(scope, WEEK)).gaps
        assert gap.count == 2
    assert list(await room.gaps.scopes("server-7")) == [SCOPE]
    assert len(await room.gaps.scopes("default")) == 2


@pytest.mark.parametrize("kind", [kind for kind in GapActKind if kind.resolves and kind != "duplicate"])
async def test_a_gap_is_closed_reopened_and_the_acts_are_kept(room: Room, kind: GapActKind) -> None:
    await room.ask(PIGEONS)
    (gap,) = await gaps(room)
    await room.gaps.act(SCOPE, gap.number, kind, moderator_id=42, subject="pigeons")
    assert await gaps(room) == ()
    (closed,) = await gaps(room, chosen=GapFilter.RESOLVED)
    assert closed.resolution is not None
    assert (closed.resolution.kind, closed.resolution.moderator_id) == (kind, 42)
    assert describe_state(closed) == kind.past
    await room.gaps.act(SCOPE, gap.number, GapActKind.REOPEN)
    (reopened,) = await gaps(room)
    assert [act.kind for act in reopened.acts] == [kind, GapActKind.REOPEN]
    assert describe_state(reopened) == "reopened"


async def test_a_closed_gap_that_is_asked_in_vain_again_comes_back_and_says_so(room: Room) -> None:
    await room.ask(PIGEONS, ago=DAY)
    (gap,) = await gaps(room)
    await room.gaps.act(SCOPE, gap.number, GapActKind.ARTICLE)
    room.clock.now += DAY
    await room.ask(PIGEONS, **WELL)
    assert await gaps(room) == ()
    await room.ask(TOLL)
    await room.ask(TOLL)
    await room.ask(PIGEONS)
    back, other = await gaps(room)
    assert back.number == gap.number
    assert describe_state(back) == "article added; came back: asked once since"
    assert other.count == 2


@pytest.mark.parametrize("kind", [GapActKind.OUT_OF_SCOPE, GapActKind.GOLDEN])
async def test_what_is_meant_to_stay_unanswered_does_not_come_back(room: Room, kind: GapActKind) -> None:
    await room.ask(PIGEONS)
    (gap,) = await gaps(room)
    await room.gaps.act(SCOPE, gap.number, kind)
    room.clock.now += DAY
    await room.ask(PIGEONS)
    assert await gaps(room) == ()


async def test_the_questions_of_a_duplicate_count_for_the_gap_it_repeats(room: Room) -> None:
    for days, question in enumerate((PIGEONS, PIGEONS, TOLL, "Which crane fell over?")):
        await room.ask(question, ago=WEEK - timedelta(days=days, hours=1))
    one, two, three = sorted(gap.number for gap in await gaps(room))
    await room.gaps.act(SCOPE, three, GapActKind.DUPLICATE, subject=str(two))
    await room.gaps.act(SCOPE, two, GapActKind.DUPLICATE, subject=str(one))
    (merged,) = await gaps(room)
    assert (merged.number, merged.count) == (one, 4)
    assert (await room.gaps.find(SCOPE, three)).number == one
    with pytest.raises(ChangeError, match="or they are one already"):
        await room.gaps.act(SCOPE, one, GapActKind.DUPLICATE, subject=str(three))
    await room.gaps.act(SCOPE, two, GapActKind.REOPEN)
    assert [(gap.number, gap.count) for gap in await gaps(room)] == [(one, 3), (two, 1)]


async def test_a_gap_is_given_to_a_moderator_and_stays_open(room: Room) -> None:
    await room.ask(PIGEONS)
    (gap,) = await gaps(room)
    await room.gaps.act(SCOPE, gap.number, GapActKind.ASSIGN, subject="99")
    (given,) = await gaps(room)
    assert (given.assigned_to, given.is_open) == ("99", True)


async def test_acts_on_what_there_is_not_are_refused(room: Room) -> None:
    await room.ask(PIGEONS)
    with pytest.raises(ChangeError, match="there is no gap 5"):
        await room.gaps.act(SCOPE, 5, GapActKind.ARTICLE)
    with pytest.raises(ChangeError, match="there is no gap 1 or 9"):
        await room.gaps.act(SCOPE, 1, GapActKind.DUPLICATE, subject="9")
    with pytest.raises(ChangeError, match="by its number"):
        await room.gaps.act(SCOPE, 1, GapActKind.DUPLICATE, subject="the other")
    with pytest.raises(ChangeError, match="there is no gap 5"):
        await room.gaps.find(SCOPE, 5)


async def test_pages_hold_so_many_gaps_and_the_last_page_is_the_farthest(room: Room) -> None:
    # Of different words, each of which the analysis knows apart.
    for word in ("crane", "ferry", "market", "museum", "school", "tower", "fountain"):
        await room.ask(f"Who owns the {word}?")
    page = await room.gaps.page(SCOPE, WEEK, number=9, size=3)
    assert (page.number, page.pages, page.total, len(page.gaps)) == (2, 3, 7, 1)


async def test_numbers_stay_from_day_to_day_and_after_a_restart(file: Path) -> None:
    clock = Clock()
    async with open_room(file, clock) as room:
        await room.ask(PIGEONS)
        await room.ask(TOLL)
        before = {gap.wordings[0]: gap.number for gap in await gaps(room)}
    clock.now += DAY
    async with open_room(file, clock) as room:
        await room.ask("Which crane fell over?")
        await room.ask("please, who feeds the pigeons at the harbor?")
        after = {gap.number: gap.count for gap in await gaps(room)}
    assert after == {before[PIGEONS]: 2, before[TOLL]: 1, 3: 1}


async def test_two_processes_at_once_place_every_question_once(file: Path) -> None:
    async with open_room(file, Clock()) as one, open_room(file, Clock()) as two:
        for number in range(30):
            await one.ask(f"{PIGEONS[:-1]} number {number % 3}?")
        pages = await asyncio.gather(*(room.gaps.page(SCOPE, WEEK) for room in (one, two)))
        assert pages[0] == pages[1]
        assert sum(gap.count for gap in pages[0].gaps) == 30
        # What one process placed, the other knows the next time.
        await one.ask(TOLL)
        await one.gaps.page(SCOPE, WEEK)
        await two.ask(TOLL.lower())
        assert {gap.count for gap in (await two.gaps.page(SCOPE, WEEK)).gaps} >= {2}


async def test_a_person_who_deletes_takes_the_words_and_leaves_the_count(room: Room) -> None:
    await room.ask(PIGEONS, person="a" * 32)
    assert len(await gaps(room)) == 1
    await SqlPersons(room.database).forget("a" * 32, opt_out=None, at=room.clock.now)
    async with room.database.read() as connection:
        assert (await connection.scalars(text("SELECT words FROM gap_questions"))).all() == [None]
    (gap,) = await gaps(room)
    assert (gap.count, gap.wordings) == (1, ())
    await room.ask(PIGEONS)  # nobody can tell any more that it is the same
    assert sorted(gap.number for gap in await gaps(room)) == [1, 2]


async def test_nothing_of_a_question_is_left_in_the_gaps_when_it_goes_from_the_log(room: Room) -> None:
    entry = await room.ask(PIGEONS, nearest=NEAREST)
    (gap,) = await gaps(room)
    await room.gaps.act(SCOPE, gap.number, GapActKind.REOPEN)
    async with room.database.write() as connection:
        await connection.execute(delete(schema.queries).where(schema.queries.c.id == entry))
        for table in ("gap_questions", "near_misses"):
            assert (await connection.execute(text(f"SELECT * FROM {table}"))).all() == []
    assert await gaps(room) == ()
    await room.ask(PIGEONS)
    (new,) = await gaps(room)
    assert new.number == gap.number + 1  # a number is not given twice
