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
    """What a watch's attacks have had so far: the last day with any, and of each name; the days' deadliest."""

    last: int | None = None
    met: dict[New, int] = field(default_factory=dict)
    deadliest: dict[int, int] = field(default_factory=dict)

    def copy(self) -> "Past":
        """Give a copy that goes on by itself."""
        return Past(self.last, self.met.copy(), self.deadliest.copy())


def novelties(past: Past, day: int, calendar: Calendar, ground: Ground) -> Iterator[Novelty]:
    """Give what is new in a day's attacks, and add the day to the past."""
    acts = [deed for deed in calendar.on(day) if _fresh(deed)]
    specific = [deed for deed in acts if deed.specific]
    if specific:
        yield from _after_quiet(past, day, calendar, specific, ground)
        yield from _deadliest(past, day, specific)
        yield from _unmet(past, day, calendar, specific, ground)
    for deed in acts:
        past.met.update(dict.fromkeys(_traits(deed, ground), day))
    if acts:
        past.last = day


def _fresh(deed: Deed) -> bool:
    """Leave out what was told long after it happened: that is history."""
    return deed.reported_at - deed.at.end <= T.old_news


def _after_quiet(past: Past, day: int, calendar: Calendar, deeds: Iterable[Deed], ground: Ground) -> Iterator[Novelty]:
    """Give the first attack of somebody who is named: one of "gunmen" may be another conflict's."""
    quiet = None if past.last is None else day - past.last - 1
    if (quiet is None or quiet >= T.quiet_days) and calendar.seen(day - T.quiet_days, day - 1):
        named = [deed for deed in deeds if not all(ground.generic(actor) for actor in deed.actors)]
        yield from (Novelty(day, ChangeKind.FIRST_ATTACK, "", deed, quiet) for deed in named[:1])


def _deadliest(past: Past, day: int, deeds: Sequence[Deed]) -> Iterator[Novelty]:
    deed = max(deeds, key=lambda one: one.killed)
    if deed.killed < T.mass_casualty:
        return
    if deed.killed > max((past.deadliest.get(day - back, 0) for back in range(1, T.toll_days + 1)), default=0):
        yield Novelty(day, ChangeKind.MASS_CASUALTY, "", deed)
    past.deadliest[day] = deed.killed


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
