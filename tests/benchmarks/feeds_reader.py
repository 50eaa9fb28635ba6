"""The subject that polls with reader."""

import asyncio
from pathlib import Path

from reader import make_reader

from tests.benchmarks import gauge
from tests.benchmarks.made_feeds import feed_urls
from tests.benchmarks.passes import put_through
from tests.benchmarks.subject import Figures


def measured(folder: Path, *, port: int, warm: int, feeds: int, new_rounds: int) -> Figures:
    """Poll some feeds to be warm, then the others through all passes."""
    return asyncio.run(_poll_all(folder, port, warm, feeds, new_rounds))


async def _poll_all(folder: Path, port: int, warm: int, feeds: int, new_rounds: int) -> Figures:
    known = feed_urls(port, warm + feeds)
    reader = make_reader(str(folder / "reader.db"))

    async def poll() -> None:
        reader.update_feeds(scheduled=False, workers=1)

    async def check(items: int) -> None:
        broken = reader.get_feed_counts().broken
        stored = reader.get_entry_counts().total
        if broken or stored != items:
            raise SystemExit(f"{broken} broken feeds, {stored} items, not {items}: the figures would mean nothing")

    reader.add_feed(known[0])
    await poll()
    start = gauge.spent() * 1000
    for url in known[1:warm]:
        reader.add_feed(url)
    await poll()
    for url in known[:warm]:
        reader.delete_feed(url)
    for url in known[warm:]:
        reader.add_feed(url)
    return {"start": start, **await put_through(port, feeds, new_rounds, poll, check)}
