"""Printing: results to stdout in the wanted shape, everything else to stderr."""

import codecs
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from monitor.cli.options import Format

Row = Mapping[str, object]


def say(text: str) -> None:
    """Tell the user something that is no result; it is lost where stderr takes nothing."""
    with suppress(OSError):
        print(text, file=sys.stderr)  # noqa: T201 - the terminal is this package's job


def tell(text: str) -> None:
    """Print a result that is text."""
    print(text)  # noqa: T201 - the terminal is this package's job


def emit(rows: Iterable[Row], shape: Format, columns: Sequence[str]) -> None:
    """Print rows: a JSON array, a JSON object a line, or a table of the given columns."""
    if shape is Format.JSONL:
        for row in rows:
            tell(line(row))
    elif shape is Format.JSON:
        tell(json.dumps(list(rows), ensure_ascii=not _speaks_unicode(), indent=2))
    else:
        from monitor.cli.terminal import print_table

        print_table(columns, [[cell(row.get(column)) for column in columns] for row in rows])


def line(row: Row) -> str:
    """Write one row as one line of JSON."""
    return json.dumps(row, ensure_ascii=not _speaks_unicode())


def _speaks_unicode() -> bool:
    """Tell whether stdout can write every sign; elsewhere JSON escapes them, and stays JSON."""
    return codecs.lookup(sys.stdout.encoding).name.startswith("utf")


def cell(value: object) -> str:
    """Write a value as a table's cell: lists joined, objects by their name."""
    match value:
        case None | bool():
            return {None: "", True: "yes", False: "no"}[value]
        case list() | tuple():
            return ", ".join(map(cell, value))
        case {"name": name, "stance": stance}:
            return f"{name} ({stance})"
        case {"sentence": sentence}:
            return str(sentence)
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
