"""The polls' way into the database: those that wait together go in one commit, and so do those that come meanwhile.

A commit waits for the disk, so many polls together cost little more than one: each waits a moment for company. What is
lost if the process dies or is stopped meanwhile is had again, for its source is still due. A poll of an unchanged feed
waits longer: nobody misses it.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from monitor.domain.ports import Poll
from monitor.errors import DatabaseInUse, DatabaseUnusable

NEWS_SECONDS = 0.05  # nobody notices, and the feeds of one trip to a worker come within it
IDLE_SECONDS = 0.25  # holds a place of the crew, so not longer

Waiting: TypeAlias = tuple[Poll, asyncio.Future[None]]


class PollStore(Protocol):
    """What the ledger needs of the store."""

    async def record_polls(self, polls: Sequence[Poll]) -> None:
        """Write polls in one commit."""
        ...


@dataclass(slots=True)
class PollLedger:
    """Puts polls on record."""

    store: PollStore
    waiting: list[Waiting] = field(default_factory=list)
    writing: asyncio.Task[None] | None = None
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def record(self, poll: Poll) -> None:
        """Put a poll on record; raises what its commit raised.

        One that is cancelled before its commit has begun is not written.
        """
        recorded: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting.append((poll, recorded))
        if not poll.unchanged:
            self.news.set()
        if self.writing is None:
            self.writing = asyncio.create_task(self._write(), name="record polls")
        await recorded

    async def _write(self) -> None:
        try:
            while self.waiting:
                await self._company()
                await self._write_waiting()
        finally:
            self.writing = None

    async def _write_waiting(self) -> None:
        due = [(poll, recorded) for poll, recorded in self.waiting if not recorded.done()]
        self.waiting = []
        self.news.clear()
        error = await self._commit(due) if due else None
        alone = error is None or isinstance(error, DatabaseInUse | DatabaseUnusable) or len(due) == 1
        for waiting in due:  # an error that is not the database's own may be one poll's: the others go without it
            _settle(waiting, error if alone else await self._commit([waiting]))

    async def _company(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(IDLE_SECONDS):
                await self.news.wait()
                await asyncio.sleep(NEWS_SECONDS)

    async def _commit(self, due: Sequence[Waiting]) -> BaseException | None:
        """Write polls in one commit; gives its error back, since each of those who wait must hear it."""
        commit = self.store.record_polls([poll for poll, _ in due])
        (error,) = await asyncio.gather(commit, return_exceptions=True)
        return error


def _settle(waiting: Waiting, error: BaseException | None) -> None:
    _, recorded = waiting
    if recorded.done():
        return
    if error is None:
        recorded.set_result(None)
    else:
        recorded.set_exception(error)
