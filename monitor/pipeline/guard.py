"""What nobody foresaw: a bug that one publisher's input reached must not stop the daemon for all the others."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from monitor.errors import MonitorError, Unforeseen
from monitor.logs import logger

log = logger("guard")

Result = TypeVar("Result")


async def guard(work: Awaitable[Result], what: str) -> Result:
    """Await work on one publisher's input; raises `Unforeseen` for errors that are none of ours, after logging them."""
    # gather gives an error back as a value, so that nothing is caught here that is not looked at.
    (answer,) = await asyncio.gather(work, return_exceptions=True)
    if not isinstance(answer, BaseException):
        return answer
    if isinstance(answer, MonitorError) or not isinstance(answer, Exception):
        raise answer
    log.error("a bug of ours, please report it", what=what, exc_info=answer)
    raise Unforeseen(f"a bug of ours ({type(answer).__name__}: {answer}); please report it") from answer
