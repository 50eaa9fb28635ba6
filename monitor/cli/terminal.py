"""Tables and progress bars; the only file here that knows rich, imported only where one of them is wanted."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

WIDE = 10_000  # columns of a pipe: nothing is wrapped or cut there

WHOLE = frozenset({"id", "item_id", "event_time", "since", "published"})  # ids and instants are never broken
NARROW = 12  # columns that any other text can be folded to
GAP = 2


class Advance(Protocol):
    """Tells how far something has come."""

    def __call__(self, done: int, total: int, /) -> None:
        """Show that so many of so many are done; 0 in all: nobody knows how many."""
        ...


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table to stdout; in a pipe it is as wide as it needs to be.

    On a terminal it keeps to the width, but for what its ids and instants need.
    """
    terminal = sys.stdout.isatty()
    table = Table(box=None, header_style="bold" if terminal else "", pad_edge=False)
    for column in columns:
        whole = _is_whole(column)
        table.add_column(column.replace("_", " "), overflow="ignore" if whole else "fold", no_wrap=whole)
    for row in rows:
        table.add_row(*map(Text, row))
    width = max(Console(file=sys.stdout).width, _least(columns, rows)) if terminal else WIDE
    console = Console(file=sys.stdout, width=width, highlight=False, soft_wrap=not terminal)
    with console.capture() as drawn:
        console.print(table)
    sys.stdout.write(drawn.get())  # not by rich, which ends the process by itself where the reader has gone


def _is_whole(column: str) -> bool:
    return column in WHOLE or column.endswith("_at")


def _least(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """Give the width at which whole columns stay whole and the others can still be read."""
    longest = [max(map(len, cells)) for cells in zip(columns, *rows, strict=True)]
    return sum(
        GAP + (length if _is_whole(column) else min(length, NARROW))
        for column, length in zip(columns, longest, strict=True)
    )


@contextmanager
def progress(what: str) -> Iterator[Advance]:
    """Show a bar on stderr while something runs; only on a terminal, silent elsewhere."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(file=sys.stderr)
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(what, total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total or None)

        yield advance
