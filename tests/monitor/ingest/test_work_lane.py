"""One killable process: real ones are hung, bombed and killed here."""

import asyncio
import contextlib
import os
import signal
import sys
import textwrap
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from monitor.domain.model.time import MINUTE
from monitor.errors import FeedError, WorkerDied, WorkerError, WorkerTimeout
from monitor.ingest.lane import Lane, Program

MEMORY = 1_000_000_000
SHORT = Program(2_000, MEMORY, "builtins:str")
PID = "os:getpid"


@pytest.fixture
async def lane() -> AsyncIterator[Lane]:
    lane = Lane(SHORT)
    yield lane
    await lane.aclose()


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):  # gone before it was opened, or before it was read
        return False
    return state != "Z"


async def gone(pid: int) -> bool:
    async with asyncio.timeout(20):
        while alive(pid):
            await asyncio.sleep(0.05)
    return True


async def test_a_lane_keeps_its_process(lane: Lane) -> None:
    first = await lane.run(PID)
    assert first != os.getpid()
    assert await lane.run(PID) == first
    assert await lane.run("builtins:max", 3, 7) == 7


@pytest.mark.parametrize("task", [("time:sleep", 600), ("re:fullmatch", "(a|aa)+$", "a" * 80 + "b")])
async def test_a_hang_is_killed_at_its_deadline(lane: Lane, task: tuple[str, object]) -> None:
    pid = await lane.run(PID)
    with pytest.raises(WorkerTimeout, match="killed at its deadline of 2 s"):
        await lane.run(*task)
    assert await lane.run(PID) != pid
    assert isinstance(pid, int)
    assert await gone(pid)


async def test_a_memory_bomb_ends_its_process_only(lane: Lane) -> None:
    with pytest.raises(WorkerDied, match="more than the 1,000 MB"):
        await lane.run("builtins:bytearray", 10**12)
    assert await lane.run("builtins:len", b"abc") == 3


@pytest.mark.parametrize(("task", "said"), [("os:abort", "SIGABRT"), ("os:_exit", "status 3")])
async def test_a_crash_is_named(lane: Lane, task: str, said: str) -> None:
    with pytest.raises(WorkerDied, match=said):
        await lane.run(task, *([3] if task == "os:_exit" else []))
    assert await lane.run("builtins:abs", -1) == 1


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
async def test_a_killed_process_is_replaced(lane: Lane, number: signal.Signals) -> None:
    pid = await lane.run(PID)
    assert isinstance(pid, int)
    os.kill(pid, number)  # while idle
    assert await gone(pid)
    with contextlib.suppress(WorkerDied):  # the pool may not have seen it yet
        await lane.run(PID)
    second = await lane.run(PID)
    assert isinstance(second, int)
    assert second != pid
    asyncio.get_running_loop().call_later(0.2, os.kill, second, number)  # while at work
    with pytest.raises(WorkerDied):
        await lane.run("time:sleep", 1.5)
    assert await lane.run(PID) not in {pid, second}


async def test_a_pool_that_breaks_as_a_task_comes_in_is_replaced() -> None:
    lane = Lane(Program(10 * MINUTE, MEMORY, "builtins:str"))
    first = await lane.run(PID)
    task = asyncio.create_task(lane.run("time:sleep", 600))
    await asyncio.sleep(0.2)
    assert lane._pool is not None
    lane._pool.stop()  # as it is once broken: it answers nothing any more
    async with asyncio.timeout(60):
        with pytest.raises(WorkerDied, match="before it began"):
            await task
        assert await lane.run(PID) != first
    await lane.aclose()


async def test_the_terminals_interrupt_does_not_touch_it(lane: Lane) -> None:
    pid = await lane.run(PID)
    assert isinstance(pid, int)
    os.kill(pid, signal.SIGINT)
    assert await lane.run(PID) == pid


async def test_a_tasks_own_errors_come_through(lane: Lane) -> None:
    with pytest.raises(FeedError, match="answer is empty"):
        await lane.run("monitor.ingest.feed_document:open_document", b"", "")
    with pytest.raises(WorkerError, match=r"the worker failed \(ValueError\)"):
        await lane.run("builtins:int", "x")
    with pytest.raises(WorkerError, match="ModuleNotFoundError"):
        await lane.run("no.such:thing")


async def test_a_cancelled_task_leaves_a_lane_that_works(lane: Lane) -> None:
    pid = await lane.run(PID)
    assert isinstance(pid, int)
    task = asyncio.create_task(lane.run("time:sleep", 600))
    await asyncio.sleep(0.2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await lane.run(PID) != pid
    assert await gone(pid)


async def test_cancelled_at_once_it_leaves_nothing(lane: Lane) -> None:
    task = asyncio.create_task(lane.run(PID))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert isinstance(await lane.run(PID), int)


async def test_closing_kills_and_fails_what_is_under_way() -> None:
    lane = Lane(Program(MINUTE, MEMORY, "builtins:str"))
    pid = await lane.run(PID)
    assert isinstance(pid, int)
    task = asyncio.create_task(lane.run("time:sleep", 600))
    await asyncio.sleep(0.2)
    await lane.aclose()
    await lane.aclose()
    with pytest.raises(WorkerError, match="were closed"):
        await task
    with pytest.raises(WorkerError, match="are closed"):
        await lane.run(PID)
    assert await gone(pid)


async def test_closed_while_it_starts() -> None:
    lane = Lane(SHORT)
    task = asyncio.create_task(lane.run(PID))
    await asyncio.sleep(0)
    await lane.aclose()
    with pytest.raises(WorkerError):
        await task


async def test_a_lane_never_used_closes() -> None:
    lane = Lane(SHORT)
    await lane.aclose()
    assert lane.closed


async def test_a_worker_that_cannot_begin_says_so() -> None:
    lane = Lane(Program(2_000, MEMORY, "builtins:int", ("x",)))
    with pytest.raises(WorkerDied, match="before it began"):
        await lane.run(PID)
    await lane.aclose()


async def test_a_worker_that_never_answers_is_given_up() -> None:
    lane = Lane(Program(100, MEMORY, "time:sleep", (600,)), patience=100)
    with pytest.raises(WorkerTimeout, match="did not answer"):
        await lane.run(PID)
    await lane.aclose()


DAEMON = """
    import asyncio, sys
    from monitor.ingest.lane import Lane, Program

    async def main():
        lanes = [Lane(Program(600_000, 1_000_000_000, "builtins:str")) for _ in range(2)]
        for lane in lanes:
            print(await lane.run("os:getpid"), flush=True)
        await lanes[0].run("re:fullmatch", "(a|aa)+$", "a" * 80 + "b")

    if __name__ == "__main__":
        asyncio.run(main())
"""


async def test_no_worker_outlives_a_killed_daemon(tmp_path: Path) -> None:
    script = tmp_path / "daemon.py"
    script.write_text(textwrap.dedent(DAEMON), encoding="utf-8")
    daemon = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", str(script), stdout=asyncio.subprocess.PIPE
    )
    assert daemon.stdout is not None
    pids = [int(await daemon.stdout.readline()) for _ in range(2)]
    await asyncio.sleep(0.3)  # the first one now spins in C
    assert all(map(alive, pids))
    daemon.kill()
    await daemon.wait()
    for pid in pids:
        assert await gone(pid)
