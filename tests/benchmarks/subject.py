"""A subject is what is measured, alone in a process of its own, so that no other's CPU time gets into its figures.

It is a module with a function `measured`, which takes a folder and named wishes and gives figures by name. The process
begins with this light module, since worker processes import again what their parent began with.
"""

import json
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

TOP = Path(__file__).parents[2]
SECONDS = 200

Figures = dict[str, float]


def run_subject(name: str, folder: Path, **wishes: object) -> Figures:
    """Run a subject and give its figures; what it says on stderr is shown only where it fails."""
    with (folder / f"{name}.log").open("w+", encoding="utf-8") as log:
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.subject", name, str(folder), json.dumps(wishes)],
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
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def installed(package: str) -> bool:
    """Tell whether a peer is there; peers come with `make bench`."""
    return find_spec(package) is not None


if __name__ == "__main__":
    _, subject, workshop, asked = sys.argv
    measured = import_module(f"tests.benchmarks.{subject}").measured
    print(json.dumps(measured(Path(workshop), **json.loads(asked))))
