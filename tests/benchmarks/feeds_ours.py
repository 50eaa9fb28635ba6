"""The subject that polls with our own stages."""

import asyncio
from pathlib import Path

from tests.benchmarks import gauge
from tests.benchmarks.desk import open_desk
from tests.benchmarks.made_feeds import ITEMS, feed_urls
from tests.benchmarks.passes import measure
from tests.benchmarks.subject import tell, wish


async def poll_all(folder: Path, port: int, feeds: int, new_rounds: int) -> dict[str, float]:
    """Poll one feed to be warm, then the others through all passes."""
    first, *others = feed_urls(port, feeds + 1)
    async with open_desk(folder, [first, *others]) as desk:

        async def check(items: int) -> None:
            await desk.check(feeds, items + ITEMS)

        await desk.follow([first])
        await desk.poll()
        start = gauge.spent() * 1000
        await desk.follow(others)
        passes = await measure(port, feeds, new_rounds, desk.poll, check)
        return {"start": start, **passes, **gauge.memory()}


if __name__ == "__main__":
    asked = wish()
    tell(asyncio.run(poll_all(Path(asked["folder"]), asked["port"], asked["feeds"], asked["new_rounds"])))
