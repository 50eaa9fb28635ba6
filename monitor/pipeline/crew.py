"""Work under way: tasks that a stage has begun, carried in one task group while the daemon runs.

An error of the database or of the workers within a task is told and forgotten: its rows are still there, leased, and
come again. Any other error ends the stage.
"""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field

from monitor.errors import MonitorError, StorageError, WorkerError
from monitor.logs import logger

log = logger("crew")


@dataclass(slots=True)
class Crew:
    """So many places, and the tasks that hold them."""

    places: int
    held: dict[asyncio.Task[None], int] = field(default_factory=dict)
    failed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def free(self) -> int:
        """Give the number of free places."""
        return self.places - sum(self.held.values())

    def begin(self, work: Coroutine[None, None, None], name: str, places: int = 1) -> None:
        """Begin a piece of work that holds so many places until it ends."""
        task = asyncio.create_task(self._carry(work, name), name=name)
        self.held[task] = places
        task.add_done_callback(self._ended)

    def give_back(self, places: int) -> None:
        """Give back places that the piece of work which calls this needs no longer."""
        task = asyncio.current_task()
        if task in self.held:
            self.held[task] -= places

    async def finish(self) -> None:
        """Wait for all that is under way; raises what a piece of work raised."""
        while self.held:
            await asyncio.gather(*self.held)

    async def run(self) -> None:
        """Stay until cancelled, then cancel what is under way; raises at once what a piece of work raised."""
        try:
            await self.failed.wait()
            await self.finish()
        finally:
            tasks = list(self.held)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and task.exception() is not None:
            self.failed.set()  # it keeps its place, for `finish` to find
        else:
            del self.held[task]

    async def _carry(self, work: Coroutine[None, None, None], name: str) -> None:
        try:
            await work
        except* StorageError as outages:  # a stage's own task group wraps what it raises
            _tell("the database failed; this will be done again", name, outages)
        except* WorkerError as outages:
            _tell("the workers failed; this will be done again", name, outages)


def _tell(what: str, work: str, outages: ExceptionGroup[MonitorError]) -> None:
    log.error(what, work=work, error="; ".join(map(str, outages.exceptions)))
