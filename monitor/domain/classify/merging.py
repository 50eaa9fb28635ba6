"""The same act told twice in one text is one report; a commitment makes the same party's offer a mere retelling."""

from collections.abc import Sequence
from dataclasses import replace

from monitor.domain.model.report import Act, CeasefireReport, Factuality, Speaker

_STAGES = {Act.PROPOSES: 1, Act.OFFERS_IF: 2, Act.ACCEPTS_IF: 2, Act.ANNOUNCES: 3, Act.ACCEPTS: 3}

_NONE_EXISTS = "reject.none-exists"
_TOLD = frozenset({Factuality.ANNOUNCED, Factuality.OCCURRED})  # `halt` in a headline, `have halted` in the text


def merge(reports: Sequence[CeasefireReport]) -> tuple[CeasefireReport, ...]:
    """Merge reports of the same act by the same parties: the body's sentence beats the headline's."""
    reports = [_denying(report, reports) for report in reports]
    merged: list[CeasefireReport] = []
    for report in reports:
        at = next((n for n, known in enumerate(merged) if _same(known, report)), None)
        if at is None:
            merged.append(report)
        else:
            merged[at] = _joined(merged[at], report)
    return tuple(report for report in merged if not any(absorbs(other, report) for other in merged))


def _denying(report: CeasefireReport, reports: Sequence[CeasefireReport]) -> CeasefireReport:
    """Read a denier's own `there is no truce` as the same denial, not as a refusal."""
    if report.act is not Act.REJECTS or report.evidence.rule != _NONE_EXISTS:
        return report
    denied = any(other.act is Act.DENIES_EXISTENCE and set(report.parties) <= set(other.parties) for other in reports)
    return replace(report, act=Act.DENIES_EXISTENCE, factuality=Factuality.DENIED) if denied else report


def _same(one: CeasefireReport, other: CeasefireReport) -> bool:
    if one.act is not other.act or (
        one.speaker is not other.speaker and Speaker.MONITOR in {one.speaker, other.speaker}
    ):
        return False
    return (one.factuality is other.factuality or {one.factuality, other.factuality} == _TOLD) and _akin(one, other)


def _akin(one: CeasefireReport, other: CeasefireReport) -> bool:
    mine, theirs = {*one.parties, *one.covered}, {*other.parties, *other.covered}
    return not mine or not theirs or bool(mine & theirs)


def absorbs(strong: CeasefireReport, weak: CeasefireReport) -> bool:
    """Tell whether a commitment makes the same party's offer in the same text a mere retelling."""
    if _is_short(weak, strong) and strong.factuality is not Factuality.HISTORICAL:
        return _akin(strong, weak)
    if strong.factuality is Factuality.HISTORICAL or _is_short(strong, weak):
        return False
    if not 0 < _STAGES.get(weak.act, 0) < _STAGES.get(strong.act, 0):
        return False
    return _akin(strong, weak)


def _is_short(one: CeasefireReport, other: CeasefireReport) -> bool:
    """Tell whether a headline only leaves out the condition on which the text says that a truce is accepted."""
    if one.act is not Act.ACCEPTS or other.act is not Act.ACCEPTS_IF:
        return False
    return one.evidence.start == 0 < other.evidence.start


def _richness(report: CeasefireReport) -> tuple[int, ...]:
    return (
        not report.evidence.background,
        bool(report.constitutive),
        len(report.terms) + bool(report.covered) + bool(report.start),
        len(report.parties) + len(report.counterparts),
        bool(report.evidence.start),
    )


def _joined(one: CeasefireReport, other: CeasefireReport) -> CeasefireReport:
    """Keep the richer report and fill in what only the other tells."""
    rich, poor = (other, one) if _richness(other) > _richness(one) else (one, other)
    effective = rich.effective_now or poor.effective_now
    return replace(
        rich,
        factuality=Factuality.OCCURRED if effective else rich.factuality,
        parties=rich.parties or poor.parties,
        counterparts=rich.counterparts or tuple(a for a in poor.counterparts if a not in rich.parties),
        terms=rich.terms or poor.terms,
        start=rich.start or poor.start,
        duration=rich.duration or poor.duration,
        expires=rich.expires or poor.expires,
        mediators=rich.mediators or poor.mediators,
        places=rich.places or poor.places,
        when=rich.when or poor.when,
        effective_now=effective,
    )
