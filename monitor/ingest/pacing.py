"""Being a polite guest: few requests to a host at once, a gap between them, and rest where a host asks for it.

`admit` decides, without a clock; `Pacing` waits. It forgets a host as soon as nothing is owed to it.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from monitor.domain.model.time import HOUR, SECOND, Millis
from monitor.errors import FetchError, FetchKind

AT_ONCE = 2
GAP: Millis = 500
REST_CAP: Millis = HOUR
HOSTS = 10_000  # remembered at most: publishers could name ever new ones


@dataclass(frozen=True, slots=True)
class Pace:
    """When a host may next be asked, and until when it wants to rest, in milliseconds of any steady clock."""

    earliest: Millis = 0
    rest_until: Millis = 0


def admit(pace: Pace, now: Millis, gap: Millis) -> tuple[Millis, Pace]:
    """Give the start of the next request to a host, and its pace after it."""
    start = max(now, pace.earliest)
    return start, Pace(start + gap, pace.rest_until)


def owed(pace: Pace, now: Millis) -> bool:
    """Tell whether the host has to be remembered."""
    return now < pace.earliest or now < pace.rest_until


@dataclass(slots=True)
class _Lane:
    free: asyncio.Semaphore
    pace: Pace = field(default_factory=Pace)
    users: int = 0


class Pacing:
    """Limits how many requests a host gets at once (`at_once`) and how close together (`gap`, milliseconds)."""

    def __init__(self, *, at_once: int = AT_ONCE, gap: Millis = GAP, hosts: int = HOSTS) -> None:
        self._at_once = at_once
        self._gap = gap
        self._hosts = hosts
        self._lanes: dict[str, _Lane] = {}
        self._sweep_at = 1 + hosts // 10

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for one's turn at a host; raises `FetchError` of kind BUSY, without weight, where it is resting."""
        lane = self._lane(host)
        lane.users += 1
        try:
            async with lane.free:
                now = _now()
                self._refuse_rest(host, lane.pace, now)
                start, lane.pace = admit(lane.pace, now, self._gap)
                if start > now:
                    await asyncio.sleep((start - now) / SECOND)
                yield
        finally:
            lane.users -= 1

    def rest(self, host: str, span: Millis) -> None:
        """Leave a host alone for a while, an hour at most."""
        lane = self._lane(host)
        until = max(lane.pace.rest_until, _now() + min(span, REST_CAP))
        lane.pace = Pace(lane.pace.earliest, until)

    @property
    def remembered(self) -> frozenset[str]:
        """Give the hosts that are known now."""
        return frozenset(self._lanes)

    def _refuse_rest(self, host: str, pace: Pace, now: Millis) -> None:
        if (left := pace.rest_until - now) > 0:
            raise FetchError(
                FetchKind.BUSY,
                f"{host} asked to be left alone for {left // SECOND + 1} s more; nothing to do but wait",
                weight=0.0,
                retry_after=left,
            )

    def _lane(self, host: str) -> _Lane:
        if (lane := self._lanes.get(host)) is None:
            if len(self._lanes) >= self._sweep_at:
                self._sweep()
            lane = self._lanes[host] = _Lane(asyncio.Semaphore(self._at_once))
        return lane

    def _sweep(self) -> None:
        """Forget hosts that nothing is owed to; past the limit, also those that merely rest, longest known first."""
        now = _now()
        self._lanes = {host: lane for host, lane in self._lanes.items() if lane.users or owed(lane.pace, now)}
        surplus = max(0, len(self._lanes) + 1 - self._hosts)
        for host in [host for host, lane in self._lanes.items() if not lane.users][:surplus]:
            del self._lanes[host]
        self._sweep_at = min(self._hosts, 2 * len(self._lanes) + 1 + self._hosts // 10)


def _now() -> Millis:
    return int(asyncio.get_running_loop().time() * SECOND)
