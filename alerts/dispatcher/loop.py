"""Finds out what is due and starts it; what happens to a single copy is in `courier.py`."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import TypeAlias
from weakref import WeakValueDictionary

from alerts.dispatcher.courier import Courier, Lane, safe
from alerts.dispatcher.pace import Pace
from alerts.errors import OutboxUnavailable
from alerts.model import OutboxRow
from alerts.ports import Channel, Outbox

log = logging.getLogger(__name__)

_LaneKey: TypeAlias = tuple[str, str, str]  # channel, recipient, thread


class Dispatcher:
    """Delivers what is due, now (`drain`) or for as long as the daemon lives (`run`).

    `clock` gives milliseconds UTC. `outages` are the outbox's errors that pass by themselves (disk full, locked): they
    are waited out; every other error of the outbox stops the dispatcher loudly.
    """

    def __init__(
        self,
        outbox: Outbox,
        channels: Sequence[Channel],
        clock: Callable[[], int],
        *,
        pace: Pace | None = None,
        outages: tuple[type[Exception], ...] = (OutboxUnavailable,),
    ) -> None:
        self._outbox = outbox
        self._clock = clock
        self._pace = pace or Pace()
        self._outages = outages
        self._courier = Courier(outbox, channels, clock, self._pace, outages)
        self._lanes: WeakValueDictionary[_LaneKey, Lane] = WeakValueDictionary()
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._stirred = asyncio.Event()

    def wake(self) -> None:
        """Say that new copies are in the outbox."""
        self._stirred.set()

    async def drain(self) -> int:
        """Send all that is due and give the number of outcomes recorded."""
        before = self._courier.attempts
        async with asyncio.TaskGroup() as group:
            while await self._start_due(group):
                await asyncio.wait(self._under_way.values(), return_when=asyncio.FIRST_COMPLETED)
        return self._courier.attempts - before

    async def run(self, stop: asyncio.Event) -> None:
        """Send what comes due until `stop` is set; then let sends under way end, within the grace."""
        self._courier.stopping = False
        async with asyncio.TaskGroup() as group:
            group.create_task(self._wake_at(stop))
            while not stop.is_set():
                self._stirred.clear()
                await self._start_due(group)
                await self._rest(await self._next_due())
            await self._wind_up()

    async def aclose(self) -> None:
        """Close the channels."""
        await self._courier.aclose()

    async def _start_due(self, group: asyncio.TaskGroup) -> int:
        """Claim due copies up to the room there is and start them; give how many are under way."""
        while (room := self._pace.in_flight - len(self._under_way)) > 0:
            now = self._clock()
            lease_until = now + self._pace.lease
            try:
                claimed = await self._outbox.claim_copies(now, lease_until, room)
            except self._outages as error:
                log.error("the outbox cannot be read, trying again: %s", safe(error))
                break
            if not self._start(group, claimed, lease_until):
                break
        return len(self._under_way)

    def _start(self, group: asyncio.TaskGroup, claimed: Iterable[OutboxRow], lease_until: int) -> int:
        # A copy whose lease ran out during its own send (a suspended machine) is claimed again: not started twice.
        fresh = [row for row in claimed if row.id not in self._under_way]
        for row in fresh:
            key = (row.address.channel, row.address.recipient, row.alert.thread)
            lane = self._lanes.setdefault(key, Lane())
            self._under_way[row.id] = group.create_task(self._carry(row, lane, lease_until))
        return len(fresh)

    async def _carry(self, row: OutboxRow, lane: Lane, lease_until: int) -> None:
        try:
            await self._courier.carry(row, lane, lease_until)
        finally:
            del self._under_way[row.id]
            self._stirred.set()

    async def _next_due(self) -> int | None:
        with suppress(*self._outages):
            return await self._outbox.next_copy_at()
        return None

    async def _rest(self, due: int | None) -> None:
        """Sleep until the next copy is due or something stirs; never long, as clocks step and disks heal."""
        pace = self._pace
        wanted = pace.longest_rest if due is None else (due - self._clock()) / 1_000
        with suppress(TimeoutError):
            async with asyncio.timeout(min(max(wanted, pace.shortest_rest), pace.longest_rest)):
                await self._stirred.wait()

    async def _wake_at(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self.wake()

    async def _wind_up(self) -> None:
        """Give sends under way their grace, then cut them off: their leases end, and they are sent again."""
        self._courier.stopping = True
        if self._under_way:
            _, late = await asyncio.wait(self._under_way.values(), timeout=self._pace.grace)
            for task in late:
                task.cancel()
