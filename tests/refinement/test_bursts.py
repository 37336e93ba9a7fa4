"""A rumour is told once: when far more people ask the same in vain than chance would bring."""

import asyncio
import math
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Community, CommunityKind, GapActKind
from bot.ports import Surge
from bot.refinement.bursts import BurstConfig, expect, poisson_tail
from tests.refinement.room import SCOPE, WELL, Clock, Room, ask_all, open_room

CRACK = "Did the harbour bridge crack?"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
GUILDS = frozenset({"7"})


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with open_room(tmp_path / "storydesk.db", Clock()) as room:
        yield room


def rush(people: int) -> list[timedelta]:
    return [number * MINUTE for number in range(1, people + 1)]


async def test_a_rush_is_told_once_and_again_only_after_a_quiet_day(room: Room) -> None:
    await ask_all(room, CRACK, rush(7))
    assert await room.watch.look(GUILDS) == []
    await ask_all(room, CRACK.lower(), [MINUTE] * 8)
    (burst,) = await room.watch.look(GUILDS)
    assert (burst.scope, burst.asked, burst.gap.wordings[0]) == (SCOPE, 8, CRACK)
    assert burst.expected < 1
    for _ in range(30):  # it goes on
        room.clock.now += timedelta(minutes=50)
        await ask_all(room, CRACK, rush(9))
        assert await room.watch.look(GUILDS) == []
    room.clock.now += 40 * DAY
    await ask_all(room, CRACK, rush(15))
    assert len(await room.watch.look(GUILDS)) == 1


async def test_of_many_processes_that_look_at_once_one_tells(tmp_path: Path) -> None:
    file = tmp_path / "storydesk.db"
    async with open_room(file, Clock()) as one, open_room(file, Clock()) as two:
        await ask_all(one, CRACK, rush(12))
        found = await asyncio.gather(*(room.watch.look(GUILDS) for room in (one, two, one, two)))
        assert sum(map(len, found)) == 1


async def test_one_person_who_asks_and_asks_is_no_rumour(room: Room) -> None:
    for ago in rush(20):
        await room.ask(CRACK, ago=ago, person="a" * 32)
    assert await room.watch.look(GUILDS) == []


async def test_what_is_asked_as_often_as_ever_is_no_burst(room: Room) -> None:
    await ask_all(room, CRACK, [DAY + hour * timedelta(hours=1) / 10 for hour in range(2000)])
    await ask_all(room, CRACK, rush(10))
    assert await room.watch.look(GUILDS) == []


@pytest.mark.parametrize(
    "fields",
    [WELL, {"stated": True}, {"community": Community(CommunityKind.GUILD, "8")}],
    ids=["answered", "with a statement", "in another server"],
)
async def test_what_needs_no_word_of_these_moderators_is_not_told(room: Room, fields: dict[str, Any]) -> None:
    for number, ago in enumerate(rush(20)):
        await room.ask(CRACK, ago=ago, person=f"{number:032x}", **fields)
    assert await room.watch.look(GUILDS) == []


async def test_what_is_out_of_scope_is_not_told(room: Room) -> None:
    await ask_all(room, CRACK, [2 * DAY])
    await room.gaps.page(SCOPE, None)
    await room.gaps.act(SCOPE, 1, GapActKind.OUT_OF_SCOPE)
    await ask_all(room, CRACK, rush(20))
    assert await room.watch.look(GUILDS) == []


async def test_the_settings_say_how_many_within_how_long(tmp_path: Path) -> None:
    config = BurstConfig(window=10 * MINUTE, least=3, chance=0.5)
    async with open_room(tmp_path / "storydesk.db", Clock(), config) as room:
        await ask_all(room, CRACK, [MINUTE, 2 * MINUTE, 11 * MINUTE])
        assert await room.watch.look(GUILDS) == []
        await room.ask(CRACK, person="f" * 32)
        assert len(await room.watch.look(GUILDS)) == 1


def test_a_busy_hour_raises_what_is_expected() -> None:
    quiet = Surge(1, recent=10, recent_of_all=10, before=20, before_of_all=200)
    busy = Surge(1, recent=10, recent_of_all=100, before=20, before_of_all=200)
    assert expect(busy, 0.01) == pytest.approx(10 * expect(quiet, 0.01))


@given(st.integers(0, 200), st.floats(1e-6, 300))
def test_the_tail_is_one_less_the_sum_below_it(least: int, expected: float) -> None:
    below = sum(math.exp(k * math.log(expected) - expected - math.lgamma(k + 1)) for k in range(least))
    assert poisson_tail(least, expected) == pytest.approx(1 - below, abs=1e-9)


def test_a_small_tail_keeps_its_precision() -> None:
    by_scipy = 2.435465429925308e-25  # its survival function of 19, with a mean of .5
    assert poisson_tail(20, 0.5) == pytest.approx(by_scipy, rel=1e-9)
