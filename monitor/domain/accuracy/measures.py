"""All figures of a set of judged rows."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from monitor.domain.accuracy.judging import CHANGES, STATES, Judged
from monitor.domain.accuracy.shares import Detection, Share, detection, share
from monitor.domain.model.report import Label


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How well the codings of some rows agree with what people say.

    `strict` counts the very label as right, `lenient` and `recall` (by the person's label) each acceptable one too.
    `confusion` counts the pairs (a person's label, ours) that are not right, most frequent first.
    """

    rows: int
    change: Detection
    state: Detection
    militia_activity: Detection
    relevant: Detection
    strict: Share
    lenient: Share
    lenient_on_changes: Share
    parties: Share
    recall: Mapping[Label, Share]
    confusion: tuple[tuple[Label, Label, int], ...]


def measure(rows: Sequence[Judged]) -> Accuracy:
    """Count; an answer that the person did not give counts for no figure."""
    labelled = [row for row in rows if row.gold.label is not None]
    return Accuracy(
        rows=len(rows),
        change=detection(row.among(CHANGES) for row in labelled),
        state=detection(row.among(STATES) for row in labelled),
        militia_activity=_yes_or_no(
            rows, lambda row: row.gold.militia_activity, lambda row: row.coding.militia_activity
        ),
        relevant=_yes_or_no(rows, lambda row: row.gold.relevant, lambda row: row.coding.relevant),
        strict=share(row.given == row.gold.label for row in labelled),
        lenient=share(row.right for row in labelled),
        lenient_on_changes=share(row.right for row in labelled if row.gold.label in CHANGES),
        parties=share(found for row in labelled for found in row.parties_found()),
        recall=_recall(labelled),
        confusion=_confusion(labelled),
    )


def _yes_or_no(
    rows: Sequence[Judged], told: Callable[[Judged], bool | None], ours: Callable[[Judged], bool]
) -> Detection:
    return detection((answer, ours(row)) for row in rows if (answer := told(row)) is not None)


def _recall(labelled: Sequence[Judged]) -> dict[Label, Share]:
    shares = {label: share(row.right for row in labelled if row.gold.label == label) for label in Label}
    return {label: counted for label, counted in shares.items() if counted.of}


def _confusion(labelled: Sequence[Judged]) -> tuple[tuple[Label, Label, int], ...]:
    pairs = Counter((row.gold.label, row.given) for row in labelled if not row.right)
    return tuple((told, given, times) for (told, given), times in pairs.most_common() if told is not None)
