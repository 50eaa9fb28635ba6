"""One killable worker process, seen from the daemon; the only file that knows pebble.

A pool of one: pebble starts it at the first task, replaces it when it dies, and renews it now and then, so that no
leak in a library grows. A pool of several shares one pipe, and a worker killed at the wrong moment blocks the others.
pebble times tasks by the wall clock, which steps; the deadline is therefore the worker's own (see `killable`), and a
pool that does not answer long after it is thrown away, as one is whose task was cancelled.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.forkserver import ensure_running

from pebble import CONSTS, ProcessExpired, ProcessFuture, ProcessPool

from monitor.domain.model.time import SECOND, Millis
from monitor.errors import MonitorError, WorkerDied, WorkerError, WorkerTimeout
from monitor.ingest.killable import OUT_OF_MEMORY, Setup, call, start
from monitor.ingest.wire import pack, unpack

TASKS_A_PROCESS = 1_000
START_PATIENCE: Millis = 30 * SECOND  # a loaded machine may take long to start a process
LOOK: Millis = SECOND // 2  # how often a task under way is looked after
_FORKSERVER = get_context("forkserver")
# pebble looks after each pool so often, ten times a second unless told otherwise: most of what an idle daemon costs.
CONSTS.sleep_unit = LOOK / SECOND


def preload(modules: Sequence[str]) -> None:
    """Start the process that workers are forked from, and have it import these modules meanwhile.

    It imports what the main program imports, too: every worker runs that program's import statements again, before
    anything else, which then costs nothing.
    """
    main = vars(sys.modules["__main__"]).values()
    imported = {getattr(thing, "__module__", None) for thing in main}
    names = {name for name in imported if isinstance(name, str)} - {"__main__", "builtins"}
    _FORKSERVER.set_forkserver_preload([*modules, *sorted(names)])
    ensure_running()


@dataclass(frozen=True, slots=True)
class Program:
    """What the workers of a lane run: limits, and what to call first."""

    deadline: Millis
    memory: int
    begin: str
    arguments: tuple[object, ...] = ()


class Lane:
    """One worker at a time, for one task at a time."""

    def __init__(self, program: Program, *, patience: Millis = START_PATIENCE) -> None:
        self.closed = False
        self._program = program
        self._deadline = f"its deadline of {program.deadline / SECOND:g} s"
        self._patience = patience
        self._life_end, self._life = _FORKSERVER.Pipe(duplex=False)
        self._beads, self._bead_end = _FORKSERVER.Pipe(duplex=False)
        os.set_blocking(self._beads.fileno(), False)
        self._pool: ProcessPool | None = None
        self._waiting: asyncio.Future[bytes] | None = None
        self._closing: set[asyncio.Task[None]] = set()

    async def run(self, path: str, *arguments: object, pieces: int = 1) -> object:
        """Run "module:function" in the worker, which may take the deadline for each of its pieces.

        Raises WorkerTimeout, WorkerDied, the task's own MonitorError, or WorkerError for any other error of the task.
        """
        if self.closed:
            raise WorkerError("the workers are closed")
        self.pieces_begun()
        self._waiting = waiting = asyncio.wrap_future(await self._schedule(path, pack(arguments)))
        try:
            async with asyncio.timeout((self._program.deadline * pieces + self._patience) / SECOND):
                while not waiting.done() and self._works():  # a pool that breaks as a task comes in forgets it
                    await asyncio.wait({waiting}, timeout=LOOK / SECOND)
        except TimeoutError:
            raise WorkerTimeout(f"a worker did not answer within {self._deadline} and was replaced") from None
        finally:
            if not waiting.done():
                waiting.cancel()
                self._discard()
        return self._outcome(waiting)

    def pieces_begun(self) -> int:
        """Count the pieces that were begun since the last count."""
        try:
            return len(os.read(self._beads.fileno(), 65_536))
        except BlockingIOError:
            return 0

    async def aclose(self) -> None:
        """Kill the worker and wait until it is gone; a task under way fails."""
        if self.closed:
            return
        self.closed = True
        if self._waiting is not None:
            self._waiting.cancel()
        self._discard()
        while self._closing:
            await asyncio.wait(self._closing)
        for end in (self._life, self._life_end, self._beads, self._bead_end):
            end.close()

    async def _schedule(self, path: str, arguments: bytes) -> ProcessFuture[bytes]:
        """Hand the task to a pool that works, opening one where there is none; starting takes a thread's time."""
        pool = self._pool
        try:
            if pool is None or not self._works():
                self._discard()
                pool = self._pool = self._open()
                await asyncio.to_thread(_begin, pool)
            return pool.schedule(call, args=(path, arguments))
        except RuntimeError as error:
            raise WorkerDied("a worker could not be started; if this goes on, look for processes left over") from error

    def _works(self) -> bool:
        return self._pool is not None and self._pool.active

    def _open(self) -> ProcessPool:
        program = self._program
        setup = Setup(
            program.deadline, program.memory, self._life_end, self._bead_end, program.begin, program.arguments
        )
        return ProcessPool(
            max_workers=1, max_tasks=TASKS_A_PROCESS, initializer=start, initargs=(setup,), context=_FORKSERVER
        )

    def _discard(self) -> None:
        """Throw the pool away with its worker; the next task opens another."""
        pool, self._pool = self._pool, None
        if pool is not None:
            task = asyncio.create_task(asyncio.to_thread(_ended, pool))
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)

    def _outcome(self, waiting: asyncio.Future[bytes]) -> object:
        if self.closed:
            raise WorkerError("the workers were closed")
        error = BrokenProcessPool() if waiting.cancelled() else waiting.exception()
        match error:
            case None:
                return unpack(waiting.result())
            case MonitorError():
                raise error
            case ProcessExpired() if error.exitcode == -signal.SIGALRM:
                raise WorkerTimeout(f"killed at {self._deadline}")
            case ProcessExpired() if error.exitcode == OUT_OF_MEMORY:
                raise WorkerDied(f"needs more than the {self._program.memory / 1e6:,.0f} MB that a worker may use")
            case ProcessExpired():
                raise WorkerDied(f"its worker died ({_death(error.exitcode)})")
            case BrokenProcessPool():
                raise WorkerDied("its worker died before it began; if this goes on, give workers more memory")
            case _:
                raise WorkerError(f"the worker failed ({type(error).__name__})") from error


def _begin(pool: ProcessPool) -> bool:
    """Start a pool's process: its first look at itself does."""
    return pool.active


def _ended(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


def _death(code: int) -> str:
    return signal.Signals(-code).name if -code in set(signal.Signals) else f"status {code}"
