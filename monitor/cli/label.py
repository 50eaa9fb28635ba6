"""`trucewatch label`: a person reads texts at the terminal and says with single keys what they tell."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from monitor.cli.options import NewLabels, Unlabelled
from monitor.errors import SettingsError

if TYPE_CHECKING:
    from monitor.cli.labelled import LabelledRow
    from monitor.cli.labelling import Desk

WIDEST = 100  # columns that can be read with ease
TWO_FILES = "name two files, such as news.jsonl --out labels.jsonl"
LABEL = "Example: trucewatch label news.jsonl --out labels.jsonl"


def label(file: Unlabelled, out: NewLabels) -> None:
    """Label texts by hand, one key a question.

    Shows each row {id, date?, title?, text, url?, lang?} and asks for the label, for militia activity and for
    relevance. Judge by the text alone, by what it tells as news: background and history change nothing, and where two
    labels fit, the one that the text is about counts. Each answer is kept at once as {id, gold, labelled_at}; started
    again, it goes on with the rows that have no label yet. Our own coding is not shown, so that it sways nobody.

    Keys: 0 to 9, r and t for the label (the screen tells what they mean), y and n; u takes the last answer back, also
    one of an earlier run; s skips a row, which comes again the next time; q quits.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise SettingsError(("label: this is no terminal; run it where somebody can read and press keys",))
    label_rows(file, out, sys.stdin)


def label_rows(file: Path, out: Path, terminal: TextIO) -> None:
    """Read the rows, and put the questions to whoever sits at a terminal."""
    from monitor.cli.labelled import read_labelled
    from monitor.cli.labelling import lay_out
    from monitor.cli.lines import STDIN
    from monitor.cli.sheet import open_sheet
    from monitor.clock import SystemClock

    if STDIN in {file, out}:
        raise SettingsError((f"label: FILE and LABELS are read and written in place; {TWO_FILES}",))
    rows = read_labelled(file)
    if out.exists() and out.samefile(file):
        raise SettingsError((f"label: FILE and LABELS are the same file; {TWO_FILES}",))
    with open_sheet(out) as sheet:
        _put(lay_out(rows, sheet, SystemClock().now), len(rows), terminal)


def _put(desk: "Desk", total: int, terminal: TextIO) -> None:
    from shutil import get_terminal_size

    from monitor.cli.keyboard import keyboard
    from monitor.cli.labelling import work
    from monitor.cli.output import say

    def show(row: "LabelledRow") -> None:
        width = min(get_terminal_size().columns, WIDEST)
        say("\n".join(screen(row, total - len(desk.pending) + 1, total, width)))

    try:
        with keyboard(terminal.fileno()) as key:
            work(desk, key, show, say)
    finally:
        say(f"{len(desk.sheet.begins)} labels are kept; {len(desk.pending)} of {total} rows are still to be read")


def screen(row: "LabelledRow", number: int, total: int, width: int) -> list[str]:
    """Give the lines that show a row: its place, date, title and text, folded to the terminal."""
    from textwrap import wrap

    from alerts.text import clean_line

    article = row.article
    head = f"--- {number} of {total}: {clean_line(article.id)}, {dated(row)} "
    paragraphs = [paragraph for paragraph in (article.title, *article.text.split("\n")) if paragraph]
    folded = [line for paragraph in paragraphs for line in ["", *wrap(paragraph, width)]]
    return ["", head.ljust(width, "-"), *folded, ""]


def dated(row: "LabelledRow") -> str:
    """Write a row's date as exactly as it is known."""
    from monitor.backfill.rows import PRECISIONS
    from monitor.domain.model.time import iso

    at = row.article.published
    if at is None:
        return "no date"
    shown = next((length for length, precision in PRECISIONS.items() if precision is row.article.precision), None)
    return iso(at)[:shown]
