"""Reading a feed's date strings: pure, and never from the clock.

An unreadable date is None. General date parsers fill what is missing from today, so only whole dates are read here.
"""

import re
from datetime import UTC, date, datetime
from functools import lru_cache

from monitor.domain.model.time import DAY, MINUTE, SECOND, Millis, Precision, to_millis
from monitor.ingest.feed_entry import Dated

EARLIEST: Millis = to_millis(datetime(1990, 1, 1, tzinfo=UTC))  # earlier ones are a publisher's zero
LONGEST = 64  # characters
_EPOCH = date(1970, 1, 1).toordinal()
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = {name: str(number) for number, name in enumerate(_NAMES, 1)}
_ZONES = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_ZONE = r"Z|GMT|UTC?|[ECMP][SD]T|[+-]\d\d:?\d\d"
_WHOLE = re.compile(
    r"(?:(?:[A-Z][a-z]{2,8},? )?(\d{1,2} [A-Z][a-z]{2})[a-z]*( \d{4})|(\d{4}-\d\d-\d\d))"  # RFC 822, or ISO 8601
    rf"(?:[T ](\d\d):(\d\d)(?::([0-5]\d|60)(?:\.\d{{1,9}})?)?(?: ?({_ZONE}))?)?"
)
_PARTIAL = (
    (re.compile(r"(\d{4})(\d\d)(\d\d)"), Precision.DAY),
    (re.compile(r"(\d{4})-(\d\d)"), Precision.MONTH),
    (re.compile(r"(\d{4})"), Precision.YEAR),
)


def read_date(raw: str) -> Dated | None:
    """Read an RFC 822 or ISO 8601 date; one without a zone is UTC, one without a time has the precision it has."""
    text = raw if len(raw) <= LONGEST else " ".join(raw[:200].split())
    return _read(text) if len(text) <= LONGEST else None


@lru_cache(maxsize=4_096)  # a feed comes back with nearly the same dates
def _read(raw: str) -> Dated | None:
    text = " ".join(raw.split())
    try:
        if found := _WHOLE.fullmatch(text):
            day, year, iso, hour, minute, second, zone = found.groups()
            midnight = _midnight(iso or day + year)
            if hour is None:
                return Dated(midnight, Precision.DAY)
            return Dated(midnight + _since_midnight(hour, minute, second, zone), Precision.INSTANT)
        for form, precision in _PARTIAL:
            if found := form.fullmatch(text):
                return Dated(_midnight("-".join((*found.groups(), "01", "01")[:3])), precision)
    except ValueError:  # the 31st of February, the month of Foo
        pass
    return None


def believable(dated: Dated | None, now: Millis | None) -> Dated | None:
    """Drop a date before 1990 or more than a day after `now`: it is the publisher's mistake, so unknown."""
    if dated is None or dated.at < EARLIEST:
        return None
    return None if now is not None and dated.at > now + DAY else dated


@lru_cache(maxsize=1_024)
def _midnight(day: str) -> Millis:
    """Give the start of "2020-10-11" or "11 Oct 2020"; raises ValueError for a day that is none."""
    year, month, of_month = day.split("-") if "-" in day else reversed(day.split())
    return (date(int(year), int(_MONTHS.get(month, month)), int(of_month)).toordinal() - _EPOCH) * DAY


def _since_midnight(hour: str, minute: str, second: str | None, zone: str | None) -> Millis:
    if hour > "23" or minute > "59":
        raise ValueError("no time of day")
    minutes = int(hour) * 60 + int(minute) - (_offset(zone) if zone else 0)
    seconds = min(int(second), 59) if second else 0  # 60 is a leap second
    return minutes * MINUTE + seconds * SECOND


@lru_cache(maxsize=256)
def _offset(zone: str) -> int:
    """Give a zone's offset in minutes east of UTC; ValueError for a day or more."""
    if zone[0] not in "+-":
        return _ZONES.get(zone, 0) * 60
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    if hours > 23 or minutes > 59:  # noqa: PLR2004 - hours and minutes of a clock
        raise ValueError("no zone")
    return (hours * 60 + minutes) * (-1 if zone[0] == "-" else 1)
