"""Instants, precisions and intervals; nothing here reads a clock.

All instants are `Millis`: integer milliseconds since 1970-01-01T00:00Z.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeAlias

Millis: TypeAlias = int

SECOND: Millis = 1_000
MINUTE: Millis = 60 * SECOND
HOUR: Millis = 60 * MINUTE
DAY: Millis = 24 * HOUR
WEEK: Millis = 7 * DAY


class Precision(StrEnum):
    """How exactly a time is known."""

    INSTANT = "instant"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class When:
    """An interval [start, end) in which something happened; start == end is an instant."""

    start: Millis
    end: Millis
    precision: Precision

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"an interval ends before it starts: {self.start} > {self.end}")


def instant(at: Millis) -> When:
    """Give the interval of one known instant."""
    return When(at, at, Precision.INSTANT)


def day_of(at: Millis) -> When:
    """Give the UTC day that holds an instant."""
    start = at - at % DAY
    return When(start, start + DAY, Precision.DAY)


def to_millis(at: datetime) -> Millis:
    """Convert an aware datetime; a naive one raises ValueError."""
    if at.tzinfo is None:
        raise ValueError(f"a time without zone: {at.isoformat()}")
    return round(at.timestamp() * SECOND)


def to_datetime(at: Millis) -> datetime:
    """Convert to an aware UTC datetime."""
    return datetime.fromtimestamp(at / SECOND, tz=UTC)


_FIRST, _LAST = to_millis(datetime(1900, 1, 1, tzinfo=UTC)), to_millis(datetime(2200, 1, 1, tzinfo=UTC))


def tellable(at: Millis) -> bool:
    """Tell whether news can tell of an instant: one before 1900 or from 2200 on is a publisher's mistake."""
    return _FIRST <= at < _LAST


def iso(at: Millis) -> str:
    """Write an instant as ISO 8601 in UTC, to the second: 2020-10-11T09:00:00Z."""
    # Not strftime: its %Y writes the year 1 as "1".
    return to_datetime(at).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
