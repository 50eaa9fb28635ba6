"""Rules for an analyst's word: an arrangement set to a status, and a change that is confirmed by hand."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from monitor.domain.conditions.rules_compliance import good_again
from monitor.domain.conditions.rules_effect import brought_into_effect
from monitor.domain.conditions.rules_end import STANDING
from monitor.domain.conditions.rulings import Setting
from monitor.domain.conditions.truce import OPEN_OFFER, Shift, Truce, formally
from monitor.domain.model.condition import OVER, ChangedField, ChangeKind, Compliance, Formal
from monitor.domain.model.ruling import Ruling
from monitor.domain.model.time import DAY, When

RULE: Final = "analyst.set"

# What can be set, and the change that it is; a lapse is the clock's own word, a successor is a report's.
FORMAL: Final[Mapping[Formal, ChangeKind]] = {
    Formal.PROPOSED: ChangeKind.PROPOSED,
    Formal.ANNOUNCED: ChangeKind.ANNOUNCED,
    Formal.IN_EFFECT: ChangeKind.IN_EFFECT,
    Formal.SUSPENDED: ChangeKind.SUSPENDED,
    Formal.ENDED: ChangeKind.ENDED,
    Formal.COLLAPSED: ChangeKind.COLLAPSED,
    Formal.EXPIRED: ChangeKind.EXPIRED,
    Formal.NEVER_EFFECTIVE: ChangeKind.REJECTED,
}
COMPLIANCE: Final[Mapping[Compliance, ChangeKind]] = {
    Compliance.HOLDING: ChangeKind.HOLDING,
    Compliance.STRAINED: ChangeKind.VIOLATED,
    Compliance.BROKEN: ChangeKind.BROKEN,
}
BY_CLOCK: Final = frozenset({ChangeKind.IN_EFFECT, ChangeKind.LAPSED, ChangeKind.EXPIRED})  # provisional, if at all


def set_by(truce: Truce, setting: Setting) -> Shift | None:
    """Move an arrangement to what an analyst says; None where it is that already, or cannot be."""
    heard = replace(truce, touched=max(truce.touched, setting.at.start))
    if setting.ruling.field is ChangedField.FORMAL:
        return _formally(heard, Formal(setting.ruling.value), setting)
    return _on_the_ground(heard, Compliance(setting.ruling.value), setting)


def _formally(truce: Truce, formal: Formal, setting: Setting) -> Shift | None:
    if truce.formal is formal:
        return None
    resumed = formal is Formal.IN_EFFECT and truce.formal is Formal.SUSPENDED
    shift = formally(
        _made_ready(truce, formal, setting.at),
        ChangeKind.RESUMED if resumed else FORMAL[formal],
        formal,
        setting.at,
        confirmed=True,
        rule=RULE,
        reason=told(setting.ruling),
    )
    if formal is Formal.IN_EFFECT and (truce.is_over or truce.formal in OPEN_OFFER | {Formal.NONE}):
        return brought_into_effect(shift, setting.at, setting.at.start)
    return shift


def _made_ready(truce: Truce, formal: Formal, at: When) -> Truce:
    """Clear what stands against the new status: an end that is undone, an hour or a deadline that has passed."""
    if formal in OVER:
        return truce
    if truce.is_over or truce.formal is Formal.LAPSED:
        truce = replace(
            truce, lapsed=None, over=None, shaky=False, duration=None, dates=replace(truce.dates, ended=None)
        )
    dates = replace(truce.dates, expires=_ahead(truce.dates.expires, at))
    truce = replace(truce, dates=dates, collapsing=None, broken_by=frozenset())
    return _before_effect(truce, formal, at) if formal in OPEN_OFFER else replace(truce, felt=True)


def _before_effect(truce: Truce, formal: Formal, at: When) -> Truce:
    dates = replace(truce.dates, effective=None)
    truce = replace(
        truce, in_force=None, felt=False, start=_ahead(truce.start, at), compliance=Compliance.UNKNOWN, dates=dates
    )
    if formal is Formal.PROPOSED:
        return replace(truce, dates=replace(dates, proposed=dates.proposed or at))
    # its effect is presumed from here on
    return replace(truce, vouched=True, seconded=True, dates=replace(dates, declared=at))


def _ahead(stated: When | None, at: When) -> When | None:
    return stated if stated is not None and stated.start > at.start else None


def _on_the_ground(truce: Truce, compliance: Compliance, setting: Setting) -> Shift | None:
    if truce.compliance is compliance or truce.formal not in STANDING:
        return None
    return Shift(
        good_again(truce) if compliance is Compliance.HOLDING else _bad(truce, compliance, setting.at),
        COMPLIANCE[compliance],
        ChangedField.COMPLIANCE,
        truce.compliance,
        compliance,
        setting.at,
        True,
        RULE,
        told(setting.ruling),
    )


def _bad(truce: Truce, compliance: Compliance, at: When) -> Truce:
    after = replace(truce, compliance=compliance, clean_from=max(truce.clean_from or 0, at.end), proven=True)
    if compliance is Compliance.BROKEN:
        return replace(after, broken_at=at.start)
    strained = replace(after, violated_on=at.start // DAY, strains=truce.strains + 1)
    return replace(strained, broken_at=None, broken_by=frozenset(), collapsing=None)


def told(ruling: Ruling) -> str:
    """Write who ruled and why."""
    return f"The analyst {ruling.by} sets it: {ruling.why.rstrip('.')}."


def as_fact(shift: Shift) -> Shift:
    """Give a shift that an analyst confirmed: its end is not shaky, its announcement vouched for, its effect felt."""
    truce, change = shift.truce, shift.change
    sure = replace(
        truce,
        shaky=truce.shaky and shift.field is not ChangedField.FORMAL,
        provisional=truce.provisional and change not in BY_CLOCK,
        vouched=truce.vouched or change is ChangeKind.ANNOUNCED,
        felt=truce.felt or change is ChangeKind.IN_EFFECT,
        proven=truce.proven or change is ChangeKind.VIOLATED,
    )
    return replace(shift, truce=sure, confirmed=True)
