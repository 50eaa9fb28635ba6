"""Times on the command line: a day or an ISO 8601 instant; nothing here reads a clock."""

from datetime import UTC, datetime

from monitor.domain.model.time import DAY, Millis, When, day_of, instant, to_millis
from monitor.errors import SettingsError

DAY_ONLY = len("2020-10-11")


def read_start(option: str, text: str | None) -> Millis | None:
    """Read a time from which on something counts; a day starts at its midnight in UTC."""
    return None if text is None else _instant(option, text)


def read_end(option: str, text: str | None) -> Millis | None:
    """Read a time up to which something counts; a day ends with its last millisecond in UTC."""
    if text is None:
        return None
    return _instant(option, text) + (DAY - 1 if len(text.strip()) <= DAY_ONLY else 0)


def read_when(option: str, text: str) -> When:
    """Read a time at which something is: an instant, or a whole day."""
    at = _instant(option, text)
    return day_of(at) if len(text.strip()) <= DAY_ONLY else instant(at)


def read_range(since: str | None, until: str | None) -> tuple[Millis | None, Millis | None]:
    """Read --since and --until; raises SettingsError where nothing lies between them."""
    start, end = read_start("--since", since), read_end("--until", until)
    if start is not None and end is not None and end < start:
        raise SettingsError((f"--until {until} is before --since {since}; swap them, or correct one",))
    return start, end


def _instant(option: str, text: str) -> Millis:
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        allowed = "a day such as 2020-10-11 or an instant such as 2020-10-11T09:00:00Z"
        raise SettingsError((f"{option}: found {text!r}; allowed: {allowed}",)) from None
    return to_millis(at if at.tzinfo else at.replace(tzinfo=UTC))
