from dataclasses import replace
from types import SimpleNamespace

import pytest

from alerts.model import Address, Delivery, OutboxRow, OutboxState, Outcome
from monitor.domain.model.time import HOUR, MINUTE
from monitor.storage import Store


async def enqueue(store: Store, build: SimpleNamespace, *copies: OutboxRow) -> None:
    version = (await store.watch_record("iraq-us")).version
    await store.settle(build.settlement(updates=(build.update(version=version, copies=copies),)))


async def test_copies_come_back_as_they_were_frozen_oldest_first(store: Store, build: SimpleNamespace) -> None:
    copies = (build.copy("m1"), build.copy("m2", "y@example.org"))
    await enqueue(store, build, *copies)
    await enqueue(store, build, copies[0])
    assert await store.claim_copies(build.now, build.now + MINUTE, 10) == copies
    assert await store.claim_copies(build.now, build.now + MINUTE, 10) == ()
    assert await store.claim_copies(build.now + MINUTE, build.now + HOUR, 1) == copies[:1]


async def test_a_copy_is_not_claimed_before_it_is_due(store: Store, build: SimpleNamespace) -> None:
    await enqueue(store, build, replace(build.copy(), next_attempt_at=build.now + HOUR))
    assert await store.claim_copies(build.now, build.now + MINUTE, 10) == ()
    assert await store.next_copy_at() == build.now + HOUR


async def test_a_failed_attempt_is_retried_and_on_record(store: Store, build: SimpleNamespace) -> None:
    await enqueue(store, build, build.copy())
    (row,) = await store.claim_copies(build.now, build.now + HOUR, 10)
    failed = Delivery(Outcome.RETRY, "451 busy", retry_at=build.now + 2 * MINUTE)
    await store.record_delivery(row, failed, build.now + 1, build.now + 3 * MINUTE)
    assert await store.claim_copies(build.now + 2 * MINUTE, build.now + HOUR, 10) == ()
    (again,) = await store.claim_copies(build.now + 3 * MINUTE, build.now + HOUR, 10)
    assert (again.attempts, again.last_error, again.message_id) == (1, "451 busy", row.message_id)
    await store.record_delivery(again, Delivery(Outcome.SENT, "250 ok"), build.now + 4 * MINUTE, 0)
    (view,) = await store.copies(OutboxState.SENT, 10)
    assert (view.row.attempts, view.row.last_error) == (2, "")
    assert [(done.attempt, done.outcome, done.detail) for done in view.deliveries] == [
        (1, Outcome.RETRY, "451 busy"),
        (2, Outcome.SENT, "250 ok"),
    ]
    assert view.deliveries[0].retry_at == build.now + 2 * MINUTE


@pytest.mark.parametrize(("outcome", "state"), [(Outcome.SENT, OutboxState.SENT), (Outcome.DEAD, OutboxState.DEAD)])
async def test_a_finished_copy_stays_finished_whatever_a_late_attempt_says(
    store: Store, build: SimpleNamespace, outcome: Outcome, state: OutboxState
) -> None:
    await enqueue(store, build, build.copy())
    (row,) = await store.claim_copies(build.now, build.now + 1, 10)
    (late,) = await store.claim_copies(build.now + 1, build.now + 2, 10)
    await store.record_delivery(row, Delivery(outcome, "done"), build.now, 0)
    await store.record_delivery(late, Delivery(Outcome.RETRY, "late"), build.now, build.now)
    assert await store.claim_copies(build.now + HOUR, build.now + 2 * HOUR, 10) == ()
    (view,) = await store.copies()
    assert (view.row.state, len(view.deliveries)) == (state, 2)
    assert await store.next_copy_at() is None


async def test_a_paused_channel_holds_its_copies_back(store: Store, build: SimpleNamespace) -> None:
    hook = replace(build.copy("m2"), address=Address("hook", "-"))
    await enqueue(store, build, build.copy("m1"), hook)
    await store.pause_channel("mail", build.now + HOUR, "535 login refused")
    assert await store.claim_copies(build.now, build.now + MINUTE, 10) == (hook,)
    await store.record_delivery(hook, Delivery(Outcome.SENT), build.now, 0)
    assert await store.next_copy_at() == build.now + HOUR
    assert len(await store.claim_copies(build.now + HOUR, build.now + 2 * HOUR, 10)) == 1
    await store.pause_channel("mail", build.now, "resumed")
    assert await store.next_copy_at() == build.now + 2 * HOUR


async def test_copies_of_a_killed_process_are_released(store: Store, build: SimpleNamespace) -> None:
    await enqueue(store, build, build.copy())
    await store.claim_copies(build.now, build.now + HOUR, 10)
    await store.release_leases()
    assert await store.claim_copies(build.now, build.now + HOUR, 10) == (build.copy(),)


async def test_copies_are_listed_latest_first_by_state(store: Store, build: SimpleNamespace) -> None:
    await enqueue(store, build, build.copy("m1"), build.copy("m2"), build.copy("m3"))
    assert [view.row.id for view in await store.copies(None, 2)] == ["m3", "m2"]
    assert [view.row.id for view in await store.copies(OutboxState.PENDING, 5)] == ["m3", "m2", "m1"]
    assert await store.copies(OutboxState.DEAD, 5) == ()
