"""The passes over the feeds that both subjects are put through, and what each of them cost."""

from collections.abc import Awaitable, Callable

from tests.benchmarks import gauge
from tests.benchmarks.made_feeds import ITEMS
from tests.benchmarks.publisher import publish

UNCHANGED_ROUNDS = 5
SAME_ROUNDS = 2

Poll = Callable[[], Awaitable[None]]
Check = Callable[[int], Awaitable[None]]  # fails unless so many items are stored


async def measure(port: int, feeds: int, new_rounds: int, poll: Poll, check: Check) -> dict[str, float]:
    """Put a subject that knows `feeds` + 1 feeds through the passes; gives milliseconds of CPU a feed.

    `poll` polls all of them; the first is known already from the start, so it is one among `feeds` + 1.
    """

    async def cost(name: str, items: int, rounds: int = 1) -> None:
        for _ in range(rounds):
            before = gauge.spent()
            await poll()
            found[name] = found.get(name, 0.0) + (gauge.spent() - before) * 1000 / rounds / feeds
            await check(items)

    found: dict[str, float] = {}
    stored = ITEMS * (feeds + 1)
    await cost("cold", stored)
    await cost("304", stored, UNCHANGED_ROUNDS)
    publish(port, 1, validators=False)
    await cost("same", stored, SAME_ROUNDS)
    for edition in range(2, 2 + new_rounds):
        publish(port, edition)
        stored += feeds + 1
        before = gauge.spent()
        await poll()
        found["new"] = found.get("new", 0.0) + (gauge.spent() - before) * 1000 / new_rounds / feeds
        await check(stored)
    return found
