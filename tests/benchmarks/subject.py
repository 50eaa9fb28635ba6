"""A subject is what is measured, alone in a process of its own, so that no other's CPU time gets into its figures.

It is a module that is run with one JSON argument and prints one JSON object as its last line.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TOP = HERE.parents[1]
SECONDS = 200


def run_subject(name: str, folder: Path, **wish: object) -> dict[str, float]:
    """Run a subject and give its figures; what it says on stderr is shown only where it fails."""
    wish = {"folder": str(folder), **wish}
    with (folder / f"{name}.log").open("w+", encoding="utf-8") as log:
        done = subprocess.run(
            [sys.executable, "-m", f"tests.benchmarks.{name}", json.dumps(wish)],
            cwd=TOP,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        if done.returncode:
            log.seek(0)
            raise SystemExit(f"{name} failed:\n{log.read()[-4000:]}")
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def wish() -> dict[str, Any]:
    """Read what this subject is to do."""
    asked: dict[str, Any] = json.loads(sys.argv[1])
    return asked


def tell(figures: Mapping[str, float]) -> None:
    """Hand in the figures."""
    print(json.dumps(figures))


def installed(package: str) -> bool:
    """Tell whether a peer is there; peers come with `make bench`."""
    return find_spec(package) is not None
