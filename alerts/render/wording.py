"""The words of an alert, chosen and cleaned once for all sinks that people read; layout lives in the other modules."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import assert_never
from urllib.parse import urlsplit

from alerts.model import Alert, AlertKind, EvidenceLine
from alerts.text import clean_line

SUBJECT_LIMIT = 160
TITLE_LIMIT = 240
LINE_LIMIT = 600
LINK_LIMIT = 2_000
MOST_FACTS = 30
MOST_QUOTES = 8

UNCONFIRMED = "UNCONFIRMED: nothing independent confirms it yet."
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTES = len("2020-10-11 09:00")  # what is shown of an instant, without its offset


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that proves the alert, who published it, and a link that is "" unless it is plain http or https."""

    sentence: str
    source: str
    link: str


@dataclass(frozen=True, slots=True)
class Wording:
    """All that a reader gets, in reading order; every text is one clean line.

    `marks` are warnings that stand above the rest, `facts` and `times` label and value pairs, `omitted` how many more
    sentences there are, `explain` the command that shows them all.
    """

    badge: str
    watch: str
    title: str
    marks: tuple[str, ...]
    reason: str
    facts: tuple[tuple[str, str], ...]
    quotes: tuple[Quote, ...]
    omitted: int
    times: tuple[tuple[str, str], ...]
    explain: str


def wording(alert: Alert) -> Wording:
    """Choose and clean an alert's words."""
    return Wording(
        badge=alert.severity.value.upper(),
        watch=one_line(alert.watch_title or alert.watch, TITLE_LIMIT),
        title=one_line(alert.title, TITLE_LIMIT),
        marks=_marks(alert),
        reason=one_line(alert.reason, LINE_LIMIT),
        facts=tuple((one_line(label, TITLE_LIMIT), one_line(value)) for label, value in alert.facts[:MOST_FACTS]),
        quotes=tuple(_quote(line) for line in alert.evidence[:MOST_QUOTES]),
        omitted=max(0, len(alert.evidence) - MOST_QUOTES),
        times=(
            ("Happened", utc(alert.event_at)),
            ("Reported", utc(alert.reported_at)),
            ("Noticed", utc(alert.detected_at)),
        ),
        explain=explain(alert),
    )


def subject(alert: Alert) -> str:
    """Give the mail's subject: one clean line, what matters most first."""
    watch = one_line(alert.watch_title or alert.watch, SUBJECT_LIMIT // 2)
    tag, title = _tag(alert), one_line(alert.title, TITLE_LIMIT)
    line = f"[Trucewatch] {watch}: {title}"
    # The title may say it itself, but only what is not cut off counts.
    said = not tag or (len(line) <= SUBJECT_LIMIT and re.search(rf"\b{tag}\b", title, re.IGNORECASE))
    return one_line(line if said else f"[Trucewatch] {tag}: {watch}: {title}", SUBJECT_LIMIT)


def explain(alert: Alert) -> str:
    """Give the command that shows how the change came about, "" for a test."""
    return "" if alert.kind is AlertKind.TEST else f"trucewatch explain {one_line(alert.change_id, TITLE_LIMIT)}"


def utc(at: int) -> str:
    """Write an instant for people: 2020-10-11 09:00 UTC."""
    try:
        return (_EPOCH + timedelta(milliseconds=at)).isoformat(" ", "minutes")[:MINUTES] + " UTC"
    except OverflowError:
        return "unknown"


def one_line(text: str, limit: int = LINE_LIMIT) -> str:
    """Clean a text and put it on one line of at most `limit` characters."""
    return clean_line(text, limit)


def safe_link(url: str) -> str:
    """Give the link if it is plain http or https with a host and nothing else that could mislead, else ""."""
    if len(url) > LINK_LIMIT or not url.isprintable() or any(mark in url for mark in " <>\"'`\\"):
        return ""
    try:
        parts = urlsplit(url)
        plain = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return ""
    return url if plain else ""


def _tag(alert: Alert) -> str:
    match alert.kind:
        case AlertKind.CHANGE:
            return "" if alert.confirmed else "Unconfirmed"
        case AlertKind.CONFIRMATION:
            return "Confirmed"
        case AlertKind.CORRECTION:
            return "Correction"
        case AlertKind.TEST:
            return "Test"
        case _:
            assert_never(alert.kind)


def _marks(alert: Alert) -> tuple[str, ...]:
    match alert.kind:
        case AlertKind.CHANGE:
            return () if alert.confirmed else (UNCONFIRMED,)
        case AlertKind.CONFIRMATION:
            return ("CONFIRMED: an earlier alert called this unconfirmed.",)
        case AlertKind.CORRECTION:
            mark = "CORRECTION: this takes back or changes an earlier alert."
            return (mark,) if alert.confirmed else (mark, UNCONFIRMED)
        case AlertKind.TEST:
            return ("TEST: this only tries the channel. Nothing has happened.",)
        case _:
            assert_never(alert.kind)


def _quote(line: EvidenceLine) -> Quote:
    publisher, origin = one_line(line.publisher, TITLE_LIMIT), one_line(line.origin, TITLE_LIMIT)
    parts = [publisher or "unnamed publisher"]
    if origin and origin.casefold() != publisher.casefold():
        parts.append(f"origin: {origin}")
    parts.append("date unknown" if line.published_at is None else utc(line.published_at))
    return Quote(one_line(line.sentence), ", ".join(parts), safe_link(line.url))
