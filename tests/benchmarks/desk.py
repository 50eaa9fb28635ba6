"""Our program as its daemon puts it together: real settings, store, workers, fetcher; only the clock is set by hand."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from alerts.addresses import AddressPolicy
from alerts.http import GuardedTransport
from monitor.app.channels import enqueue_for, open_channels, user_agent
from monitor.app.parts import Parts, open_parts
from monitor.domain.model.time import HOUR, Millis
from monitor.ingest.fetch import Fetcher
from monitor.ingest.work import FeedJob, PageJob
from monitor.ingest.workers import PAGES_A_BATCH
from monitor.logs import configure_logs
from monitor.pipeline.poll import FeedLimits, Polling
from monitor.pipeline.read import PageLimits, Reading
from monitor.settings import Settings, load_settings
from tests.benchmarks.made_feeds import START

CONFIG = """
[storage]
path = "bench.db"
[network]
allowed_networks = ["127.0.0.0/8"]
[log]
level = "info"
format = "json"
"""
SOURCE = """
[[sources]]
url = {url}
title = "Feed {number}"
owner = "Owner {number}"
language = "en"
interval = "30m"
"""
WARM_BODY = b"<rss version='2.0'><channel><title>W</title><item><title>A truce holds</title></item></channel></rss>"
WARM_FEED = FeedJob(WARM_BODY, "", "http://warm.invalid/", "http://warm.invalid/")
WARM_TEXT = b"<p>The truce between the two militias held for a third day, an official said on Monday.</p>" * 5
WARM_JOB = PageJob("", 1, "", b"<html><body><article>%s</article></body></html>" % WARM_TEXT, "", "A truce holds", "")


@dataclass
class HandClock:
    """A clock that is set by hand."""

    at: Millis = START

    def now(self) -> Millis:
        return self.at

    def after(self, seconds: float) -> Millis:
        return self.at + round(seconds * 1000)


@dataclass
class Desk:
    """The stages, and what they work on."""

    settings: Settings
    parts: Parts
    clock: HandClock
    polling: Polling
    reading: Reading

    async def warm_up(self, url: str) -> None:
        """Do everything once: all workers, a feed and its pages; a daemon has long done that."""
        workers = self.parts.workers
        lanes = range(self.settings.workers.count)
        await asyncio.gather(*(workers.parse_feed(WARM_FEED) for _ in lanes))
        await workers.read_pages([replace(WARM_JOB, item_id=str(n)) for n in range(PAGES_A_BATCH * len(lanes))])
        await self.follow([url])
        await self.poll()
        await self.read()

    async def poll(self) -> None:
        """Poll every source once, as many at once as the daemon does; time has passed, so all of them are due."""
        self.clock.at += 2 * HOUR
        while await self.polling.step():
            await self.polling.finish()

    async def read(self) -> None:
        """Read every wanted page."""
        while await self.reading.step():
            await self.reading.finish()

    async def follow(self, urls: Sequence[str]) -> None:
        """Follow these of the configured sources."""
        followed = [source for source in self.settings.sources if source.url in urls]
        await self.parts.store.sync_sources(followed, self.clock.now())

    async def check(self, sources: int, items: int) -> None:
        """Fail where a source was not polled well or an item is not stored: the figures would mean nothing."""
        status = await self.parts.store.status(self.clock.now())
        found = status.sources_ok, sum(status.items.values())
        if found != (sources, items):
            raise SystemExit(f"{found} sources and items, not {(sources, items)}: the figures would mean nothing")


@asynccontextmanager
async def open_desk(folder: Path, urls: Sequence[str]) -> AsyncIterator[Desk]:
    """Open everything in a folder, with these feeds configured and none followed yet."""
    path = folder / "config.toml"
    sources = (SOURCE.format(url=json.dumps(url), number=number) for number, url in enumerate(urls))
    path.write_text(CONFIG + "".join(sources), "utf-8")
    settings, clock = load_settings(path, {}), HandClock()
    configure_logs(plain=False, level=settings.log.level)
    network = settings.network
    async with (
        open_channels(settings) as channels,
        open_parts(settings, settings.database, clock) as parts,
        GuardedTransport(AddressPolicy(network.allowed_networks)) as transport,
    ):
        fetcher = Fetcher(transport, user_agent(settings))
        settler = parts.settler(enqueue_for(settings, channels))
        feeds = FeedLimits(network.fetch_deadline, network.feed_limit)
        pages = PageLimits(network.fetch_deadline, network.page_limit)
        yield Desk(
            settings,
            parts,
            clock,
            Polling(parts.store, fetcher, parts.workers, clock, feeds),
            Reading(fetcher, parts.workers, settler, clock, pages),
        )
