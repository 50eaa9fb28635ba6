"""Runs the benchmarks and prints one table: `python -m tests.benchmarks [--only feeds|articles|classify|fold|help]`.

Figures are CPU time, which a busy machine disturbs less than the time of day. Nothing is asserted: a missed goal is
printed, and only a benchmark that breaks ends with an error.
"""

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import articles, classify, feeds, fold, startup
from tests.benchmarks.table import Findings, as_text

BENCHMARKS = {
    "feeds": feeds.run,
    "articles": articles.run,
    "classify": classify.run,
    "fold": fold.run,
    "help": startup.run,
}


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Speed beside peers, in one run.")
    parser.add_argument("--only", choices=BENCHMARKS, help="run only this one")
    only = parser.parse_args().only
    found = [_run(name) for name in BENCHMARKS if only in {None, name}]
    print(as_text(found))
    print(f"\nPython {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}.")


def _run(name: str) -> Findings:
    print(f"running {name} ...", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="trucewatch-bench-") as folder:
        return BENCHMARKS[name](Path(folder))


if __name__ == "__main__":
    main()
