"""What receivers answer, made fit for a record: cleaned, short, without our secrets; and when they want us back."""

from collections.abc import Callable
from datetime import UTC
from email.utils import parsedate_to_datetime

from alerts.redaction import redact
from alerts.text import clean_line

DETAIL_LIMIT = 300
_READ_LIMIT = 4_000
_MOST_DIGITS = 12  # of seconds: 30,000 years


def recorded(text: str, hide: Callable[[str], str] = redact) -> str:
    """Clean, redact and shorten an answer; `hide` may know our own secrets."""
    # Redact before the cut: half a secret fits no pattern.
    return hide(clean_line(text, _READ_LIMIT))[:DETAIL_LIMIT]


def retry_after(header: str, now: int) -> int | None:
    """Read a Retry-After header (RFC 9110: seconds or a date) as milliseconds UTC; None where it says nothing."""
    header = header.strip()
    if header.isascii() and header.isdigit():
        return now + int(header[:_MOST_DIGITS]) * 1_000
    try:
        at = parsedate_to_datetime(header)
        # A date without zone means UTC: HTTP knows no other.
        return round((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() * 1_000)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
