"""Which feeds travel to a worker together."""

from monitor.ingest.feed_queue import BYTES_A_BATCH, FEEDS_A_BATCH, FeedQueue
from monitor.ingest.work import FeedJob, ParsedFeed


def job(name: str, size: int = 10) -> FeedJob:
    return FeedJob(b"x" * size, "", name, name)


def taken(queue: FeedQueue) -> list[str]:
    return [feed.job.url for feed in queue.take()]


async def test_all_that_wait_travel_together() -> None:
    queue = FeedQueue()
    for name in "abcde":
        queue.add(job(name))
    assert taken(queue) == ["a", "b", "c", "d", "e"]
    assert taken(queue) == []


async def test_a_batch_has_a_limit() -> None:
    queue = FeedQueue()
    for number in range(FEEDS_A_BATCH):
        assert not queue.full
        queue.add(job(str(number)))
    assert queue.full
    queue.add(job("one more"))
    assert len(queue.take()) == FEEDS_A_BATCH
    assert taken(queue) == ["one more"]


async def test_a_large_feed_travels_alone() -> None:
    queue = FeedQueue()
    for name, size in (("a", 10), ("b", 10), ("large", BYTES_A_BATCH + 1), ("c", 10)):
        queue.add(job(name, size))
    assert taken(queue) == ["a", "b"]
    assert taken(queue) == ["large"]
    assert taken(queue) == ["c"]


async def test_nobody_parses_what_nobody_waits_for() -> None:
    queue = FeedQueue()
    gone = queue.add(job("a"))
    kept = queue.add(job("b"))
    gone.cancel()
    (feed,) = queue.take()
    assert feed.job.url == "b"
    feed.settle(ParsedFeed("B", ()))
    assert (await kept).title == "B"


async def test_an_answer_that_comes_too_late_is_dropped() -> None:
    queue = FeedQueue()
    left = queue.add(job("a"))
    (feed,) = queue.take()
    left.cancel()
    feed.settle(ParsedFeed("A", ()))
    assert left.cancelled()
