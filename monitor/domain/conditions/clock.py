"""Rules by the clock alone: the stated hour, presumed effect, lapse, wear, expiry, holding, collapse; and deadlines.

The clock never fires outside good coverage: what nobody watched did not stay calm.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from monitor.domain.conditions.rules_compliance import good_again
from monitor.domain.conditions.rules_deadline import deadlines
from monitor.domain.conditions.rules_effect import agreed, brought_into_effect, point, stated_hour
from monitor.domain.conditions.thresholds import T
from monitor.domain.conditions.truce import LIVE, ONE_SIDED, Shift, Truce, formally
from monitor.domain.model.condition import ChangedField, ChangeKind, Compliance, Formal, Stance
from monitor.domain.model.coverage import Coverage
from monitor.domain.model.time import DAY, HOUR, Millis, instant

Fire: TypeAlias = Callable[[Truce, Millis], Shift]


@dataclass(frozen=True, slots=True)
class Alarm:
    """A clock rule that waits: it fires once `length` milliseconds from `start` are under good coverage."""

    start: Millis
    length: Millis
    fire: Fire

    def due(self, coverage: Coverage) -> Millis | None:
        """Give when it fires by the coverage that is known, None where that does not reach so far."""
        return coverage.first_good(self.start, self.length)

    def at_best(self, coverage: Coverage, now: Millis) -> Millis:
        """Give the earliest time at which it could still fire, were coverage good from now on."""
        since, until = coverage.spans[-1] if coverage.spans else (now, now)
        begin = max(since, self.start) if now - until < HOUR else max(now, self.start)
        return max(begin + self.length, now + T.recheck)


def alarms(truce: Truce) -> Iterator[Alarm]:
    """Give the clock rules that wait in a state."""
    if truce.formal is Formal.ANNOUNCED and not truce.disputed:
        yield from _before_effect(truce)
    if truce.formal in {Formal.IN_EFFECT, Formal.SUSPENDED} and truce.dates.expires is not None:
        yield Alarm(point(truce.dates.expires), 0, _lapse)
    if truce.formal is Formal.LAPSED and truce.lapsed is not None:
        yield Alarm(truce.lapsed, T.expire, _expire)
    for due, fire in deadlines(truce):
        yield Alarm(due, 0, fire)
    if truce.formal in LIVE:
        yield from _on_the_ground(truce)


def _before_effect(truce: Truce) -> Iterator[Alarm]:
    if truce.start is not None and agreed(truce):
        yield Alarm(point(truce.start), 0, stated_hour)
    elif truce.vouched and not truce.provisional and not _half(truce):
        # `provisional` here: the start was put off to no known date
        declared = truce.dates.declared.start if truce.dates.declared else truce.born
        told = declared if truce.told is None else max(truce.told, declared)
        yield Alarm(max(told, point(truce.start) if truce.start else told), T.presumed_effect, _presumed)


def _on_the_ground(truce: Truce) -> Iterator[Alarm]:
    if truce.clean_from is None:
        return
    if truce.compliance is Compliance.STRAINED:
        yield Alarm(truce.clean_from, _clean(truce), _holding)
    elif truce.compliance is Compliance.BROKEN:
        if not _given_up(truce):
            yield Alarm(truce.clean_from, _clean(truce), _holding)
        if truce.collapsing is not None:
            yield Alarm(truce.collapsing, T.collapse, _collapse)
        if truce.formal is Formal.IN_EFFECT and truce.broken_at is not None:
            yield Alarm(max(truce.broken_at, truce.touched), _patience(truce), _worn)


def _given_up(truce: Truce) -> bool:
    """Tell whether it is said to have broken down, and nobody has spoken of it since: quiet is not its doing then."""
    return bool(truce.broken_by) and truce.touched <= (truce.broken_at or truce.touched)


def _patience(truce: Truce) -> Millis:
    """Give how long nobody may speak of a broken truce before it lapses: less where its effect was only presumed."""
    return T.worn if truce.provisional else T.worn_out


def _clean(truce: Truce) -> Millis:
    """Give how long it must stay clean: longer from broken, and where it flaps."""
    return T.clean_broken if truce.compliance is Compliance.BROKEN or truce.flaps else T.clean_strained


def _half(truce: Truce) -> bool:
    """Tell whether a proposal was accepted by one side, and the other has not said a word: silence is no consent."""
    if truce.dates.proposed is None or truce.kind in ONE_SIDED or truce.seconded:
        return False
    return any(party.actor in truce.essential and party.stance is Stance.SILENT for party in truce.parties)


def _presumed(truce: Truce, at: Millis) -> Shift:
    shift = formally(
        truce,
        ChangeKind.IN_EFFECT,
        Formal.IN_EFFECT,
        instant(at),
        confirmed=False,
        rule="in_effect.presumed",
        reason=f"Nobody has denied it for {T.presumed_effect // HOUR} hours of good coverage; provisional.",
    )
    return _provisional(brought_into_effect(shift, instant(at), at))


def _lapse(truce: Truce, at: Millis) -> Shift:
    return _lapsed(truce, at, "lapsed.clock", "Its stated end has passed and no extension was seen; provisional.")


def _worn(truce: Truce, at: Millis) -> Shift:
    days = _patience(truce) // DAY
    presumed = "Its effect was only presumed, attacks" if truce.provisional else "Attacks"
    reason = f"{presumed} broke it, and nobody has spoken of it for {days} days; provisional."
    return _lapsed(truce, at, "lapsed.broken", reason)


def _lapsed(truce: Truce, at: Millis, rule: str, reason: str) -> Shift:
    shift = formally(truce, ChangeKind.LAPSED, Formal.LAPSED, instant(at), confirmed=False, rule=rule, reason=reason)
    return _provisional(replace(shift, truce=replace(shift.truce, lapsed=at)))


def _expire(truce: Truce, at: Millis) -> Shift:
    shift = formally(
        truce,
        ChangeKind.EXPIRED,
        Formal.EXPIRED,
        instant(at),
        confirmed=False,
        rule="expired.clock",
        reason=f"Nobody has treated it as live for {T.expire // HOUR} hours of good coverage after its end.",
    )
    return _provisional(shift)


def _holding(truce: Truce, at: Millis) -> Shift:
    days = _clean(truce) // DAY
    return Shift(
        good_again(truce),
        ChangeKind.HOLDING,
        ChangedField.COMPLIANCE,
        truce.compliance,
        Compliance.HOLDING,
        instant(at),
        True,
        "holding.clean_days",
        f"{days} days of good coverage without a violation.",
    )


def _collapse(truce: Truce, at: Millis) -> Shift:
    return formally(
        truce,
        ChangeKind.COLLAPSED,
        Formal.COLLAPSED,
        instant(at),
        confirmed=True,
        rule="collapsed",
        reason=(
            "Broken down by the word of two origins or of a party itself,"
            f" and nobody has affirmed it for {T.collapse // HOUR} hours."
        ),
    )


def _provisional(shift: Shift) -> Shift:
    return replace(shift, truce=replace(shift.truce, provisional=True, felt=True))
