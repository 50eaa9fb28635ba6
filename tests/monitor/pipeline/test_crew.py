import asyncio

import pytest

from monitor.errors import StorageError, WorkerDied
from monitor.pipeline.crew import Crew


async def test_work_holds_its_places_until_it_ends() -> None:
    crew, gate = Crew(places=5), asyncio.Event()

    async def work() -> None:
        await gate.wait()

    crew.begin(work(), "one", 3)
    assert crew.free == 2
    gate.set()
    await crew.finish()
    assert crew.free == 5


async def test_places_that_are_given_back_early_are_given_back_once() -> None:
    crew, gate = Crew(places=5), asyncio.Event()

    async def work() -> None:
        crew.give_back(2)
        await gate.wait()

    crew.begin(work(), "one", 3)
    await asyncio.sleep(0)
    assert crew.free == 4
    gate.set()
    await crew.finish()
    crew.give_back(1)  # by who holds no places
    assert crew.free == 5


@pytest.mark.parametrize(
    "outage",
    [
        StorageError("disk full"),
        ExceptionGroup("in a group", [StorageError("locked")]),
        WorkerDied("out of memory"),
        ExceptionGroup("both", [StorageError("locked"), WorkerDied("out of memory")]),
    ],
)
async def test_an_outage_of_database_or_workers_is_told_and_survived(outage: Exception) -> None:
    crew = Crew(places=1)

    async def work() -> None:
        raise outage

    crew.begin(work(), "one")
    await crew.finish()
    assert crew.free == 1


async def fault() -> None:
    raise ZeroDivisionError


async def test_any_other_error_reaches_who_waits() -> None:
    crew = Crew(places=2)
    crew.begin(fault(), "one")
    with pytest.raises(ZeroDivisionError):
        await crew.finish()


async def test_any_other_error_ends_the_stage() -> None:
    crew = Crew(places=2)
    stage = asyncio.create_task(crew.run())
    crew.begin(asyncio.sleep(60), "patient")
    crew.begin(fault(), "one")
    with pytest.raises(ZeroDivisionError):
        await asyncio.wait_for(stage, 5)


async def test_a_stopped_stage_cancels_what_is_under_way() -> None:
    crew, ended = Crew(places=2), []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("cancelled")

    stage = asyncio.create_task(crew.run())
    crew.begin(work(), "one")
    await asyncio.sleep(0)
    stage.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(stage, 5)
    assert ended == ["cancelled"]
