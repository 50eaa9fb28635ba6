"""The workers as the pipeline sees them, with real processes and a fake classifier that hangs, eats and dies."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from monitor.domain.model.article import Article, ItemState, SkipReason, TextSource
from monitor.domain.model.lexicon import Lexicon
from monitor.domain.model.report import Coding
from monitor.domain.model.time import SECOND
from monitor.errors import FeedError, WorkerDied, WorkerError, WorkerTimeout
from monitor.ingest.feed_queue import PATIENCE
from monitor.ingest.work import FeedJob, PageJob, ParsedFeed, Parser
from monitor.ingest.workers import Workers
from monitor.settings.lexicon import load_lexicon

MEMORY = 1_000_000_000
URL = "https://news.example/feed"
RSS = """<rss version='2.0'><channel><title>W</title>
<item><title>A truce is offered</title><guid>urn:1</guid><description>On Sunday</description>
<pubDate>Sun, 11 Oct 2020 12:00:00 GMT</pubDate></item>
<item><title>A match is drawn</title><guid>urn:2</guid><description>On Sunday</description>
<pubDate>Sun, 11 Oct 2020 12:00:00 GMT</pubDate></item>
</channel></rss>"""
BODY = "The truce holds along the river, the mission said, and traders have come back to the market in numbers. " * 3


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def workers(fake_coder: str) -> AsyncIterator[Workers]:
    workers = Workers(Lexicon((), ()), count=2, deadline=2_000, memory=MEMORY, coder=fake_coder)
    yield workers
    await workers.aclose()


def feed_job(body: str = RSS) -> FeedJob:
    return FeedJob(body.encode(), "text/xml", URL, URL)


def job(name: str, text: str = BODY, summary: str = "The truce holds.") -> PageJob:
    html = f"<html><body><article><p>{text}</p></article></body></html>" if text else ""
    return PageJob(name, 1, f"https://news.example/{name}", html.encode(), "text/html", "A truce", summary)


def article(name: str, text: str = "the truce holds") -> Article:
    return Article(name, "A truce", text)


async def test_a_feed_is_parsed_and_triaged(workers: Workers) -> None:
    feed = await workers.parse_feed(feed_job())
    assert feed.parser is Parser.FAST
    assert [(item.title, item.state) for item in feed.items] == [
        ("A truce is offered", ItemState.WANTED),
        ("A match is drawn", ItemState.SKIPPED),
    ]
    undated = await workers.parse_feed(replace(feed_job(), now=0))
    assert [item.published for item in undated.items] == [None, None]


async def test_a_bad_feed_is_named(workers: Workers) -> None:
    with pytest.raises(FeedError, match="answers HTML"):
        await workers.parse_feed(feed_job("<html>"))


async def test_feeds_that_wait_travel_together_and_fail_alone(workers: Workers) -> None:
    bodies = [RSS] * 24
    bodies[5] = "<html>"
    bodies[9] = RSS.replace("A match is drawn", "SPIN")
    bodies[14] = RSS.replace("A match is drawn", "DIE")
    answers = await asyncio.gather(*(workers.parse_feed(feed_job(body)) for body in bodies), return_exceptions=True)
    failed = {at: answer for at, answer in enumerate(answers) if isinstance(answer, BaseException)}
    assert {at: type(error) for at, error in failed.items()} == {5: FeedError, 9: WorkerTimeout, 14: WorkerDied}
    assert all(
        isinstance(answer, ParsedFeed) and len(answer.items) == 2 for answer in answers if answer not in failed.values()
    )


async def test_a_feed_does_not_wait_for_one_that_hangs_in_another_load(workers: Workers) -> None:
    hanging = asyncio.create_task(workers.parse_feed(feed_job(RSS.replace("A match is drawn", "SPIN"))))
    await asyncio.sleep(0.3)
    assert len((await workers.parse_feed(feed_job())).items) == 2
    assert not hanging.done()
    with pytest.raises(WorkerTimeout):
        await hanging


async def test_feeds_that_come_while_others_are_parsed_wait_for_that_worker(workers: Workers, tmp_path: Path) -> None:
    await workers.parse_feed(feed_job())  # another test may have killed the worker: a new one takes its time
    book = tmp_path / "book"
    signing = RSS.replace("A truce is offered", f"SIGN {book}")
    first = asyncio.create_task(workers.parse_feed(feed_job(signing.replace("A match is drawn", "NAP"))))
    await asyncio.sleep(0.15)
    await asyncio.gather(*(workers.parse_feed(feed_job(signing)) for _ in range(20)))
    assert first.done()
    assert len(signed := book.read_text("utf-8").split()) == 21
    assert len(set(signed)) == 1


async def test_those_who_waited_for_a_worker_wait_no_longer_than_others_once_it_is_back(workers: Workers) -> None:
    await workers.parse_feed(feed_job())
    first = asyncio.create_task(workers.parse_feed(feed_job(RSS.replace("A match is drawn", "NAP"))))
    await asyncio.sleep(0.15)
    second = asyncio.create_task(workers.parse_feed(feed_job()))
    await first
    await asyncio.sleep(0.01)
    held, now = workers._held, asyncio.get_running_loop().time()
    assert held is None or held.when() - now <= PATIENCE / SECOND
    assert len((await second).items) == 2


async def test_many_feeds_do_not_wait_for_one_that_hangs(workers: Workers) -> None:
    hanging = asyncio.create_task(workers.parse_feed(feed_job(RSS.replace("A match is drawn", "SPIN"))))
    await asyncio.sleep(0.3)
    feeds = await asyncio.gather(*(workers.parse_feed(feed_job()) for _ in range(100)))
    assert not hanging.done()
    assert all(len(feed.items) == 2 for feed in feeds)
    with pytest.raises(WorkerTimeout):
        await hanging


async def test_closing_leaves_no_feed_without_an_answer(fake_coder: str) -> None:
    workers = Workers(Lexicon((), ()), count=1, deadline=60_000, memory=MEMORY, coder=fake_coder)
    parsing = [asyncio.create_task(workers.parse_feed(feed_job())) for _ in range(40)]
    await asyncio.sleep(0)
    await workers.aclose()
    assert all(task.done() for task in parsing)
    answers = await asyncio.gather(*parsing, return_exceptions=True)
    assert {type(answer) for answer in answers} <= {ParsedFeed, WorkerError}


async def test_closed_workers_say_so(fake_coder: str) -> None:
    workers = Workers(Lexicon((), ()), count=1, deadline=60_000, memory=MEMORY, coder=fake_coder)
    held = asyncio.create_task(workers.parse_feed(feed_job()))
    await asyncio.sleep(0)
    await workers.aclose()
    for parsing in (held, asyncio.create_task(workers.parse_feed(feed_job()))):
        with pytest.raises(WorkerError, match="closed"):
            await asyncio.wait_for(parsing, 5)


async def test_who_is_cancelled_takes_no_fellow_along(workers: Workers) -> None:
    parsing = [asyncio.create_task(workers.parse_feed(feed_job())) for _ in range(10)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    for task in parsing[::2]:
        task.cancel()
    answers = await asyncio.gather(*parsing, return_exceptions=True)
    assert [isinstance(answer, ParsedFeed) for answer in answers] == [False, True] * 5


async def test_pages_come_back_in_step(workers: Workers) -> None:
    jobs = [job(f"p{n}") for n in range(40)]
    results = await workers.read_pages(jobs)
    assert [result.item_id for result in results] == [f"p{n}" for n in range(40)]
    assert all(result.coding is not None and result.text_source is TextSource.PAGE for result in results)
    assert await workers.read_pages([]) == ()


async def test_a_hanging_page_costs_only_itself(workers: Workers) -> None:
    jobs = [job("a"), job("b", "SPIN " + BODY), job("c"), job("d", "SLEEP " + BODY)]
    results = await workers.read_pages(jobs)
    assert [result.item_id for result in results] == ["a", "b", "c", "d"]
    assert [result.text_source for result in results] == [
        TextSource.PAGE, TextSource.FEED, TextSource.PAGE, TextSource.FEED,
    ]  # fmt: skip
    assert all(isinstance(result.coding, Coding) for result in results)
    assert results[1].failure == "the page was given up: killed at its deadline of 2 s"
    assert results[1].article.text == "The truce holds."
    assert results[0].failure == ""


async def test_a_text_that_kills_twice_is_given_up(workers: Workers) -> None:
    results = await workers.read_pages([job("a"), job("b", "DIE " + BODY, "DIE the truce holds")])
    assert results[0].coding is not None
    assert results[1].coding is None
    assert results[1].failure == "the page was given up: its worker died (SIGKILL)"


async def test_a_worker_killed_from_outside_costs_nothing(workers: Workers, tmp_path: Path) -> None:
    results = await workers.read_pages([job("a"), job("b", f"DIE-ONCE {tmp_path / 'mark'} " + BODY)])
    assert [result.failure for result in results] == ["", ""]


async def test_a_batch_of_culprits_keeps_no_lane_from_others(fake_coder: str) -> None:
    workers = Workers(Lexicon((), ()), count=1, deadline=1_000, memory=MEMORY, coder=fake_coder)
    reading = asyncio.create_task(workers.code([article(f"a{n}", "SLEEP long") for n in range(3)]))
    await asyncio.sleep(0.1)
    await workers.parse_feed(feed_job())
    assert not reading.done()
    assert [result.coding for result in await reading] == [None] * 3
    await workers.aclose()


async def test_texts_are_coded_in_step(workers: Workers) -> None:
    articles = [article(f"a{n}") for n in range(70)]
    articles[3] = article("a3", "RAISE an error")
    articles[5] = article("a5", "EAT all memory")
    articles[6] = Article("a6", "Roses", "in bloom")
    results = await workers.code(articles)
    assert [result.article_id for result in results] == [f"a{n}" for n in range(70)]
    assert {n for n, result in enumerate(results) if result.coding is None} == {3, 5}
    assert results[3].failure == "the text was given up: the worker failed (KeyError)"
    assert "more than the 1,000 MB" in results[5].failure
    assert results[6].skip is SkipReason.IRRELEVANT


async def test_the_real_classifier_is_the_one_by_default() -> None:
    workers = Workers(load_lexicon(), count=1, deadline=20_000, memory=MEMORY)
    said = "Kataib Hezbollah said on Sunday that it had halted its attacks on American forces in Iraq."
    (result,) = await workers.code([Article("a", "Militia halts attacks", said, lang="en")])
    assert (result.failure, result.skip) == ("", None)
    assert result.coding is not None
    await workers.aclose()


async def test_workers_that_cannot_begin_are_tried_twice_and_say_so() -> None:
    broken = Workers(Lexicon((), ()), count=1, deadline=2_000, memory=MEMORY, coder="no_such_module:Coder")
    with pytest.raises(WorkerDied, match="before it began"):
        await broken.parse_feed(feed_job())
    with pytest.raises(ExceptionGroup) as caught:
        await broken.code([article("a")])
    assert caught.group_contains(WorkerDied, match="before it began")
    await broken.aclose()


async def test_closed_workers_say_so_and_make_up_no_results(fake_coder: str) -> None:
    workers = Workers(Lexicon((), ()), count=1, deadline=60_000, memory=MEMORY, coder=fake_coder)
    reading = asyncio.create_task(workers.code([article("a"), article("b", "SLEEP long")]))
    await asyncio.sleep(0.5)
    await workers.aclose()
    with pytest.raises(ExceptionGroup) as caught:
        await reading
    assert caught.group_contains(WorkerError, match="closed")
    with pytest.raises(WorkerError, match="closed"):
        await workers.parse_feed(feed_job())
