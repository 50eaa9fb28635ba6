"""The subject that polls with our own stages."""

import asyncio
from pathlib import Path

from tests.benchmarks import gauge
from tests.benchmarks.desk import open_desk
from tests.benchmarks.made_feeds import ITEMS, feed_urls
from tests.benchmarks.passes import put_through
from tests.benchmarks.subject import Figures


def measured(folder: Path, *, port: int, warm: int, feeds: int, new_rounds: int) -> Figures:
    """Poll some feeds to be warm, then the others through all passes."""
    return asyncio.run(_poll_all(folder, port, warm, feeds, new_rounds))


async def _poll_all(folder: Path, port: int, warm: int, feeds: int, new_rounds: int) -> Figures:
    known = feed_urls(port, warm + feeds)
    async with open_desk(folder, known) as desk:

        async def check(items: int) -> None:
            await desk.check(feeds, items + ITEMS * warm)

        await desk.warm_up(known[0])
        start = gauge.spent() * 1000
        await desk.follow(known[:warm])
        await desk.poll()
        await desk.follow(known[warm:])
        passes = await put_through(port, feeds, new_rounds, desk.poll, check)
        return {"start": start, **passes, **gauge.memory()}
