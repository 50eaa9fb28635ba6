"""Dates of the data files as spans of time; the precision is how much of the date is written."""

import re
from datetime import UTC, datetime, timedelta

from monitor.domain.model.time import Millis, to_millis

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def period(text: str) -> tuple[Millis, Millis] | None:
    """Give start and end of a day (2020-10-10), month (2020-10) or year (2020) in UTC; None for anything else."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        start = datetime(year or 0, month or 1, day or 1, tzinfo=UTC)
    except ValueError:
        return None
    return to_millis(start), to_millis(_end(start, month, day))


def _end(start: datetime, month: int | None, day: int | None) -> datetime:
    if day:
        return start + timedelta(days=1)
    if month:
        return (start + timedelta(days=31)).replace(day=1)
    return start.replace(year=start.year + 1)
