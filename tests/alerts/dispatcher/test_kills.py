"""Killed at any moment, no alert is lost, and none comes twice but under its own identity; seen by the receiver."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import pytest

from alerts.dispatcher import Dispatcher
from alerts.model import OutboxRow, OutboxState

LEASE = 15 * 60_000
MOMENTS = range(40)  # turns of the event loop: more than a whole drain takes

Fake: TypeAlias = Any  # conftest's classes, which importlib mode lets nobody import
Put: TypeAlias = Callable[..., OutboxRow]
Make: TypeAlias = Callable[..., Dispatcher]


async def killed_at(moment: int, dispatcher: Dispatcher) -> bool:
    """Drain for so many turns of the event loop, then kill; tell whether there was still something to kill."""
    task = asyncio.create_task(dispatcher.drain())
    for _ in range(moment):
        await asyncio.sleep(0)
    alive = not task.done()
    task.cancel()
    await asyncio.wait([task])
    return alive


async def received(moment: int, desk: Fake, clock: Fake, make: Make) -> tuple[bool, Counter[str]]:
    """Kill once, restart when the leases are over, and count what the receiver got by identity."""
    alive = await killed_at(moment, make(per_channel=2))
    clock.now += LEASE
    await make(per_channel=2).drain()
    return alive, Counter(row.message_id for row in desk.sent)


@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_kill_loses_nothing_and_doubles_little(
    moment: int, outbox: Fake, desk: Fake, clock: Fake, put: Put, make_dispatcher: Make
) -> None:
    rows = [put() for _ in range(4)]
    alive, ledger = await received(moment, desk, clock, make_dispatcher)
    assert set(ledger) == {row.message_id for row in rows}
    assert max(ledger.values()) <= 1 + alive
    assert sum(ledger.values()) - len(rows) <= 2 * alive  # at most what was under way
    assert {row.state for row in outbox.rows.values()} == {OutboxState.SENT}


async def test_the_kills_hit_every_stage(
    outbox: Fake, desk: Fake, clock: Fake, put: Put, make_dispatcher: Make
) -> None:
    """Before the first send, between sends and records, and after all: else the test above would prove nothing."""
    seen = set()
    for moment in MOMENTS:
        outbox.rows.clear()
        outbox.leases.clear()
        outbox.ledger.clear()
        desk.sent.clear()
        put()
        await killed_at(moment, make_dispatcher())
        seen.add((len(desk.sent), len(outbox.ledger)))
        clock.now += LEASE
    assert seen == {(0, 0), (1, 0), (1, 1)}


async def test_marking_before_sending_would_lose_alerts(
    outbox: Fake, desk: Fake, clock: Fake, put: Put, make_dispatcher: Make
) -> None:
    """The negative control: the same kills find the usual mistake."""
    usual = outbox.claim_copies

    async def mark_first(now: int, lease_until: int, limit: int) -> Sequence[OutboxRow]:
        claimed: Sequence[OutboxRow] = await usual(now, lease_until, limit)
        outbox.add(*(replace(row, state=OutboxState.SENT) for row in claimed))
        return claimed

    outbox.claim_copies = mark_first
    lost = 0
    for moment in MOMENTS:
        outbox.rows.clear()
        outbox.leases.clear()
        desk.sent.clear()
        row = put()
        _, ledger = await received(moment, desk, clock, make_dispatcher)
        lost += row.message_id not in ledger
    assert lost > 0
