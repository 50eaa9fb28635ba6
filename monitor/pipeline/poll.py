"""The first stage: one source from claim to stored items.

claim -> fetch -> parse and triage (in a worker) -> entries not seen before, each with a verdict -> one commit, in which
what is stored already changes nothing. Every poll is a task of its own, so that no publisher delays another; what goes
wrong stands in the source's record.
"""

from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus
from typing import Protocol

from monitor.clock import Clock
from monitor.domain.model.time import Millis
from monitor.domain.ports import ClaimedSource, Poll, SourceStore
from monitor.errors import FeedError, FetchError, FetchKind, MonitorError, Unforeseen, WorkerError
from monitor.ingest.fetch import Fetched, Fetcher
from monitor.ingest.schedule import HARD, Asked, count_failures, next_poll
from monitor.ingest.work import FeedJob, ParsedFeed
from monitor.logs import logger
from monitor.pipeline.crew import Crew
from monitor.pipeline.guard import guard
from monitor.pipeline.ledger import PollLedger

log = logger("poll")

LEASE_SECONDS = 120.0
UNCHANGED = ParsedFeed("", ())  # stands for a body that need not be parsed


class FeedWorkers(Protocol):
    """What polling needs of the worker processes."""

    async def parse_feed(self, job: FeedJob) -> ParsedFeed:
        """Parse and triage a fetched feed."""
        ...


@dataclass(frozen=True, slots=True)
class FeedLimits:
    """How long one fetch may take (milliseconds) and how large its decoded body may be (bytes)."""

    deadline: Millis = 30_000
    size: int = 5_000_000


@dataclass(slots=True)
class Polling:
    """Polls every source that is due, as many at a time as its crew has places."""

    store: SourceStore
    fetcher: Fetcher
    workers: FeedWorkers
    clock: Clock
    limits: FeedLimits = FeedLimits()
    crew: Crew = field(default_factory=lambda: Crew(places=64))
    ledger: PollLedger = field(init=False)
    under_way: set[int] = field(init=False, default_factory=set)  # ids of sources

    def __post_init__(self) -> None:
        """Open the ledger."""
        self.ledger = PollLedger(self.store)

    async def step(self) -> int:
        """Begin the polls that are due, as many as there are free places.

        A source whose poll outlasted its lease is claimed anew, but not polled twice at a time.
        """
        free = self.crew.free
        due = await self.store.claim_sources(self.clock.now(), self.clock.after(LEASE_SECONDS), free) if free else ()
        for claimed in due:
            if claimed.id not in self.under_way:
                self.crew.begin(self.poll(claimed), f"poll {claimed.source.url}")
        return len(due)

    async def finish(self) -> None:
        """Wait for the polls that are under way."""
        await self.crew.finish()

    async def run(self) -> None:
        """Carry the polls under way until cancelled."""
        await self.crew.run()

    async def poll(self, claimed: ClaimedSource) -> None:
        """Poll one source and put the result on record, whatever it is."""
        self.under_way.add(claimed.id)
        try:
            await self.ledger.record(await self._result(claimed))
        finally:
            self.under_way.discard(claimed.id)

    async def _result(self, claimed: ClaimedSource) -> Poll:
        try:
            return await guard(self._read(claimed), claimed.source.url)
        except (FetchError, FeedError, WorkerError, Unforeseen) as error:
            poll = self._failed(claimed, error)
            log.warning("a source failed", source=claimed.source.title, url=claimed.source.url, error=poll.error)
            return poll

    async def _read(self, claimed: ClaimedSource) -> Poll:
        fetched = await self.fetcher.fetch(
            claimed.source.url,
            etag=claimed.etag,
            last_modified=claimed.last_modified,
            deadline=self.limits.deadline,
            limit=self.limits.size,
            now=self.clock.now(),
            recurring=True,
        )
        body_hash = claimed.body_hash if fetched.status == HTTPStatus.NOT_MODIFIED else _hash(fetched.body)
        if body_hash == claimed.body_hash:
            return self._good(claimed, fetched, body_hash)
        url, now = claimed.source.url, self.clock.now()
        job = FeedJob(fetched.body, fetched.content_type, fetched.url, url, claimed.seen, now)
        parsed = await self.workers.parse_feed(job)
        return self._good(claimed, fetched, body_hash, parsed)

    def _good(self, claimed: ClaimedSource, fetched: Fetched, body_hash: str, parsed: ParsedFeed = UNCHANGED) -> Poll:
        now = self.clock.now()
        asked = Asked(max_age=fetched.max_age, retry_after=fetched.retry_after, ttl=parsed.pace.ttl)
        return Poll(
            source_id=claimed.id,
            polled_at=now,
            next_poll_at=next_poll(now, claimed.source.interval, 0.0, asked, seed=claimed.source.url),
            etag=fetched.etag,
            last_modified=fetched.last_modified,
            body_hash=body_hash,
            unchanged=parsed is UNCHANGED,
            overlap=parsed.overlap or not claimed.baselined,  # a first poll has nothing before it to look up
            seen=parsed.seen,
            oldest=min([new.published for new in parsed.items if new.published is not None], default=None),
            items=parsed.items,
        )

    def _failed(self, claimed: ClaimedSource, error: MonitorError) -> Poll:
        now = self.clock.now()
        asked, weight = Asked(), HARD  # a body that is no feed is the publisher's lasting fault
        if isinstance(error, FetchError):
            asked, weight = Asked(retry_after=error.retry_after, gone=error.kind is FetchKind.GONE), error.weight
        failures = count_failures(claimed.failures, weight)
        return Poll(
            source_id=claimed.id,
            polled_at=now,
            next_poll_at=next_poll(now, claimed.source.interval, failures, asked, seed=claimed.source.url),
            etag=claimed.etag,
            last_modified=claimed.last_modified,
            body_hash=claimed.body_hash,
            failures=failures,
            error=str(error),
        )


def _hash(body: bytes) -> str:
    return sha256(body).hexdigest()[:32]
