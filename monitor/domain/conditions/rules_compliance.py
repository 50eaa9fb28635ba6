"""Rules for what happens on the ground: holding, violated, broken."""

from dataclasses import replace

from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.heard import Said
from monitor.domain.conditions.rules_offer import own
from monitor.domain.conditions.scope import Verdict
from monitor.domain.conditions.thresholds import T
from monitor.domain.conditions.truce import LIVE, Attack, Shift, Truce
from monitor.domain.model.condition import ChangedField, ChangeKind, Compliance
from monitor.domain.model.report import Speaker
from monitor.domain.model.time import DAY, Millis

GOOD = frozenset({Compliance.UNKNOWN, Compliance.HOLDING})


def good_again(truce: Truce) -> Truce:
    """Give the state in which compliance is good and earlier violations weigh no more."""
    return replace(
        truce,
        compliance=Compliance.HOLDING,
        strains=0,
        flaps=truce.flaps + 1,
        violators=frozenset(),
        proven=False,
        attacks=(),
        broken_at=None,
        broken_by=frozenset(),
        collapsing=None,
    )


def holding(truce: Truce, said: Said, ground: Ground) -> Shift | None:
    """Move compliance to HOLDING on a report that it holds, not too soon after a violation."""
    dwell = T.dwell_broken if truce.compliance is Compliance.BROKEN else T.dwell_strained
    soon = truce.clean_from is not None and said.at.end - truce.clean_from < dwell
    if truce.formal not in LIVE or truce.compliance is Compliance.HOLDING or soon:
        return None
    by = f", says {ground.names(said.committers)}" if said.committers else ""
    return Shift(
        good_again(truce),
        ChangeKind.HOLDING,
        ChangedField.COMPLIANCE,
        truce.compliance,
        Compliance.HOLDING,
        said.at,
        own(said, truce),
        "holding.reported",
        f"It is reported to hold{by}.",
    )


def alleged(truce: Truce, said: Said, ground: Ground) -> Shift | Truce | None:
    """Strain a truce in force on an accusation of breach: it stays an allegation until somebody neutral confirms it."""
    if truce.formal not in LIVE or truce.compliance is Compliance.BROKEN or not _since_effect(truce, said):
        return None
    monitor = said.report.speaker is Speaker.MONITOR
    day = said.at.start // DAY
    after = _strained(truce, day, said.at.end, frozenset(), proven=monitor)
    if truce.compliance is Compliance.STRAINED and not _worth(truce, day, new=monitor and not truce.proven):
        return replace(truce, clean_from=after.clean_from)
    who = ground.names(said.named)
    return Shift(
        after,
        ChangeKind.VIOLATED,
        ChangedField.COMPLIANCE,
        truce.compliance,
        Compliance.STRAINED,
        said.at,
        monitor,
        "violated.monitor" if monitor else "violated.alleged",
        f"A breach is {'reported by a monitor' if monitor else 'alleged'}{f' ({who})' if who else ''}.",
        said.report.speaker_actor,
    )


def _since_effect(truce: Truce, said: Said) -> bool:
    return truce.in_force is None or said.at.end >= truce.in_force


def violated(truce: Truce, verdict: Verdict, ground: Ground) -> Shift | Truce:
    """Strain a truce on an act in scope, at most once a day and only where it adds something."""
    after = _strained(truce, verdict.day, verdict.at.end, verdict.actors, proven=verdict.confirmed)
    strained = truce.compliance is Compliance.STRAINED
    if truce.compliance is Compliance.BROKEN or (
        strained and not _worth(truce, verdict.day, new=_adds(truce, verdict))
    ):
        return replace(after, compliance=truce.compliance, violated_on=truce.violated_on, strains=truce.strains)
    return Shift(
        after,
        ChangeKind.VIOLATED,
        ChangedField.COMPLIANCE,
        truce.compliance,
        Compliance.STRAINED,
        verdict.at,
        verdict.confirmed,
        "violated.attributed" if verdict.actors else "violated.incident",
        _why(verdict, ground),
        min(verdict.actors, default=None),
    )


def _strained(truce: Truce, day: Millis, clean_from: Millis, actors: frozenset[str], *, proven: bool) -> Truce:
    return replace(
        truce,
        compliance=Compliance.STRAINED,
        violated_on=day,
        violators=truce.violators | actors,
        proven=truce.proven or proven,
        strains=truce.strains + 1,
        clean_from=max(truce.clean_from or 0, clean_from),
    )


def _worth(truce: Truce, day: Millis, *, new: bool) -> bool:
    """Tell whether one more violation is a change: another day, and new in kind or after a while."""
    since = day - (truce.violated_on or 0)
    dwell = T.violation_dwell if truce.strains < T.strains_told else T.violation_dwell_later
    return since > 0 and (new or since * DAY >= dwell)


def _adds(truce: Truce, verdict: Verdict) -> bool:
    first_proof = verdict.confirmed and not truce.proven
    return not verdict.actors <= truce.violators or first_proof or verdict.killed >= T.mass_casualty


def _why(verdict: Verdict, ground: Ground) -> str:
    if not verdict.actors:
        return "An act in its scope that nobody is tied to: an incident, which strains and never breaks."
    proof = ", admitted, or seen by a monitor or two neutral origins" if verdict.confirmed else ""
    return f"An act in its scope by {ground.names(sorted(verdict.actors))}{proof}."


def with_attack(truce: Truce, verdict: Verdict) -> Truce:
    """Give the state that remembers a confirmed attributed attack, and forgets those outside the window."""
    attack = Attack(verdict.deed, verdict.day, verdict.districts)
    first = verdict.day - T.break_window // DAY
    kept = (old for old in truce.attacks if old.deed != verdict.deed and old.day > first)
    return replace(truce, attacks=(*kept, attack))


def broken(truce: Truce, verdict: Verdict, ground: Ground) -> Shift | None:
    """Move compliance to BROKEN where confirmed attributed attacks are many, wide or frequent enough."""
    if truce.compliance is Compliance.BROKEN or not verdict.confirmed or not verdict.actors:
        return None
    why = _too_many(truce, verdict.day)
    if why is None:
        return None
    return Shift(
        replace(truce, compliance=Compliance.BROKEN, broken_at=verdict.at.start),
        ChangeKind.BROKEN,
        ChangedField.COMPLIANCE,
        truce.compliance,
        Compliance.BROKEN,
        verdict.at,
        True,
        "broken.attacks",
        f"Confirmed attacks by {ground.names(sorted(verdict.actors))}: {why}.",
        min(verdict.actors),
    )


def _too_many(truce: Truce, day: Millis) -> str | None:
    days = {attack.day for attack in truce.attacks}
    if len(days) >= T.break_days:
        return f"on {len(days)} of {T.break_window // DAY} days"
    districts = frozenset[str]().union(*(attack.districts for attack in truce.attacks))
    if len(truce.attacks) > 1 and len(districts) >= T.break_districts:
        return f"in {len(districts)} districts"
    span = max(1, min(day - (truce.in_force or 0) // DAY + 1, T.break_window // DAY))
    before = truce.acts_before / (T.rate_window / DAY)
    often = len(truce.attacks) >= T.rate_acts and len(truce.attacks) / span > T.rate_share * before
    return "above half the rate before it" if often and truce.acts_before >= T.rate_floor else None
