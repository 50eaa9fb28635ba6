"""`trucewatch evaluate`: our codings beside what people say of the same texts, in figures."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.cli.options import Errors, Format, LabelledRows, Labels, Shape
from monitor.errors import SettingsError

if TYPE_CHECKING:
    from monitor.cli.labelled import LabelledRow
    from monitor.domain.accuracy import Gold, Judged

EVALUATE = "Example: trucewatch evaluate news.jsonl --labels labels.jsonl --errors 20"


def evaluate(file: LabelledRows, labels: Labels = None, errors: Errors = 10, shape: Shape = Format.TABLE) -> None:
    """Classify labelled rows and say how right it was.

    Rows are those of `classify`, {id, date?, title?, text, url?, lang?}, with `gold` {ceasefire_change,
    also_acceptable?, parties?, militia_activity?, relevant?}; a key that is missing or null counts for no figure.
    `trucewatch label` makes such labels. "change" is any label but none, "state" any that moves a truce's state (all
    but none, proposed and negotiation_only). Strict accuracy asks for the very label, lenient accepts those of
    also_acceptable too, as do precision and recall where readers may differ.

    What each label means is told in the README, and by `trucewatch label` on its screen.
    """
    from monitor.cli.accuracy import accuracy_row, print_accuracy
    from monitor.cli.labelled import read_labelled, read_labels
    from monitor.cli.output import emit
    from monitor.domain.accuracy import measure, worst

    rows = _tell_flaws(read_labelled(file))
    judged = _judged(_joined(rows, None if labels is None else read_labels(labels), file, labels))
    accuracy, mistakes = measure(judged), worst(judged, errors)
    if shape is Format.TABLE:
        print_accuracy(accuracy, mistakes)
    else:
        emit([accuracy_row(accuracy, mistakes)], shape, ())


def _tell_flaws(rows: "Sequence[LabelledRow]") -> "Sequence[LabelledRow]":
    from alerts.text import clean_line
    from monitor.cli.output import say

    for row in rows:
        if row.flaw:
            say(f"{clean_line(row.id)}: {row.flaw}")
    return rows


def _joined(
    rows: "Sequence[LabelledRow]", labels: "dict[str, Gold] | None", file: Path, where: Path | None
) -> "list[tuple[LabelledRow, Gold]]":
    """Give the rows that have a label, and tell of those that have none, and of labels without a row."""
    from monitor.cli.lines import name_of
    from monitor.cli.output import say

    found = [(row, row.gold if labels is None else labels.get(row.id)) for row in rows]
    known = [(row, gold) for row, gold in found if gold is not None]
    source = name_of(file if where is None else where)
    if not known:
        raise SettingsError((f"{source}: no row of {name_of(file)} has a label here; make some with trucewatch label",))
    if len(known) < len(rows):
        say(f"{len(rows) - len(known)} of {len(rows)} rows have no label in {source} and count for no figure")
    strangers = 0 if labels is None else len(labels) - len(known)
    if strangers:
        say(f"{strangers} labels of {source} are for no row of {name_of(file)} and count for no figure")
    return known


def _judged(rows: "Sequence[tuple[LabelledRow, Gold]]") -> "list[Judged]":
    """Code the rows one by one."""
    from monitor.cli.opening import load_lexicon
    from monitor.cli.terminal import progress
    from monitor.domain.accuracy import Judged
    from monitor.domain.classify.coder import Coder
    from monitor.garbage import collecting_seldom

    coder = Coder(load_lexicon())
    judged: list[Judged] = []
    with progress("classifying") as advance, collecting_seldom():
        for number, (row, gold) in enumerate(rows, 1):
            judged.append(Judged(row.article, gold, coder.code(row.article)))
            advance(number, len(rows))
    return judged
