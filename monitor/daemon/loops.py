"""The daemon itself: its loops in one task group, woken by one beat, and how they stop.

poll    claim due sources, poll each in a task of its own
read    claim wanted items, read their pages, settle what was coded
clock   let the clock's own rules fire
sight   look whether the sources are seen, and tell where they are not
send    deliver what is queued, at its own pace

A storage error leaves a loop waiting for the next beat: nothing is lost, since every stage begins from rows. Any other
error ends the process loudly.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from monitor.daemon.beat import Beat
from monitor.errors import StorageError
from monitor.logs import logger

log = logger("daemon")


class Stage(Protocol):
    """A stage that can be asked to do what is due."""

    async def step(self) -> int:
        """Begin what is due and say how much that was."""
        ...

    async def run(self) -> None:
        """Carry what was begun, until cancelled; a fault in it ends this too."""
        ...

    async def finish(self) -> None:
        """Wait for what was begun."""
        ...


class Sender(Protocol):
    """Delivers queued copies."""

    async def drain(self) -> int:
        """Send all that is due."""
        ...

    async def run(self, stop: asyncio.Event) -> None:
        """Send what comes due until `stop` is set; end what is under way first."""
        ...

    def wake(self) -> None:
        """Say that there may be new copies."""
        ...


@dataclass(frozen=True, slots=True)
class Daemon:
    """Runs the stages until `stop` is set, or once."""

    polling: Stage
    reading: Stage
    fire_clock_rules: Callable[[], Awaitable[None]]
    sender: Sender
    beat: Beat
    look: Callable[[], Awaitable[int]]  # at the sources; gives how much there is to tell

    async def run(self, stop: asyncio.Event) -> None:
        """Run until `stop` is set; what is under way then is dropped, and begun again from rows next time."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.sender.run(stop), name="send")
            tasks = [
                group.create_task(self.beat.run(), name="beat"),
                group.create_task(self.polling.run(), name="polls"),
                group.create_task(self.reading.run(), name="reads"),
                group.create_task(self._loop("poll", self.polling.step), name="poll"),
                group.create_task(self._loop("read", self.reading.step), name="read"),
                group.create_task(self._loop("clock", self._fire), name="clock"),
                group.create_task(self._loop("sight", self._look), name="sight"),
            ]
            await stop.wait()
            log.info("stopping")
            for task in tasks:
                task.cancel()

    async def once(self) -> None:
        """Poll every due source, read every wanted page, fire due rules and send what is queued; then return.

        Nobody looks at the sources: one poll tells of no silence.
        """
        while await self.polling.step():
            await self.polling.finish()
        while await self.reading.step():
            await self.reading.finish()
        await self.fire_clock_rules()
        await self.sender.drain()

    async def _fire(self) -> int:
        await self.fire_clock_rules()
        self.sender.wake()
        return 0

    async def _look(self) -> int:
        told = await self.look()
        if told:
            self.sender.wake()
        return told

    async def _loop(self, name: str, step: Callable[[], Awaitable[int]]) -> None:
        while True:
            try:
                await step()
            except StorageError as error:
                log.error("the database failed; trying again", loop=name, error=str(error))
            await self.beat.next()
