"""Alerts, outbox rows and deliveries: frozen values, message-shaped, made of plain text only.

All times are integer milliseconds since 1970-01-01T00:00Z. Texts have been through `alerts.text.clean_text`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How loud an alert is, lowest first."""

    INFO = "info"
    NOTICE = "notice"
    WARNING = "warning"
    CRITICAL = "critical"


SEVERITIES: tuple[Severity, ...] = tuple(Severity)


class AlertKind(StrEnum):
    """Why an alert exists: a new change, a confirmation or correction of one already sent, or a test."""

    CHANGE = "change"
    CONFIRMATION = "confirmation"
    CORRECTION = "correction"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One sentence that proves an alert, with where it stands."""

    sentence: str
    publisher: str
    url: str
    origin: str
    published_at: int | None


@dataclass(frozen=True, slots=True)
class Alert:
    """A message-shaped projection of one change.

    `id` is a hash of content, the same on every retry and restart. `thread` groups the alerts of one arrangement.
    `facts` are label and value pairs in reading order. `condition` is ceasefire, activity or coverage; `change` is from
    the closed list of changes.
    """

    id: str
    kind: AlertKind
    change_id: str
    watch: str
    watch_title: str
    condition: str
    change: str
    severity: Severity
    title: str
    reason: str
    facts: tuple[tuple[str, str], ...]
    evidence: tuple[EvidenceLine, ...]
    confirmed: bool
    thread: str
    event_at: int
    reported_at: int
    detected_at: int


@dataclass(frozen=True, slots=True)
class Route:
    """Which alerts go to which channels; empty `watches` or `kinds` mean all. `kinds` holds conditions or changes."""

    channels: tuple[str, ...]
    watches: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    severity: Severity = Severity.INFO


@dataclass(frozen=True, slots=True)
class Address:
    """Where one copy goes: a channel's name and one recipient of it (a mail address, a webhook's URL, "-")."""

    channel: str
    recipient: str


class OutboxState(StrEnum):
    """How far a copy has come."""

    PENDING = "pending"
    SENT = "sent"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One copy of one alert for one recipient; identity is frozen at enqueue.

    `id` is a hash of alert and address. `message_id` is the RFC 5322 Message-ID of a mail and the webhook-id of a
    webhook. `thread_id` is the reference that all mails of one thread to that recipient share, "" for none.
    """

    id: str
    alert: Alert
    address: Address
    message_id: str
    thread_id: str
    created_at: int
    state: OutboxState = OutboxState.PENDING
    attempts: int = 0
    next_attempt_at: int = 0
    last_error: str = ""


class Outcome(StrEnum):
    """How one attempt ended."""

    SENT = "sent"
    RETRY = "retry"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt's record: `detail` is the receiver's answer, redacted; `retry_at` the earliest next attempt it asks.

    `pause_channel` is true where the whole channel should rest (a refused login, 410 Gone).
    """

    outcome: Outcome
    detail: str = ""
    retry_at: int | None = None
    pause_channel: bool = False
