"""The passes over the feeds that both subjects are put through, and what each of them cost."""

import asyncio
from collections.abc import Awaitable, Callable

from monitor.domain.model.time import SECOND
from monitor.ingest.pacing import GAP
from tests.benchmarks import gauge
from tests.benchmarks.made_feeds import ITEMS
from tests.benchmarks.publisher import publish
from tests.benchmarks.subject import Figures

UNCHANGED_ROUNDS = 5
SAME_ROUNDS = 2
# Seconds between two passes, half an hour in life: longer than the gap that pacing leaves between two requests to a
# host, or the second pass would measure how turns are waited for.
REST = 0.2 + GAP / SECOND

Poll = Callable[[], Awaitable[None]]
Check = Callable[[int], Awaitable[None]]  # fails unless so many items are stored


async def put_through(port: int, feeds: int, new_rounds: int, poll: Poll, check: Check) -> Figures:
    """Put a subject through the passes; gives milliseconds of CPU a feed for each."""
    stored = ITEMS * feeds
    spent: dict[str, list[float]] = {"cold": [], "304": [], "same": [], "new": []}

    async def run(name: str, stored: int) -> None:
        await asyncio.sleep(REST)
        before = gauge.spent()
        await poll()
        spent[name].append((gauge.spent() - before) * 1000 / feeds)
        await check(stored)

    await run("cold", stored)
    for _ in range(UNCHANGED_ROUNDS):
        await run("304", stored)
    publish(port, 1, validators=False)
    for _ in range(SAME_ROUNDS):
        await run("same", stored)
    for new in range(1, 1 + new_rounds):
        publish(port, 1 + new)
        await run("new", stored + feeds * new)
    return {name: sum(costs) / len(costs) for name, costs in spent.items()}
