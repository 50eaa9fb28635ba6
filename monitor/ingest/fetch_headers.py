"""Reading what a publisher says about its answer: when to come back, how long it is fresh, which validators it gave.

Pure: times come in as parameters. Formats are those of RFC 9110 (Retry-After, dates, validators) and RFC 9111
(Cache-Control, Age, Expires).
"""

import re
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

from monitor.domain.model.time import DAY, SECOND, Millis, to_millis

RETRY_AFTER_CAP: Millis = DAY
VALIDATOR_LIMIT = 1_000  # characters; longer ones are not kept
_SECONDS = re.compile(r"[0-9]{1,10}")
_MAX_AGE = re.compile(r'(?:^|[\s,])(?:max-age)\s*=\s*"?([0-9]{1,10})', re.IGNORECASE)


def retry_after(headers: Mapping[str, str], now: Millis | None) -> Millis | None:
    """Give how long the publisher asks us to wait, in milliseconds, at most a day; None where it does not say.

    A date counts from the answer's own Date, else from `now`.
    """
    wait = _span(headers.get("retry-after", ""), headers, now)
    return None if wait is None else min(max(wait, 0), RETRY_AFTER_CAP)


def max_age(headers: Mapping[str, str], now: Millis | None) -> Millis | None:
    """Give how long the answer stays fresh, in milliseconds, None where nothing says: Cache-Control before Expires."""
    control = headers.get("cache-control", "").lower()
    if "no-cache" in control or "no-store" in control:
        return 0
    if (stated := _MAX_AGE.search(control)) is not None:
        age = _SECONDS.fullmatch(headers.get("age", "").strip())
        return max(0, int(stated[1]) - (int(age[0]) if age else 0)) * SECOND
    if (expires := headers.get("expires")) is None:
        return None
    fresh = _until(expires, headers, now)
    return None if fresh is None else max(0, fresh)


def validator(raw: bytes | None) -> str:
    """Give an ETag or Last-Modified exactly as sent, "" for none and for one that cannot be sent back the same."""
    try:
        text = (raw or b"").decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return text if len(text) <= VALIDATOR_LIMIT and text.isprintable() else ""


def http_date(text: str) -> Millis | None:
    """Read an HTTP date; None where it is none. A date without zone is UTC, as RFC 9110 has it."""
    try:
        date = parsedate_to_datetime(text[:100])
    except (ValueError, TypeError, OverflowError):
        return None
    return to_millis(date if date.tzinfo else date.replace(tzinfo=UTC))


def _span(text: str, headers: Mapping[str, str], now: Millis | None) -> Millis | None:
    if not text:
        return None
    if (seconds := _SECONDS.fullmatch(text.strip())) is not None:
        return int(seconds[0]) * SECOND
    return _until(text, headers, now)


def _until(text: str, headers: Mapping[str, str], now: Millis | None) -> Millis | None:
    date = http_date(text)
    start = http_date(headers.get("date", ""))
    start = now if start is None else start
    return None if date is None or start is None else date - start
