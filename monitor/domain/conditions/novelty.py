"""What is new in one day's attacks: the first after a quiet time, the deadliest, a new actor, weapon or target."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from monitor.domain.conditions.calendar import Calendar
from monitor.domain.conditions.deeds import Deed
from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.condition import ChangeKind
from monitor.domain.model.report import SubEvent

New: TypeAlias = tuple[ChangeKind, str]  # and the name of what is new: an actor's id, a kind of weapon; "" else
WEAPONS: Final = frozenset(
    {
        SubEvent.AIR_DRONE_STRIKE,
        SubEvent.SHELLING_ARTILLERY_MISSILE,
        SubEvent.REMOTE_EXPLOSIVE,
        SubEvent.SUICIDE_BOMB,
        SubEvent.GRENADE,
    }
)


@dataclass(frozen=True, slots=True)
class Novelty:
    """Something new in an attack; `days` is how long the quiet lasted, None where it lasted longer than is known."""

    day: int
    change: ChangeKind
    name: str
    deed: Deed
    days: int | None = None


@dataclass(slots=True)
class Past:
    """What a watch's attacks have had so far: the last day with any, and of each name; the days' tolls.

    A toll stands beside the origin that gives it, "" where two do. Only what could have been told itself is remembered:
    else a vague word would hide what comes after it.
    """

    last: int | None = None
    met: dict[New, int] = field(default_factory=dict)
    deadliest: dict[int, tuple[tuple[str, int], ...]] = field(default_factory=dict)

    def copy(self) -> "Past":
        """Give a copy that goes on by itself."""
        return Past(self.last, self.met.copy(), self.deadliest.copy())


def novelties(past: Past, day: int, calendar: Calendar, ground: Ground) -> Iterator[Novelty]:
    """Give what is new in a day's attacks, and add the day to the past."""
    acts = [deed for deed in calendar.on(day) if deed.specific]
    named = [deed for deed in acts if not all(ground.generic(actor) for actor in deed.actors)]
    yield from _after_quiet(past, day, calendar, named)
    yield from _deadliest(past, day, acts)
    yield from _unmet(past, day, calendar, acts, ground)
    for deed in acts:
        past.met.update(dict.fromkeys(_traits(deed, ground), day))
    if named:
        past.last = day


def _after_quiet(past: Past, day: int, calendar: Calendar, named: Sequence[Deed]) -> Iterator[Novelty]:
    """Give the first attack of somebody who is named: one of "gunmen" may be another conflict's."""
    quiet = None if past.last is None else day - past.last - 1
    if named and (quiet is None or quiet >= T.quiet_days) and calendar.seen(day - T.quiet_days, day - 1):
        yield Novelty(day, ChangeKind.FIRST_ATTACK, "", named[0], quiet)


def _deadliest(past: Past, day: int, deeds: Iterable[Deed]) -> Iterator[Novelty]:
    """Give the attacks that are deadlier than any before; what one origin alone says hides no other's attacks."""
    for deed in deeds:
        before = [one for back in range(T.toll_days + 1) for one in past.deadliest.get(day - back, ())]
        most = max((killed for origin, killed in before if not origin or origin in dict(deed.tolls)), default=0)
        if toll(deed) >= T.mass_casualty:
            past.deadliest[day] = (*past.deadliest.get(day, ()), ("", sure_toll(deed)), *deed.tolls)
            if toll(deed) > most:
                yield Novelty(day, ChangeKind.MASS_CASUALTY, "", deed)


def toll(deed: Deed) -> int:
    """Give how many an attack killed: what two origins bear out, else what the first says."""
    return sure_toll(deed) or (deed.tolls[0][1] if deed.tolls else 0)


def sure_toll(deed: Deed) -> int:
    """Give how many it killed at least by the word of two origins, 0 where only one gives a toll."""
    killed = sorted((killed for _, killed in deed.tolls), reverse=True)
    return killed[1] if len(killed) > 1 else 0


def _unmet(past: Past, day: int, calendar: Calendar, deeds: Iterable[Deed], ground: Ground) -> Iterator[Novelty]:
    if calendar.count(day - T.novelty_days, day - 1) < T.novelty_acts:
        return
    told: set[New] = set()
    for deed in deeds:
        for change, name in _traits(deed, ground):
            last = past.met.get((change, name))
            if (change, name) not in told and (last is None or day - last > T.novelty_days):
                told.add((change, name))
                yield Novelty(day, change, name, deed)


def _traits(deed: Deed, ground: Ground) -> Iterator[New]:
    """Give what of an attack can be new; general names are never new."""
    for actor in sorted(deed.actors):
        if not ground.generic(actor):
            yield ChangeKind.NEW_ACTOR, actor
    if deed.first.report.sub_event in WEAPONS:
        yield ChangeKind.NEW_WEAPON, deed.first.report.sub_event
    for target in sorted(deed.targets):
        if not ground.generic(target):
            yield ChangeKind.NEW_TARGET, target
