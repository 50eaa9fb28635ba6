"""A change in plain words: before, after, rule, thresholds, evidence."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from monitor.domain.conditions.ahead import ways_on
from monitor.domain.conditions.beside import Beside, Surroundings
from monitor.domain.conditions.rules_analyst import RULE
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.condition import ConditionChange, ConditionKind, Transition
from monitor.domain.model.lexicon import Lexicon
from monitor.domain.model.report import CeasefireReport, FiledReport, Report
from monitor.domain.model.ruling import GRADE, Ruling, Verb
from monitor.domain.model.time import DAY, HOUR, MINUTE, iso

THRESHOLDS: Final[Mapping[str, str]] = {
    "in_effect.presumed": f"no denial for {T.presumed_effect // HOUR} hours of good coverage",
    "holding.clean_days": (
        f"{T.clean_strained // DAY} clean days from strained, {T.clean_broken // DAY} from broken, under good coverage"
    ),
    "holding.reported": f"no sooner than {T.dwell_strained // HOUR} hours after a violation",
    "violated.attributed": (
        f"at most one a day; strained already: a new actor, first proof, {T.mass_casualty} killed,"
        f" or {T.violation_dwell // DAY} days since the last"
    ),
    "violated.incident": f"at most one a day; strained already: {T.violation_dwell // DAY} days since the last",
    "violated.alleged": "two neutral origins confirm it; the parties' accusations of each other do not",
    "broken.attacks": (
        f"confirmed attributed attacks on {T.break_days} of {T.break_window // DAY} days,"
        f" in {T.break_districts} districts, or above {T.rate_share:.0%} of the rate before the truce"
    ),
    "broken.word": "two origins, or a party's own word, settle it",
    "collapsed": f"broken, and nobody affirms it for {T.collapse // HOUR} hours of good coverage",
    "expired.clock": f"nobody treats it as live for {T.expire // HOUR} hours of good coverage after its end",
    "in_effect.stated_hour": "the hour passes under good coverage; all required parties have committed; no denial",
    "deadline_near": f"{T.deadline_near // HOUR} hours before it, if it was ever {T.deadline_span // HOUR} hours away",
    "deadline_passed": "the stated time passes under good coverage, and no report says that the condition was met",
    "lapsed.clock": "the stated end passes under good coverage",
    "lapsed.broken": (
        f"broken, and not spoken of for {T.worn_out // DAY} days of good coverage; {T.worn // DAY} where its effect was"
        " only presumed"
    ),
    "activity.surge": (
        f"at least {T.surge_floor} in a week, and a chance of at most {T.surge_chance:.1%} by the {T.usual_weeks} weeks"
        " before, or those before a truce; the highest of these is left out"
    ),
    "activity.lull": (
        f"a chance of at most {T.lull_chance:.0%} over {T.lull_weeks} weeks of good coverage in which"
        f" {T.lull_floor:.0f} or more are usual"
    ),
    "activity.usual": (
        f"no sooner than {T.trend_dwell_days} days after the last change, and a chance of more than"
        f" {T.surge_over:.0%} (after a surge) or {T.lull_over:.0%} (after a lull)"
    ),
    "activity.first_attack": f"none in {T.quiet_days} days of good coverage",
    "activity.mass_casualty": f"at least {T.mass_casualty} killed, the deadliest in {T.toll_days} days",
    "activity.new_actor": f"not seen in {T.novelty_days} days with at least {T.novelty_acts} acts",
    "activity.new_weapon": f"not seen in {T.novelty_days} days with at least {T.novelty_acts} acts",
    "activity.new_target": f"not seen in {T.novelty_days} days with at least {T.novelty_acts} acts",
    "blind.share": (
        f"fewer than half of the sources are seen for {T.blind_after // MINUTE} minutes and {T.blind_intervals} of"
        " their usual intervals, while the daemon watches; longer where sight was lost and found within a day"
    ),
    "sighted.share": "at least half of the sources are seen",
    "silent.pause": (
        f"nothing new for {T.silent_times} times its usual pause, which is the {T.pause_place}rd longest between its"
        f" items, and for {T.silent_least // HOUR} hours; with {T.pause_items} items known"
    ),
    "silent.failing": (
        f"no good poll for {T.silent_least // HOUR} hours and {T.silent_intervals} of its intervals,"
        f" by {T.silent_failures:g} hard failures in a row"
    ),
    "heard": "a good poll, and something new within its usual pauses",
}


def explain_change(
    change: ConditionChange, filed: Mapping[str, FiledReport], lexicon: Lexicon, rulings: Sequence[Ruling] = ()
) -> tuple[str, ...]:
    """Say in plain words what changed, by which rule and on whose word, and what analysts ruled; one line each."""
    ruled = {one.id: one for one in rulings}
    return (*_lines(change, filed, lexicon, ruled), *(explain_ruling(one) for one in rulings))


def explain_beside(made: Transition, beside: Surroundings) -> tuple[str, ...]:
    """Say what contradicts a change, what moved nothing and why, and what would change it; one line each."""
    return (
        *_beside("Dissent", beside.dissent),
        *_beside("Moved nothing", beside.passed_over),
        *(f"What would change it: {way}." for way in ways_on(made)),
    )


def _beside(what: str, found: Sequence[Beside]) -> Iterator[str]:
    for one in found[: T.proof_kept]:
        yield f"{what}: “{one.filed.report.evidence.sentence}”"
        source = one.filed.publisher or one.filed.url or one.filed.item_id
        yield f"  {source}, {iso(one.filed.reported_at)}; {one.why}."
    if len(found) > T.proof_kept:
        yield f"{what}: and {len(found) - T.proof_kept} reports more."


def explain_ruling(ruling: Ruling) -> str:
    """Say in one line who ruled what and why, and whether it still counts."""
    what = f"{ruling.verb} {ruling.field} {ruling.value}" if ruling.verb is Verb.SET else str(ruling.verb)
    said = f"Ruling {ruling.id}: {what}, by {ruling.by} at {iso(ruling.ruled_at)}: {ruling.why.rstrip('.')}."
    if ruling.withdrawn is None:
        return said
    gone = ruling.withdrawn
    return f"{said} WITHDRAWN by {gone.by} at {iso(gone.at)}: {gone.why.rstrip('.')}."


def _lines(
    change: ConditionChange, filed: Mapping[str, FiledReport], lexicon: Lexicon, ruled: Mapping[str, Ruling]
) -> Iterator[str]:
    made = change.transition
    if made.kind is ConditionKind.COVERAGE:
        yield from _sight_lines(change)
        return
    when = f"{iso(made.at.start)} ({made.at.precision})"
    yield f"{made.change}: {made.field} from {made.before} to {made.after}, at {when}."
    yield made.reason
    if made.actor:
        yield f"Whose word or act: {lexicon.name(made.actor)}."
    if made.parties:
        yield f"Parties: {', '.join(lexicon.name(actor) for actor in made.parties)}."
    yield f"Rule: {made.rule}."
    if made.rule in THRESHOLDS:
        yield f"Thresholds: {THRESHOLDS[made.rule]}."
    yield _certainty(made, filed)
    yield f"Journalled at {iso(change.detected_at)}, {'announced' if change.announced else 'not announced'}."
    for report_id in made.evidence:
        yield from _ruled(ruled[report_id]) if report_id in ruled else _evidence(report_id, filed, lexicon)
    if not made.evidence:
        yield "Evidence: none; the clock alone moved it."


def _sight_lines(change: ConditionChange) -> Iterator[str]:
    """Explain a change of coverage: no report proves it, the sources' own records do."""
    made = change.transition
    yield f"{made.change}: {made.field} from {made.before} to {made.after}, since {iso(made.at.start)}."
    yield made.reason
    if made.actor:
        yield f"Source: {made.actor}."
    yield f"Rule: {made.rule}."
    yield f"Thresholds: {THRESHOLDS[made.rule]}."
    yield f"Journalled at {iso(change.detected_at)}, {'announced' if change.announced else 'not announced'}."
    yield "Evidence: the records of the sources, as `trucewatch sources list` shows them."


def _certainty(made: Transition, filed: Mapping[str, FiledReport]) -> str:
    if made.rule == RULE:
        return "Confirmed, by an analyst."
    origins = len({filed[one].origin for one in made.evidence if one in filed})
    standing = "Confirmed" if made.confirmed else "Unconfirmed"
    return f"{standing}, on {origins} independent origin{'' if origins == 1 else 's'}."


def _ruled(ruling: Ruling) -> Iterator[str]:
    yield f"Evidence of grade {GRADE}: “{ruling.why}”"
    yield f"  {ruling.by}, {iso(ruling.ruled_at)}, ruling {ruling.id}."


def _evidence(report_id: str, filed: Mapping[str, FiledReport], lexicon: Lexicon) -> Iterator[str]:
    proof = filed.get(report_id)
    if proof is None:
        yield f"Evidence: report {report_id}, no longer stored."
        return
    published = "unknown date" if proof.published is None else iso(proof.published)
    voided = " RETRACTED by its publisher." if proof.voided else ""
    source = " ".join(part for part in (proof.publisher, proof.url) if part) or proof.item_id
    yield f"Evidence: “{proof.report.evidence.sentence}”"
    yield f"  {source}, {published}, origin {proof.origin}; {_reading(proof.report, lexicon)}.{voided}"


def _reading(report: Report, lexicon: Lexicon) -> str:
    if isinstance(report, CeasefireReport):
        who = ", ".join(lexicon.name(actor) for actor in report.parties) or "nobody named"
        word = "own word" if report.constitutive else f"said by {report.speaker}"
        return f"read as {report.act} ({report.factuality}) of {who}, {word}, by rule {report.evidence.rule}"
    actors = ", ".join(lexicon.name(actor) for actor in report.actors) or "nobody named"
    targets = ", ".join(lexicon.name(actor) for actor in report.targets) or "nobody named"
    return f"read as {report.sub_event} ({report.factuality}) by {actors} on {targets}, by rule {report.evidence.rule}"
