"""What people are shown: frozen values for the command line; the queries behind them are in `overview` and `search`."""

from collections.abc import Mapping
from dataclasses import dataclass

from alerts.model import OutboxRow, OutboxState, Outcome
from monitor.domain.model.article import Grade, ItemState, SkipReason
from monitor.domain.model.time import Millis


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source with its record; `failures` is the weighted number since its last good poll."""

    url: str
    title: str
    owner: str
    grade: Grade
    active: bool
    last_ok_at: Millis | None
    last_error: str
    failures: float
    next_poll_at: Millis
    items: int


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """One attempt to deliver a copy."""

    attempt: int
    at: Millis
    outcome: Outcome
    detail: str
    retry_at: Millis | None


@dataclass(frozen=True, slots=True)
class CopyView:
    """One copy with its attempts in order."""

    row: OutboxRow
    deliveries: tuple[DeliveryView, ...]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One article that has the words; `snippet` is the passage of its text around them."""

    item_id: str
    title: str
    url: str
    publisher: str
    published: Millis | None
    snippet: str


@dataclass(frozen=True, slots=True)
class StatusView:
    """The whole in figures.

    A silent source has not been seen for three of its intervals; of an unread page only the feed's own text is known.
    """

    created_at: Millis
    database_bytes: int
    items: Mapping[ItemState, int]
    skipped: Mapping[SkipReason, int]
    sources_active: int
    sources_ok: int
    sources_failing: int
    sources_silent: int
    sources_resting: int
    last_poll_at: Millis | None
    last_ok_at: Millis | None
    unread_pages: int
    articles: int
    reports: int
    conditions: int
    changes: int
    copies: Mapping[OutboxState, int]
