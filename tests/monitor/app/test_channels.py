"""From the configuration to channels, and from an alert to its copies."""

from dataclasses import replace
from pathlib import Path

import pytest

from alerts.model import Alert, AlertKind, Severity
from monitor.app.channels import enqueue_for, open_channels, user_agent
from monitor.settings import Settings, load_settings

CONFIG = """
[watches]
follow = ["iraq-us"]

[network]
contact = "desk@example.org"

[[channels]]
name = "desk"
type = "email"
host = "mail.example.org"
username = "alerts"
password = "env:MAIL_PASSWORD"
sender = "a@example.org"
recipients = ["b@example.org", "c@example.org"]

[[channels]]
name = "hook"
type = "webhook"
url = "https://example.org/hook"
secrets = ["env:HOOK_SECRET"]

[[routes]]
severity = "warning"
channels = ["desk"]
"""
SECRETS = {"MAIL_PASSWORD": "canary-of-the-mail", "HOOK_SECRET": "whsec_" + "QUFB" * 10}
ALERT = Alert(
    id="a1",
    kind=AlertKind.CHANGE,
    change_id="c1",
    watch="iraq-us",
    watch_title="Iraq",
    condition="ceasefire",
    change="ended",
    severity=Severity.CRITICAL,
    title="truce ended",
    reason="They say so.",
    facts=(),
    evidence=(),
    confirmed=True,
    thread="t1",
    event_at=5,
    reported_at=6,
    detected_at=7,
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    path = tmp_path / "config.toml"
    path.write_text(CONFIG, "utf-8")
    return load_settings(path, SECRETS)


async def test_every_configured_channel_is_opened_the_console_too(settings: Settings) -> None:
    async with open_channels(settings) as channels:
        told = {channel.name: channel.recipients for channel in channels}
    assert told == {"console": ("-",), "desk": ("b@example.org", "c@example.org"), "hook": ("-",)}


async def test_an_alert_has_a_copy_for_each_recipient_that_its_route_names(settings: Settings) -> None:
    async with open_channels(settings) as channels:
        enqueue = enqueue_for(settings, channels)
        rows = enqueue(ALERT, 8)
        assert [row.address.recipient for row in rows] == ["b@example.org", "c@example.org"]
        assert len({row.message_id for row in rows}) == 2
        assert enqueue(ALERT, 9)[0].message_id == rows[0].message_id
        assert enqueue(replace(ALERT, severity=Severity.INFO), 8) == ()


def test_publishers_learn_whom_to_write_to(settings: Settings) -> None:
    assert user_agent(settings).startswith("Trucewatch/")
    assert user_agent(settings).endswith("(+desk@example.org)")


def test_no_secret_is_in_what_is_shown(settings: Settings) -> None:
    assert "canary" not in repr(settings)
    assert "QUFB" not in repr(settings)
