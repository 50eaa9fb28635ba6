"""Changes of activity as transitions, in words for people; what counts as a change is decided elsewhere."""

from collections import Counter
from typing import Final

from monitor.domain.conditions.calendar import WEEK_DAYS
from monitor.domain.conditions.deeds import Deed
from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.ledger import digest
from monitor.domain.conditions.novelty import Novelty, sure_toll, toll
from monitor.domain.conditions.thresholds import T
from monitor.domain.conditions.trends import LULL_DAYS, Days, Turn, is_surge
from monitor.domain.model.condition import ChangedField, ChangeKind, ConditionKind, Transition, Trend
from monitor.domain.model.time import DAY, Millis, When, day_of

ENOUGH = 2  # independent origins
FIELDS: Final = {
    ChangeKind.FIRST_ATTACK: ChangedField.LEVEL,
    ChangeKind.MASS_CASUALTY: ChangedField.TOLL,
    ChangeKind.NEW_ACTOR: ChangedField.ACTORS,
    ChangeKind.NEW_WEAPON: ChangedField.WEAPONS,
    ChangeKind.NEW_TARGET: ChangedField.TARGETS,
}


def turn_told(turn: Turn, days: Days, ground: Ground, *, whole: bool) -> Transition:
    """Give a change of trend by its own days; a surge's evidence are the week's attacks, the one told last first.

    Its days are not the whole where some sources were not read all along.

    One origin alone can make up a surge, or a past that makes a lull: neither is confirmed by it.
    """
    week = range(turn.day - WEEK_DAYS + 1, turn.day + 1) if turn.after is Trend.SURGE else ()
    acts = sorted((deed for day in week for deed in days.on(day)), key=_lately, reverse=True)
    at = day_of(turn.day * DAY)
    return Transition(
        id=_id(ground, turn.change, turn.after, at, turn.actor or ""),
        watch=ground.watch.id,
        kind=ConditionKind.ACTIVITY,
        arrangement=None,
        change=turn.change,
        field=ChangedField.TREND,
        before=turn.before,
        after=turn.after,
        at=at,
        reported_at=acts[0].reported_at if acts else at.end,
        parties=(turn.actor,) if turn.actor else (),
        evidence=tuple(deed.first.filed.id for deed in acts[: T.proof_kept]),
        confirmed=_borne_out(turn, days),
        rule=f"activity.{turn.change}",
        reason=_turned(turn, f"Attacks of {ground.name(turn.actor)}" if turn.actor else "Attacks", whole=whole),
        actor=turn.actor,
    )


def novelty_told(new: Novelty, ground: Ground) -> Transition:
    """Give something new in an attack, confirmed where two origins or its own doer stand behind it."""
    deed = new.deed
    before, after, reason = _words(new, ground)
    sure = sure_toll(deed) >= T.mass_casualty if new.change is ChangeKind.MASS_CASUALTY else _witnessed(deed)
    return Transition(
        id=_id(ground, new.change, after, deed.at, deed.reports[0]),
        watch=ground.watch.id,
        kind=ConditionKind.ACTIVITY,
        arrangement=None,
        change=new.change,
        field=FIELDS[new.change],
        before=before,
        after=after,
        at=deed.at,
        reported_at=deed.reported_at,
        parties=tuple(sorted(deed.actors)),
        evidence=deed.reports,
        confirmed=sure,
        rule=f"activity.{new.change}",
        reason=reason,
        actor=new.name if new.change is ChangeKind.NEW_ACTOR else None,
    )


def _witnessed(deed: Deed) -> bool:
    """Tell whether more than one origin's word stands behind an attack; a claim is that of whoever prints it."""
    return deed.monitored or len(deed.witnesses) >= ENOUGH


def _borne_out(turn: Turn, days: Days) -> bool:
    """Tell whether a turn holds without the origin that tells most of it; a surge's next days may bear it out."""
    if turn.after is Trend.SURGE:
        last = min(turn.day + WEEK_DAYS, days.today + 1)
        return any(is_surge(_without_most(day, days), turn.rate) for day in range(turn.day, last))
    return turn.after is Trend.USUAL or len(_origins(turn.day, T.usual_weeks + 1, days)) >= ENOUGH


def _without_most(day: int, days: Days) -> int:
    """Count a week's attacks but for those of the origin that tells most of them."""
    origins = _origins(day, 1, days)
    return sum(origins.values()) - max(origins.values(), default=0)


def _origins(day: int, weeks: int, days: Days) -> Counter[str]:
    """Count the attacks of the weeks that end on a day by who told first of them."""
    span = range(day - weeks * WEEK_DAYS + 1, day + 1)
    return Counter(deed.first.origin for one in span for deed in days.on(one))


def _lately(deed: Deed) -> tuple[Millis, int]:
    return deed.reported_at, deed.number


def _turned(turn: Turn, attacks: str, *, whole: bool) -> str:
    usually = f"usual are {turn.rate:.1f} a week"
    counted = f"{'' if whole else ', told by sources that were read all along'}: {turn.acts}"
    match turn.after:
        case Trend.SURGE:
            return f"{attacks} in {WEEK_DAYS} days{counted}; {usually}."
        case Trend.LULL:
            return f"{attacks} in {LULL_DAYS} days of good coverage{counted}; {usually}."
        case _:
            return f"{attacks} in {WEEK_DAYS} days{counted}, nothing out of the ordinary any more; {usually}."


def _words(new: Novelty, ground: Ground) -> tuple[str, str, str]:
    """Give what was before, what is now, and the sentence that says so."""
    match new.change:
        case ChangeKind.FIRST_ATTACK:
            quiet = T.quiet_days if new.days is None else new.days
            return "none", "low", f"The first attack after at least {quiet} days of good coverage without one."
        case ChangeKind.MASS_CASUALTY:
            most = f"{toll(new.deed)} killed in one attack, more than in any other of {T.toll_days} days."
            return f"below {T.mass_casualty}", f"{T.mass_casualty} or more", most
        case ChangeKind.NEW_ACTOR:
            return (
                "unseen",
                new.name,
                f"No attack of {ground.name(new.name)} was seen in the {T.novelty_days} days before.",
            )
        case ChangeKind.NEW_TARGET:
            return (
                "unseen",
                new.name,
                f"No attack on {ground.name(new.name)} was seen in the {T.novelty_days} days before.",
            )
        case _:
            return (
                "unseen",
                new.name,
                f"No attack of this kind was seen in the {T.novelty_days} days before: {new.name}.",
            )


def _id(ground: Ground, change: ChangeKind, after: str, at: When, trigger: str = "") -> str:
    return digest(ground.watch.id, ConditionKind.ACTIVITY, change, after, at.start // DAY, trigger)
