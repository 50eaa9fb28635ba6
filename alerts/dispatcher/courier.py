"""Carries one copy from its claim to its record; claiming and waiting for what is due live in `loop.py`."""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace

from alerts.dispatcher.pace import Pace
from alerts.model import Delivery, OutboxRow, Outcome
from alerts.policy import next_attempt, orphaned, pause_until
from alerts.ports import Channel, Outbox
from alerts.redaction import redact
from alerts.text import clean_text

log = logging.getLogger(__name__)


@dataclass(eq=False, slots=True, weakref_slot=True)
class Lane:
    """One thread's way to one recipient: copies pass one by one; `stalled` once one of them has to come back."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    stalled: bool = False


class Courier:
    """Sends single copies and records each outcome; `attempts` counts the outcomes."""

    def __init__(
        self,
        outbox: Outbox,
        channels: Sequence[Channel],
        clock: Callable[[], int],
        pace: Pace,
        outages: tuple[type[Exception], ...],
    ) -> None:
        self._outbox = outbox
        self._channels = {channel.name: channel for channel in channels}
        self._clock = clock
        self._pace = pace
        self._outages = outages
        self._places = {name: asyncio.Semaphore(pace.per_channel) for name in self._channels}
        self._resting_until: dict[str, int] = {}
        self.attempts = 0
        self.stopping = False

    async def carry(self, row: OutboxRow, lane: Lane, lease_until: int) -> None:
        """Send one copy in its turn and record the outcome; what cannot be sent now is left to the end of its lease."""
        async with lane.turn:
            # Newer news of a thread does not overtake older news that comes back in seconds. It waits for its own
            # lease only, not for the older copy's later attempts: late order is better than late news.
            delivery = None if lane.stalled else await self._delivery(row, lease_until)
            if delivery is not None:
                await self._settle(row, delivery, lane)

    async def aclose(self) -> None:
        """Close the channels."""
        for channel in self._channels.values():
            await channel.aclose()

    async def _delivery(self, row: OutboxRow, lease_until: int) -> Delivery | None:
        channel = self._channels.get(row.address.channel)
        if channel is None or row.address.recipient not in channel.recipients:
            return orphaned(row)
        async with self._places[channel.name]:
            now = self._clock()
            if self.stopping or self._too_late(now, lease_until) or now < self._resting_until.get(channel.name, now):
                return None
            # gather gives an error back as a value: a copy that breaks its channel's code must not stop the others.
            (answer,) = await asyncio.gather(channel.send(row, now), return_exceptions=True)
        return answer if isinstance(answer, Delivery) else _broken(row, answer)

    def _too_late(self, now: int, lease_until: int) -> bool:
        """Tell whether the lease could end during the send: the copy may then be claimed by another daemon."""
        return lease_until - now < self._pace.lease // 2

    async def _settle(self, row: OutboxRow, delivery: Delivery, lane: Lane) -> None:
        now, attempts = self._clock(), row.attempts + 1
        self.attempts += 1
        again = next_attempt(attempts, now, delivery, row.id)
        rest = pause_until(now, delivery) if delivery.pause_channel else now
        lane.stalled = again is not None
        if delivery.outcome is Outcome.RETRY and again is None:
            detail = f"given up after {attempts} attempts, the last: {delivery.detail}"
            delivery = replace(delivery, outcome=Outcome.DEAD, detail=detail)
        due = 0 if again is None else max(again, rest)
        if delivery.pause_channel:
            self._resting_until[row.address.channel] = rest
        _tell(row, delivery)
        record = delivery
        await self._insist(lambda: self._outbox.record_delivery(row, record, now, due))
        if delivery.pause_channel:
            await self._insist(lambda: self._outbox.pause_channel(row.address.channel, rest, record.detail))

    async def _insist(self, write: Callable[[], Awaitable[None]]) -> None:
        """Write, waiting out an outage: what is sent but not recorded would be sent again."""
        rest = self._pace.shortest_rest
        while True:
            try:
                return await write()
            except self._outages as error:
                log.error("the outbox cannot be written, trying again: %s", safe(error))
            await asyncio.sleep(rest)
            rest = min(2 * rest, self._pace.longest_rest)


def safe(error: BaseException) -> str:
    """Give an error's words without secrets and without control characters."""
    return redact(clean_text(str(error), 1_000))


def _broken(row: OutboxRow, error: BaseException) -> Delivery:
    """Make a retry of a bug in a channel; the log gets the place but not the values, which may hold secrets."""
    what = f"{type(error).__name__}: {safe(error)}"
    place = "".join(traceback.format_tb(error.__traceback__))
    log.error('channel "%s" broke on copy %s: %s\n%s', row.address.channel, row.id, what, place)
    return Delivery(Outcome.RETRY, f"the channel broke, please report this: {what}")


def _tell(row: OutboxRow, delivery: Delivery) -> None:
    level = {Outcome.SENT: logging.INFO, Outcome.RETRY: logging.WARNING, Outcome.DEAD: logging.ERROR}[delivery.outcome]
    log.log(level, 'copy %s for channel "%s": %s %s', row.id, row.address.channel, delivery.outcome, delivery.detail)
