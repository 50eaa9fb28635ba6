import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from monitor.daemon.beat import Beat
from monitor.daemon.loops import Daemon
from monitor.errors import StorageError


@dataclass
class Counted:
    """A stage that has so much to do, and may fail first."""

    todo: int = 2
    failures: int = 0
    error: type[Exception] = StorageError
    steps: int = 0
    finished: int = 0
    carried: int = 0

    async def step(self) -> int:
        self.steps += 1
        if self.failures:
            self.failures -= 1
            raise self.error("database is locked")
        self.todo -= 1
        return max(0, self.todo)

    async def run(self) -> None:
        self.carried += 1
        await asyncio.Event().wait()

    async def finish(self) -> None:
        self.finished += 1


class Hanging(Counted):
    """A stage whose step never ends."""

    async def step(self) -> int:
        self.steps += 1
        await asyncio.Event().wait()
        return 0

    async def fire(self) -> None:
        await asyncio.Event().wait()


@dataclass
class Told:
    """A sender that notes what is asked of it."""

    told: list[str] = field(default_factory=list)

    async def drain(self) -> int:
        self.told.append("drain")
        return 0

    async def run(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self.told.append("stopped")

    def wake(self) -> None:
        self.told.append("wake")


def daemon(polling: Counted, reading: Counted, sender: Told, sight: Counted | None = None) -> Daemon:
    async def fire() -> None:
        sender.told.append("clock")

    return Daemon(polling, reading, fire, sender, Beat(0.01), sight.step if sight else Counted(todo=1).step)


async def run_until(made: Daemon, done: Callable[[], bool]) -> None:
    """Run a daemon until something holds, then stop it; what ends it early is raised here."""
    stop = asyncio.Event()
    task = asyncio.create_task(made.run(stop))
    async with asyncio.timeout(5):
        while not done() and not task.done():
            await asyncio.sleep(0.01)
        stop.set()
        await task


async def test_once_polls_reads_fires_and_sends_in_this_order() -> None:
    polling, reading, sender = Counted(todo=3), Counted(todo=2), Told()
    await daemon(polling, reading, sender).once()
    assert (polling.steps, polling.finished) == (3, 2)
    assert (reading.steps, reading.finished) == (2, 1)
    assert sender.told == ["clock", "drain"]


async def test_it_runs_until_it_is_told_to_stop_and_lets_the_sender_end() -> None:
    polling, reading, sender = Counted(), Counted(), Told()
    await run_until(daemon(polling, reading, sender), lambda: min(polling.steps, reading.steps) > 2)
    assert (polling.carried, reading.carried) == (1, 1)
    assert {"clock", "wake"} <= set(sender.told)
    assert sender.told[-1] == "stopped"


async def test_once_through_nobody_looks_at_the_sources() -> None:
    sight = Counted()
    await daemon(Counted(), Counted(), Told(), sight).once()
    assert sight.steps == 0


async def test_what_a_look_at_the_sources_finds_is_sent_even_where_all_other_loops_hang() -> None:
    sender, sight, stuck = Told(), Counted(todo=3), Hanging()
    await run_until(Daemon(stuck, stuck, stuck.fire, sender, Beat(0.01), sight.step), lambda: sight.steps > 4)
    assert stuck.steps == 2
    assert sender.told == ["wake", "wake", "stopped"]


async def test_a_failing_database_is_tried_again() -> None:
    polling = Counted(failures=2)
    await run_until(daemon(polling, Counted(), Told()), lambda: polling.steps > 3)
    assert polling.failures == 0


async def test_any_other_error_ends_the_process_loudly() -> None:
    polling = Counted(failures=1, error=ZeroDivisionError)
    with pytest.RaisesGroup(ZeroDivisionError):
        await run_until(daemon(polling, Counted(), Told()), lambda: False)
