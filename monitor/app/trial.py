"""A test alert, sent at once over the configured channels and not stored."""

import asyncio
from collections.abc import Iterable
from typing import TextIO

from alerts.model import Alert, AlertKind, Severity
from alerts.policy import copies, decide
from alerts.ports import Channel
from monitor.app.channels import MESSAGE_DOMAIN, open_channels
from monitor.clock import SystemClock
from monitor.domain.filing import content_id
from monitor.domain.model.time import Millis
from monitor.errors import SettingsError
from monitor.settings import Settings


def send_test(settings: Settings, channel: str | None, screen: TextIO) -> list[tuple[str, str, str]]:
    """Send a test alert to every channel, or to the one named; gives (channel and recipient, outcome, detail) rows.

    A console channel writes to `screen`.
    """
    names = [one.name for one in settings.channels]
    if channel is not None and channel not in names:
        raise SettingsError((f"no channel is named {channel!r}; configured are {', '.join(names)}",))
    return asyncio.run(_send(settings, channel, screen))


async def _send(settings: Settings, name: str | None, screen: TextIO) -> list[tuple[str, str, str]]:
    async with open_channels(settings, screen) as channels:
        wanted = [channel for channel in channels if name in {None, channel.name}]
        return [row for channel in wanted for row in await _try(channel)]


async def _try(channel: Channel) -> Iterable[tuple[str, str, str]]:
    now = SystemClock().now()
    alert = _alert(now)
    addresses = decide(alert, (), {channel.name: channel.recipients}, now).addresses
    rows = copies(alert, addresses, now, MESSAGE_DOMAIN)
    told = [(row, await channel.send(row, now)) for row in rows]
    return [(f"{row.address.channel} {row.address.recipient}", str(d.outcome), d.detail) for row, d in told]


def _alert(now: Millis) -> Alert:
    return Alert(
        id=content_id("test", now),
        kind=AlertKind.TEST,
        change_id="",
        watch="test",
        watch_title="Test",
        condition="ceasefire",
        change="announced",
        severity=Severity.INFO,
        title="This is a test of Trucewatch's alerts",
        reason="You asked for it with `trucewatch alerts test`; nothing has happened anywhere.",
        facts=(),
        evidence=(),
        confirmed=False,
        thread="test",
        event_at=now,
        reported_at=now,
        detected_at=now,
    )
