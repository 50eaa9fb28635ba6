"""The worker processes, as the pipeline sees them: parse feeds, read pages, code texts.

Jobs go to whichever lane is free, the last used first, so that a quiet daemon runs one process. A batch whose worker
dies is run again without the piece it died in; nothing else is lost.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TypeVar, cast

from monitor.domain.model.article import Article, TextSource
from monitor.domain.model.lexicon import Lexicon
from monitor.domain.model.time import Millis
from monitor.errors import WorkerDied, WorkerError
from monitor.ingest.lane import Lane, Program, preload
from monitor.ingest.work import CodeResult, PageJob, PageResult, ParsedFeed

PAGES_A_BATCH = 16  # one by one would halve the gain of a second process
ARTICLES_A_BATCH = 64
STRIKES = 2  # a worker that dies may have been killed from outside: its piece gets a second try

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

    async def parse_feed(self, body: bytes, content_type: str, url: str, *, now: Millis | None = None) -> ParsedFeed:
        """Parse and triage a feed's body; raises FeedError for no feed, WorkerError for what kills its worker twice."""
        async with self._lane() as lane:
            task = (f"{_INSIDE}:parse_feed", body, content_type, url, now)
            try:
                parsed = await lane.run(*task)
            except WorkerDied:
                parsed = await lane.run(*task)
        return cast("ParsedFeed", parsed)

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
            running = [group.create_task(self._batch(task, batch, resign)) for batch in batches]
        return [result for batch in running for result in batch.result()]

    async def _batch(
        self, task: str, jobs: Sequence[Job], resign: Callable[[Job, WorkerError], Result]
    ) -> list[Result]:
        """Run one batch until every job has a result, the culprits' by `resign`."""
        resigned: dict[int, Result] = {}
        strikes: Counter[int] = Counter()
        while todo := [at for at in range(len(jobs)) if at not in resigned]:
            async with self._lane() as lane:  # whoever waits comes in between: a batch of culprits keeps no lane
                try:
                    done = await lane.run(f"{_INSIDE}:{task}", tuple(jobs[at] for at in todo), pieces=len(todo))
                    results = dict(zip(todo, cast("Sequence[Result]", done), strict=True)) | resigned
                    return [results[at] for at in range(len(jobs))]
                except WorkerError as error:
                    culprit = _culprit(todo, lane.pieces_begun())
                    strikes[culprit] += 1
                    if lane.closed or (culprit < 0 and strikes[culprit] >= STRIKES):
                        raise
                    if culprit >= 0 and (strikes[culprit] >= STRIKES or not isinstance(error, WorkerDied)):
                        resigned[culprit] = resign(jobs[culprit], error)
        return [resigned[at] for at in range(len(jobs))]


def _culprit(todo: Sequence[int], begun: int) -> int:
    """Give the job that was begun last, -1 where none was."""
    return todo[begun - 1] if 0 < begun <= len(todo) else -1


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
