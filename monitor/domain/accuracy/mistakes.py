"""Where our answer is wrong, the worst first: sure of something that is not there, with the rule and the sentence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from monitor.domain.accuracy.judging import Judged
from monitor.domain.classify.projection import LABELS
from monitor.domain.model.article import Article
from monitor.domain.model.report import CeasefireReport, Coding, EventReport, Evidence, Label, Report


class Asked(StrEnum):
    """What the answer is to."""

    CEASEFIRE_CHANGE = "ceasefire_change"
    MILITIA_ACTIVITY = "militia_activity"
    RELEVANT = "relevant"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One wrong answer; `evidence` is the sentence behind it with its rule, None where no rule fired."""

    article: Article
    asked: Asked
    gold: str
    given: str
    confidence: float
    evidence: Evidence | None


def worst(rows: Sequence[Judged], limit: int) -> tuple[Mistake, ...]:
    """Give the worst mistakes: wrong labels first, then militia activity, then relevance.

    In each of them what a rule asserted comes before what was overlooked, and the surer before the less sure.
    """
    order = list(Asked)
    found = [mistake for row in rows for mistake in _mistakes(row)]
    found.sort(key=lambda wrong: (order.index(wrong.asked), wrong.evidence is None, -wrong.confidence))
    return tuple(found[:limit])


def _mistakes(row: Judged) -> Iterator[Mistake]:
    gold, coding = row.gold, row.coding
    if gold.label is not None and not row.right:
        sure = coding.confidence
        yield Mistake(row.article, Asked.CEASEFIRE_CHANGE, gold.label, row.given, sure, _labelling(coding))
    for asked, told, ours, behind in (
        (Asked.MILITIA_ACTIVITY, gold.militia_activity, coding.militia_activity, _events(coding)),
        (Asked.RELEVANT, gold.relevant, coding.relevant, coding.reports),
    ):
        if told is not None and told != ours:
            report = _surest(behind) if ours else None
            sure = report.confidence if report else 0.0
            yield Mistake(row.article, asked, _word(told), _word(ours), sure, report.evidence if report else None)


def _labelling(coding: Coding) -> Evidence | None:
    """Find the sentence that the label was taken from, or the one most like it."""
    label = coding.ceasefire_change
    if label is Label.NONE:
        return None
    truces = [report for report in coding.reports if isinstance(report, CeasefireReport)]
    backing = [report for report in truces if LABELS.get(report.act) is label]
    report = next((one for one in backing if one.confidence == coding.confidence), _surest(backing or truces))
    return report.evidence if report else None


def _events(coding: Coding) -> tuple[EventReport, ...]:
    return tuple(report for report in coding.reports if isinstance(report, EventReport))


def _surest(reports: Iterable[Report]) -> Report | None:
    return max(reports, key=lambda report: report.confidence, default=None)


def _word(answer: bool) -> str:  # noqa: FBT001 - the answer is the flag
    return "yes" if answer else "no"
