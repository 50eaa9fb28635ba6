"""CPU time and memory of this process and all its children, dead and alive; reads Linux's /proc.

Reading it costs some milliseconds, as much as polling ten unchanged feeds: what the gauge itself spends is left out.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

_own_cost = [0.0]  # seconds that the gauge has spent
TICK = 1 / os.sysconf("SC_CLK_TCK")
_PARENT, _DEAD_USER, _DEAD_SYSTEM = 1, 13, 14  # fields of /proc/PID/stat, counted from behind the name


def spent() -> float:
    """Seconds of CPU, user and system, that this process and its descendants have used so far, but for the gauge.

    Living processes are read to the nanosecond, children that have been waited for to the tick of 10 ms.
    """
    before = time.process_time()
    own, *others = _tree()
    found = before - _own_cost[0] + _buried(own) + sum(_alive(pid) + _buried(pid) for pid in others)
    _own_cost[0] += time.process_time() - before
    return found


def memory() -> dict[str, float]:
    """Megabytes: of this process and of its largest descendant, now and at their peaks."""
    own, *others = [_megabytes(pid) for pid in _tree()]
    largest = max(others, default=(0.0, 0.0))
    return {"daemon": own[0], "daemon peak": own[1], "worker": largest[0], "worker peak": largest[1]}


def _tree() -> Iterator[int]:
    """This process first, then its descendants."""
    parents = {int(path.name): _stat(int(path.name)) for path in Path("/proc").iterdir() if path.name.isdigit()}
    found = [os.getpid()]
    for pid in found:
        yield pid
        found += [child for child, fields in parents.items() if fields and int(fields[_PARENT]) == pid]


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _alive(pid: int) -> float:
    try:
        return time.clock_gettime((~pid << 3) | 2)  # the kernel's number for the CPU clock of a whole process
    except OSError:
        return 0.0


def _buried(pid: int) -> float:
    fields = _stat(pid)
    return (int(fields[_DEAD_USER]) + int(fields[_DEAD_SYSTEM])) * TICK if fields else 0.0


def _megabytes(pid: int) -> tuple[float, float]:
    lines = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines())
    now, peak = (int(lines[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return now, peak
