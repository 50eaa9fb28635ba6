"""What a feed says about when to poll it, read from its head by pattern: ttl, sy:update*, skipHours, skipDays, hub.

Both XML parsers leave some of these out; the same rule for both keeps them in agreement. Pure.
"""

import re

from monitor.domain.model.time import DAY, HOUR, MINUTE, WEEK, Millis
from monitor.ingest.work import Pace

_HEAD = 16_000
_ITEM = re.compile(r"<(?:\w{1,20}:)?(?:item|entry)\b")
_TTL = re.compile(r"<ttl>\s{0,99}(\d{1,6})")
_PERIOD = re.compile(r"<sy:updatePeriod>\s{0,99}(\w{1,10})")
_FREQUENCY = re.compile(r"<sy:updateFrequency>\s{0,99}(\d{1,4})")
_HOURS = re.compile(r"<hour>\s{0,99}(\d{1,2})")
_DAYS = re.compile(r"<day>\s{0,99}([A-Za-z]{3})")
_LINK = re.compile(r"<(?:\w{1,20}:)?link\b([^<>]{1,1000})>")
_HUB = re.compile(r"\brel\s{0,9}=\s{0,9}[\"']hub[\"']")
_HREF = re.compile(r"\bhref\s{0,9}=\s{0,9}[\"'](https?://[^\"'\s]{1,500})")
_PERIODS = {"hourly": HOUR, "daily": DAY, "weekly": WEEK, "monthly": 30 * DAY, "yearly": 365 * DAY}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def read_pace(text: str) -> Pace:
    """Read the pace out of a feed's text from its root element on; what is malformed counts as unsaid."""
    first = _ITEM.search(text, 0, _HEAD)
    head = text[: first.start() if first else _HEAD]
    hours = {int(hour) % 24 for hour in _HOURS.findall(head)}
    days = {_WEEKDAYS.index(day.lower()) for day in _DAYS.findall(head) if day.lower() in _WEEKDAYS}
    return Pace(_ttl(head), tuple(sorted(hours)), tuple(sorted(days)), _hub(head))


def _ttl(head: str) -> Millis | None:
    """Give the longer of `ttl` (minutes) and the syndication module's period over frequency."""
    ttl, period, frequency = _TTL.search(head), _PERIOD.search(head), _FREQUENCY.search(head)
    wishes = [int(ttl[1]) * MINUTE] if ttl else []
    if period and (length := _PERIODS.get(period[1].lower())):
        wishes.append(length // max(1, int(frequency[1]) if frequency else 1))
    return max(wishes, default=0) or None


def _hub(head: str) -> str:
    for attributes in _LINK.findall(head):
        href = _HREF.search(attributes) if _HUB.search(attributes) else None
        if href:
            return href[1]
    return ""
