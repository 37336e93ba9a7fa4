import time

import pytest

from bot.discord_app.cooldown import Cooldown, Cooldowns
from bot.domain import Community, CommunityKind


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_so_many_questions_are_free_and_the_next_one_waits(clock: list[float]) -> None:
    cooldown = Cooldown(3, 30)
    assert [cooldown.take(1) for _ in range(4)] == [0, 0, 0, 30]
    clock[0] = 10
    assert cooldown.take(1) == 20
    assert cooldown.take(2) == 0
    clock[0] = 31
    assert cooldown.take(1) == 0


def test_no_seconds_mean_no_limit() -> None:
    cooldown = Cooldown(1, 0)
    assert [cooldown.take(1) for _ in range(50)] == [0] * 50


def test_a_person_is_told_once_in_a_while(clock: list[float]) -> None:
    cooldown = Cooldown(1, 30)
    assert [cooldown.is_first_refusal(1), cooldown.is_first_refusal(1)] == [True, False]
    assert cooldown.is_first_refusal(2)
    clock[0] = 31
    assert cooldown.is_first_refusal(1)


def test_bots_do_not_share_their_counts() -> None:
    first, second = Cooldown(1, 30), Cooldown(1, 30)
    first.take(1)
    assert first.take(1) > 0
    assert second.take(1) == 0


def test_each_community_has_its_own_count_and_another_pace_begins_anew() -> None:
    here, there = (Community(CommunityKind.GUILD, id_) for id_ in "12")
    cooldowns = Cooldowns()
    assert cooldowns.at(here, 1, 30).take(1) == 0
    assert cooldowns.at(here, 1, 30).take(1) > 0
    assert cooldowns.at(there, 1, 30).take(1) == 0
    assert cooldowns.at(here, 2, 30).take(1) == 0
