"""A whole pipeline in one process: a publisher behind httpx.MockTransport, workers that work here, a real database."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import httpx
import pytest

from alerts.model import Address, Alert, OutboxRow
from alerts.policy import copies
from monitor.domain.classify.coder import Coder
from monitor.domain.conditions import Router
from monitor.domain.model.article import Article, Grade, Source
from monitor.domain.model.lexicon import Lexicon
from monitor.domain.model.time import HOUR, MINUTE, Millis, to_datetime
from monitor.ingest import feed, page
from monitor.ingest.fetch import Fetcher
from monitor.ingest.pacing import Pacing
from monitor.ingest.work import CodeResult, FeedJob, PageJob, PageResult, ParsedFeed
from monitor.pipeline.poll import Polling
from monitor.pipeline.read import Reading
from monitor.pipeline.settle import Settler
from monitor.storage import Store, open_store

START = 1_602_403_200_000  # Sunday, 2020-10-11T08:00Z
FEED = "https://wire.example/feed.xml"


@dataclass
class HandClock:
    """A clock that is set by hand."""

    at: Millis = START

    def now(self) -> Millis:
        return self.at

    def after(self, seconds: float) -> Millis:
        return self.at + round(seconds * 1000)


def raw(status: int, body: bytes = b"", **headers: str) -> httpx.Response:
    """An answer whose body is still to be read, as from a network."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, stream=httpx.ByteStream(body), headers=named)


@dataclass
class Press:
    """A publisher whose answers are set by hand; pages by path, the feed made from its entries."""

    entries: list[tuple[str, str, str, Millis]] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    answer: tuple[int, bytes, str] | None = None
    asked: list[httpx.Request] = field(default_factory=list)

    def publish(self, name: str, title: str, text: str, at: Millis) -> None:
        self.entries.insert(0, (name, title, text.split(". ", maxsplit=1)[0], at))
        self.pages[f"/{name}"] = (
            f"<html><body><main><article><h1>{escape(title)}</h1>"
            + "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
            + "</article></main></body></html>"
        )

    def reply(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        if request.url.path == "/feed.xml":
            if self.answer is not None:
                return raw(self.answer[0], self.answer[1], Content_Type=self.answer[2])
            etag = f'"{len(self.entries)}"'
            if request.headers.get("If-None-Match") == etag:
                return raw(304, ETag=etag)
            return raw(200, self.feed(), ETag=etag, Content_Type="application/rss+xml")
        if request.url.path in self.pages:
            return raw(200, self.pages[request.url.path].encode(), Content_Type="text/html; charset=utf-8")
        return raw(404)

    def feed(self) -> bytes:
        items = "".join(
            f"<item><guid>{name}</guid><link>https://wire.example/{name}</link><title>{escape(title)}</title>"
            f"<description>{escape(summary)}</description>"
            f"<pubDate>{to_datetime(at):%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
            for name, title, summary, at in self.entries
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()


@dataclass
class HereWorkers:
    """Does in this process what the worker processes do."""

    coder: Coder

    async def parse_feed(self, job: FeedJob) -> ParsedFeed:
        return feed.parse_feed(job, self.coder.triage)

    async def read_pages(self, jobs: Sequence[PageJob]) -> tuple[PageResult, ...]:
        return tuple(page.read_page(job, self.coder) for job in jobs)

    async def code(self, articles: Sequence[Article]) -> tuple[CodeResult, ...]:
        return tuple(page.code_article(article, self.coder) for article in articles)


@dataclass
class Desk:
    """The whole pipeline with all that a test wants to touch."""

    store: Store
    clock: HandClock
    press: Press
    workers: HereWorkers
    settler: Settler
    polling: Polling
    reading: Reading
    alerts: list[Alert]

    async def go(self, hours: float = 1.0) -> None:
        """Let so many hours pass, then poll, read and let the clock's rules fire."""
        self.clock.at += round(hours * HOUR)
        while await self.polling.step():
            await self.polling.finish()
        while await self.reading.step():
            await self.reading.finish()
        await self.settler.tick()


@pytest.fixture
async def desk(tmp_path: Path, lexicon: Lexicon, coder: Coder) -> AsyncIterator[Desk]:
    clock, press, alerts = HandClock(), Press(), list[Alert]()
    watches = [watch for watch in lexicon.catalogue if watch.id == "iraq-us"]

    def enqueue(alert: Alert, now: Millis) -> tuple[OutboxRow, ...]:
        alerts.append(alert)
        return copies(alert, (Address("console", "-"),), now, "example.org")

    async with open_store(tmp_path / "t.db", now=clock.now()) as store:
        await store.sync_sources([Source(FEED, "Wire", "en", "Wire", Grade.B, 30 * MINUTE)], clock.now())
        settler = Settler(
            store,
            {watch.id: watch for watch in watches},
            Router(watches, lexicon),
            lexicon,
            clock,
            enqueue,
            asyncio.Lock(),
        )
        fetcher, workers = Fetcher(httpx.MockTransport(press.reply), "t", Pacing(gap=0)), HereWorkers(coder)
        yield Desk(
            store,
            clock,
            press,
            workers,
            settler,
            Polling(store, fetcher, workers, clock),
            Reading(fetcher, workers, settler, clock),
            alerts,
        )
