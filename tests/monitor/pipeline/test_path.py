"""The way of the data, whole: from a feed to an alert's copy in the outbox."""

import asyncio
from dataclasses import replace

import pytest

from alerts.model import OutboxState
from monitor.domain.filing import file_reports
from monitor.domain.model.article import Article, ItemState, TextSource
from monitor.domain.model.time import DAY, HOUR
from monitor.domain.ports import CodedArticle
from monitor.ingest.work import FeedJob, ParsedFeed

SAID = (
    "Kataib Hezbollah has halted its attacks on US forces, the group's spokesman Mohammed Mohi said on Sunday. "
    "He said that the halt took effect at once.\n\nNothing else was said at the meeting with reporters in Baghdad."
)
TRUCE = ("Kataib Hezbollah says it has halted attacks on US forces", SAID)
CALM = ("Date growers expect a good harvest", "Growers near Basra expect a good harvest. Prices have not moved.")


@pytest.fixture
async def warm(desk):
    """A desk whose source has had its first poll."""
    desk.press.publish("calm", *CALM, desk.clock.now() - HOUR)
    await desk.go()
    return desk


async def test_a_truce_in_a_feed_becomes_an_alert_in_the_outbox(warm) -> None:
    warm.press.publish("truce", *TRUCE, warm.clock.now() + HOUR)
    await warm.go(2)
    changes = await warm.store.changes()
    assert [str(change.transition.change) for change in changes] == ["announced", "in_effect"]
    assert all(change.announced and change.transition.confirmed for change in changes)
    assert [alert.change for alert in warm.alerts] == ["announced", "in_effect"]
    waiting = await warm.store.copies(OutboxState.PENDING, 10)
    assert {copy.row.alert.change for copy in waiting} == {"announced", "in_effect"}


async def test_the_first_poll_is_a_baseline_that_announces_nothing(desk) -> None:
    desk.press.publish("truce", *TRUCE, desk.clock.now() - HOUR)
    await desk.go()
    changes = await desk.store.changes()
    assert [str(change.transition.change) for change in changes] == ["announced", "in_effect"]
    assert not any(change.announced for change in changes)
    assert desk.alerts == []


async def test_nothing_new_changes_nothing(warm) -> None:
    warm.press.publish("truce", *TRUCE, warm.clock.now() + HOUR)
    await warm.go(2)
    before = await warm.store.changes()
    for _ in range(3):
        await warm.go(1)
    assert await warm.store.changes() == before
    assert len(warm.alerts) == 2
    assert any(request.headers.get("If-None-Match") for request in warm.press.asked)


async def test_an_item_that_cannot_matter_is_kept_light_and_its_page_never_asked_for(warm) -> None:
    assert [request.url.path for request in warm.press.asked] == ["/feed.xml"]
    status = await warm.store.status(warm.clock.now())
    assert status.items[ItemState.SKIPPED] == 1


async def test_where_the_page_cannot_be_had_the_feed_s_own_text_is_coded(warm) -> None:
    warm.press.publish("truce", *TRUCE, warm.clock.now() + HOUR)
    warm.press.pages.clear()
    await warm.go(2)
    assert "announced" in {str(change.transition.change) for change in await warm.store.changes()}


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((500, b"", ""), "500"),
        ((200, b"<html><body>Welcome</body></html>", "text/html"), "HTML"),
        ((200, b"", "text/xml"), "empty"),
        ((200, b"<rss", "text/xml"), "feed"),
        ((410, b"", ""), "410"),
    ],
)
async def test_a_failing_source_is_on_record_and_comes_again(warm, answer: tuple[int, bytes, str], told: str) -> None:
    warm.press.answer = answer
    await warm.go(1)
    (source,) = await warm.store.sources()
    assert told.casefold() in source.last_error.casefold()
    assert source.failures > 0
    assert source.next_poll_at > warm.clock.now()
    warm.press.answer = None
    await warm.go(24 * 8)
    (source,) = await warm.store.sources()
    assert (source.last_error, source.failures) == ("", 0)


async def test_a_poll_that_outlasts_its_lease_is_not_begun_twice(warm) -> None:
    go_on = asyncio.Event()

    class Slow:
        async def parse_feed(self, job: FeedJob) -> ParsedFeed:
            await go_on.wait()
            return await warm.workers.parse_feed(job)

    warm.press.publish("truce", *TRUCE, warm.clock.now() + HOUR)
    slow = replace(warm.polling, workers=Slow())
    asked = len(warm.press.asked)
    for _ in range(3):
        warm.clock.at += HOUR
        assert await slow.step() == 1
    go_on.set()
    await slow.finish()
    assert len(warm.press.asked) == asked + 1
    warm.clock.at += HOUR
    assert await slow.step() == 1
    await slow.finish()
    assert len(warm.press.asked) == asked + 2


async def test_an_edited_article_is_coded_again_as_a_new_report(warm) -> None:
    warm.press.publish("truce", *TRUCE, warm.clock.now() + HOUR)
    await warm.go(2)
    name, _, _, at = warm.press.entries.pop(0)
    title = "Kataib Hezbollah ends its truce with US forces"
    text = "Kataib Hezbollah has ended its truce with US forces, the group's spokesman Mohammed Mohi said on Sunday."
    warm.press.publish(name, title, text, at)
    warm.press.publish("calm2", *CALM, at)
    await warm.go(2)
    assert "ended" in {str(change.transition.change) for change in await warm.store.changes()}


async def test_days_without_violation_let_the_clock_say_that_it_holds(warm) -> None:
    warm.press.publish("truce", *TRUCE, warm.clock.now() + HOUR)
    await warm.go(2)
    bomb = "A roadside bomb hit a convoy of the US-led coalition near Diwaniyah on Sunday. No group claimed the blast."
    warm.press.publish("bomb", "Roadside bomb hits coalition convoy in Iraq", bomb, warm.clock.now() + HOUR)
    await warm.go(2)
    for day in range(5):
        warm.press.publish(f"calm-{day}", *CALM, warm.clock.now() + DAY)
        await warm.go(24)
    told = [str(change.transition.change) for change in await warm.store.changes()]
    assert told[:4] == ["announced", "in_effect", "violated", "holding"]


async def test_news_that_is_long_past_is_on_record_and_told_to_nobody(warm):
    """A change counts as announced only where somebody hears of it."""
    warm.press.publish("truce", *TRUCE, warm.clock.now() + HOUR)
    silent = replace(warm.reading.settler, enqueue=lambda _alert, _now: ())
    await replace(warm, reading=replace(warm.reading, settler=silent), settler=silent).go(2)
    changes = await warm.store.changes()
    assert [str(change.transition.change) for change in changes] == ["announced", "in_effect"]
    assert not any(change.announced for change in changes)


async def test_history_without_a_date_moves_nothing_and_a_later_start_folds_what_a_load_left(warm, coder):
    said = [
        Article(name, TRUCE[0], SAID, published=at) for name, at in (("undated", None), ("dated", warm.clock.now()))
    ]
    for article in said:
        coding = coder.code(article)
        reports = file_reports(article, coding, first_seen=warm.clock.now(), muted=True)
        coded = CodedArticle(
            article, 0, f"hash of {article.id}", TextSource.BACKFILL, warm.clock.now(), True, coding, reports
        )
        await warm.settler.store_muted([coded])
        assert await warm.store.due_watches(warm.clock.now()) == ("iraq-us",)
        await warm.settler.tick()
        told = await warm.store.changes()
        assert bool(told) is (article.id == "dated")
    assert not any(change.announced for change in told)


async def test_a_bug_that_one_feed_reaches_stands_in_its_record(warm):
    class Faulty:
        async def parse_feed(self, *_args: object, **_more: object) -> None:
            raise TypeError("unexpected")

    warm.press.publish("truce", *TRUCE, warm.clock.now() + HOUR)
    await replace(warm, polling=replace(warm.polling, workers=Faulty())).go(1)
    (source,) = await warm.store.sources()
    assert "a bug of ours (TypeError: unexpected)" in source.last_error
    assert source.failures == 1


async def test_a_bug_that_one_article_reaches_keeps_its_text_and_spares_the_others(warm):
    class Poisoned:
        def route(self, report, at) -> tuple[str, ...]:
            if "Poison" in report.evidence.sentence:
                raise KeyError("poison")
            return warm.settler.router.route(report, at)

    at = warm.clock.now() + HOUR
    warm.press.publish("bad", TRUCE[0], SAID.replace("Kataib", "Poison: Kataib", 1), at)
    warm.press.publish("good", *TRUCE, at)
    settler = replace(warm.settler, router=Poisoned())
    await replace(warm, reading=replace(warm.reading, settler=settler)).go(2)
    assert [str(change.transition.change) for change in await warm.store.changes()] == ["announced", "in_effect"]
    status = await warm.store.status(warm.clock.now())
    assert (status.items.get(ItemState.WANTED, 0), status.unread_pages) == (0, 1)
    assert len(await warm.store.search("Poison")) == 1


async def test_of_a_bare_headline_a_glance_at_its_page_decides(warm):
    at = warm.clock.now() + HOUR
    warm.press.publish("bare-truce", "What the spokesman had to say", SAID, at)
    warm.press.publish("bare-calm", "What the growers had to say", CALM[1], at)
    warm.press.entries[:2] = [(name, title, "", when) for name, title, _, when in warm.press.entries[:2]]
    await warm.go(2)
    assert {request.url.path for request in warm.press.asked} >= {"/bare-truce", "/bare-calm"}
    assert [str(change.transition.change) for change in await warm.store.changes()] == ["announced", "in_effect"]
    status = await warm.store.status(warm.clock.now())
    assert (status.items[ItemState.CODED], status.items[ItemState.SKIPPED]) == (1, 2)
