import asyncio

import pytest

from monitor.daemon.beat import Beat


async def beaten(beat: Beat, times: int) -> int:
    for _ in range(times):
        await asyncio.wait_for(beat.next(), 5)
    return times


async def running(beat: Beat, times: int) -> int:
    task = asyncio.create_task(beat.run())
    try:
        return await beaten(beat, times)
    finally:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_it_wakes_all_who_wait() -> None:
    beat = Beat(0.02)
    waiting = asyncio.gather(beaten(beat, 2), beaten(beat, 2))
    assert await running(beat, 3) == 3
    assert await waiting == [2, 2]


async def test_a_step_of_the_wall_clock_is_seen_and_set_right() -> None:
    wall = iter([1000.0, 1000.0 - 3600.0])
    beat = Beat(0.02, wall=lambda: next(wall, 1000.0 - 3600.0), steady=lambda: 5.0, watch_seconds=0.01)
    await running(beat, 3)
    assert beat.steps == 1


async def test_one_who_gives_up_waiting_is_forgotten() -> None:
    beat = Beat(60)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(beat.next(), 0.01)
    await beat.wake()
    assert beat.steps == 0
