"""`trucewatch alerts`: what was sent to whom, and a test to see that it arrives."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.cli.options import ChannelName, Config, Database, Exit, Format, Limit, MaybeConfig, Shape, State

if TYPE_CHECKING:
    from monitor.storage import CopyView

LIST = "Example: trucewatch alerts list --state dead --format jsonl"
TEST = "Example: trucewatch alerts test console"
COPY_COLUMNS = ("created_at", "state", "channel", "recipient", "attempts", "title", "last_error")
TEST_COLUMNS = ("to", "outcome", "detail")


def list_alerts(
    state: State = None,
    limit: Limit = 100,
    db: Database = None,
    config: MaybeConfig = None,
    shape: Shape = Format.TABLE,
) -> None:
    """List copies of alerts, latest first."""
    from alerts.model import OutboxState
    from monitor.cli.opening import ask, find_database
    from monitor.cli.output import emit
    from monitor.errors import SettingsError

    if state is not None and state not in set(OutboxState):
        allowed = ", ".join(OutboxState)
        raise SettingsError((f"--state: found {state!r}; allowed: {allowed}",))
    wanted = None if state is None else OutboxState(state)
    copies = ask(find_database(db, config), lambda store: store.copies(wanted, limit))
    emit([_copy(copy) for copy in copies], shape, COPY_COLUMNS)


def _copy(copy: "CopyView") -> dict[str, object]:
    from alerts.model import OutboxState
    from alerts.redaction import redact_url
    from monitor.cli.overview import timed
    from monitor.domain.model.time import iso

    row, alert = copy.row, copy.row.alert
    return {
        "id": row.id,
        "created_at": iso(row.created_at),
        "state": row.state.value,
        "channel": row.address.channel,
        "recipient": redact_url(row.address.recipient),
        "attempts": row.attempts,
        "next_attempt_at": iso(row.next_attempt_at) if row.state is OutboxState.PENDING else None,
        "last_error": row.last_error,
        "message_id": row.message_id,
        "alert": alert.id,
        "change": alert.change_id,
        "kind": alert.kind.value,
        "watch": alert.watch,
        "severity": alert.severity.value,
        "title": alert.title,
        "deliveries": [timed(delivery) for delivery in copy.deliveries],
    }


def try_channels(
    channel: ChannelName = None, config: Config = Path("config.toml"), shape: Shape = Format.TABLE
) -> None:
    """Send a test alert now.

    Through one channel or all; prints how each receiver answered.
    """
    from alerts.model import Outcome
    from alerts.redaction import redact
    from monitor.app import send_test
    from monitor.cli.opening import open_settings
    from monitor.cli.output import emit
    from monitor.errors import SettingsError
    from monitor.settings.guess import did_you_mean

    settings = open_settings(config)
    names = [known.name for known in settings.channels]
    if channel is not None and channel not in names:
        raise SettingsError((f"alerts test: no channel is called {channel!r}{did_you_mean(channel, names)}",))
    screen = sys.stdout if shape is Format.TABLE else sys.stderr  # rows for a program stay alone on stdout
    rows = [dict(zip(TEST_COLUMNS, map(redact, row), strict=True)) for row in send_test(settings, channel, screen)]
    emit(rows, shape, TEST_COLUMNS)
    if any(row["outcome"] != Outcome.SENT for row in rows):
        raise Exit(1)
