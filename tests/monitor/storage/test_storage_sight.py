"""How each source does at a moment, read from the tables."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from monitor.domain.model.time import DAY, HOUR, MINUTE, WEEK
from monitor.storage import Store


async def arrive(store: Store, build: SimpleNamespace, source_id: int, *times: int, name: str = "i") -> None:
    """Let an item come at each of these times, as their publisher dates it too."""
    for at in times:
        item = build.item(f"{name}{at}", text=f"{name}{at}")
        dated = replace_published(item, at)
        await store.record_polls([build.poll(source_id, dated, at=at, overlap=True)])


def replace_published(item: object, at: int | None) -> object:
    return item._replace(published=at)


async def test_each_source_with_its_record(store: Store, source_id: int, build: SimpleNamespace) -> None:
    await store.sync_sources([build.source(), build.source("two")], build.now)
    await arrive(store, build, source_id, build.now)
    error = "two.example: refused https://user:hunter2@two.example/?token=hunter2"
    two = (await store.claim_sources(build.now, build.now + 1, 9))[-1].id
    await store.record_polls([build.poll(two, at=build.now, error=error, failures=1.5)])
    base = await store.sight_base(build.now + 30 * MINUTE)
    one, other = base.sight.sources
    assert (one.title, one.seen, one.seen_until) == ("One", False, build.now + 20 * MINUTE)
    assert (one.polled_at, one.ok_at, one.item_at, one.error, one.pause) == (*[build.now] * 3, "", None)
    assert (other.title, other.seen, other.ok_at, other.item_at, other.failures) == ("Two", False, None, None, 1.5)
    assert other.error.startswith("two.example: refused")
    assert "hunter2" not in other.error
    assert (base.version, base.journal) == (0, ())
    assert base.sight.lost == build.now + 20 * MINUTE
    early = await store.sight(build.now + 10 * MINUTE)
    assert [(source.title, source.seen) for source in early.sources] == [("One", True)]  # two may still be polled first
    assert not early.blind


async def test_a_source_that_rests_counts_only_for_the_time_before(
    store: Store, source_id: int, build: SimpleNamespace
) -> None:
    await arrive(store, build, source_id, build.now)
    await store.sync_sources([], build.now + MINUTE)
    assert (await store.sight(build.now + HOUR)).sources == ()
    assert [source.id for source in (await store.sight(build.now)).sources] == [source_id]


async def test_a_backfill_is_no_sight(store: Store, source_id: int, build: SimpleNamespace) -> None:
    _ = source_id
    for at in (build.now, build.now + 9 * WEEK):
        await store.settle(build.settlement(build.loaded(f"row {at}", text=str(at), published=at)))
    assert (await store.coverage(build.now + WEEK)).good(build.now + WEEK, build.now + WEEK)
    assert (await store.sight(build.now + WEEK)).blind


@pytest.mark.parametrize(("days", "known"), [(9, None), (12, DAY)])
async def test_its_usual_pause_is_the_third_longest_once_enough_is_known(
    store: Store, source_id: int, build: SimpleNamespace, days: int, known: int | None
) -> None:
    gaps = [9 * DAY, *[2 * DAY] * 1, *[DAY] * (days - 4), HOUR]
    times = [build.now + sum(gaps[:place]) for place in range(len(gaps) + 1)]
    await arrive(store, build, source_id, *times)
    quiet = times[-1] + 2 * DAY
    await store.record_polls([build.poll(source_id, at=quiet, unchanged=True)])
    (source,) = (await store.sight_base(quiet)).sight.sources
    assert (source.pause, source.item_at, source.ok_at) == (known, times[-1], quiet)
    (at_rest,) = (await store.sight(quiet)).sources
    assert at_rest.pause is None


async def test_the_first_polls_many_items_show_the_rhythm_in_which_they_were_published(
    store: Store, build: SimpleNamespace
) -> None:
    await store.sync_sources([build.source()], build.now)
    (claimed,) = await store.claim_sources(build.now, build.now + 1, 1)
    items = [replace_published(build.item(str(n), text=str(n)), build.now - n * 5 * HOUR) for n in range(1, 15)]
    undated = [replace_published(build.item(f"u{n}", text=f"u{n}"), None) for n in range(30)]
    await store.record_polls([build.poll(claimed.id, *items, *undated, at=build.now)])
    await store.record_polls([build.poll(claimed.id, at=build.now + 2 * DAY, unchanged=True)])
    (source,) = (await store.sight_base(build.now + 2 * DAY)).sight.sources
    assert (source.pause, source.item_at) == (5 * HOUR, build.now)


async def test_an_edit_is_a_sign_of_life(store: Store, source_id: int, build: SimpleNamespace) -> None:
    await arrive(store, build, source_id, build.now)
    edited = build.item(f"i{build.now}", text="edited")
    await store.record_polls([build.poll(source_id, edited, at=build.now + DAY, overlap=True)])
    (source,) = (await store.sight_base(build.now + DAY)).sight.sources
    assert source.item_at == build.now + DAY


async def test_a_conflicts_usual_sources_are_those_that_told_of_it_lately(
    store: Store, source_id: int, build: SimpleNamespace
) -> None:
    await store.record_polls([build.poll(source_id, build.item("a"), at=build.now)])
    filed = tuple(replace(build.filed(name), first_seen=build.now) for name in ("r1", "r2", "r3"))
    routes = (("iraq-us", "sudan"), ("iraq-us",), ("sea",))
    coded = replace(build.coded("a"), reports=filed, watches=routes)
    await store.settle(build.settlement(coded))
    assert await store.usual_sources(build.now) == {"iraq-us": frozenset({source_id})}
    assert await store.usual_sources(build.now - 1) == {}
    assert await store.usual_sources(build.now + 91 * DAY) == {}
