from pathlib import Path
from types import SimpleNamespace

from monitor.domain.model.coverage import Tenure
from monitor.domain.model.time import DAY, MINUTE, WEEK
from monitor.storage import Store
from monitor.storage.store import open_store

GRACE = 20 * MINUTE


async def test_a_source_is_covered_from_its_first_good_poll_on(
    store: Store, source_id: int, build: SimpleNamespace
) -> None:
    start = build.now - MINUTE
    await store.record_polls([build.poll(source_id, at=build.now, overlap=True)])
    assert (await store.coverage(build.now)).spans == ((start, build.now),)
    assert (await store.coverage(build.now + DAY)).spans == ((start, build.now + GRACE),)


async def test_nothing_is_covered_before_any_poll(store: Store, build: SimpleNamespace) -> None:
    await store.sync_sources([build.source()], build.now)
    assert (await store.coverage(build.now + DAY)).spans == ()


async def test_an_outage_leaves_no_gap_where_the_feed_still_shows_what_was_known(
    store: Store, source_id: int, build: SimpleNamespace
) -> None:
    await store.record_polls([build.poll(source_id, at=build.now + 30 * MINUTE, error="connect: refused")])
    assert (await store.coverage(build.now + DAY)).spans == ((build.now - MINUTE, build.now - MINUTE + GRACE),)
    await store.record_polls([build.poll(source_id, at=build.now + DAY, overlap=True)])
    assert (await store.coverage(build.now + DAY)).spans == ((build.now - MINUTE, build.now + DAY),)


async def test_an_entry_that_is_stored_leaves_no_gap_however_it_was_rewritten(
    store: Store, source_id: int, build: SimpleNamespace
) -> None:
    await store.record_polls([build.poll(source_id, build.item("a"), at=build.now, overlap=True)])
    late = build.now + DAY
    rewritten = build.poll(source_id, build.item("a", text="second"), build.item("b"), at=late, oldest=late - MINUTE)
    await store.record_polls([rewritten])
    assert (await store.coverage(late)).spans == ((build.now - MINUTE, late),)


async def test_an_unchanged_feed_has_no_gap(store: Store, source_id: int, build: SimpleNamespace) -> None:
    await store.record_polls([build.poll(source_id, at=build.now + DAY, unchanged=True)])
    assert (await store.coverage(build.now + DAY)).spans == ((build.now - MINUTE, build.now + DAY),)


async def test_a_window_that_reaches_back_far_enough_has_no_gap(
    store: Store, source_id: int, build: SimpleNamespace
) -> None:
    await store.record_polls([build.poll(source_id, at=build.now + DAY, oldest=build.now - MINUTE)])
    assert (await store.coverage(build.now + DAY)).spans == ((build.now - MINUTE, build.now + DAY),)


async def test_a_window_that_begins_later_leaves_a_gap(store: Store, source_id: int, build: SimpleNamespace) -> None:
    oldest = build.now + DAY - MINUTE
    await store.record_polls([build.poll(source_id, at=build.now + DAY, oldest=oldest)])
    first = (build.now - MINUTE, build.now - MINUTE)
    assert (await store.coverage(build.now + DAY)).spans == (first, (oldest, build.now + DAY))


async def test_a_window_without_times_begins_with_the_poll(
    store: Store, source_id: int, build: SimpleNamespace
) -> None:
    await store.record_polls([build.poll(source_id, at=build.now + DAY)])
    assert (await store.coverage(build.now + DAY)).spans[-1] == (build.now + DAY, build.now + DAY)


async def test_new_sources_open_no_gap_before_their_first_poll(
    store: Store, source_id: int, build: SimpleNamespace
) -> None:
    await store.sync_sources([build.source(name) for name in ("one", "two", "three", "four")], build.now)
    await store.record_polls([build.poll(source_id, at=build.now + MINUTE, overlap=True)])
    for claimed in await store.claim_sources(build.now + MINUTE, build.now + DAY, 10):
        await store.record_polls([build.poll(claimed.id, at=build.now + MINUTE)])
    assert (await store.coverage(build.now + MINUTE)).spans == ((build.now - MINUTE, build.now + MINUTE),)


async def test_a_backfill_covers_from_its_first_to_its_last_row(store: Store, build: SimpleNamespace) -> None:
    for name, at in (("a", 5 * WEEK), ("b", 9 * WEEK), ("c", 7 * WEEK)):
        await store.settle(build.settlement(build.loaded(name, text=name, published=at)))
    assert (await store.coverage(build.now)).spans == ((5 * WEEK, 9 * WEEK),)


async def test_a_publisher_is_read_while_any_of_its_feeds_is(
    store: Store, source_id: int, build: SimpleNamespace
) -> None:
    start = build.now - MINUTE
    assert (await store.coverage(build.now + DAY)).tenures == (Tenure("one ltd", start),)
    await store.record_polls([build.poll(source_id, at=build.now + DAY, overlap=True)])
    await store.sync_sources([], build.now + 2 * DAY)
    assert (await store.coverage(build.now + 2 * WEEK)).tenures == (Tenure("one ltd", start, build.now + DAY + GRACE),)


async def test_a_publisher_that_was_not_read_for_long_comes_anew(
    store: Store, source_id: int, build: SimpleNamespace
) -> None:
    start, late = build.now - MINUTE, build.now + 3 * WEEK
    assert (await store.coverage(late - MINUTE)).tenures == (Tenure("one ltd", start, start + GRACE),)
    await store.record_polls([build.poll(source_id, at=late, oldest=late - MINUTE)])
    ended, again = (await store.coverage(late)).tenures
    assert (ended.since, ended.until) == (start, start)
    assert again == Tenure("one ltd", late - MINUTE)


async def test_what_files_hold_is_read_while_they_are(store: Store, build: SimpleNamespace) -> None:
    for name, at in (("a", 5 * WEEK), ("b", 9 * WEEK)):
        await store.settle(build.settlement(build.loaded(name, text=name, published=at)))
    assert (await store.coverage(build.now)).tenures == (Tenure(None, 5 * WEEK, 9 * WEEK),)


async def test_rows_without_a_date_cover_nothing(store: Store, build: SimpleNamespace) -> None:
    await store.settle(build.settlement(build.loaded(published=None)))
    assert (await store.coverage(build.now)).spans == ()


async def test_a_backfill_that_was_cut_off_goes_on_with_its_span(build: SimpleNamespace, path: Path) -> None:
    for name, at in (("a", 5 * WEEK), ("b", 5 * WEEK + DAY), ("c", 9 * WEEK)):
        async with open_store(path, now=build.now) as store:
            await store.settle(build.settlement(build.loaded(name, text=name, published=at)))
    async with open_store(path, now=build.now) as store:
        spans = (await store.coverage(build.now)).spans
    assert spans == ((5 * WEEK, 5 * WEEK + DAY), (9 * WEEK, 9 * WEEK))
