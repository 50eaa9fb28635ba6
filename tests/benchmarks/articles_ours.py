"""The subject that polls, triages, fetches, extracts, classifies and stores with our own stages."""

import asyncio
from pathlib import Path

from monitor.domain.model.article import ItemState
from tests.benchmarks import gauge
from tests.benchmarks.desk import open_desk
from tests.benchmarks.made_feeds import feed_urls
from tests.benchmarks.made_pages import WARM_FEED, WARM_PAGES
from tests.benchmarks.subject import Figures


def measured(folder: Path, *, port: int, pages: int, feeds: int) -> Figures:
    """Read the pages that the feeds announce, all the way to stored and folded reports."""
    return asyncio.run(_read_all(folder, port, pages, feeds))


async def _read_all(folder: Path, port: int, pages: int, feeds: int) -> Figures:
    known = feed_urls(port, WARM_FEED + 1)
    async with open_desk(folder, known) as desk:
        await desk.warm_up(known[WARM_FEED])
        await desk.follow(known[:feeds])
        before = gauge.spent()
        await desk.poll()
        polled = gauge.spent()
        await desk.read()
        read = gauge.spent()
        await desk.check(feeds, pages + WARM_PAGES)
        status = await desk.parts.store.status(desk.clock.now())
        return {
            "poll": (polled - before) * 1000 / pages,
            "read": (read - polled) * 1000 / pages,
            "coded": status.items[ItemState.CODED] - WARM_PAGES,
            "unread": status.unread_pages,
            "reports": status.reports,
            **gauge.memory(),
        }
