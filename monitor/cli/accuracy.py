"""How well codings agree with labels, as a row for programs or as tables for people."""

from collections.abc import Iterator, Sequence

from alerts.text import clean_line, clean_text
from monitor.cli.options import Format
from monitor.cli.output import emit, tell
from monitor.cli.rows import DIGITS, Json
from monitor.domain.accuracy import Accuracy, Detection, Mistake, Share

DETECTION_COLUMNS = ("measure", "precision", "recall", "F1", "found", "false alarms", "missed")
SHARE_COLUMNS = ("figure", "share", "hits", "of")
RECALL_COLUMNS = ("label", "recall", "hits", "of")
CONFUSION_COLUMNS = ("label", "given", "times")
SHOWN = 1_000  # characters of a text on the terminal


def accuracy_row(accuracy: Accuracy, mistakes: Sequence[Mistake]) -> Json:
    """Give all figures and the worst errors as one row; its keys may grow, they are never renamed."""
    return {
        "rows": accuracy.rows,
        **{name: _detection(found) for name, found in detections(accuracy).items()},
        **{name: _share(counted) for name, counted in shares(accuracy).items()},
        "recall_per_label": {label.value: _share(counted) for label, counted in accuracy.recall.items()},
        "confusion": [
            {"label": told.value, "given": given.value, "times": times} for told, given, times in accuracy.confusion
        ],
        "errors": [_mistake(mistake) for mistake in mistakes],
    }


def detections(accuracy: Accuracy) -> dict[str, Detection]:
    """Name the measures that have a precision and a recall."""
    return {
        "change": accuracy.change,
        "state": accuracy.state,
        "militia_activity": accuracy.militia_activity,
        "relevant": accuracy.relevant,
    }


def shares(accuracy: Accuracy) -> dict[str, Share]:
    """Name the figures that are one share."""
    return {
        "label_strict": accuracy.strict,
        "label_lenient": accuracy.lenient,
        "label_lenient_on_changes": accuracy.lenient_on_changes,
        "parties_found": accuracy.parties,
    }


def _detection(found: Detection) -> Json:
    return {
        "precision": _rounded(found.precision),
        "recall": _rounded(found.recall),
        "f1": _rounded(found.f1),
        "false_alarm_rate": _rounded(found.false_alarm_rate),
        "found": found.found,
        "false_alarms": found.false_alarms,
        "missed": found.missed,
        "silent": found.silent,
    }


def _share(counted: Share) -> Json:
    return {"share": _rounded(counted.figure), "hits": counted.hits, "of": counted.of}


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, DIGITS)


def _mistake(mistake: Mistake) -> Json:
    evidence, article = mistake.evidence, mistake.article
    return {
        "id": article.id,
        "asked": mistake.asked.value,
        "gold": mistake.gold,
        "given": mistake.given,
        "confidence": round(mistake.confidence, DIGITS),
        "rule": None if evidence is None else evidence.rule,
        "sentence": None if evidence is None else evidence.sentence,
        "title": article.title,
        "text": article.text,
    }


def print_accuracy(accuracy: Accuracy, mistakes: Sequence[Mistake]) -> None:
    """Print tables, then the errors."""
    tell(f"{accuracy.rows} labelled rows\n")
    _table(DETECTION_COLUMNS, [_detection_cells(name, found) for name, found in detections(accuracy).items()])
    _table(SHARE_COLUMNS, [_share_cells(name, counted) for name, counted in shares(accuracy).items()])
    _table(RECALL_COLUMNS, [_share_cells(label, counted) for label, counted in accuracy.recall.items()])
    if accuracy.confusion:
        _table(CONFUSION_COLUMNS, accuracy.confusion)
    for number, mistake in enumerate(mistakes, 1):
        for part in told_mistake(number, mistake):
            tell(part)


def _table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    emit((dict(zip(columns, row, strict=True)) for row in rows), Format.TABLE, columns)
    tell("")


def _detection_cells(name: str, found: Detection) -> tuple[object, ...]:
    figures = map(_written, (found.precision, found.recall, found.f1))
    return (name, *figures, found.found, found.false_alarms, found.missed)


def _share_cells(name: str, counted: Share) -> tuple[object, ...]:
    return name, _written(counted.figure), counted.hits, counted.of


def _written(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.{DIGITS}f}"


def told_mistake(number: int, mistake: Mistake) -> Iterator[str]:
    """Give the lines that tell one error."""
    article, evidence = mistake.article, mistake.evidence
    answers = f"{mistake.asked.replace('_', ' ')} is {mistake.gold}, given {mistake.given}"
    yield f"[{number}] {clean_line(article.id)}: {answers}"
    if evidence is None:
        yield "    no rule fired"
    else:
        yield f"    rule {evidence.rule} (confidence {mistake.confidence:.2f}): {clean_line(evidence.sentence, SHOWN)}"
    yield from (f"    {part}" for part in (clean_line(article.title), clean_text(article.text, SHOWN)) if part)
    yield ""
