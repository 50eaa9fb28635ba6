"""What the configuration becomes: frozen values in the domain's and the alerts' own terms.

How config.toml is written lives in `file`, how it is read in `load`; names that need the lexicon wait for `watches`.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from alerts.model import Route
from monitor.domain.model.article import Source
from monitor.domain.model.coverage import SOURCES
from monitor.domain.model.lexicon import Lexicon, Watch
from monitor.domain.model.time import Millis
from monitor.errors import SettingsError
from monitor.settings.secret import Secret
from monitor.settings.watches import Following, route_mistakes, settle_watches


class MailSecurity(StrEnum):
    """How a mail connection is encrypted; plaintext is for a relay on the same machine."""

    STARTTLS = "starttls"
    TLS = "tls"
    PLAINTEXT = "plaintext"


@dataclass(frozen=True, slots=True)
class EmailSettings:
    """One mail channel; `username` is "" and `password` None where the server asks for no login."""

    name: str
    host: str
    port: int
    security: MailSecurity
    username: str
    password: Secret | None
    sender: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """One signed webhook; several secrets sign side by side while a key is replaced. The URL may hold a token."""

    name: str
    url: str = field(repr=False)
    secrets: tuple[Secret, ...]


@dataclass(frozen=True, slots=True)
class ConsoleSettings:
    """Alerts on the terminal."""

    name: str


ChannelSettings: TypeAlias = EmailSettings | WebhookSettings | ConsoleSettings


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """Whom we may connect to, who we say we are, and how long and large an answer may be (bytes).

    `host_gap` is the least time between two requests to one host.
    """

    allowed_networks: tuple[str, ...]
    contact: str
    fetch_deadline: Millis
    host_gap: Millis
    feed_limit: int
    page_limit: int

    def user_agent(self, version: str) -> str:
        """Give the User-Agent line: the product, and whom a publisher can write to where a contact is set."""
        return f"Trucewatch/{version} (+{self.contact})" if self.contact else f"Trucewatch/{version}"


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """How many worker processes, how long one piece of work may take, how much memory (bytes) one may use."""

    count: int
    deadline: Millis
    memory: int


class LogFormat(StrEnum):
    """How log lines are written; `auto` is console on a terminal and JSON elsewhere."""

    AUTO = "auto"
    JSON = "json"
    CONSOLE = "console"


class LogLevel(StrEnum):
    """The least level that is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class LogSettings:
    """How the daemon logs."""

    format: LogFormat
    level: LogLevel


@dataclass(frozen=True, slots=True)
class Settings:
    """All that the user set, checked; `hints` are pieces of advice that `trucewatch check` prints.

    `path` is the file that was read, `database` the absolute path of the database.
    """

    path: Path
    database: Path
    following: Following
    sources: tuple[Source, ...]
    channels: tuple[ChannelSettings, ...]
    routes: tuple[Route, ...]
    network: NetworkSettings
    workers: WorkerSettings
    log: LogSettings
    hints: tuple[str, ...] = ()

    def watches(self, lexicon: Lexicon) -> tuple[Watch, ...]:
        """Give the followed conflicts, catalogued ones first; raises SettingsError with every unknown name."""
        watches, mistakes = settle_watches(self.following, lexicon)
        known = [*(watch.id for watch in watches), SOURCES.id]
        mistakes += route_mistakes(((number, route.watches) for number, route in enumerate(self.routes, 1)), known)
        if mistakes:
            raise SettingsError(tuple(f"{self.path.name}: {line}" for line in mistakes))
        return watches
