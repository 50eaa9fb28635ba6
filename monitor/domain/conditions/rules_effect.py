"""Rules for coming into effect, suspension and return: in_effect, resumed, suspended."""

from dataclasses import replace

from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.heard import Said
from monitor.domain.conditions.learning import later
from monitor.domain.conditions.rules_offer import BEFORE_DECLARATION, own
from monitor.domain.conditions.thresholds import T
from monitor.domain.conditions.truce import LIVE, ONE_SIDED, Shift, Truce, formally, with_stance
from monitor.domain.model.condition import ChangeKind, Compliance, Formal, Stance
from monitor.domain.model.report import Act, Speaker
from monitor.domain.model.time import DAY, Millis, Precision, When, day_of, instant

FINE = frozenset({Precision.INSTANT, Precision.HOUR})


def point(when: When) -> Millis:
    """Give the moment that a stated time means: the hour itself, or the end of the day."""
    return when.start if when.precision in FINE else when.end


def brought_into_effect(shift: Shift, effective: When, in_force: Millis) -> Shift:
    """Give the shift with the dates that follow from the effect; compliance starts unknown."""
    truce = shift.truce
    expires = truce.dates.expires or (later(effective, truce.duration) if truce.duration is not None else None)
    dates = replace(truce.dates, effective=effective, expires=expires)
    after = replace(truce, dates=dates, in_force=in_force, compliance=Compliance.UNKNOWN, shaky=False)
    return replace(shift, truce=replace(after, felt=shift.confirmed))


def agreed(truce: Truce) -> bool:
    """Tell whether every party that the kind requires has committed, or two origins say that all have."""
    if truce.kind in ONE_SIDED:
        return truce.vouched
    silent = (party for party in truce.parties if party.actor in truce.essential and party.stance is not Stance.ACCEPTS)
    return truce.vouched and (truce.seconded or not any(silent))


def stated_hour(truce: Truce, at: Millis) -> Shift:
    """Move ANNOUNCED to IN_EFFECT at the hour that was stated."""
    start = truce.start or instant(at)
    shift = formally(
        truce,
        ChangeKind.IN_EFFECT,
        Formal.IN_EFFECT,
        instant(at),
        confirmed=True,
        rule="in_effect.stated_hour",
        reason="The stated hour has passed, and every party that it needs has committed.",
    )
    return brought_into_effect(shift, start, point(start))


def effective_at_once(truce: Truce, said: Said, ground: Ground) -> Shift | None:
    """Move ANNOUNCED to IN_EFFECT where the statement says that it holds already ("have halted")."""
    if truce.formal is not Formal.ANNOUNCED or not said.report.effective_now:
        return None
    effective = said.report.start or (said.at if said.at.precision is Precision.DAY else day_of(said.at.start))
    shift = formally(
        truce,
        ChangeKind.IN_EFFECT,
        Formal.IN_EFFECT,
        said.at,
        confirmed=own(said, truce),
        rule="in_effect.at_once",
        reason=f"The statement says that it holds already{_by(said, ground)}.",
    )
    return brought_into_effect(shift, effective, effective.start)


def effect_reported(truce: Truce, said: Said, ground: Ground) -> Shift | None:
    """Move to IN_EFFECT on a report of effect; a report before the stated hour is a misread preview."""
    if truce.formal not in BEFORE_DECLARATION | {Formal.ANNOUNCED} or _too_early(truce, said):
        return None
    effective = said.report.start or (truce.start if said.act is not Act.TAKES_EFFECT else None) or said.at
    shift = formally(
        truce,
        ChangeKind.IN_EFFECT,
        Formal.IN_EFFECT,
        said.at,
        confirmed=own(said, truce) or _of_a_party(truce, said, ground),
        rule="in_effect.reported",
        reason=f"It is reported to be in effect{_by(said, ground)}.",
    )
    return brought_into_effect(shift, effective, _in_force(effective, said))


def _of_a_party(truce: Truce, said: Said, ground: Ground) -> bool:
    """Tell whether it is the word of a party whose truce it is: that it is in effect is for the parties to say."""
    speaker = said.report.speaker_actor
    party = said.report.speaker is Speaker.PARTY and speaker is not None and said.act is Act.TAKES_EFFECT
    return party and not set(ground.heads((speaker,) if speaker else ())).isdisjoint(truce.essential)


def _too_early(truce: Truce, said: Said) -> bool:
    return truce.start is not None and said.at.end < truce.start.start - T.early


def _in_force(effective: When, said: Said) -> Millis:
    """Give from when acts count: the hour, or where only the day is known its end or the report, the earlier."""
    if effective.precision in FINE:
        return effective.start
    return max(effective.start, min(effective.end, said.filed.reported_at))


def reopened(truce: Truce, said: Said, ground: Ground) -> Shift | None:
    """Take back a lapse, or an end that nobody confirmed, on a report that treats the truce as live.

    An accusation of a breach takes back only what the clock did: with the news of an end it tells why.
    """
    if said.act is Act.TAKES_EFFECT or (truce.formal is not Formal.LAPSED and not _undone(truce, said)):
        return None
    shift = formally(
        truce,
        ChangeKind.IN_EFFECT,
        Formal.IN_EFFECT,
        said.at,
        confirmed=own(said, truce),
        rule="in_effect.reopened",
        reason=f"It is treated as live again{_by(said, ground)}.",
    )
    dates = replace(truce.dates, expires=_still_ahead(truce, said), ended=None)
    return replace(shift, truce=replace(shift.truce, dates=dates, lapsed=None, over=None, shaky=False, duration=None))


def _still_ahead(truce: Truce, said: Said) -> When | None:
    expires = truce.dates.expires
    return expires if expires is not None and expires.start > said.at.start else None


def _undone(truce: Truce, said: Said) -> bool:
    if not (truce.is_over and truce.shaky) or truce.formal is Formal.NEVER_EFFECTIVE or truce.over is None:
        return False
    by_clock = truce.lapsed is not None  # nobody has said that it ended
    if said.act is Act.ALLEGES_VIOLATION and not by_clock:
        return False
    return said.at.start - truce.over <= (T.retold if by_clock else T.reopen)


def resumed(truce: Truce, said: Said, ground: Ground) -> Shift | None:
    """Move SUSPENDED back to IN_EFFECT on a party's word or a report of effect."""
    if truce.formal is not Formal.SUSPENDED or (said.report.speaker is Speaker.OPPONENT and not said.committers):
        return None
    again = truce
    for party in truce.parties:
        if party.actor in said.committers and party.stance is Stance.SUSPENDS:
            again = with_stance(again, party.actor, Stance.ACCEPTS, party.role, since=said.at, report=said.filed.id)
    return formally(
        again,
        ChangeKind.RESUMED,
        Formal.IN_EFFECT,
        said.at,
        confirmed=own(said, truce),
        rule="resumed",
        reason=f"The truce is in effect again{_by(said, ground)}.",
    )


def alleged_in_force(truce: Truce, said: Said, ground: Ground) -> Shift | None:
    """Read an accusation of breach as a report of effect where no hour was stated, or it has passed.

    One that is known by its day alone stands before the hours of that day: the stated hour counts nevertheless.
    """
    if truce.formal is not Formal.ANNOUNCED or truce.disputed:
        return None
    hour = point(truce.start) if truce.start else None
    if hour is not None and said.at.start <= hour <= said.filed.reported_at and agreed(truce):
        return stated_hour(truce, hour)
    if truce.start is None and said.at.start - truce.born < DAY // 2:
        return None
    shift = effect_reported(truce, said, ground)
    return shift and replace(shift, rule="in_effect.implied", reason="It is treated as binding: breaches are alleged.")


def affirmed(truce: Truce, said: Said, _ground: Ground) -> Truce | None:
    """Clear the word that it broke down where somebody affirms it."""
    if truce.formal not in LIVE or truce.collapsing is None:
        return None
    return replace(truce, collapsing=None, broken_by=frozenset(), clean_from=max(truce.clean_from or 0, said.at.end))


def _by(said: Said, ground: Ground) -> str:
    return f", by {possessive(ground.names(said.committers))} own word" if said.committers else ""


def possessive(name: str) -> str:
    """Write whose something is: "Kataib Hezbollah's", "the Houthis'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"
