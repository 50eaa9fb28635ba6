"""The only readers of the time: the system's clock, and a staged one for the demo.

A staged clock is a pure function of real time, given by key frames on the command line, so that a daemon that is killed
and started again goes on where the story is, not where it stopped.
"""

import time
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from monitor.domain.model.time import SECOND, Millis, to_millis
from monitor.errors import SettingsError

SPEC = "START,0=INSTANT,SECONDS=INSTANT,..."
TWO_FRAMES = 2


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> Millis:
        """Give the present instant."""
        ...

    def after(self, seconds: float) -> Millis:
        """Give what the clock will show when so many real seconds have passed: what leases are made of."""
        ...


class SystemClock:
    """The machine's wall clock."""

    def now(self) -> Millis:
        """Give the present instant."""
        return time.time_ns() // 1_000_000

    def after(self, seconds: float) -> Millis:
        """Give the instant so many seconds from now."""
        return self.now() + round(seconds * SECOND)


@dataclass(frozen=True, slots=True)
class StagedClock:
    """A clock that runs through key frames: (real seconds since `start`, instant shown), in order.

    Between frames it runs evenly; past the last one it goes on at the pace of real time.
    """

    start: float
    frames: tuple[tuple[float, Millis], ...]
    real: Callable[[], float] = time.time

    def now(self) -> Millis:
        """Give the staged instant for the present real time."""
        return self.shown(self.real() - self.start)

    def after(self, seconds: float) -> Millis:
        """Give the staged instant so many real seconds from now."""
        return self.shown(self.real() - self.start + seconds)

    def shown(self, elapsed: float) -> Millis:
        """Give the instant shown when so many real seconds have passed since the start."""
        at = min(max(bisect_right(self.frames, elapsed, key=lambda frame: frame[0]) - 1, 0), len(self.frames) - 1)
        offset, shown = self.frames[at]
        if elapsed <= offset or at == len(self.frames) - 1:
            return shown + max(0, round((elapsed - offset) * SECOND))
        later, then = self.frames[at + 1]
        return shown + round((elapsed - offset) / (later - offset) * (then - shown))

    def spec(self) -> str:
        """Write the clock as `parse_clock` reads it."""
        frames = ",".join(f"{offset:g}={_iso(shown)}" for offset, shown in self.frames)
        return f"{self.start:.3f},{frames}"


def parse_clock(spec: str | None) -> Clock:
    """Read `START,0=INSTANT,SECONDS=INSTANT,...` (START in Unix seconds); None is the system's clock."""
    if spec is None:
        return SystemClock()
    start, _, rest = spec.partition(",")
    try:
        frames = tuple(_frame(frame) for frame in rest.split(","))
        clock = StagedClock(float(start), frames)
    except ValueError as error:
        raise _unreadable(spec, str(error)) from None
    if len(frames) < TWO_FRAMES or list(frames) != sorted(set(frames)) or frames[0][0] != 0:
        raise _unreadable(spec, "it needs two frames or more, in order, the first at 0")
    return clock


def _unreadable(spec: str, why: str) -> SettingsError:
    return SettingsError((f"--clock: cannot read {spec!r} ({why}); it is written {SPEC}",))


def _frame(text: str) -> tuple[float, Millis]:
    offset, _, shown = text.partition("=")
    return float(offset), to_millis(datetime.fromisoformat(shown).astimezone(UTC))


def _iso(at: Millis) -> str:
    return datetime.fromtimestamp(at / SECOND, tz=UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
