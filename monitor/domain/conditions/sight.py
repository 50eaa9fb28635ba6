"""Sight: when the sources together go blind and see again, and when one falls silent and is heard again.

Derived from what the tables say of the sources and compared with what was journalled, so that each is told once while
it lasts. How one source is judged is in `silence`; what a lost sight means for a conflict's conditions is in
`watch_sight`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from monitor.domain.conditions.ledger import digest
from monitor.domain.conditions.silence import silence
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.condition import ChangedField, ChangeKind, ConditionChange, ConditionKind, Transition
from monitor.domain.model.coverage import SOURCES, Sight, SourceSight
from monitor.domain.model.time import Millis, instant, iso

NAMED = 3  # sources that a reason names
RETURNS: Final = frozenset({ChangeKind.SIGHTED, ChangeKind.HEARD})
OPPOSITES: Final[Mapping[ChangeKind, ChangeKind]] = {
    ChangeKind.BLIND: ChangeKind.SIGHTED,
    ChangeKind.SIGHTED: ChangeKind.BLIND,
    ChangeKind.SILENT: ChangeKind.HEARD,
    ChangeKind.HEARD: ChangeKind.SILENT,
}


@dataclass(frozen=True, slots=True)
class Vigil:
    """Since when somebody has watched without a break, and when he looked last."""

    since: Millis
    looked_at: Millis

    def look(self, now: Millis) -> "Vigil":
        """Give the vigil after another look: a new one where nobody looked for long, or the clock went back."""
        unbroken = 0 <= now - self.looked_at <= T.vigil_break
        return Vigil(self.since if unbroken else now, now)


@dataclass(frozen=True, slots=True)
class Told:
    """What was journalled of one source, or of all of them together (key None), in order."""

    key: str | None
    changes: tuple[ConditionChange, ...]

    @property
    def last(self) -> ChangeKind | None:
        """Give the latest change, None where there was none."""
        return self.changes[-1].transition.change if self.changes else None

    @property
    def since(self) -> Millis:
        """Give since when the latest change holds, 0 where there was none."""
        return self.changes[-1].transition.at.start if self.changes else 0

    def returns(self, after: Millis) -> int:
        """Count how often it came back after this instant."""
        return sum(one.detected_at > after and one.transition.change in RETURNS for one in self.changes)

    def id(self, change: ChangeKind) -> str:
        """Give the id of the next change of a kind: it stays the same until that is journalled."""
        number = sum(one.transition.change is change for one in self.changes)
        return digest(SOURCES.id, self.key or "", change, number)


@dataclass(frozen=True, slots=True)
class Turn:
    """What changes, since when, by which rule and why; `source` is the title of the one it is about."""

    change: ChangeKind
    since: Millis
    rule: str
    reason: str
    source: str | None = None


def sight_changes(sight: Sight, journal: Sequence[ConditionChange], vigil: Vigil) -> tuple[Transition, ...]:
    """Give what differs from what was told; of single sources nothing while all together are blind."""
    whole = _told(None, journal)
    if not sight.sources:
        return ()
    if whole.last is ChangeKind.BLIND:
        return () if sight.blind else (_sighted(sight, whole),)
    if sight.blind:
        return tuple(_blinded(sight, whole, vigil))
    back = whole.changes[-1].detected_at if whole.changes else 0  # the latest is a return
    return tuple(
        made
        for source in sight.sources
        for made in _of_one(source, _told(source_key(source), journal), sight.at, back, vigil)
    )


def source_key(source: SourceSight) -> str:
    """Give the key under which a source's own changes are journalled; it shows nothing of the address."""
    return digest("source", source.url)


def unseen(sight: Sight) -> list[SourceSight]:
    """Give the sources that are not seen, the latest lost first."""
    return sorted((one for one in sight.sources if not one.seen), key=lambda one: (-one.seen_until, one.title, one.id))


def trouble(source: SourceSight) -> str:
    """Say why a source is not seen."""
    return source.error or "not polled"


def _told(key: str | None, journal: Iterable[ConditionChange]) -> Told:
    return Told(key, tuple(one for one in journal if one.transition.arrangement == key))


def _blinded(sight: Sight, whole: Told, vigil: Vigil) -> Iterator[Transition]:
    """Tell of a lost sight that has lasted; what was lost while nobody watched counts from when somebody did."""
    lost = sight.lost
    if lost is None:  # nothing was ever seen: a fresh database has no sight to lose
        return
    since = max(lost, vigil.since)
    if sight.at - since < _patience(sight, whole):
        return
    failing = unseen(sight)
    named = "; ".join(f"{one.title} ({trouble(one)})" for one in failing[:NAMED])
    more = f"; and {len(failing) - NAMED} more" if len(failing) > NAMED else ""
    reason = f"Fewer than half of the sources are seen, {sight.seen} of {len(sight.sources)}. Not seen: {named}{more}."
    yield _made(whole, Turn(ChangeKind.BLIND, since, "blind.share", reason), sight.at)


def _patience(sight: Sight, whole: Told) -> Millis:
    intervals = sorted(source.interval for source in sight.sources)
    usual = intervals[len(intervals) // 2]
    return max(T.blind_after, T.blind_intervals * usual) * (1 + whole.returns(sight.at - T.blind_memory))


def _sighted(sight: Sight, whole: Told) -> Transition:
    reason = f"{sight.seen} of {len(sight.sources)} sources are seen again, blind since {iso(whole.since)}."
    return _made(whole, Turn(ChangeKind.SIGHTED, sight.at, "sighted.share", reason), sight.at)


def _of_one(source: SourceSight, told: Told, at: Millis, back: Millis, vigil: Vigil) -> Iterator[Transition]:
    found = silence(source, at, watched=vigil.since, back=back, returns=told.returns(at - T.silent_memory))
    if told.last is not ChangeKind.SILENT:
        if found is not None:
            yield _made(told, Turn(ChangeKind.SILENT, found.since, found.rule, found.reason, source.title), at)
    elif found is None and not source.error:
        reason = f"It can be read and is as lively as usual, after a silence since {iso(told.since)}."
        yield _made(told, Turn(ChangeKind.HEARD, at, "heard", reason, source.title), at)


def _made(told: Told, turn: Turn, at: Millis) -> Transition:
    return Transition(
        id=told.id(turn.change),
        watch=SOURCES.id,
        kind=ConditionKind.COVERAGE,
        arrangement=told.key,
        change=turn.change,
        field=ChangedField.SIGHT,
        before=OPPOSITES[turn.change],
        after=turn.change,
        at=instant(turn.since),
        reported_at=at,
        parties=(),
        evidence=(),
        confirmed=True,
        rule=turn.rule,
        reason=turn.reason,
        actor=turn.source,
    )
