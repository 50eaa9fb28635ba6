"""Feeds that wait for a worker: those that come within a moment, or by the time one is free, share its trip.

A trip costs as much as parsing a small feed, and two workers in turn find less in the processor's caches than one.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.domain.model.time import Millis
from monitor.ingest.work import FeedJob, ParsedFeed

FEEDS_A_BATCH = 16  # who shares a trip with a feed that hangs waits for its end
BYTES_A_BATCH = 1_000_000  # a large feed travels alone
PATIENCE: Millis = 50  # how long feeds are held back for company; a feed is polled once in minutes
OVERTIME: Millis = 500  # how long until a worker that parses others is back; most loads take a tenth of it


@dataclass(frozen=True, slots=True)
class WaitingFeed:
    """A feed and who waits for it; a cancelled `answer` is nobody."""

    job: FeedJob
    answer: asyncio.Future[ParsedFeed]

    def settle(self, result: ParsedFeed | BaseException) -> None:
        """Answer, or fail, whoever still waits."""
        if self.answer.done():
            return
        if isinstance(result, BaseException):
            self.answer.set_exception(result)
        else:
            self.answer.set_result(result)


class FeedQueue:
    """The feeds that wait, in the order they came."""

    def __init__(self) -> None:
        self._waiting: list[WaitingFeed] = []

    @property
    def waiting(self) -> bool:
        """Tell whether any feed waits, be it that nobody waits for it any more."""
        return bool(self._waiting)

    @property
    def full(self) -> bool:
        """Tell whether as many wait as can travel together."""
        return len(self._waiting) >= FEEDS_A_BATCH

    def add(self, job: FeedJob) -> asyncio.Future[ParsedFeed]:
        """Have a feed wait; gives what to await."""
        answer: asyncio.Future[ParsedFeed] = asyncio.get_running_loop().create_future()
        self._waiting.append(WaitingFeed(job, answer))
        return answer

    def take(self) -> Sequence[WaitingFeed]:
        """Take one load of the feeds that somebody still waits for."""
        waiting = [feed for feed in self._waiting if not feed.answer.done()]
        share, size = min(FEEDS_A_BATCH, len(waiting)), 0
        for at, feed in enumerate(waiting[:share]):
            size += len(feed.job.body)
            if at and size > BYTES_A_BATCH:
                share = at
                break
        self._waiting = waiting[share:]
        return waiting[:share]
