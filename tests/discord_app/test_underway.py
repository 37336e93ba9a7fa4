import asyncio

import pytest

from bot.discord_app.underway import Underway


async def test_nothing_under_way_is_not_waited_for() -> None:
    assert await Underway().wait(0)


async def test_the_wait_ends_with_the_last_work() -> None:
    underway = Underway()
    with underway.one_more():
        with underway.one_more():
            assert not await underway.wait(0)
        assert not await underway.wait(0)
        waiting = asyncio.create_task(underway.wait(5))
        await asyncio.sleep(0)
        assert not waiting.done()
    assert await waiting


async def test_work_that_fails_is_over_too() -> None:
    underway = Underway()
    with pytest.raises(ZeroDivisionError), underway.one_more():
        raise ZeroDivisionError
    assert await underway.wait(0)
