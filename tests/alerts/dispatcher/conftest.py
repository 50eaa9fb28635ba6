"""An outbox in memory that keeps the contract of `alerts.ports.Outbox`, a channel that answers as told, and a clock."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import pytest

from alerts.dispatcher import Dispatcher, Pace
from alerts.errors import OutboxUnavailable
from alerts.model import Address, Alert, Delivery, OutboxRow, OutboxState, Outcome
from alerts.policy import copies

START = 1_602_417_600_000
STATES = {Outcome.SENT: OutboxState.SENT, Outcome.DEAD: OutboxState.DEAD, Outcome.RETRY: OutboxState.PENDING}


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> int:
        return self.now


class MemoryOutbox:
    """Rows, leases and pauses; `outages` counts how many more calls of a method fail."""

    def __init__(self) -> None:
        self.rows: dict[str, OutboxRow] = {}
        self.leases: dict[str, int] = {}
        self.pauses: dict[str, int] = {}
        self.ledger: list[tuple[str, Delivery]] = []
        self.outages: dict[str, int] = {}
        self.claims: list[int] = []

    def add(self, *rows: OutboxRow) -> None:
        self.rows |= {row.id: row for row in rows}

    async def claim_copies(self, now: int, lease_until: int, limit: int) -> Sequence[OutboxRow]:
        await self._fail("claim")
        due = [
            row
            for row in sorted(self.rows.values(), key=lambda row: row.created_at)
            if row.state is OutboxState.PENDING
            and row.next_attempt_at <= now
            and self.leases.get(row.id, 0) <= now
            and self.pauses.get(row.address.channel, 0) <= now
        ][:limit]
        self.leases |= {row.id: lease_until for row in due}
        self.claims.append(len(due))
        return due

    async def record_delivery(self, row: OutboxRow, delivery: Delivery, now: int, next_attempt_at: int) -> None:  # noqa: ARG002
        await self._fail("record")
        self.ledger.append((row.id, delivery))
        self.leases.pop(row.id, None)
        self.rows[row.id] = replace(
            self.rows[row.id],
            state=STATES[delivery.outcome],
            attempts=row.attempts + 1,
            next_attempt_at=next_attempt_at,
            last_error="" if delivery.outcome is Outcome.SENT else delivery.detail,
        )

    async def pause_channel(self, channel: str, until: int, why: str) -> None:
        await self._fail("pause")
        assert why
        self.pauses[channel] = until

    async def next_copy_at(self) -> int | None:
        await self._fail("next")
        pending = [row for row in self.rows.values() if row.state is OutboxState.PENDING]
        return min((max(row.next_attempt_at, self.leases.get(row.id, 0)) for row in pending), default=None)

    async def _fail(self, what: str) -> None:
        await asyncio.sleep(0)
        if self.outages.get(what, 0):
            self.outages[what] -= 1
            raise OutboxUnavailable(f"{what}: the disk is full, free some space")


class ScriptedChannel:
    """Answers with the next scripted delivery, error or coroutine, else with SENT; keeps what it was given."""

    def __init__(self, name: str = "desk", recipients: tuple[str, ...] = ("-",)) -> None:
        self.name = name
        self.recipients = recipients
        self.script: deque[Delivery | BaseException | Callable[[], Awaitable[Delivery]]] = deque()
        self.sent: list[OutboxRow] = []
        self.times: list[int] = []
        self.at_once = self.most_at_once = 0
        self.closed = False

    async def send(self, row: OutboxRow, now: int) -> Delivery:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            self.sent.append(row)
            self.times.append(now)
            answer = self.script.popleft() if self.script else Delivery(Outcome.SENT)
            await asyncio.sleep(0)
            if isinstance(answer, BaseException):
                raise answer
            return answer if isinstance(answer, Delivery) else await answer()
        finally:
            self.at_once -= 1

    async def aclose(self) -> None:
        self.closed = True


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def outbox() -> MemoryOutbox:
    return MemoryOutbox()


@pytest.fixture
def desk() -> ScriptedChannel:
    return ScriptedChannel()


@pytest.fixture
def other() -> ScriptedChannel:
    return ScriptedChannel("other")


@pytest.fixture
def put(outbox: MemoryOutbox, make_alert: Callable[..., Alert]) -> Callable[..., OutboxRow]:
    """Give a function that puts one copy into the outbox; each is a second younger than the one before."""
    count = 0

    def add(channel: str = "desk", recipient: str = "-", thread: str = "") -> OutboxRow:
        nonlocal count
        count += 1
        alert = make_alert(id=f"a{count}", thread=thread or f"t{count}")
        (row,) = copies(alert, [Address(channel, recipient)], START - 60_000 + count, "watch.example")
        outbox.add(row)
        return row

    return add


@pytest.fixture
def make_dispatcher(outbox: MemoryOutbox, clock: Clock, desk: ScriptedChannel) -> Callable[..., Dispatcher]:
    def build(*channels: ScriptedChannel, **pace: float) -> Dispatcher:
        figures = {"shortest_rest": 0.001, "longest_rest": 0.02, **pace}
        return Dispatcher(outbox, channels or (desk,), clock, pace=Pace(**figures))  # type: ignore[arg-type]

    return build
