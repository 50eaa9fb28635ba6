"""What nobody foresaw: a bug that one publisher's input reached must not stop the daemon for all the others."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

from monitor.errors import MonitorError, Unforeseen
from monitor.logs import logger

log = logger("guard")

Result = TypeVar("Result")


async def guard(work: Awaitable[Result], what: str) -> Result:
    """Await work on one publisher's input; raises `Unforeseen` for errors that are none of ours, after logging them."""
    with _Guard(what):
        return await work


@dataclass(frozen=True, slots=True)
class _Guard:
    """Sees every error that passes; nothing is caught here that is not looked at."""

    what: str

    def __enter__(self) -> None:
        """Stand there."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, MonitorError):
            log.error("a bug of ours, please report it", what=self.what, exc_info=error)
            raise Unforeseen(f"a bug of ours ({type(error).__name__}: {error}); please report it") from error
