"""The worker processes, as the pipeline sees them: parse feeds, read pages, code texts.

Jobs go to whichever lane is free, the last used first, so that a quiet daemon runs one process. What happens to a
batch whose worker dies is told in `batch`, which feeds travel together in `feed_queue`.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import TypeVar

from monitor.domain.model.article import Article, TextSource
from monitor.domain.model.lexicon import Lexicon
from monitor.domain.model.time import SECOND, Millis
from monitor.errors import MonitorError, WorkerError
from monitor.ingest.batch import Batch
from monitor.ingest.feed_queue import OVERTIME, PATIENCE, FeedQueue, WaitingFeed
from monitor.ingest.lane import Lane, Program, preload
from monitor.ingest.work import CodeResult, FeedJob, PageJob, PageResult, ParsedFeed

PAGES_A_BATCH = 16  # one by one would halve the gain of a second process
ARTICLES_A_BATCH = 64

_INSIDE = "monitor.ingest.inside"
_CODER = "monitor.domain.classify.coder:Coder"

Job = TypeVar("Job")
Result = TypeVar("Result")


class Workers:
    """So many killable processes; started when first needed, ended by `aclose`."""

    def __init__(self, lexicon: Lexicon, *, count: int, deadline: Millis, memory: int, coder: str = _CODER) -> None:
        """`deadline` is for one feed, page or text, `memory` the address space in bytes; `coder` is "module:class"."""
        preload([_INSIDE])
        program = Program(deadline, memory, f"{_INSIDE}:begin", (lexicon, coder))
        self._lanes = [Lane(program) for _ in range(count)]
        self._free = list(self._lanes)
        self._turns = asyncio.Semaphore(count)  # first come, first served; a queue lets the latest overtake
        self._feeds = FeedQueue()
        self._trips: set[asyncio.Task[None]] = set()
        self._bound: set[asyncio.Task[None]] = set()  # those that have no lane yet
        self._awaited: set[asyncio.Task[None]] = set()  # those whose worker others still wait for
        self._held: asyncio.TimerHandle | None = None  # until when those that wait are held back

    async def parse_feed(self, job: FeedJob) -> ParsedFeed:
        """Parse and triage a feed; raises FeedError for no feed, WorkerError for what kills its worker twice."""
        answer = self._feeds.add(job)
        self._set_out()
        return await answer

    async def read_pages(self, jobs: Sequence[PageJob]) -> tuple[PageResult, ...]:
        """Read pages, results in step with the jobs; of a page that kills its worker the feed's text is coded."""
        results = await self._spread("read_pages", jobs, PAGES_A_BATCH, _unread)
        again = [at for at, result in enumerate(results) if _died(result) and jobs[at].html]
        bare = await self._spread("read_pages", [replace(jobs[at], html=b"") for at in again], PAGES_A_BATCH, _unread)
        for at, result in zip(again, bare, strict=True):
            results[at] = replace(result, failure=results[at].failure)
        return tuple(results)

    async def code(self, articles: Sequence[Article]) -> tuple[CodeResult, ...]:
        """Code texts, results in step with the articles; one that kills its worker has a failure and no coding."""
        return tuple(await self._spread("code", articles, ARTICLES_A_BATCH, _uncoded))

    async def aclose(self) -> None:
        """Kill all workers and wait until they are gone; what is under way fails."""
        await asyncio.gather(*(lane.aclose() for lane in self._lanes))
        while self._feeds.waiting or self._trips:  # all of whom are told so
            self._set_out(hold=False)
            await asyncio.gather(*self._trips)
        self._hold_no_more()

    @asynccontextmanager
    async def _lane(self) -> AsyncIterator[Lane]:
        async with self._turns:
            lane = self._free.pop()
            try:
                yield lane
            finally:
                self._free.append(lane)

    async def _spread(
        self, task: str, jobs: Sequence[Job], size: int, resign: Callable[[Job, WorkerError], Result]
    ) -> list[Result]:
        """Run jobs in batches over the free lanes; results in step."""
        batches = [jobs[at : at + size] for at in range(0, len(jobs), size)]
        async with asyncio.TaskGroup() as group:
            running = [group.create_task(self._batch(task, partial(tuple, batch), resign)) for batch in batches]
        return [result for batch in running for result in batch.result()]

    def _set_out(self, *, hold: bool = True) -> None:
        """Have a trip wait for a lane where feeds wait for a trip, and no more trips than there are lanes.

        What is no full load is held back for a while: others may come along. What would travel beside another trip is
        held back longer, but once only for each: a worker that has started is most likely back by then.
        """
        if not self._feeds.waiting or len(self._bound) == len(self._lanes):
            return
        if hold and (self._awaited or not self._feeds.full):
            patience = OVERTIME if self._awaited else PATIENCE
            self._held = self._held or asyncio.get_running_loop().call_later(patience / SECOND, self._let_go)
            return
        self._hold_no_more()
        trip = asyncio.create_task(self._parse_waiting())  # its own: whoever is cancelled takes no fellow along
        for trips in (self._trips, self._bound, self._awaited):
            trips.add(trip)
        trip.add_done_callback(self._come_back)

    def _come_back(self, trip: asyncio.Task[None]) -> None:
        for trips in (self._trips, self._bound, self._awaited):
            trips.discard(trip)
        if not self._awaited:
            self._hold_no_more()  # what was held back for this trip's sake
        self._set_out()

    def _let_go(self) -> None:
        self._awaited.clear()
        self._hold_no_more()
        self._set_out(hold=False)

    def _hold_no_more(self) -> None:
        if self._held is not None:
            self._held.cancel()
            self._held = None

    async def _parse_waiting(self) -> None:
        """Parse the feeds that wait by the time a lane is free: none where another trip has taken them all."""
        taken: list[WaitingFeed] = []
        trip = asyncio.current_task()

        def take() -> Sequence[FeedJob]:
            self._bound -= {trip}
            taken.extend(self._feeds.take())
            self._set_out()
            return [feed.job for feed in taken]

        batch: Awaitable[list[ParsedFeed | MonitorError]] = self._batch("parse_feeds", take, lambda _, error: error)
        (results,) = await asyncio.gather(batch, return_exceptions=True)  # whatever it is, whoever waits must hear it
        for at, feed in enumerate(taken):
            feed.settle(results if isinstance(results, BaseException) else results[at])

    async def _batch(
        self, task: str, take: Callable[[], Sequence[Job]], resign: Callable[[Job, WorkerError], Result]
    ) -> list[Result]:
        """Run one batch, taken when its first turn comes, until every job has a result, the culprits' by `resign`."""
        batch: Batch[Job, Result] | None = None
        while batch is None or not batch.done:
            async with self._lane() as lane:  # whoever waits comes in between: a batch of culprits keeps no lane
                batch = batch or Batch(f"{_INSIDE}:{task}", take(), resign)
                await batch.attempt(lane)
        return batch.results()


def _unread(job: PageJob, error: WorkerError) -> PageResult:
    article = Article(
        id=job.item_id,
        title=job.title,
        text=job.summary,
        url=job.url,
        lang=job.lang,
        published=job.published,
        precision=job.precision,
        publisher=job.publisher,
    )
    return PageResult(job.item_id, job.revision, article, TextSource.FEED, failure=f"the page was given up: {error}")


def _died(result: PageResult) -> bool:
    return result.coding is None and result.skip is None


def _uncoded(article: Article, error: WorkerError) -> CodeResult:
    return CodeResult(article.id, failure=f"the text was given up: {error}")
