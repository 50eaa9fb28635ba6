"""Looking up host names without letting one slow name server hold up the rest; no policy here.

`alerts.http` checks every address that comes back.
"""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeAlias

Lookup: TypeAlias = Callable[[str], Awaitable[tuple[str, ...]]]
Resolve: TypeAlias = Callable[[str], tuple[str, ...]]


def system_addresses(host: str) -> tuple[str, ...]:
    """Ask the system's resolver for a host's addresses, in its order; blocks, and raises `socket.gaierror`."""
    # As bytes: a str would go through Python's own IDNA codec, which raises UnicodeError on names like "a..b".
    found = socket.getaddrinfo(host.encode("ascii", "replace"), None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class NameLookup:
    """Looks names up in threads of its own, at most so many at once.

    The threads are daemons: asyncio's own executor would wait at exit for every name server that does not answer. A
    lookup counts until its thread ends, so given-up ones cannot pile up.
    """

    def __init__(self, resolve: Resolve = system_addresses, at_once: int = 64) -> None:
        self._resolve = resolve
        self._free = asyncio.Semaphore(at_once)

    async def __call__(self, host: str) -> tuple[str, ...]:
        """Give a host's addresses; raises OSError (`socket.gaierror`) where there are none."""
        await self._free.acquire()
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[tuple[str, ...]] = loop.create_future()
        threading.Thread(target=self._ask, args=(host, loop, answer), name="name lookup", daemon=True).start()
        return await answer

    def _ask(self, host: str, loop: asyncio.AbstractEventLoop, answer: asyncio.Future[tuple[str, ...]]) -> None:
        result: tuple[str, ...] | OSError
        try:
            result = self._resolve(host)
        except OSError as error:
            result = error
        with suppress(RuntimeError):  # the loop has closed: nobody waits any more
            loop.call_soon_threadsafe(self._deliver, answer, result)

    def _deliver(self, answer: asyncio.Future[tuple[str, ...]], result: tuple[str, ...] | OSError) -> None:
        self._free.release()
        if answer.done():
            return
        if isinstance(result, OSError):
            answer.set_exception(result)
        else:
            answer.set_result(result)
