"""From channel settings to channels, and from an alert to its copies."""

import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from importlib.metadata import version
from typing import TextIO, assert_never

from alerts.addresses import AddressPolicy
from alerts.channels.console import ConsoleChannel, ConsoleConfig
from alerts.channels.mail import EmailChannel, EmailConfig
from alerts.channels.webhook import WebhookChannel, WebhookConfig
from alerts.model import Alert, OutboxRow, Route
from alerts.policy import copies, decide
from alerts.ports import Channel
from monitor.domain.model.time import Millis
from monitor.logs import logger
from monitor.pipeline.settle import Enqueue
from monitor.settings import ChannelSettings, ConsoleSettings, EmailSettings, Settings, WebhookSettings

log = logger("alerts")

MESSAGE_DOMAIN = "trucewatch.invalid"  # the right-hand side of Message-IDs: no host of anybody's


def user_agent(settings: Settings) -> str:
    """Say who we are to publishers and receivers."""
    return settings.network.user_agent(version("trucewatch"))


@asynccontextmanager
async def open_channels(settings: Settings, screen: TextIO | None = None) -> AsyncIterator[tuple[Channel, ...]]:
    """Open every configured channel, and close them again; consoles write to `screen`, by default stdout."""
    channels = tuple(_channel(one, settings, screen or sys.stdout) for one in settings.channels)
    try:
        yield channels
    finally:
        for channel in channels:
            await channel.aclose()


def enqueue_for(settings: Settings, channels: Sequence[Channel]) -> Enqueue:
    """Give the function that makes an alert's copies for these channels by the configured routes."""
    recipients = {channel.name: channel.recipients for channel in channels}
    return partial(_copies, settings.routes, recipients)


def _copies(
    routes: Sequence[Route], recipients: Mapping[str, tuple[str, ...]], alert: Alert, now: Millis
) -> tuple[OutboxRow, ...]:
    decision = decide(alert, routes, recipients, now)
    if not decision.addresses:
        log.info("an alert goes to nobody", alert=alert.title, reason=str(decision.reason))
    return copies(alert, decision.addresses, now, MESSAGE_DOMAIN)


def _channel(one: ChannelSettings, settings: Settings, screen: TextIO) -> Channel:
    match one:
        case EmailSettings():
            return EmailChannel(
                EmailConfig(
                    name=one.name,
                    host=one.host,
                    port=one.port,
                    security=one.security.value,
                    username=one.username,
                    password=one.password.reveal() if one.password else "",
                    sender=one.sender,
                    recipients=one.recipients,
                )
            )
        case WebhookSettings():
            return WebhookChannel(
                WebhookConfig(one.name, one.url, tuple(secret.reveal() for secret in one.secrets)),
                AddressPolicy(settings.network.allowed_networks),
                user_agent=user_agent(settings),
            )
        case ConsoleSettings():
            return ConsoleChannel(ConsoleConfig(one.name), screen)
        case _:
            assert_never(one)
