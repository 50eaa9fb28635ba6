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


class Advance(Protocol):
    """Tells how far something has come."""

    def __call__(self, done: int, total: int, /) -> None:
        """Show that so many of so many are done; 0 in all: nobody knows how many."""
        ...


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table to stdout; in a pipe it is as wide as it needs to be."""
    terminal = sys.stdout.isatty()
    table = Table(box=None, header_style="bold" if terminal else "", pad_edge=False)
    for column in columns:
        whole = column in WHOLE or column.endswith("_at")
        table.add_column(column.replace("_", " "), overflow="ignore" if whole else "fold", no_wrap=whole)
    for row in rows:
        table.add_row(*map(Text, row))
    Console(file=sys.stdout, width=None if terminal else WIDE, highlight=False, soft_wrap=not terminal).print(table)


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
