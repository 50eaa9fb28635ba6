"""Builders that all tests of `alerts` share."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from alerts.model import Address, Alert, AlertKind, EvidenceLine, OutboxRow, Severity
from alerts.policy import copies

NOON = 1_602_417_600_000  # 2020-10-11 12:00 UTC

ALERT = Alert(
    id="a1",
    kind=AlertKind.CHANGE,
    change_id="c0ffee",
    watch="iraq-us",
    watch_title="Iraq: armed factions and the United States",
    condition="ceasefire",
    change="in_effect",
    severity=Severity.WARNING,
    title="A unilateral truce is in effect",
    reason="The declarer said that its side has stopped.",
    facts=(("Status", "announced -> in effect"), ("Parties", "Example Brigade (declarer)")),
    evidence=(
        EvidenceLine(
            "The brigade has stopped its attacks.", "Example Wire", "https://news.example/1", "a spokesman", NOON
        ),
    ),
    confirmed=False,
    thread="arrangement-1",
    event_at=NOON,
    reported_at=NOON + 60_000,
    detected_at=NOON + 120_000,
)


@pytest.fixture
def make_alert() -> Callable[..., Alert]:
    """Give a builder of alerts: keyword arguments replace fields of a usual one."""

    def build(**fields: Any) -> Alert:  # noqa: ANN401 - any field
        return replace(ALERT, **fields)

    return build


@pytest.fixture
def make_row(make_alert: Callable[..., Alert]) -> Callable[..., OutboxRow]:
    """Give a builder of outbox rows for one address; other keyword arguments replace fields of the alert."""

    def build(channel: str = "desk", recipient: str = "-", **fields: Any) -> OutboxRow:  # noqa: ANN401 - any field
        (row,) = copies(make_alert(**fields), [Address(channel, recipient)], NOON, "watch.example")
        return row

    return build
