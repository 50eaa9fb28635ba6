"""Many rows through one statement at a time.

Each run of a statement lets go of the interpreter's lock and fights for it again: while the daemon is busy, rows that
go in one by one cost ten times their own work.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

from monitor.storage.driver import Places, Step

SIZES: Final = (256, 64, 16, 4, 1)  # rows a statement; few sizes, so that the statements stay prepared
_ROW: Final = re.compile(r"(\(\?(?:, \?)*\))")


def in_bulk(sql: str, rows: Sequence[Places]) -> Iterator[Step]:
    """Give the steps that run a statement for all rows; its SQL has one row of places, as in `VALUES (?, ?)`.

    Python counts no touched rows of statements that begin with WITH, so that such a step can expect no number of them.
    """
    at = 0
    for size in SIZES:
        while len(rows) - at >= size:
            yield Step(_widened(sql, size), (tuple(chain.from_iterable(rows[at : at + size])),))
            at += size


@lru_cache(maxsize=64)
def _widened(sql: str, rows: int) -> str:
    """Repeat the one row of places; raises ValueError for a statement that has none, or several."""
    before, row, after = _ROW.split(sql)
    return before + ", ".join([row] * rows) + after
