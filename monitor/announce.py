"""From a condition's change to an alert: the only bridge between `monitor` and `alerts`.

Pure: what an alert says is decided here, who hears of it and in which form is decided in `alerts`.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from alerts.model import Alert, AlertKind, EvidenceLine, Severity
from monitor.domain.conditions.ahead import ways_of
from monitor.domain.conditions.beside import dissenting
from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.rules_analyst import RULE as BY_ANALYST
from monitor.domain.filing import content_id
from monitor.domain.model.condition import (
    Arrangement,
    ChangedField,
    ChangeKind,
    Compliance,
    ConditionChange,
    Party,
    Transition,
)
from monitor.domain.model.lexicon import Lexicon, Watch
from monitor.domain.model.report import DeadlineKind, EventReport, FiledReport, Responsibility, Term
from monitor.domain.model.time import iso

EVIDENCE_SHOWN = 5
PARTIES_IN_TITLE = 3
DISSENT_SHOWN = 3

HEADLINES: Final[Mapping[ChangeKind, str]] = {
    ChangeKind.PROPOSED: "truce proposed",
    ChangeKind.CONDITIONAL_OFFER: "conditional offer of a truce",
    ChangeKind.ANNOUNCED: "truce announced",
    ChangeKind.IN_EFFECT: "truce in effect",
    ChangeKind.REJECTED: "truce rejected",
    ChangeKind.DENIED: "truce denied",
    ChangeKind.EXTENDED: "truce extended",
    ChangeKind.TERMS_CHANGED: "terms changed",
    ChangeKind.POSTPONED: "truce postponed",
    ChangeKind.TERM_MET: "condition met",
    ChangeKind.TERM_UNMET: "condition not met",
    ChangeKind.DEADLINE_NEAR: "deadline near",
    ChangeKind.DEADLINE_PASSED: "deadline passed",
    ChangeKind.HOLDING: "truce holding",
    ChangeKind.VIOLATED: "truce violated",
    ChangeKind.BROKEN: "truce broken",
    ChangeKind.SUSPENDED: "truce suspended",
    ChangeKind.RESUMED: "truce resumed",
    ChangeKind.WITHDRAWN: "party withdraws",
    ChangeKind.ENDED: "truce ended",
    ChangeKind.COLLAPSED: "truce collapsed",
    ChangeKind.LAPSED: "truce ran out",
    ChangeKind.EXPIRED: "truce expired",
    ChangeKind.SUPERSEDED: "truce superseded",
    ChangeKind.CORRECTED: "correction",
    ChangeKind.SURGE: "attacks surge",
    ChangeKind.LULL: "attacks ebb",
    ChangeKind.USUAL: "attacks back to the usual",
    ChangeKind.FIRST_ATTACK: "first attack after a quiet time",
    ChangeKind.MASS_CASUALTY: "mass-casualty attack",
    ChangeKind.NEW_ACTOR: "a new actor attacks",
    ChangeKind.NEW_WEAPON: "a new kind of attack",
    ChangeKind.NEW_TARGET: "a new target is attacked",
    ChangeKind.BLIND: "blind: too few sources are seen",
    ChangeKind.SIGHTED: "the sources are seen again",
    ChangeKind.SILENT: "a source has fallen silent",
    ChangeKind.HEARD: "a source is heard again",
}

LOUD: Final = frozenset({ChangeKind.BROKEN, ChangeKind.COLLAPSED, ChangeKind.ENDED})
QUIET: Final = frozenset(
    {ChangeKind.PROPOSED, ChangeKind.HOLDING, ChangeKind.TERM_MET, ChangeKind.SUPERSEDED, ChangeKind.USUAL}
)
WARNING: Final = frozenset(
    {
        ChangeKind.VIOLATED,
        ChangeKind.WITHDRAWN,
        ChangeKind.SUSPENDED,
        ChangeKind.EXPIRED,
        ChangeKind.LAPSED,
        ChangeKind.REJECTED,
        ChangeKind.DENIED,
        ChangeKind.TERM_UNMET,
        ChangeKind.DEADLINE_PASSED,
        ChangeKind.SURGE,
        ChangeKind.FIRST_ATTACK,
        ChangeKind.MASS_CASUALTY,
        ChangeKind.BLIND,
    }
)


def announce(
    change: ConditionChange,
    *,
    watch: Watch,
    arrangement: Arrangement | None,
    filed: Mapping[str, FiledReport],
    lexicon: Lexicon,
    kind: AlertKind = AlertKind.CHANGE,
) -> Alert:
    """Make the alert of a change; `filed` holds the reports by id, `arrangement` its present state."""
    made = change.transition
    return Alert(
        id=content_id("alert", kind, change.id),
        kind=kind,
        change_id=change.id,
        watch=watch.id,
        watch_title=watch.title,
        condition=made.kind,
        change=made.change,
        severity=severity(made.change),
        title=title(made, filed, lexicon, kind),
        reason=made.reason,
        facts=(*_facts(made, arrangement, filed, lexicon), *_beside(made, watch, filed, lexicon)),
        evidence=tuple(_lines(made, filed)),
        confirmed=made.confirmed or kind is AlertKind.CONFIRMATION,
        thread=made.arrangement or made.watch,
        event_at=made.at.start,
        reported_at=made.reported_at,
        detected_at=change.detected_at,
    )


def severity(change: ChangeKind) -> Severity:
    """Say how loud a change is."""
    if change in LOUD:
        return Severity.CRITICAL
    if change in WARNING:
        return Severity.WARNING
    return Severity.INFO if change in QUIET else Severity.NOTICE


def title(
    made: Transition,
    filed: Mapping[str, FiledReport],
    lexicon: Lexicon,
    kind: AlertKind = AlertKind.CHANGE,
) -> str:
    """Write the line that a reader sees first; the watch's own title stands beside it."""
    about = made.after if made.change is ChangeKind.NEW_TARGET else made.actor
    who = lexicon.name(about) if about else ", ".join(_names(made.parties[:PARTIES_IN_TITLE], lexicon))
    headline = "truce strained by an incident" if is_incident(made, filed) else HEADLINES[made.change]
    if kind is AlertKind.CONFIRMATION:
        headline = f"confirmed: {headline}"
    unconfirmed = "" if made.confirmed or kind is AlertKind.CONFIRMATION else " (unconfirmed)"
    return f"{headline}{f' - {who}' if who else ''}{unconfirmed}"


def is_incident(made: Transition, filed: Mapping[str, FiledReport]) -> bool:
    """Tell whether a violation rests on an act that nobody is tied to: it strains and never breaks."""
    if made.change is not ChangeKind.VIOLATED or not made.evidence:
        return False
    trigger = filed.get(made.evidence[0])
    report = trigger.report if trigger else None
    if not isinstance(report, EventReport):
        return False
    return not report.actors and not any(claim.kind is not Responsibility.DENIED for claim in report.responsibility)


def _names(actors: Iterable[str], lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(lexicon.name(actor) for actor in actors)


def _facts(
    made: Transition, arrangement: Arrangement | None, filed: Mapping[str, FiledReport], lexicon: Lexicon
) -> Iterable[tuple[str, str]]:
    after = lexicon.name(made.after) if made.field in {ChangedField.ACTORS, ChangedField.TARGETS} else made.after
    yield "change", f"{made.field}: {made.before} → {after}"
    if made.parties:
        yield "parties", ", ".join(_names(made.parties, lexicon))
    if arrangement is not None:
        yield from _standing(arrangement, lexicon)
    yield from _responsibility(made, filed, lexicon)
    if arrangement is not None:
        yield from _threats(arrangement, filed)


def _standing(arrangement: Arrangement, lexicon: Lexicon) -> Iterable[tuple[str, str]]:
    yield "arrangement", f"{arrangement.kind}, {arrangement.formal}; compliance {arrangement.compliance}"
    if arrangement.disputed:
        yield "disputed", "a named party denies it"
    for term in arrangement.terms:
        yield "condition", _term(term, lexicon)
    if arrangement.dates.expires is not None:
        yield "expires", iso(arrangement.dates.expires.start)
    for party in arrangement.parties:
        yield "stance", _stance(party, lexicon)


def _stance(party: Party, lexicon: Lexicon) -> str:
    return f"{lexicon.name(party.actor)} ({party.role}): {party.stance}"


def _term(term: Term, lexicon: Lexicon) -> str:
    who = f"{lexicon.name(term.obligor)}: " if term.obligor else ""
    return f"{who}{term.text} ({term.timing}; deadline: {_deadline(term)}; {term.status})"


def _deadline(term: Term) -> str:
    if term.deadline is DeadlineKind.DATE and term.deadline_at is not None:
        return iso(term.deadline_at.start)
    return "none stated" if term.deadline is DeadlineKind.NONE_STATED else "unknown"


def _responsibility(made: Transition, filed: Mapping[str, FiledReport], lexicon: Lexicon) -> Iterable[tuple[str, str]]:
    if made.field is not ChangedField.COMPLIANCE or made.after == Compliance.HOLDING or made.rule == BY_ANALYST:
        return
    seen: set[str] = set()
    for report_id in made.evidence:
        report = filed[report_id].report if report_id in filed else None
        if not isinstance(report, EventReport):
            continue
        for claim in report.responsibility:
            by = f" {lexicon.name(claim.by)}" if claim.by else ""
            seen.add(f"{lexicon.name(claim.actor)}: {claim.kind}{by}")
    yield "responsibility", "; ".join(sorted(seen)) if seen else "unclaimed, nobody is tied to it"


def _threats(arrangement: Arrangement, filed: Mapping[str, FiledReport]) -> Iterable[tuple[str, str]]:
    said = [filed[threat].report.evidence.sentence for threat in arrangement.threats if threat in filed]
    said += [term.consequence for term in arrangement.terms if term.consequence]
    for sentence in dict.fromkeys(said):
        yield "threat on record", sentence


def _beside(
    made: Transition, watch: Watch, filed: Mapping[str, FiledReport], lexicon: Lexicon
) -> Iterable[tuple[str, str]]:
    for one in dissenting(made, filed.values(), Ground(watch, lexicon))[:DISSENT_SHOWN]:
        yield "dissent", f"{one.filed.report.evidence.sentence} ({one.why})"
    for way in ways_of(made):
        yield "what next", way


def _lines(made: Transition, filed: Mapping[str, FiledReport]) -> Iterable[EvidenceLine]:
    for report_id in made.evidence[:EVIDENCE_SHOWN]:
        if report_id in filed:
            proof = filed[report_id]
            yield EvidenceLine(
                sentence=proof.report.evidence.sentence,
                publisher=proof.publisher,
                url=proof.url,
                origin=proof.origin,
                published_at=proof.published,
            )
