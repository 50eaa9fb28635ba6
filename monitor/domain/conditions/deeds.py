"""Armed acts of a watch, each counted once however often it is reported."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.domain.conditions.ground import Ground
from monitor.domain.conditions.heard import Done
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.report import Speaker
from monitor.domain.model.time import DAY, Millis, When


@dataclass(frozen=True, slots=True)
class Deed:
    """One armed act, however often it is reported.

    `first` is the first report of it, `witnesses` are neutral origins that tell it specifically and say who did it.
    `reports` are the first few by id, `tolls` the highest number of killed by each of so many origins, `tellers` all
    publishers that told of it, None for what is muted.
    """

    number: int
    first: Done
    at: When
    dated: bool
    specific: bool
    reported_at: Millis
    actors: frozenset[str] = frozenset()
    claimed: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    witnesses: frozenset[str] = frozenset()
    monitored: bool = False
    killed: int = 0
    reports: tuple[str, ...] = ()
    tolls: tuple[tuple[str, int], ...] = ()
    tellers: frozenset[str | None] = frozenset()

    @property
    def day(self) -> Millis:
        """Give the day since 1970 on which it happened."""
        return self.at.start // DAY

    @property
    def late(self) -> bool:
        """Tell whether it was told long after it happened: that is history, which moves nothing of today.

        News counts from when we saw it: a publisher can write any date upon it.
        """
        filed = self.first.filed
        return (self.reported_at if filed.muted else max(self.reported_at, filed.first_seen)) - self.at.end > T.late_act


class Deeds:
    """All armed acts of a watch by day: the same act told again joins what is known of it."""

    def __init__(self, ground: Ground, days: Mapping[Millis, list[Deed]] | None = None, count: int = 0) -> None:
        self._ground = ground
        self._days = dict(days or {})
        self._own: set[Millis] = set()  # the days whose lists no fork shares
        self._count = count

    def fork(self) -> "Deeds":
        """Give a copy that goes on, and copies a day's list before it adds to it; this one is for reading then."""
        return Deeds(self._ground, self._days, self._count)

    def file(self, done: Done) -> Deed:
        """Give the act that a report tells of, with what the report adds."""
        found = next(((day, place) for day, place, deed in self._near(done) if self._same(deed, done)), None)
        if found is None:
            return self._new(done)
        day, place = found
        deeds = self._list(day)
        deeds[place] = _joined(deeds[place], done)
        return deeds[place]

    def since(self, day: Millis) -> Iterator[Deed]:
        """Give the acts from a day on, oldest day first."""
        for key in sorted(known for known in self._days if known >= day):
            yield from self._days[key]

    def on(self, day: Millis) -> Sequence[Deed]:
        """Give the acts of one day."""
        return self._days.get(day, ())

    def count(self, first: Millis, last: Millis) -> int:
        """Count the acts of the days first to last."""
        return sum(len(self._days.get(day, ())) for day in range(first, last + 1))

    @property
    def first(self) -> Millis:
        """Give the first day that has an act; ValueError where none was ever told."""
        return min(self._days)

    def __bool__(self) -> bool:
        """Tell whether any act was ever told."""
        return bool(self._days)

    def _new(self, done: Done) -> Deed:
        self._count += 1
        deed = _first_told(self._count, done)
        self._list(deed.day).append(deed)
        return deed

    def _list(self, day: Millis) -> list[Deed]:
        if day not in self._own:
            self._own.add(day)
            self._days[day] = list(self._days.get(day, ()))
        return self._days[day]

    def _near(self, done: Done) -> Iterator[tuple[Millis, int, Deed]]:
        day = done.at.start // DAY
        for place, deed in enumerate(self._days.get(day, ())):
            yield day, place, deed
        if not done.dated:  # an undated report may tell of yesterday's act
            for place, deed in enumerate(self._days.get(day - 1, ())):
                if done.at.start - deed.reported_at < T.same_act / 2:
                    yield day - 1, place, deed

    def _same(self, deed: Deed, done: Done) -> bool:
        if not _meet(deed.actors, done.actors) or not _meet(deed.targets, done.targets):
            return False
        if deed.places and done.places:
            return self._ground.touching(done.places, deed.places)
        return True


def _meet(some: frozenset[str], others: frozenset[str]) -> bool:
    return not some or not others or not some.isdisjoint(others)


def _first_told(number: int, done: Done) -> Deed:
    return Deed(
        number=number,
        first=done,
        at=done.at,
        dated=done.dated,
        specific=done.specific,
        reported_at=done.filed.reported_at,
        actors=done.actors,
        claimed=done.claimed,
        targets=done.targets,
        places=done.places,
        witnesses=_witness(done),
        monitored=bool(_witness(done)) and done.report.speaker is Speaker.MONITOR,
        killed=done.report.killed.best or 0,
        reports=(done.filed.id,),
        tolls=_tolls((), done),
        tellers=_teller(done),
    )


def _joined(deed: Deed, done: Done) -> Deed:
    """Give the act with what one more report adds to it."""
    return replace(
        deed,
        dated=deed.dated or done.dated,
        specific=deed.specific or done.specific,
        actors=deed.actors | done.actors,
        claimed=deed.claimed | done.claimed,
        targets=deed.targets | done.targets,
        places=deed.places or done.places,
        witnesses=deed.witnesses | _witness(done),
        monitored=deed.monitored or (bool(_witness(done)) and done.report.speaker is Speaker.MONITOR),
        killed=max(deed.killed, done.report.killed.best or 0),
        reports=(*deed.reports, done.filed.id)[: T.proof_kept],
        tolls=_tolls(deed.tolls, done),
        tellers=deed.tellers | _teller(done),
    )


def _teller(done: Done) -> frozenset[str | None]:
    return frozenset({None if done.filed.muted else done.filed.publisher})


def _tolls(known: tuple[tuple[str, int], ...], done: Done) -> tuple[tuple[str, int], ...]:
    """Give each origin's highest toll; one beyond belief is a war's, and not an attack's."""
    killed = done.report.killed.best or 0
    if not 0 < killed <= T.toll_limit:
        return known
    tolls = dict(known)
    tolls[done.origin] = max(killed, tolls.get(done.origin, 0))
    return tuple(tolls.items())[: T.proof_kept]


def _witness(done: Done) -> frozenset[str]:
    """Give the report's origin where it bears witness: a neutral one that tells one act and who did it."""
    return frozenset({done.origin}) if done.actors and done.neutral and done.specific else frozenset()
