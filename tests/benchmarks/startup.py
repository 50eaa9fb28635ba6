"""What `trucewatch --help` costs, beside an empty program: the price of every look at the command line."""

import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.table import Findings, Row

RUNS = 10
GOAL = 15
PROGRAM = Path(sys.executable).with_name("trucewatch")


def run(folder: Path) -> Findings:
    """Measure both, in turn."""
    del folder
    bare, ours = [sys.executable, "-c", "pass"], [str(PROGRAM), "--help"]
    _cost(ours)  # compiles what was not compiled yet
    costs = [(_cost(ours), _cost(bare)) for _ in range(RUNS)]
    mine, empty = (statistics.median(column) for column in zip(*costs, strict=True))
    return Findings(
        f"Command line: CPU of one call, median of {RUNS}",
        (Row("trucewatch --help", "ms", mine, empty, "python -c pass", ratio_goal=GOAL),),
    )


def _cost(command: Sequence[str]) -> float:
    """Milliseconds of CPU that a command uses."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed")
    return (usage.ru_utime + usage.ru_stime) * 1000
