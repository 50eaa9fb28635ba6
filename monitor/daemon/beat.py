"""The scheduler's beat: APScheduler only ticks; what is due stands in the database.

After the wall clock steps back an interval job would wait until the old time comes round again, so a watchdog on the
monotonic clock compares the two and sets the job right.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor.logs import logger

log = logger("beat")

DRIFT_SECONDS = 2.0
WATCH_SECONDS = 5.0


class Beat:
    """Wakes everyone who waits, every `seconds`."""

    def __init__(
        self,
        seconds: float,
        *,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
        watch_seconds: float = WATCH_SECONDS,
    ) -> None:
        self._seconds = seconds
        self._wall = wall
        self._steady = steady
        self._watch_seconds = watch_seconds
        self._waiting: set[asyncio.Event] = set()
        self.steps = 0

    async def next(self) -> None:
        """Wait for the next beat."""
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            await event.wait()
        finally:
            self._waiting.discard(event)

    async def run(self) -> None:
        """Beat until cancelled."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        job = scheduler.add_job(
            self.wake,
            "interval",
            seconds=self._seconds,
            coalesce=True,
            misfire_grace_time=None,
            max_instances=1,
        )
        scheduler.start()
        try:
            await self._watch(lambda: job.modify(next_run_time=datetime.now(UTC)))
        finally:
            scheduler.shutdown(wait=False)

    async def wake(self) -> None:
        """Wake all who wait."""
        for event in self._waiting:
            event.set()

    async def _watch(self, put_right: Callable[[], object]) -> None:
        offset = self._wall() - self._steady()
        while True:
            await asyncio.sleep(self._watch_seconds)
            drift = self._wall() - self._steady() - offset
            if abs(drift) > DRIFT_SECONDS:
                log.warning("the wall clock stepped; the beat is set right", seconds=round(drift, 1))
                offset += drift
                self.steps += 1
                put_right()
