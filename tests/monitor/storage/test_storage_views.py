from types import SimpleNamespace

from alerts.model import OutboxState
from monitor.domain.model.article import Grade, ItemState, SkipReason
from monitor.domain.model.time import DAY, HOUR, MINUTE
from monitor.storage import SourceView, StatusView, Store


async def test_a_source_is_shown_with_its_record(store: Store, source_id: int, build: SimpleNamespace) -> None:
    await store.record_polls([build.poll(source_id, build.item("a"), build.item("b"))])
    assert await store.sources() == (
        SourceView(
            url="https://one.example/feed",
            title="One",
            owner="one ltd",
            grade=Grade.B,
            active=True,
            last_ok_at=build.now,
            last_error="",
            failures=0.0,
            next_poll_at=build.now + 10 * MINUTE,
            items=2,
        ),
    )


async def test_an_empty_store_has_a_status(store: Store, build: SimpleNamespace) -> None:
    status = await store.status(build.now)
    assert status == StatusView(
        created_at=build.now,
        database_bytes=status.database_bytes,
        items=dict.fromkeys(ItemState, 0),
        skipped={},
        sources_active=0,
        sources_ok=0,
        sources_failing=0,
        sources_silent=0,
        sources_resting=0,
        last_poll_at=None,
        last_ok_at=None,
        unread_pages=0,
        articles=0,
        reports=0,
        conditions=0,
        changes=0,
        copies=dict.fromkeys(OutboxState, 0),
    )


async def test_the_status_counts_everything(store: Store, source_id: int, build: SimpleNamespace) -> None:
    await store.sync_sources([build.source(), build.source("two"), build.source("three")], build.now)
    await store.sync_sources([build.source(), build.source("two")], build.now)
    await store.record_polls([build.poll(source_id, build.item("a"), build.item("b", skip=SkipReason.IRRELEVANT))])
    for claimed in await store.claim_sources(build.now, build.now + HOUR, 10):
        await store.record_polls([build.poll(claimed.id, at=build.now + 1, error="tls: expired", failures=1.0)])
    update = build.update(changes=(build.change(),), copies=(build.copy(),))
    article = build.coded("a", reports=(build.filed(),), watches=(("iraq-us",),))
    await store.settle(build.settlement(article, updates=(update,)))
    status = await store.status(build.now + DAY)
    assert status.items == {ItemState.WANTED: 0, ItemState.CODED: 1, ItemState.SKIPPED: 1}
    assert status.skipped == {SkipReason.IRRELEVANT: 1}
    assert (status.sources_active, status.sources_ok, status.sources_failing, status.sources_resting) == (2, 1, 1, 1)
    assert status.sources_silent == 2
    assert (status.last_poll_at, status.last_ok_at) == (build.now + 1, build.now)
    assert (status.articles, status.reports, status.conditions, status.changes) == (1, 1, 1, 1)
    assert status.copies == {OutboxState.PENDING: 1, OutboxState.SENT: 0, OutboxState.DEAD: 0}
    assert status.database_bytes % 4096 == 0


async def test_changes_are_chosen_by_watch_and_event_time(store: Store, build: SimpleNamespace) -> None:
    first, second, other = build.change("c1", at=10), build.change("c2", at=5), build.change("c3", "sudan", at=7)
    await store.settle(build.settlement(updates=(build.update(changes=(first, second)),)))
    await store.settle(build.settlement(updates=(build.update("sudan", changes=(other,)),)))
    assert await store.changes() == (first, second, other)
    assert await store.changes("iraq-us") == (first, second)
    assert await store.changes(since=7) == (first, other)
    assert await store.changes(since=5, until=7) == (second,)
    assert await store.changes("sudan", until=7) == ()


async def test_one_change_is_found_by_its_id(store: Store, build: SimpleNamespace) -> None:
    await store.settle(build.settlement(updates=(build.update(changes=(build.change(),)),)))
    assert await store.change("c1") == build.change()
    assert await store.change("c2") is None
    await store.settle(build.settlement(updates=(build.update(version=1, confirmations=("c1",)),)))
    assert await store.change("c1") == build.change(confirmed=True)


async def test_reports_are_found_by_their_ids(store: Store, build: SimpleNamespace) -> None:
    reports = (build.filed("r1", "row"), build.filed("r2", "row", build.attack()))
    await store.settle(build.settlement(build.loaded(reports=reports, watches=((), ("w",)))))
    assert await store.reports(["r2", "r1", "unknown"]) == {"r1": reports[0], "r2": reports[1]}
    assert await store.reports([]) == {}
    assert await store.watch_ids() == ("w",)


async def test_texts_that_no_report_rests_on_can_be_forgotten(store: Store, build: SimpleNamespace) -> None:
    await store.settle(
        build.settlement(
            build.loaded("kept", reports=(build.filed("r1", "kept"),), watches=(("w",),)),
            build.loaded("old", first_seen=build.now - DAY),
            build.loaded("new"),
        )
    )
    assert await store.forget_articles(build.now - DAY) == 0
    assert await store.forget_articles(build.now) == 1
    assert {hit.item_id for hit in await store.search("halted")} == {"kept", "new"}
    assert await store.forget_articles(build.now + 1, limit=9) == 1
    assert {hit.item_id for hit in await store.search("halted")} == {"kept"}
    assert set(await store.known_items(["kept", "old", "new"])) == {"kept", "old", "new"}
