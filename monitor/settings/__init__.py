"""What the user may set, and the data files that ship: config.toml and the lexicon."""

from monitor.settings.default import default_config_text
from monitor.settings.load import default_settings, load_settings
from monitor.settings.secret import Secret
from monitor.settings.values import (
    ChannelSettings,
    ConsoleSettings,
    EmailSettings,
    LogFormat,
    LogLevel,
    LogSettings,
    MailSecurity,
    NetworkSettings,
    Settings,
    WebhookSettings,
    WorkerSettings,
)

__all__ = [
    "ChannelSettings",
    "ConsoleSettings",
    "EmailSettings",
    "LogFormat",
    "LogLevel",
    "LogSettings",
    "MailSecurity",
    "NetworkSettings",
    "Secret",
    "Settings",
    "WebhookSettings",
    "WorkerSettings",
    "default_config_text",
    "default_settings",
    "load_settings",
]
