"""When to poll a source next: a pure decision from its interval, its failures and what its publisher asks for.

A failing source is polled ever less often, down to a floor, and never given up.
"""

import zlib
from dataclasses import dataclass

from monitor.domain.model.time import DAY, HOUR, MINUTE, WEEK, Millis

HARD = 1.0  # it will fail again until somebody acts
SOFT = 0.5  # it may be over at the next poll
TEMPORARY = 0.25  # a name server that did not answer

BACKOFF_CAP: Millis = 6 * HOUR  # the longest wait of a failing source, unless its own interval is longer
FRESH_CAP: Millis = HOUR  # max-age and ttl are often a server's default, and news does not wait for it
RETRY_AFTER_CAP: Millis = DAY
GONE_PAUSE: Millis = WEEK  # 410: asked again now and then, since some come back
FAILURES_CAP = 16.0
JITTER_SHARE = 10  # up to a tenth of the wait is added ...
JITTER_CAP: Millis = 5 * MINUTE  # ... and never more than this


@dataclass(frozen=True, slots=True)
class Asked:
    """What a publisher asks for, in milliseconds: `ttl` from the feed, the others from the answer; `gone` is 410."""

    retry_after: Millis | None = None
    max_age: Millis | None = None
    ttl: Millis | None = None
    gone: bool = False


NOTHING_ASKED = Asked()


def count_failures(before: float, weight: float | None) -> float:
    """Add a failed poll's weight to the failures in a row; a good poll (None) clears them."""
    return 0.0 if weight is None else min(before + weight, FAILURES_CAP)


def next_poll(now: Millis, interval: Millis, failures: float, asked: Asked = NOTHING_ASKED, *, seed: str) -> Millis:
    """Give the time of the next poll: the longest of back-off and what was asked for, each capped, plus jitter.

    The wait doubles with each whole failure in a row. Jitter only adds, so nobody is asked earlier than they want, and
    follows from `seed` (the source's URL) and `now`, so the same poll always gets the same answer.
    """
    wait = max(_backed_off(interval, failures), _wanted(asked))
    return now + wait + _jitter(wait, f"{seed} {now}")


def _backed_off(interval: Millis, failures: float) -> Millis:
    doubled = interval * 2 ** min(failures, FAILURES_CAP)
    return max(interval, min(round(doubled), BACKOFF_CAP))


def _wanted(asked: Asked) -> Millis:
    fresh = min(max(asked.max_age or 0, asked.ttl or 0), FRESH_CAP)
    return max(fresh, min(asked.retry_after or 0, RETRY_AFTER_CAP), GONE_PAUSE if asked.gone else 0)


def _jitter(wait: Millis, seed: str) -> Millis:
    most = min(wait // JITTER_SHARE, JITTER_CAP)
    return zlib.crc32(seed.encode("utf-8", "replace")) % (most + 1)
