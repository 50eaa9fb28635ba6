"""Armed acts of a watch, each counted once however often it is reported."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.heard import Done
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.report import Speaker
from monitor.domain.model.time import DAY, Millis, When


@dataclass(slots=True)
class Deed:
    """One armed act, however often it is reported.

    `first` is the first report of it, `witnesses` are neutral origins that tell it specifically and say who did it.
    """

    number: int
    first: Done
    at: When
    dated: bool
    specific: bool
    reported_at: Millis
    actors: set[str] = field(default_factory=set)
    claimed: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    witnesses: set[str] = field(default_factory=set)
    monitored: bool = False
    killed: int = 0

    @property
    def day(self) -> Millis:
        """Give the day since 1970 on which it happened."""
        return self.at.start // DAY


class Deeds:
    """All armed acts of a watch by day: the same act told again joins what is known of it."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._days: dict[Millis, list[Deed]] = {}
        self._count = 0

    def file(self, done: Done) -> Deed:
        """Give the act that a report tells of, with what the report adds."""
        found = next((deed for deed in self._near(done) if self._same(deed, done)), None)
        deed = found or self._new(done)
        _add(deed, done)
        return deed

    def since(self, day: Millis) -> Iterator[Deed]:
        """Give the acts from a day on, oldest day first."""
        for key in sorted(known for known in self._days if known >= day):
            yield from self._days[key]

    def count(self, first: Millis, last: Millis) -> int:
        """Count the acts of the days first to last."""
        return sum(len(self._days.get(day, ())) for day in range(first, last + 1))

    def daily(self) -> dict[Millis, int]:
        """Count the acts of each day that has any."""
        return {day: len(deeds) for day, deeds in self._days.items()}

    def _new(self, done: Done) -> Deed:
        self._count += 1
        deed = Deed(self._count, done, done.at, done.dated, done.specific, done.filed.reported_at)
        self._days.setdefault(deed.day, []).append(deed)
        return deed

    def _near(self, done: Done) -> Iterator[Deed]:
        day = done.at.start // DAY
        yield from self._days.get(day, ())
        if not done.dated:  # an undated report may tell of yesterday's act
            yield from (
                deed for deed in self._days.get(day - 1, ()) if done.at.start - deed.reported_at < T.same_act / 2
            )

    def _same(self, deed: Deed, done: Done) -> bool:
        if not _meet(deed.actors, done.actors) or not _meet(deed.targets, done.targets):
            return False
        if deed.places and done.places:
            return self._ground.touching(done.places, deed.places)
        return True


def _meet(some: set[str], others: frozenset[str]) -> bool:
    return not some or not others or not some.isdisjoint(others)


def _add(deed: Deed, done: Done) -> None:
    deed.actors |= done.actors
    deed.claimed |= done.claimed
    deed.targets |= done.targets
    deed.places = deed.places or set(done.places)
    deed.killed = max(deed.killed, done.report.killed.best or 0)
    deed.dated = deed.dated or done.dated
    deed.specific = deed.specific or done.specific
    if done.actors and done.neutral and done.specific:
        deed.witnesses.add(done.origin)
        deed.monitored = deed.monitored or done.report.speaker is Speaker.MONITOR
