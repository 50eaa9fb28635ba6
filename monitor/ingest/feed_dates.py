"""Reading a feed's date strings: pure, and never from the clock.

An unreadable date is None. General date parsers fill what is missing from today, so only whole dates are read here.
"""

import re
from datetime import UTC, datetime, timedelta, timezone

from monitor.domain.model.time import DAY, Millis, Precision, to_millis
from monitor.ingest.feed_entry import Dated

EARLIEST: Millis = to_millis(datetime(1990, 1, 1, tzinfo=UTC))  # earlier ones are a publisher's zero
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_ZONES = {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}
_ZONE = r"(?P<zone>Z|GMT|UTC?|[ECMP][SD]T|[+-]\d\d:?\d\d)"
_TIME = r"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>[0-5]\d|60)(?:\.\d{1,9})?)?"
_RFC822 = r"(?:[A-Z][a-z]{2,8},? )?(?P<d>\d{1,2}) (?P<mon>[A-Z][a-z]{2})[a-z]* (?P<y>\d{4})"
_ISO = r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"
_WHOLE = tuple(re.compile(rf"{day}[T ]{_TIME} ?{_ZONE}") for day in (_RFC822, _ISO))
_ZONELESS = tuple(re.compile(rf"{day}[T ]{_TIME}") for day in (_RFC822, _ISO))
_DAYS = tuple(re.compile(day) for day in (_RFC822, _ISO, r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)"))
_MONTH = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)")
_YEAR = re.compile(r"(?P<y>\d{4})")
LONGEST = 64  # characters


def is_plain(raw: str) -> bool:
    """Tell whether a real date is written whole, with time and zone, as RFC 822 or ISO 8601 has it."""
    found = next(filter(None, (form.fullmatch(raw) for form in _WHOLE)), None)
    return found is not None and found["second"] != "60" and _dated(found.groupdict(), Precision.INSTANT) is not None


def read_date(raw: str) -> Dated | None:
    """Read an RFC 822 or ISO 8601 date; one without a zone is UTC, one without a time has the precision it has."""
    text = " ".join(raw[:200].split())
    if len(text) > LONGEST:
        return None
    for forms, precision in (
        (_WHOLE, Precision.INSTANT),
        (_ZONELESS, Precision.INSTANT),
        (_DAYS, Precision.DAY),
        ((_MONTH,), Precision.MONTH),
        ((_YEAR,), Precision.YEAR),
    ):
        for form in forms:
            found = form.fullmatch(text)
            if found:
                return _dated(found.groupdict(), precision)
    return None


def believable(dated: Dated | None, now: Millis | None) -> Dated | None:
    """Drop a date before 1990 or more than a day after `now`: it is the publisher's mistake, so unknown."""
    if dated is None or dated.at < EARLIEST:
        return None
    return None if now is not None and dated.at > now + DAY else dated


def _dated(parts: dict[str, str | None], precision: Precision) -> Dated | None:
    try:
        at = datetime(
            int(parts["y"] or 0),
            _month(parts),
            int(parts.get("d") or 1),
            int(parts.get("hour") or 0),
            int(parts.get("minute") or 0),
            min(int(parts.get("second") or 0), 59),  # a leap second
            tzinfo=_zone(parts.get("zone") or "Z"),
        )
        return Dated(to_millis(at), precision)
    except ValueError:
        return None


def _month(parts: dict[str, str | None]) -> int:
    name = parts.get("mon")
    if name is None:
        return int(parts.get("m") or 1)
    at, rest = divmod(_MONTHS.index(name.lower()), 3)  # ValueError for no month's name
    return 0 if rest else at + 1


def _zone(text: str) -> timezone:
    hours = _ZONES.get(text.lower())
    if hours is not None:
        return timezone(timedelta(hours=hours))
    if text[0] not in "+-":
        return UTC
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-offset if text[0] == "-" else offset)
