"""What a conflict's conditions are worth at a moment: the share of its usual sources that was seen.

The whole is blind where fewer than half of all sources are seen, and then no clock fires. A conflict is thin where
fewer than half of its own usual sources are seen: that is said, and nothing is called calm, but no clock waits for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from monitor.domain.conditions.activity import NONE, UNSEEN
from monitor.domain.conditions.sight import unseen
from monitor.domain.conditions.thresholds import T
from monitor.domain.model.condition import Condition, ConditionKind, Trend
from monitor.domain.model.coverage import Sight
from monitor.domain.model.time import Millis

BLIND, THIN, SEEN = "blind", "thin", "seen"


@dataclass(frozen=True, slots=True)
class WatchSight:
    """A conflict's coverage: its condition, and how many of how many usual sources are seen."""

    condition: Condition
    seen: int
    of: int

    @property
    def dim(self) -> bool:
        """Tell whether too little is seen to call anything calm."""
        return self.condition.status != SEEN


def watch_sights(sight: Sight, usual: Mapping[str, frozenset[int]], watches: Iterable[str]) -> dict[str, WatchSight]:
    """Give the coverage of each watch by its id; none at all where there are no sources."""
    return {watch: _one(sight, usual.get(watch, frozenset()), watch) for watch in watches if sight.sources}


def at_last_sight(condition: Condition, sight: WatchSight) -> Condition:
    """Give a condition as it may be shown: a calm or a lull that nobody sees is none."""
    if condition.kind is not ConditionKind.ACTIVITY or not sight.dim:
        return condition
    status = UNSEEN if condition.status == NONE else condition.status
    trend = None if condition.trend is Trend.LULL else condition.trend
    actors = tuple(actor for actor in condition.actors if actor.trend is Trend.SURGE)
    return replace(condition, status=status, trend=trend, actors=actors)


def _one(sight: Sight, usual: frozenset[int], watch: str) -> WatchSight:
    own = tuple(source for source in sight.sources if source.id in usual)
    near = replace(sight, sources=own) if len(own) >= T.usual_least else sight
    seen, of = near.seen, len(near.sources)
    status = BLIND if sight.blind else (THIN if seen * 2 < of else SEEN)
    return WatchSight(Condition(watch, ConditionKind.COVERAGE, status, _since(sight, near, status), 0.9), seen, of)


def _since(sight: Sight, near: Sight, status: str) -> Millis:
    """Give since when it is so: for what is seen the moment itself, else when half was last seen."""
    if status == SEEN:
        return sight.at
    if status == BLIND and sight.lost is not None:
        return sight.lost
    lost = unseen(near)
    missing = (len(near.sources) + 1) // 2 - near.seen  # so many more would make half
    return lost[max(missing, 1) - 1].seen_until if lost else sight.at
