"""A worker's own side: how it starts, runs one task, and dies when it should. Light: the daemon imports it too.

Every way to die is the kernel's, so that C code which never comes back to Python dies as well: SIGALRM at the deadline
of a task (a timer on the monotonic clock), SIGIO as soon as the daemon is gone (its end of the lifeline closes),
SIGTERM from the daemon, and the address space's limit. What is done here is named by a path "module:function", so that
the daemon need not import the heavy libraries.
"""

import fcntl
import logging
import os
import resource
import signal
import warnings
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from typing import cast

from monitor.domain.model.time import SECOND, Millis
from monitor.ingest.wire import pack, unpack

OUT_OF_MEMORY = 77  # the exit status that says so


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker needs to start: its limits, its ends of the pipes, and what to call first with which arguments."""

    deadline: Millis
    memory: int
    lifeline: Connection
    beads: Connection
    begin: str
    arguments: tuple[object, ...] = ()
    niceness: int = 5  # the daemon itself comes first


_setup: ContextVar[Setup] = ContextVar("setup")  # this process's own


def start(setup: Setup) -> None:
    """Prepare this process; the first thing a worker does."""
    for number in (signal.SIGTERM, signal.SIGALRM, signal.SIGIO):
        signal.signal(number, signal.SIG_DFL)
    _die_with_daemon(setup.lifeline)
    resource.setrlimit(resource.RLIMIT_AS, (setup.memory, setup.memory))
    os.nice(setup.niceness)
    logging.disable(logging.CRITICAL)  # libraries log foreign text
    warnings.simplefilter("ignore")
    _setup.set(setup)
    _function(setup.begin)(*setup.arguments)


def call(path: str, arguments: bytes) -> bytes:
    """Run one task, arguments and result packed; at its deadline the process is killed, as when memory runs out."""
    _arm()
    try:
        return pack(_function(path)(*cast("tuple[object, ...]", unpack(arguments))))
    except MemoryError:  # pragma: no cover - the process ends here, and its coverage with it
        os._exit(OUT_OF_MEMORY)  # a fresh process is better than a starved one
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def bead() -> None:
    """Mark that a piece of a task begins: it has the whole deadline, and is the culprit if the process dies in it."""
    _arm()
    os.write(_setup.get().beads.fileno(), b".")


def _arm() -> None:
    signal.setitimer(signal.ITIMER_REAL, _setup.get().deadline / SECOND)


def _function(path: str) -> Callable[..., object]:
    module, _, name = path.partition(":")
    return cast("Callable[..., object]", getattr(import_module(module), name))


def _die_with_daemon(lifeline: Connection) -> None:
    """Ask the kernel for SIGIO, which kills, when the other end of the lifeline closes."""
    end = lifeline.fileno()
    fcntl.fcntl(end, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(end, fcntl.F_SETFL, fcntl.fcntl(end, fcntl.F_GETFL) | os.O_ASYNC)
    if lifeline.poll():  # pragma: no cover - it has closed already, and so ends this process
        os._exit(1)
