"""Polls that are put on record together, into a store that is held up and breaks."""

import asyncio
from collections.abc import Sequence

import pytest

from monitor.domain.ports import Poll
from monitor.errors import DatabaseInUse, StorageError
from monitor.pipeline.ledger import IDLE_SECONDS, NEWS_SECONDS, PollLedger


class SlowStore:
    """Commits when it is let, and notes which polls each commit held."""

    def __init__(self) -> None:
        self.commits: list[list[int]] = []
        self.open = asyncio.Event()
        self.spoilt: set[int] = set()
        self.outage: StorageError | None = None

    async def record_polls(self, polls: Sequence[Poll]) -> None:
        ids = [poll.source_id for poll in polls]
        self.commits.append(ids)
        await self.open.wait()
        if self.outage:
            raise self.outage
        if self.spoilt & set(ids):
            raise StorageError(f"the statement failed for {ids}")


def poll(number: int, *, unchanged: bool = False) -> Poll:
    return Poll(number, 0, 0, unchanged=unchanged)


async def begun(ledger: PollLedger, *numbers: int) -> list[asyncio.Task[None]]:
    """Have these recorded one after the other, the first commit begun."""
    tasks = [asyncio.create_task(ledger.record(poll(number))) for number in numbers]
    await asyncio.sleep(2 * NEWS_SECONDS)
    return tasks


@pytest.fixture
def store() -> SlowStore:
    return SlowStore()


@pytest.fixture
def ledger(store: SlowStore) -> PollLedger:
    return PollLedger(store)


async def test_what_comes_during_a_commit_shares_the_next_one(ledger: PollLedger, store: SlowStore) -> None:
    first = await begun(ledger, 1)
    others = await begun(ledger, 2, 3, 4)
    assert store.commits == [[1]]
    store.open.set()
    await asyncio.gather(*first, *others)
    assert store.commits == [[1], [2, 3, 4]]
    await ledger.record(poll(5))
    assert store.commits[2:] == [[5]]


async def test_whoever_is_cancelled_spoils_nothing(ledger: PollLedger, store: SlowStore) -> None:
    (first,) = await begun(ledger, 1)
    second, third = await begun(ledger, 2, 3)
    first.cancel()
    second.cancel()
    store.open.set()
    await third
    assert store.commits == [[1], [3]]
    assert first.cancelled()
    assert second.cancelled()


async def test_a_poll_that_cannot_be_written_fails_alone(ledger: PollLedger, store: SlowStore) -> None:
    store.spoilt = {3}
    first = await begun(ledger, 1)
    others = await begun(ledger, 2, 3, 4)
    store.open.set()
    answers = await asyncio.gather(*first, *others, return_exceptions=True)
    assert [str(answer) for answer in answers] == ["None", "None", "the statement failed for [3]", "None"]
    assert store.commits == [[1], [2, 3, 4], [2], [3], [4]]


async def test_an_outage_of_the_database_reaches_everyone_at_once(ledger: PollLedger, store: SlowStore) -> None:
    store.outage = DatabaseInUse("locked")
    first = await begun(ledger, 1)
    others = await begun(ledger, 2, 3)
    store.open.set()
    answers = await asyncio.gather(*first, *others, return_exceptions=True)
    assert answers == [store.outage] * 3
    assert store.commits == [[1], [2, 3]]
    store.outage = None
    await ledger.record(poll(4))
    assert store.commits[2:] == [[4]]


async def test_polls_without_news_wait_for_company_and_go_with_the_first_news(
    ledger: PollLedger, store: SlowStore
) -> None:
    store.open.set()
    idle = [asyncio.create_task(ledger.record(poll(number, unchanged=True))) for number in (1, 2)]
    await asyncio.sleep(2 * NEWS_SECONDS)
    assert store.commits == []
    await ledger.record(poll(3))
    assert store.commits == [[1, 2, 3]]
    await asyncio.gather(*idle)


async def test_polls_without_news_do_not_wait_for_ever(ledger: PollLedger, store: SlowStore) -> None:
    store.open.set()
    async with asyncio.timeout(10 * IDLE_SECONDS):
        await ledger.record(poll(1, unchanged=True))
    assert store.commits == [[1]]


async def test_where_all_are_cancelled_nothing_is_written_and_the_next_is(ledger: PollLedger, store: SlowStore) -> None:
    store.open.set()
    task = asyncio.create_task(ledger.record(poll(1, unchanged=True)))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await asyncio.sleep(2 * IDLE_SECONDS)
    assert (store.commits, ledger.writing) == ([], None)
    await ledger.record(poll(2))
    assert store.commits == [[2]]
