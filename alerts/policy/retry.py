"""When a copy is tried again and when it is given up; the schedule is Svix's, as its public documentation states it."""

import hashlib

from alerts.model import Delivery, OutboxRow, Outcome

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

# What lies before each attempt: the first at once, the tenth a day after the ninth, then the copy is dead.
DELAYS = (
    0,
    5 * SECOND,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
    20 * HOUR,
    24 * HOUR,
)
JITTER = 0.2  # of the delay, so that what failed together does not come back together
LONGEST_WAIT = DAY  # a receiver cannot put us off for longer
PAUSE_LOGIN = 15 * MINUTE  # a refused login: somebody has to mend it, but soon
PAUSE_GONE = DAY  # 410 Gone: the receiver wants no more


def next_attempt(attempts: int, now: int, delivery: Delivery, key: str = "") -> int | None:
    """Give when to try again after `attempts` attempts, or None where the copy has reached its end.

    A receiver's wish for a later time is granted up to a day; `key` (the copy's id) spreads the jitter.
    """
    if delivery.outcome is not Outcome.RETRY or attempts >= len(DELAYS):
        return None
    delay = DELAYS[max(attempts, 1)]
    due = now + delay + int(delay * JITTER * _fraction(key, attempts))
    if delivery.retry_at is None:
        return due
    return max(due, min(delivery.retry_at, now + LONGEST_WAIT))


def pause_until(now: int, delivery: Delivery) -> int:
    """Give how long a channel rests whose delivery asks for it.

    Until the receiver's own wish where it names one, up to a day; a day after 410 Gone; a quarter of an hour else.
    """
    if delivery.outcome is Outcome.DEAD:
        return now + PAUSE_GONE
    if delivery.retry_at is not None:
        return max(now, min(delivery.retry_at, now + LONGEST_WAIT))
    return now + PAUSE_LOGIN


def orphaned(row: OutboxRow) -> Delivery:
    """Give up a copy whose channel, or recipient there, is no longer configured; the record says why."""
    where = f'channel "{row.address.channel}" with recipient "{row.address.recipient}"'
    return Delivery(Outcome.DEAD, f"{where} is not configured any more: add it again to send later alerts")


def _fraction(key: str, attempts: int) -> float:
    """Give a number in [0, 1) that is the same for the same copy and attempt."""
    digest = hashlib.sha256(f"{attempts}:{key}".encode()).digest()
    return int.from_bytes(digest[:4]) / 2**32
