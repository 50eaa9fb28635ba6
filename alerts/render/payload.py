"""The JSON body of a webhook, after Standard Webhooks: type, timestamp, data.

Fields are only ever added within a version; `data.schema` counts up when one changes its meaning or goes.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from alerts.model import Alert, AlertKind, EvidenceLine
from alerts.render.wording import MOST_FACTS, TITLE_LIMIT, explain, one_line, safe_link

SCHEMA_VERSION = 1
MOST_EVIDENCE = 50
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def render_webhook(alert: Alert) -> str:
    """Give the body: ASCII-only JSON that is the same, byte for byte, on each retry."""
    body = {"type": _type(alert), "timestamp": _iso(alert.detected_at), "data": _payload(alert)}
    # ASCII only: no bidi mark or lone surrogate can reach a receiver's log or parser unescaped.
    return json.dumps(body, ensure_ascii=True, separators=(",", ":"))


def _type(alert: Alert) -> str:
    if alert.kind is AlertKind.TEST:
        return "trucewatch.test"
    return one_line(f"{alert.condition}.{alert.change}", TITLE_LIMIT)


def _payload(alert: Alert) -> dict[str, Any]:
    return {
        "schema": SCHEMA_VERSION,
        "id": one_line(alert.id),
        "kind": alert.kind.value,
        "change_id": one_line(alert.change_id),
        "thread": one_line(alert.thread),
        "watch": {"id": one_line(alert.watch), "title": one_line(alert.watch_title, TITLE_LIMIT)},
        "condition": one_line(alert.condition),
        "change": one_line(alert.change),
        "severity": alert.severity.value,
        "confirmed": alert.confirmed,
        "title": one_line(alert.title, TITLE_LIMIT),
        "reason": one_line(alert.reason),
        "facts": [{"label": one_line(label), "value": one_line(value)} for label, value in alert.facts[:MOST_FACTS]],
        "evidence": [_evidence(line) for line in alert.evidence[:MOST_EVIDENCE]],
        "event_at": _iso(alert.event_at),
        "reported_at": _iso(alert.reported_at),
        "detected_at": _iso(alert.detected_at),
        "explain": explain(alert),
    }


def _evidence(line: EvidenceLine) -> dict[str, str | None]:
    return {
        "sentence": one_line(line.sentence),
        "publisher": one_line(line.publisher, TITLE_LIMIT),
        "origin": one_line(line.origin, TITLE_LIMIT),
        "url": safe_link(line.url) or None,
        "published_at": None if line.published_at is None else _iso(line.published_at),
    }


def _iso(at: int) -> str | None:
    """Write an instant as ISO 8601 in UTC, to the second; None where the calendar does not reach it."""
    try:
        return (_EPOCH + timedelta(milliseconds=at)).isoformat(timespec="seconds").replace("+00:00", "Z")
    except OverflowError:
        return None
