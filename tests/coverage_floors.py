"""Fails where a pure module is not wholly covered, or the whole is below its floor; run after `pytest --cov`."""

import sys
from pathlib import Path

from coverage import Coverage

PURE = (
    "monitor/domain/",
    "monitor/announce.py",
    "monitor/announce_sight.py",
    "alerts/policy",
    "alerts/render/",
    "alerts/model.py",
    "alerts/addresses.py",
    "alerts/text.py",
    "alerts/redaction.py",
)
PURE_FLOOR = 100.0
FLOOR = 95.0


def main() -> int:
    """Print every pure module that falls short and give the exit code."""
    coverage = Coverage()
    coverage.load()
    with Path("/dev/null").open("w", encoding="utf-8") as nowhere:
        whole = coverage.report(file=nowhere)
        short = []
        for path in sorted(coverage.get_data().measured_files()):
            name = str(Path(path).relative_to(Path.cwd()))
            if name.startswith(PURE) and Path(path).read_text("utf-8").strip():
                covered = coverage.report(morfs=[path], file=nowhere, skip_empty=False)
                if covered < PURE_FLOOR:
                    short.append(f"{name}: {covered:.1f} %, a pure module needs {PURE_FLOOR:.0f} %")
    if whole < FLOOR:
        short.append(f"all together: {whole:.1f} %, needs {FLOOR:.0f} %")
    print("\n".join(short) or f"coverage floors hold: pure modules {PURE_FLOOR:.0f} %, all together {whole:.1f} %")  # noqa: T201
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
