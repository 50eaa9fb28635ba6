"""The second stage: wanted items to coded articles.

claim -> fetch the page -> extract and code (in a worker, in batches) -> file -> settle. A page that cannot be had holds
nothing up: the feed's own text is coded instead, and the failure goes on record beside it.
"""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Protocol, TypeVar

from monitor.clock import Clock
from monitor.domain.filing import file_reports
from monitor.domain.model.article import SkipReason
from monitor.domain.model.time import Millis
from monitor.domain.ports import CodedArticle, WantedItem
from monitor.errors import FetchError, Unforeseen
from monitor.ingest.fetch import Fetcher
from monitor.ingest.work import PageJob, PageResult
from monitor.logs import logger
from monitor.pipeline.crew import Crew
from monitor.pipeline.guard import guard
from monitor.pipeline.settle import Settler

log = logger("read")

LEASE_SECONDS = 600.0
GATHER_SECONDS = 0.25  # how long the first page of a batch waits for company
BATCH = 16  # one page at a time would halve the gain of the second core


class PageWorkers(Protocol):
    """What reading needs of the worker processes."""

    async def read_pages(self, jobs: Sequence[PageJob]) -> tuple[PageResult, ...]:
        """Extract and code fetched pages."""
        ...


@dataclass(frozen=True, slots=True)
class PageLimits:
    """How long one fetch may take (milliseconds) and how large its decoded body may be (bytes)."""

    deadline: Millis = 20_000
    size: int = 3_000_000


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads every wanted item, as many at a time as its crew has places."""

    fetcher: Fetcher
    workers: PageWorkers
    settler: Settler
    clock: Clock
    limits: PageLimits = PageLimits()
    crew: Crew = field(default_factory=lambda: Crew(places=64))

    async def step(self) -> int:
        """Begin to read the items that are wanted, as many as there are free places."""
        free = self.crew.free
        claim = self.settler.store.claim_items
        wanted = await claim(self.clock.now(), self.clock.after(LEASE_SECONDS), free) if free else ()
        if wanted:
            self.crew.begin(self.read(wanted), f"read {len(wanted)} items", len(wanted))
        return len(wanted)

    async def finish(self) -> None:
        """Wait for the items that are under way."""
        await self.crew.finish()

    async def run(self) -> None:
        """Carry the items under way until cancelled."""
        await self.crew.run()

    async def read(self, wanted: Sequence[WantedItem]) -> None:
        """Fetch, code and settle these items; those whose pages come first are settled first."""
        async with asyncio.TaskGroup() as group:
            pending = {group.create_task(self._page(item)) for item in wanted}
            while pending:
                done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
                if pending:
                    more, pending = await asyncio.wait(pending, timeout=GATHER_SECONDS)
                    done |= more
                for batch in _batches((task.result() for task in done), BATCH):
                    await self._settle(batch)

    async def _page(self, item: WantedItem) -> tuple[WantedItem, PageJob, str]:
        body, kind, url, failure = b"", "", item.item.link, ""
        try:
            if item.item.link:
                page = await self.fetcher.fetch(
                    item.item.link, deadline=self.limits.deadline, limit=self.limits.size, now=self.clock.now()
                )
                body, kind, url = page.body, page.content_type, page.url
        except FetchError as error:
            failure = str(error)
            log.warning("a page could not be read; its feed's text is coded", url=item.item.link, error=failure)
        return item, _job(item, url, body, kind, self.clock.now()), failure

    async def _settle(self, batch: Sequence[tuple[WantedItem, PageJob, str]]) -> None:
        results = await self.workers.read_pages([job for _, job, _ in batch])
        coded = (_coded(item, result, failure) for (item, _, failure), result in zip(batch, results, strict=True))
        await self._commit(tuple(coded))
        self.crew.give_back(len(batch))  # so that a slow page holds up its own place alone

    async def _commit(self, coded: tuple[CodedArticle, ...]) -> None:
        """Settle a batch; where that meets a bug, the articles one by one, the culprit's text without its reports."""
        try:
            await guard(self.settler.settle(coded), ", ".join(one.article.url for one in coded))
        except Unforeseen as error:
            if len(coded) > 1:
                for one in coded:
                    await self._commit((one,))
            else:
                await self.settler.settle((replace(coded[0], reports=(), watches=(), failure=str(error)),))


def _job(item: WantedItem, url: str, body: bytes, kind: str, now: Millis) -> PageJob:
    return PageJob(
        item_id=item.id,
        revision=item.revision,
        url=url,
        html=body,
        content_type=kind,
        title=item.item.title,
        summary=item.item.summary,
        published=item.item.published,
        precision=item.item.precision,
        lang=item.source.language,
        publisher=item.source.owner,
        fetched_at=now,
    )


def _coded(item: WantedItem, result: PageResult, failure: str) -> CodedArticle:
    article, coding = result.article, result.coding
    if item.revision > 1 and article.published is not None:  # an edit is a new report, of the day it came up
        article = replace(article, published=max(article.published, item.first_seen))
    reports = file_reports(article, coding, first_seen=item.first_seen, muted=item.muted) if coding else ()
    return CodedArticle(
        article=article,
        revision=item.revision,
        content_hash=item.content_hash,
        text_source=result.text_source,
        first_seen=item.first_seen,
        muted=item.muted,
        coding=coding,
        reports=reports,
        watches=((),) * len(reports),
        skip=result.skip if coding or result.skip else SkipReason.NO_TEXT,
        failure=failure or result.failure,
    )


Thing = TypeVar("Thing")


def _batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch
