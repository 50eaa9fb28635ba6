import asyncio
from dataclasses import replace
from types import SimpleNamespace

import pytest

from monitor.domain.model.article import ItemState, SkipReason
from monitor.domain.model.time import HOUR, MINUTE
from monitor.storage import Store
from monitor.storage.items import PER_SOURCE


async def test_a_new_source_is_due_at_once(store: Store, build: SimpleNamespace) -> None:
    await store.sync_sources([build.source()], build.now)
    (claimed,) = await store.claim_sources(build.now, build.now + MINUTE, 10)
    assert claimed.source == build.source()
    assert (claimed.baselined, claimed.failures, claimed.last_ok_at, claimed.etag) == (False, 0.0, None, "")


async def test_the_most_overdue_come_first_and_no_more_than_asked(store: Store, build: SimpleNamespace) -> None:
    await store.sync_sources([build.source(name) for name in ("a", "b", "c")], 0)
    due = {"A": 30, "B": 10, "C": 20}
    for claimed in await store.claim_sources(1, 2, 10):
        await store.record_polls([build.poll(claimed.id, at=5, next_poll_at=due[claimed.source.title])])
    claims = [await store.claim_sources(30, 90, 2), await store.claim_sources(30, 90, 2)]
    assert [[found.source.title for found in claim] for claim in claims] == [["B", "C"], ["A"]]


async def test_a_leased_source_is_not_claimed_again_before_its_lease_ends(store: Store, build: SimpleNamespace) -> None:
    await store.sync_sources([build.source()], build.now)
    assert len(await store.claim_sources(build.now, build.now + MINUTE, 10)) == 1
    assert await store.claim_sources(build.now + MINUTE - 1, build.now + HOUR, 10) == ()
    assert len(await store.claim_sources(build.now + MINUTE, build.now + HOUR, 10)) == 1


async def test_two_claims_at_once_share_nothing(store: Store, build: SimpleNamespace) -> None:
    await store.sync_sources([build.source(f"s{n}") for n in range(20)], 0)
    claims = await asyncio.gather(*(store.claim_sources(1, 9, 5) for _ in range(6)))
    ids = [source.id for claim in claims for source in claim]
    assert len(ids) == len(set(ids)) == 20


async def test_leases_of_a_killed_process_are_released(store: Store, build: SimpleNamespace) -> None:
    await store.sync_sources([build.source()], build.now)
    await store.claim_sources(build.now, build.now + HOUR, 10)
    await store.release_leases()
    assert len(await store.claim_sources(build.now, build.now + HOUR, 10)) == 1


async def test_an_absent_source_rests_and_comes_back_with_its_history(store: Store, build: SimpleNamespace) -> None:
    await store.sync_sources([build.source(), build.source("two")], build.now)
    for claimed in await store.claim_sources(build.now, build.now + 1, 10):
        await store.record_polls([build.poll(claimed.id, etag='"tag"', next_poll_at=build.now + HOUR)])
    await store.sync_sources([build.source()], build.now + 1)
    assert {view.title: view.active for view in await store.sources()} == {"One": True, "Two": False}
    await store.sync_sources([build.source(), build.source("two")], build.now + 2)
    (back,) = await store.claim_sources(build.now + 2, build.now + HOUR, 10)
    assert (back.source.title, back.etag, back.baselined) == ("Two", '"tag"', True)


async def test_a_resting_source_is_not_claimed(store: Store, build: SimpleNamespace) -> None:
    await store.sync_sources([build.source()], build.now)
    await store.sync_sources([], build.now)
    assert await store.claim_sources(build.now, build.now + HOUR, 10) == ()


@pytest.mark.usefixtures("source_id")
async def test_a_new_rhythm_takes_effect_at_once_and_the_same_one_changes_nothing(
    store: Store, build: SimpleNamespace
) -> None:
    (before,) = await store.sources()
    await store.sync_sources([build.source()], build.now)
    (same,) = await store.sources()
    await store.sync_sources([build.source(interval=MINUTE)], build.now)
    (changed,) = await store.sources()
    assert before.next_poll_at == same.next_poll_at == build.now + 9 * MINUTE
    assert changed.next_poll_at == build.now


async def test_a_first_good_poll_is_muted_and_the_second_is_news(store: Store, build: SimpleNamespace) -> None:
    await store.sync_sources([build.source()], build.now)
    (claimed,) = await store.claim_sources(build.now, build.now + 1, 1)
    await store.record_polls([build.poll(claimed.id, error="name: unknown host", failures=0.25)])
    await store.record_polls([build.poll(claimed.id, build.item("old"))])
    await store.record_polls([build.poll(claimed.id, build.item("new"), at=build.now + MINUTE)])
    wanted = await store.claim_items(build.now + HOUR, build.now + 2 * HOUR, 10)
    assert [(item.id, item.muted) for item in wanted] == [("old", True), ("new", False)]


async def test_an_item_comes_back_as_it_was_given(store: Store, source_id: int, build: SimpleNamespace) -> None:
    await store.record_polls([build.poll(source_id, build.item())])
    (wanted,) = await store.claim_items(build.now, build.now + 1, 10)
    assert wanted.item == build.item()[1:8]
    assert (wanted.id, wanted.revision, wanted.content_hash) == ("a", 1, "hash of first")
    assert (wanted.source, wanted.first_seen, wanted.muted) == (build.source(), build.now, False)
    assert await store.known_items(["a", "unknown"]) == {"a": {"hash of first"}}


async def test_the_same_item_again_changes_nothing(store: Store, source_id: int, build: SimpleNamespace) -> None:
    await store.record_polls([build.poll(source_id, build.item())])
    await store.claim_items(build.now, build.now + HOUR, 10)
    await store.record_polls([build.poll(source_id, build.item(), at=build.now + 1)])
    assert await store.claim_items(build.now + 2, build.now + HOUR, 10) == ()
    assert await store.known_items(["a"]) == {"a": {"hash of first"}}


async def test_an_edit_is_wanted_again_as_the_next_revision(
    store: Store, source_id: int, build: SimpleNamespace
) -> None:
    await store.record_polls([build.poll(source_id, build.item())])
    await store.claim_items(build.now, build.now + HOUR, 10)
    await store.record_polls([build.poll(source_id, build.item(text="second"), at=build.now + 1)])
    (wanted,) = await store.claim_items(build.now + 2, build.now + HOUR, 10)
    assert (wanted.revision, wanted.item.title, wanted.first_seen) == (2, "Title second", build.now + 1)
    assert await store.known_items(["a"]) == {"a": {"hash of first", "hash of second"}}


async def test_a_text_that_returns_to_an_earlier_revision_changes_nothing(
    store: Store, source_id: int, build: SimpleNamespace
) -> None:
    for at, text in enumerate(("first", "second", "first", "second")):
        await store.record_polls([build.poll(source_id, build.item(text=text), at=build.now + at)])
    (wanted,) = await store.claim_items(build.now + 9, build.now + HOUR, 10)
    assert (wanted.revision, wanted.item.title) == (2, "Title second")


async def test_what_a_body_held_is_remembered_until_the_next_body(
    store: Store, source_id: int, build: SimpleNamespace
) -> None:
    await store.record_polls([build.poll(source_id, seen="aa bb")])
    await store.record_polls([build.poll(source_id, at=build.now + 1, unchanged=True)])
    await store.record_polls([build.poll(source_id, at=build.now + 2, error="status: 500")])
    (claimed,) = await store.claim_sources(build.now + HOUR, build.now + HOUR, 1)
    assert claimed.seen == "aa bb"
    await store.record_polls([build.poll(source_id, at=build.now + 3, seen="bb cc")])
    (claimed,) = await store.claim_sources(build.now + HOUR, build.now + HOUR, 1)
    assert claimed.seen == "bb cc"


async def test_what_cannot_matter_is_kept_light(store: Store, source_id: int, build: SimpleNamespace) -> None:
    await store.record_polls([build.poll(source_id, build.item(skip=SkipReason.IRRELEVANT))])
    assert await store.claim_items(build.now, build.now + 1, 10) == ()
    status = await store.status(build.now)
    assert status.items[ItemState.SKIPPED] == status.skipped[SkipReason.IRRELEVANT] == 1
    assert await store.known_items(["a"]) == {"a": {"hash of first"}}


async def test_a_304_without_validators_keeps_ours(store: Store, source_id: int, build: SimpleNamespace) -> None:
    await store.record_polls([build.poll(source_id, etag='"tag"', last_modified="Sat", body_hash="body")])
    await store.record_polls([build.poll(source_id, at=build.now + 1, unchanged=True)])
    (claimed,) = await store.claim_sources(build.now + HOUR, build.now + HOUR, 1)
    assert (claimed.etag, claimed.last_modified, claimed.body_hash) == ('"tag"', "Sat", "body")


async def test_a_full_answer_without_validators_drops_ours(
    store: Store, source_id: int, build: SimpleNamespace
) -> None:
    await store.record_polls([build.poll(source_id, etag='"tag"', last_modified="Sat", body_hash="body")])
    await store.record_polls([build.poll(source_id, at=build.now + 1, body_hash="other")])
    (claimed,) = await store.claim_sources(build.now + HOUR, build.now + HOUR, 1)
    assert (claimed.etag, claimed.last_modified, claimed.body_hash) == ("", "", "other")


async def test_a_failed_poll_keeps_validators_and_notes_why(
    store: Store, source_id: int, build: SimpleNamespace
) -> None:
    await store.record_polls([build.poll(source_id, etag='"tag"')])
    await store.record_polls([build.poll(source_id, at=build.now + 1, error="status: 500", failures=0.5)])
    (view,) = await store.sources()
    (claimed,) = await store.claim_sources(build.now + HOUR, build.now + HOUR, 1)
    assert (claimed.etag, claimed.failures, claimed.last_ok_at) == ('"tag"', 0.5, build.now)
    assert (view.last_error, view.failures, view.last_ok_at) == ("status: 500", 0.5, build.now)


async def test_several_polls_are_one_commit(store: Store, build: SimpleNamespace) -> None:
    await store.sync_sources([build.source(f"s{n}") for n in range(3)], build.now)
    claimed = await store.claim_sources(build.now, build.now + 1, 10)
    polls = [build.poll(source.id, build.item(f"i{source.id}")) for source in claimed]
    await store.record_polls(polls)
    assert len(await store.known_items([item.id for poll in polls for item in poll.items])) == 3


@pytest.mark.parametrize("ids", [[], ["nothing"]])
async def test_unknown_items_are_not_known(store: Store, ids: list[str]) -> None:
    assert await store.known_items(ids) == {}


async def test_items_whose_lease_ran_out_wait_behind_those_never_tried(
    store: Store, source_id: int, build: SimpleNamespace
) -> None:
    await store.record_polls([build.poll(source_id, build.item("a"))])
    await store.claim_items(build.now, build.now + 1, 1)
    await store.record_polls([build.poll(source_id, build.item("b"), at=build.now + 5)])
    first = await store.claim_items(build.now + 6, build.now + 7, 1)
    second = await store.claim_items(build.now + 6, build.now + 7, 1)
    assert [item.id for item in (*first, *second)] == ["b", "a"]


async def test_an_item_of_a_resting_source_is_still_read(store: Store, source_id: int, build: SimpleNamespace) -> None:
    await store.record_polls([build.poll(source_id, build.item())])
    await store.sync_sources([replace(build.source(), url="https://other.example/feed")], build.now)
    (wanted,) = await store.claim_items(build.now, build.now + 1, 10)
    assert wanted.source.url == build.source().url


async def test_a_source_that_floods_or_hangs_keeps_no_other_waiting(store: Store, build: SimpleNamespace) -> None:
    await store.sync_sources([build.source("flood"), build.source("calm")], build.now)
    flood, calm = (claimed.id for claimed in await store.claim_sources(build.now, build.now + HOUR, 2))
    many = [build.item(f"flood {at:03}") for at in range(3 * PER_SOURCE)]
    await store.record_polls([build.poll(flood, *many)])
    await store.record_polls([build.poll(calm, build.item("calm 1"), build.item("calm 2"), at=build.now + 1)])
    both = await store.claim_items(build.now + 2, build.now + HOUR, 4)
    assert [item.id for item in both] == ["flood 000", "flood 001", "calm 1", "calm 2"]
    rest = await store.claim_items(build.now + 2, build.now + HOUR, 100)
    assert len(rest) == PER_SOURCE - 2
    assert await store.claim_items(build.now + 2, build.now + HOUR, 100) == ()
    after = await store.claim_items(build.now + HOUR, build.now + 2 * HOUR, 100)
    assert len(after) == PER_SOURCE + 2
