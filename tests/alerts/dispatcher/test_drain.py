"""What is due is sent and recorded, whatever single copies and channels do."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

import pytest

from alerts.dispatcher import Dispatcher
from alerts.model import Delivery, OutboxRow, OutboxState, Outcome
from alerts.policy.retry import DELAYS, PAUSE_GONE, PAUSE_LOGIN

RETRY, DEAD = Delivery(Outcome.RETRY, "451 later"), Delivery(Outcome.DEAD, "550 no such user")
LEASE = 15 * 60_000

Fake: TypeAlias = Any  # conftest's classes, which importlib mode lets nobody import
Put: TypeAlias = Callable[..., OutboxRow]
Make: TypeAlias = Callable[..., Dispatcher]


async def test_due_copies_are_sent_and_recorded(outbox: Fake, desk: Fake, put: Put, make_dispatcher: Make) -> None:
    rows = [put() for _ in range(3)]
    assert await make_dispatcher().drain() == 3
    assert {row.id for row in desk.sent} == {row.id for row in rows}
    assert {row.state for row in outbox.rows.values()} == {OutboxState.SENT}
    assert await make_dispatcher().drain() == 0


async def test_a_failed_copy_comes_back_when_its_time_has_come(
    outbox: Fake, desk: Fake, clock: Fake, put: Put, make_dispatcher: Make
) -> None:
    row = put()
    desk.script.append(RETRY)
    dispatcher = make_dispatcher()
    assert await dispatcher.drain() == 1
    failed = outbox.rows[row.id]
    assert (failed.state, failed.attempts, failed.last_error) == (OutboxState.PENDING, 1, "451 later")
    assert clock.now + 5_000 <= failed.next_attempt_at <= clock.now + 6_000
    assert await dispatcher.drain() == 0
    clock.now = failed.next_attempt_at
    assert await dispatcher.drain() == 1
    assert outbox.rows[row.id].state is OutboxState.SENT
    assert len({sent.message_id for sent in desk.sent}) == 1


async def test_a_copy_that_fails_for_three_days_is_visibly_dead(
    outbox: Fake, desk: Fake, clock: Fake, put: Put, make_dispatcher: Make
) -> None:
    row = put()
    desk.script.extend([RETRY] * 20)
    dispatcher = make_dispatcher()
    while outbox.rows[row.id].state is OutboxState.PENDING:
        clock.now = max(clock.now, outbox.rows[row.id].next_attempt_at)
        assert await dispatcher.drain() == 1
    assert len(desk.sent) == len(DELAYS)
    assert outbox.rows[row.id].state is OutboxState.DEAD
    assert outbox.rows[row.id].last_error == "given up after 10 attempts, the last: 451 later"


async def test_a_server_down_for_six_hours_costs_no_alert(
    outbox: Fake, desk: Fake, clock: Fake, put: Put, make_dispatcher: Make
) -> None:
    dispatcher = make_dispatcher()
    back = clock.now + 6 * 3_600_000
    while clock.now < back:
        put()
        desk.script.clear()
        desk.script.extend([RETRY] * 500)
        await dispatcher.drain()
        clock.now += 10 * 60_000
    desk.script.clear()
    desk.sent.clear()
    while any(row.state is OutboxState.PENDING for row in outbox.rows.values()):
        await dispatcher.drain()
        clock.now += 10 * 60_000
    assert len(outbox.rows) == 36
    assert {row.state for row in outbox.rows.values()} == {OutboxState.SENT}
    assert len(desk.sent) == len({row.message_id for row in desk.sent}) == 36


async def test_a_refused_recipient_is_dead_and_the_others_are_not(
    outbox: Fake, desk: Fake, put: Put, make_dispatcher: Make
) -> None:
    rows = [put() for _ in range(3)]
    desk.script.extend([Delivery(Outcome.SENT), DEAD])
    await make_dispatcher(per_channel=1).drain()
    assert [outbox.rows[row.id].state.value for row in rows] == ["sent", "dead", "sent"]


async def test_a_kill_between_send_and_record_repeats_the_same_identity(
    outbox: Fake, desk: Fake, clock: Fake, put: Put, make_dispatcher: Make
) -> None:
    row = put()
    recording = asyncio.Event()

    async def killed(*_: object) -> None:
        recording.set()
        await asyncio.Event().wait()

    usual, outbox.record_delivery = outbox.record_delivery, killed
    first = asyncio.create_task(make_dispatcher().drain())
    await recording.wait()
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert len(desk.sent) == 1

    outbox.record_delivery = usual
    restarted = make_dispatcher()
    assert await restarted.drain() == 0  # the dead process's lease still holds
    clock.now += LEASE
    assert await restarted.drain() == 1
    assert [sent.message_id for sent in desk.sent] == [row.message_id] * 2
    assert outbox.rows[row.id].state is OutboxState.SENT


async def test_a_copy_of_a_channel_that_is_gone_dies_with_its_reason(
    outbox: Fake, desk: Fake, put: Put, make_dispatcher: Make
) -> None:
    gone, left, stays = put("pager"), put("desk", "left@example.org"), put()
    assert await make_dispatcher().drain() == 3
    for row in (gone, left):
        assert outbox.rows[row.id].state is OutboxState.DEAD
        assert "not configured any more" in outbox.rows[row.id].last_error
    assert [row.id for row in desk.sent] == [stays.id]


async def test_a_copy_that_breaks_its_channel_is_pushed_on_and_stops_nobody(
    outbox: Fake, desk: Fake, put: Put, make_dispatcher: Make, caplog: pytest.LogCaptureFixture
) -> None:
    poisoned, well = put(), put()
    desk.script.append(ZeroDivisionError("token=canary-0f0f0f \x1b[2J"))
    await make_dispatcher(per_channel=1).drain()
    assert outbox.rows[poisoned.id].state is OutboxState.PENDING
    assert outbox.rows[poisoned.id].attempts == 1
    assert outbox.rows[poisoned.id].last_error.startswith("the channel broke, please report this: ZeroDivisionError")
    assert outbox.rows[well.id].state is OutboxState.SENT
    assert "conftest.py" in caplog.text
    assert "canary" not in caplog.text + outbox.rows[poisoned.id].last_error


async def test_a_refused_login_rests_the_channel(
    outbox: Fake, desk: Fake, other: Fake, clock: Fake, put: Put, make_dispatcher: Make
) -> None:
    refused, held, elsewhere = put(), put(), put("other")
    desk.script.append(Delivery(Outcome.RETRY, "535 wrong password", pause_channel=True))
    dispatcher = make_dispatcher(desk, other, per_channel=1)
    assert await dispatcher.drain() == 2
    assert [row.id for row in desk.sent] == [refused.id]
    assert [row.id for row in other.sent] == [elsewhere.id]
    assert outbox.pauses == {"desk": clock.now + PAUSE_LOGIN}
    assert outbox.rows[refused.id].next_attempt_at == clock.now + PAUSE_LOGIN
    assert outbox.rows[held.id].attempts == 0
    clock.now += PAUSE_LOGIN
    assert await dispatcher.drain() == 2
    assert {row.state for row in outbox.rows.values()} == {OutboxState.SENT}


async def test_gone_ends_the_copy_and_rests_the_channel_for_a_day(
    outbox: Fake, desk: Fake, clock: Fake, put: Put, make_dispatcher: Make
) -> None:
    row = put()
    desk.script.append(Delivery(Outcome.DEAD, "410", pause_channel=True))
    await make_dispatcher().drain()
    assert outbox.rows[row.id].state is OutboxState.DEAD
    assert outbox.pauses == {"desk": clock.now + PAUSE_GONE}


async def test_a_thread_keeps_its_order(outbox: Fake, desk: Fake, put: Put, make_dispatcher: Make) -> None:
    rows = [put(thread="truce") for _ in range(5)]

    async def slowly() -> Delivery:
        await asyncio.sleep(0.01)
        return Delivery(Outcome.SENT)

    desk.script.append(slowly)
    await make_dispatcher().drain()
    assert [row.id for row in desk.sent] == [row.id for row in rows]
    assert desk.most_at_once == 1
    assert outbox.ledger


async def test_newer_news_of_a_thread_waits_for_what_comes_back_in_seconds(
    outbox: Fake, desk: Fake, clock: Fake, put: Put, make_dispatcher: Make
) -> None:
    first, second = put(thread="truce"), put(thread="truce")
    desk.script.append(RETRY)
    dispatcher = make_dispatcher()
    assert await dispatcher.drain() == 1
    assert outbox.rows[second.id].attempts == 0
    clock.now += LEASE
    assert await dispatcher.drain() == 2
    assert [row.id for row in desk.sent] == [first.id, first.id, second.id]


async def test_a_thread_does_not_wait_for_a_copy_that_is_dead(desk: Fake, put: Put, make_dispatcher: Make) -> None:
    first, second = put(thread="truce"), put(thread="truce")
    desk.script.append(DEAD)
    await make_dispatcher().drain()
    assert [row.id for row in desk.sent] == [first.id, second.id]


async def test_a_channel_gets_a_few_at_a_time_and_holds_up_no_other(
    desk: Fake, other: Fake, put: Put, make_dispatcher: Make
) -> None:
    others_done = asyncio.Event()

    async def until_the_others_are_through() -> Delivery:
        await others_done.wait()
        return Delivery(Outcome.SENT)

    desk.script.extend([until_the_others_are_through] * 10)
    for _ in range(10):
        put()
        put("other")
    task = asyncio.create_task(make_dispatcher(desk, other, per_channel=3).drain())
    while len(other.sent) < 10 or other.at_once:
        await asyncio.sleep(0.001)
    assert (len(desk.sent), desk.most_at_once) == (3, 3)
    others_done.set()
    assert await task == 20


async def test_no_more_copies_are_taken_than_there_is_room_for(
    outbox: Fake, desk: Fake, put: Put, make_dispatcher: Make
) -> None:
    for _ in range(25):
        put()
    assert await make_dispatcher(in_flight=10).drain() == 25
    assert max(outbox.claims) == 10
    assert len({row.id for row in desk.sent}) == 25


async def test_a_copy_whose_lease_is_half_over_is_left_alone(
    outbox: Fake, desk: Fake, clock: Fake, put: Put, make_dispatcher: Make
) -> None:
    put()
    late = put()

    async def suspended() -> Delivery:
        clock.now += LEASE // 2 + 1
        return Delivery(Outcome.SENT)

    desk.script.append(suspended)
    dispatcher = make_dispatcher(per_channel=1)
    assert await dispatcher.drain() == 1
    assert outbox.rows[late.id].attempts == 0
    clock.now += LEASE
    assert await dispatcher.drain() == 1
    assert desk.sent[-1].id == late.id


async def test_a_copy_that_outlasts_its_lease_is_not_sent_twice_at_once(
    outbox: Fake, desk: Fake, clock: Fake, put: Put, make_dispatcher: Make
) -> None:
    row = put()
    quick = put()

    async def suspended() -> Delivery:
        clock.now += 2 * LEASE
        while len(outbox.claims) < 3:
            await asyncio.sleep(0.001)
        return Delivery(Outcome.SENT)

    desk.script.append(suspended)
    await make_dispatcher().drain()
    assert [sent.id for sent in desk.sent].count(row.id) == 1
    assert outbox.rows[quick.id].state is OutboxState.SENT


async def test_each_send_is_told_the_time_of_its_own(desk: Fake, clock: Fake, put: Put, make_dispatcher: Make) -> None:
    put()
    put()

    async def a_minute() -> Delivery:
        clock.now += 60_000
        return Delivery(Outcome.SENT)

    desk.script.append(a_minute)
    start = clock.now
    await make_dispatcher(per_channel=1).drain()
    assert desk.times == [start, start + 60_000]


async def test_a_send_that_cannot_be_recorded_is_recorded_later_not_sent_again(
    outbox: Fake, desk: Fake, put: Put, make_dispatcher: Make, caplog: pytest.LogCaptureFixture
) -> None:
    row = put()
    outbox.outages = {"record": 4}
    assert await make_dispatcher().drain() == 1
    assert len(desk.sent) == 1
    assert outbox.rows[row.id].state is OutboxState.SENT
    assert caplog.text.count("the outbox cannot be written, trying again: record: the disk is full") == 4


async def test_an_outbox_that_cannot_be_read_is_tried_again_later(
    outbox: Fake, desk: Fake, put: Put, make_dispatcher: Make, caplog: pytest.LogCaptureFixture
) -> None:
    put()
    outbox.outages = {"claim": 1}
    dispatcher = make_dispatcher()
    assert await dispatcher.drain() == 0
    assert await dispatcher.drain() == 1
    assert len(desk.sent) == 1
    assert "the outbox cannot be read, trying again: claim: the disk is full" in caplog.text


async def test_any_other_error_of_the_outbox_stops_it_loudly(outbox: Fake, put: Put, make_dispatcher: Make) -> None:
    put()

    async def broken(*_: object) -> None:
        raise KeyError("no such column")

    outbox.record_delivery = broken
    with pytest.raises(ExceptionGroup) as caught:
        await make_dispatcher().drain()
    assert caught.group_contains(KeyError)


async def test_the_log_names_copies_and_never_readers(
    put: Put, make_dispatcher: Make, caplog: pytest.LogCaptureFixture, desk: Fake
) -> None:
    caplog.set_level(logging.INFO)
    desk.recipients = ("reader@example.org",)
    rows = [put("desk", "reader@example.org") for _ in range(3)]
    desk.script.extend([Delivery(Outcome.SENT), RETRY, DEAD])
    await make_dispatcher(per_channel=1).drain()
    assert [(record.levelname, rows[at].id in record.message) for at, record in enumerate(caplog.records)] == [
        ("INFO", True),
        ("WARNING", True),
        ("ERROR", True),
    ]
    assert "reader@example.org" not in caplog.text


async def test_closing_closes_the_channels(desk: Fake, other: Fake, make_dispatcher: Make) -> None:
    await make_dispatcher(desk, other).aclose()
    assert desk.closed
    assert other.closed


async def test_attempts_go_on_from_what_is_stored(outbox: Fake, desk: Fake, put: Put, make_dispatcher: Make) -> None:
    row = put()
    outbox.add(replace(row, attempts=len(DELAYS) - 1))
    desk.script.append(RETRY)
    await make_dispatcher().drain()
    assert outbox.rows[row.id].state is OutboxState.DEAD
