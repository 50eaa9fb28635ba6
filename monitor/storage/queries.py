"""Reads the named queries of `sql/*.sql`; the SQL itself lives there, and nowhere else.

Each query begins with a line `-- name: x` and one or more comment lines that say what it does.
"""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "sql"
_NAME = "-- name: "


@cache
def queries(stem: str) -> dict[str, str]:
    """Give the queries of `sql/STEM.sql` by name, comments left out."""
    _, *blocks = (FOLDER / f"{stem}.sql").read_text(encoding="utf-8").split(_NAME)
    return dict(_query(block) for block in blocks)


def _query(block: str) -> tuple[str, str]:
    name, *lines = block.splitlines()
    return name, "\n".join(line for line in lines if not line.startswith("--")).strip()
