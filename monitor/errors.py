"""Everything that can go wrong in `monitor`, in one tree; each message names the thing and the cure.

MonitorError
├── SettingsError        a mistake in config.toml, the environment or a data file (exit code 2)
│   └── RulingRefused        what an analyst asks for would do nothing, or something else
├── StorageError         the database
│   ├── DatabaseUnusable     unreadable, damaged, not ours, of a newer version, or not writable
│   ├── DatabaseInUse        another daemon holds the file
│   └── StaleWatch           a watch moved on between read and commit: read again
├── FetchError           a publisher could not be read; `kind`, `weight` and `retry_after` say how
├── FeedError            a body that is no readable feed
├── WorkerError          a worker process did not give a result
│   ├── WorkerTimeout        killed at its deadline
│   └── WorkerDied           out of memory, killed, or crashed
└── Unforeseen           a bug of ours that one publisher's input reached
"""

from enum import StrEnum


class MonitorError(Exception):
    """The root of what `monitor` raises."""


class SettingsError(MonitorError):
    """One or more mistakes in what the user set; `mistakes` holds a line for each."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class RulingRefused(SettingsError):
    """What an analyst asks for would do nothing, or something else."""


class StorageError(MonitorError):
    """The database failed."""


class DatabaseUnusable(StorageError):
    """The file cannot be used as it is."""


class DatabaseInUse(StorageError):
    """Another daemon holds the file."""


class StaleWatch(StorageError):
    """A watch moved on between read and commit."""


class FetchKind(StrEnum):
    """How a fetch failed; the value is what stands in the source's record."""

    NAME = "name"  # the host's name does not resolve
    CONNECT = "connect"  # refused, reset, unreachable
    TLS = "tls"
    TIMEOUT = "timeout"
    FORBIDDEN_ADDRESS = "forbidden_address"
    BAD_URL = "bad_url"
    REDIRECTS = "redirects"
    STATUS = "status"
    GONE = "gone"
    BUSY = "busy"  # 429 and 503: `retry_after` counts
    TOO_LARGE = "too_large"
    ENCODING = "encoding"
    PROTOCOL = "protocol"


class FetchError(MonitorError):
    """A publisher could not be read.

    `weight` is how much it counts towards the back-off (1 hard, 0.5 soft, 0.25 a temporary name failure), `retry_after`
    the milliseconds the publisher asks us to wait.
    """

    def __init__(self, kind: FetchKind, message: str, *, weight: float = 0.5, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.weight = weight
        self.retry_after = retry_after


class FeedError(MonitorError):
    """A body that is no readable feed."""


class WorkerError(MonitorError):
    """A worker process did not give a result."""


class WorkerTimeout(WorkerError):
    """A worker was killed at its deadline."""


class WorkerDied(WorkerError):
    """A worker ran out of memory, was killed, or crashed."""


class Unforeseen(MonitorError):
    """A bug of ours that one publisher's input reached: it goes on that publisher's record and stops nobody else."""
