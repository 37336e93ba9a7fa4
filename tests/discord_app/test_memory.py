import time

import pytest

from bot.discord_app.memory import Memory


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_what_was_used_longest_ago_makes_room() -> None:
    memory: Memory[str, int] = Memory(most=2)
    memory.put("a", 1)
    memory.put("b", 2)
    assert memory.get("a") == 1
    memory.put("c", 3)
    assert [memory.get(key) for key in "abc"] == [1, None, 3]


def test_what_has_expired_is_forgotten_though_nobody_asks_for_it(clock: list[float]) -> None:
    memory: Memory[str, int] = Memory(most=9, seconds=10)
    memory.put("a", 1)
    clock[0] = 5
    memory.put("b", 2)
    clock[0] = 11
    assert memory.get("a") is None
    memory.put("a", 3)
    clock[0] = 16
    memory.put("c", 4)
    assert list(memory._kept) == ["a", "c"]
