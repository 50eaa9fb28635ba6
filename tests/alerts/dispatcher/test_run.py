"""The dispatcher as the daemon runs it: it wakes, waits, heals and ends."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import pytest

from alerts.dispatcher import Dispatcher
from alerts.model import Delivery, OutboxRow, OutboxState, Outcome

Fake: TypeAlias = Any  # conftest's classes, which importlib mode lets nobody import
Put: TypeAlias = Callable[..., OutboxRow]
Make: TypeAlias = Callable[..., Dispatcher]


@asynccontextmanager
async def running(dispatcher: Dispatcher) -> AsyncIterator[None]:
    """Run it for as long as the block lasts, then stop it and see that it ends."""
    stop = asyncio.Event()
    task = asyncio.create_task(dispatcher.run(stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(task, 10)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0.001)


async def test_what_is_there_at_the_start_is_sent(outbox: Fake, put: Put, make_dispatcher: Make) -> None:
    row = put()
    async with running(make_dispatcher(longest_rest=60)):
        await until(lambda: outbox.rows[row.id].state is OutboxState.SENT)


async def test_waking_it_sends_new_copies_at_once(outbox: Fake, put: Put, make_dispatcher: Make) -> None:
    dispatcher = make_dispatcher(longest_rest=60)
    async with running(dispatcher):
        await until(lambda: bool(outbox.claims))
        row = put()
        dispatcher.wake()
        await until(lambda: outbox.rows[row.id].state is OutboxState.SENT)


async def test_copies_that_nobody_announced_are_found(outbox: Fake, put: Put, make_dispatcher: Make) -> None:
    async with running(make_dispatcher()):
        await until(lambda: bool(outbox.claims))
        row = put()
        await until(lambda: outbox.rows[row.id].state is OutboxState.SENT)


async def test_a_retry_is_not_missed(outbox: Fake, desk: Fake, clock: Fake, put: Put, make_dispatcher: Make) -> None:
    row = put()
    desk.script.append(Delivery(Outcome.RETRY, "451 later"))
    async with running(make_dispatcher()):
        await until(lambda: outbox.rows[row.id].attempts == 1)
        clock.now = outbox.rows[row.id].next_attempt_at
        await until(lambda: outbox.rows[row.id].state is OutboxState.SENT)


async def test_a_copy_under_way_holds_up_no_new_one(outbox: Fake, desk: Fake, put: Put, make_dispatcher: Make) -> None:
    slow = put()
    freed = asyncio.Event()

    async def slowly() -> Delivery:
        await freed.wait()
        return Delivery(Outcome.SENT)

    desk.script.append(slowly)
    dispatcher = make_dispatcher(longest_rest=60)
    async with running(dispatcher):
        await until(lambda: bool(desk.sent))
        row = put()
        dispatcher.wake()
        await until(lambda: outbox.rows[row.id].state is OutboxState.SENT)
        assert outbox.rows[slow.id].state is OutboxState.PENDING
        freed.set()
        await until(lambda: outbox.rows[slow.id].state is OutboxState.SENT)


async def test_a_full_house_is_waited_out(outbox: Fake, desk: Fake, put: Put, make_dispatcher: Make) -> None:
    rows = [put() for _ in range(6)]
    async with running(make_dispatcher(in_flight=2, longest_rest=60)):
        await until(lambda: all(outbox.rows[row.id].state is OutboxState.SENT for row in rows))
    assert max(outbox.claims) <= 2
    assert len(desk.sent) == 6


async def test_an_outage_of_the_outbox_heals_by_itself(
    outbox: Fake, desk: Fake, put: Put, make_dispatcher: Make
) -> None:
    row = put()
    outbox.outages = {"claim": 3, "next": 3, "record": 3}
    async with running(make_dispatcher()):
        await until(lambda: outbox.rows[row.id].state is OutboxState.SENT)
    assert len(desk.sent) == 1


async def test_any_other_error_ends_it_loudly(outbox: Fake, make_dispatcher: Make) -> None:
    async def broken(*_: object) -> None:
        raise KeyError("no such column")

    outbox.claim_copies = broken
    with pytest.raises(ExceptionGroup) as caught:
        await make_dispatcher().run(asyncio.Event())
    assert caught.group_contains(KeyError)


async def test_at_the_end_a_send_under_way_is_finished(
    outbox: Fake, desk: Fake, put: Put, make_dispatcher: Make
) -> None:
    row, waiting = put(), put()
    stop = asyncio.Event()

    async def a_little() -> Delivery:
        stop.set()
        await asyncio.sleep(0.02)
        return Delivery(Outcome.SENT)

    desk.script.append(a_little)
    await make_dispatcher(per_channel=1).run(stop)
    assert outbox.rows[row.id].state is OutboxState.SENT
    assert outbox.rows[waiting.id].attempts == 0
    assert len(desk.sent) == 1


async def test_a_send_that_outlasts_the_grace_is_cut_off_and_stays_pending(
    outbox: Fake, desk: Fake, put: Put, make_dispatcher: Make
) -> None:
    row = put()
    stop = asyncio.Event()

    async def for_ever() -> Delivery:
        stop.set()
        await asyncio.Event().wait()
        return Delivery(Outcome.SENT)

    desk.script.append(for_ever)
    await asyncio.wait_for(make_dispatcher(grace=0.02).run(stop), 10)
    assert outbox.rows[row.id].state is OutboxState.PENDING
    assert outbox.ledger == []
    assert desk.at_once == 0


async def test_it_can_run_again_after_a_stop(outbox: Fake, put: Put, make_dispatcher: Make) -> None:
    dispatcher = make_dispatcher()
    async with running(dispatcher):
        await until(lambda: bool(outbox.claims))
    row = put()
    async with running(dispatcher):
        await until(lambda: outbox.rows[row.id].state is OutboxState.SENT)


async def test_a_resting_dispatcher_costs_next_to_nothing(outbox: Fake, make_dispatcher: Make) -> None:
    dispatcher = make_dispatcher(longest_rest=60)
    async with running(dispatcher):
        await until(lambda: len(outbox.claims) == 1)
        dispatcher.wake()
        await until(lambda: len(outbox.claims) == 2)
        for _ in range(1_000):
            await asyncio.sleep(0)
    assert len(outbox.claims) == 2


async def test_a_rest_does_not_outlast_a_retry_that_was_set_meanwhile(
    outbox: Fake, desk: Fake, clock: Fake, put: Put, make_dispatcher: Make
) -> None:
    row = put()
    desk.script.append(Delivery(Outcome.RETRY, "451 later"))
    usual = outbox.record_delivery

    async def slowly(*args: Any) -> None:  # noqa: ANN401 - passed on
        await asyncio.sleep(0.02)  # by now the loop rests until the lease's end
        await usual(*args)
        clock.now = max(clock.now, outbox.rows[row.id].next_attempt_at)

    outbox.record_delivery = slowly
    async with running(make_dispatcher(longest_rest=60)):
        await until(lambda: outbox.rows[row.id].state is OutboxState.SENT)
