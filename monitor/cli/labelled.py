"""Labelled rows and labels, read line by line: every line that is none is told with its cure, and then nothing is read.

A figure over half a file would mislead; so all lines are rows, each under its own id, or there is no figure at all.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from monitor.backfill.rows import BadRow, read_named, read_row
from monitor.cli.lines import name_of, open_lines
from monitor.domain.accuracy import BadGold, Gold, read_gold
from monitor.domain.model.article import Article
from monitor.errors import SettingsError

TOLD = 20
CORRECT = "correct or remove the line"


class Named(Protocol):
    """Something under an id."""

    @property
    def id(self) -> str:
        """Give the row's id."""
        ...


N = TypeVar("N", bound=Named)


@dataclass(frozen=True, slots=True)
class LabelledRow:
    """A text and what is said of it, None where nothing is; `flaw` says what could not be read though the row was."""

    article: Article
    gold: Gold | None
    flaw: str = ""

    @property
    def id(self) -> str:
        """Give the row's id."""
        return self.article.id


@dataclass(frozen=True, slots=True)
class Label:
    """What is said of the row with this id."""

    id: str
    gold: Gold


def read_labelled(file: Path) -> tuple[LabelledRow, ...]:
    """Read {id, date?, title?, text, url?, lang?, gold?} rows; raises SettingsError naming every line that is none."""
    with open_lines(file) as lines:
        return read_rows(lines, name_of(file), read_labelled_row)


def read_labels(file: Path) -> dict[str, Gold]:
    """Read {id, gold} rows; raises SettingsError naming every line that is none."""
    with open_lines(file) as lines:
        return {label.id: label.gold for label in read_rows(lines, name_of(file), read_label)}


def read_rows(lines: Iterable[bytes], name: str, read: Callable[[bytes], N]) -> tuple[N, ...]:
    """Read lines with a reader that raises BadRow or BadGold; raises SettingsError."""
    rows: dict[str, N] = {}
    first: dict[str, int] = {}
    mistakes: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = read(line)
        except (BadRow, BadGold) as error:
            mistakes.append(f"{name}, line {number}: {error}; {CORRECT}")
            continue
        if row.id in rows:
            known = f"the id {ascii(row.id)[:60]} is that of line {first[row.id]} too"
            mistakes.append(f"{name}, line {number}: {known}; remove one of them, or give it an id of its own")
            continue
        rows[row.id], first[row.id] = row, number
    _refuse(mistakes, name)
    return tuple(rows.values())


def _refuse(mistakes: list[str], name: str) -> None:
    if len(mistakes) > TOLD:
        mistakes[TOLD:] = [f"{name}: {len(mistakes) - TOLD} more lines are like these"]
    if mistakes:
        raise SettingsError(tuple(mistakes))


def read_labelled_row(line: bytes) -> LabelledRow:
    """Read one labelled row, its text cleaned; raises BadRow or BadGold."""
    row = read_row(line)
    gold = read_named(line)[1].get("gold")
    return LabelledRow(row.article, None if gold is None else read_gold(gold), row.flaw)


def read_label(line: bytes) -> Label:
    """Read one label; raises BadRow or BadGold."""
    row_id, raw = read_named(line)
    return Label(row_id, read_gold(raw.get("gold")))
